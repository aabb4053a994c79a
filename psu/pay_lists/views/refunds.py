from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.models import Centre
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.pesel import masked
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused, carried_out, refusals
from kis.lib.table_files import asked_for
from participants.forms.voiding import VoidForm
from psu.listed import listed
from psu.models import PayLine, PayList, RefundApplication
from psu.pay_lists.columns import refunds_table
from psu.pay_lists.refunds import applying
from psu.pay_lists.refunds.forms import ApplicationForm, SentForm, SettledForm
from psu.pay_lists.refunds.keeping import keep_paper, lines_of
from psu.pay_lists.views.pay_list import sent
from psu.pay_lists.waiting import to_apply_for
from psu.rules import refunds
from psu.scope import sees_paid_people

SETTLE = "psu.settle_pay_list"


def _application(pk) -> RefundApplication:
    people = ("made_by", "sent_by", "settled_by", "voided_by", "agreement")
    rows = RefundApplication.with_voided.select_related(*people, "document", "workbook")
    return get_object_or_404(rows, pk=pk)


WHICH = {"": "Do wysłania", "na-wplyw": "Czekają na wpływ", "wszystkie": "Wszystkie"}


@require_GET
@permission_required("psu.view_pay_list", raise_exception=True)
def refund_list(request):
    """The newest first, voided ones too."""
    rows = RefundApplication.with_voided.order_by("-year", "-number")
    standing = rows.filter(voided_at=None, settled_on=None)
    kinds = {
        "": standing.filter(sent_on=None),
        "na-wplyw": standing.exclude(sent_on=None),
        "wszystkie": rows,
    }
    found = listed(request, kinds, day="made_on")
    table = refunds_table(found["page"].paginator.object_list)
    if file := asked_for(request, table, on=timezone.localdate()):
        return file
    return render(request, "psu/pay_lists/refunds.html", found | {"filters": WHICH})


@require_http_methods(["GET", "POST"])
@permission_required(SETTLE, raise_exception=True)
@saves_once
def refund_new(request, pk):
    """From one of its lists: the application is for all of the agreement and month that wait for one."""
    pay_list = get_object_or_404(PayList.objects.select_related("agreement__regime"), pk=pk)
    agreement, month = pay_list.agreement, pay_list.month
    form = ApplicationForm(request.POST or None, today=timezone.localdate())
    made = []

    def act():
        made.append(
            applying.apply_for(agreement, month, by=request.user, on=form.cleaned_data["on"])
        )

    if carried_out(request, form, act):
        (application,) = made
        messages.success(
            request,
            f"Utworzono wniosek {application}. Następny krok: wydrukuj go, podpisz i wyślij.",
        )
        return redirect("psu:refund", application.pk)
    lists = list(to_apply_for(agreement, month).with_sums())
    unpaid = agreement.pay_lists.in_month(month).filter(paid_on=None, lines__voided_at=None)
    context = {
        "pay_list": pay_list,
        "agreement": agreement,
        "form": form,
        "lists": lists,
        "unpaid": unpaid.distinct().order_by("ordinal"),
        "refund": sum(row.refund for row in lists),
        "addressee": refunds.addressee(
            agreement.regime.code,
            agreement.county_office,
            Centre.objects.current().of_labour_office,
        ),
        "legal_basis": refunds.legal_basis(agreement.regime.code, month),
        "nothing": applying.NOTHING,
    }
    return render(request, "psu/pay_lists/refund_new.html", context)


@require_GET
@permission_required("psu.view_pay_list", raise_exception=True)
def refund(request, pk):
    return _details(request, _application(pk))


def _details(request, application, sent_form=None, settled_form=None):
    today, sees = timezone.localdate(), sees_paid_people(request.user)
    context = {
        "application": application,
        "lists": PayList.objects.filter(applied__application=application)
        .with_sums()
        .order_by("ordinal"),
        "lines": _lines(request, application) if sees else [],
        "shows_lines": sees,
        "may_settle": request.user.has_perm(SETTLE) and not application.voided_at,
        "may_void": _may_void(request.user, application),
        "sent_form": sent_form or SentForm(today=today),
        "settled_form": settled_form or SettledForm(today=today, is_return=application.is_return),
    }
    return render(request, "psu/pay_lists/refund.html", context)


def _may_void(user, application) -> bool:
    """A second person: whoever made it is offered nothing."""
    is_second = user.has_perm("psu.void_refund") and user != application.author
    return is_second and _is_voidable(application)


def _is_voidable(application) -> bool:
    return not (application.sent_on or application.voided_at)


def _lines(request, application) -> list[PayLine]:
    lines = lines_of(application)
    for line in lines:
        line.identity = masked(line.person_identity)
        record(request, "view", kind="refund", number=application.pk, person=line.person_id)
    return lines


@post_or_back("psu:refund")
@permission_required(SETTLE, raise_exception=True)
def refund_send(request, pk):
    application = _application(pk)
    form = SentForm(request.POST, today=timezone.localdate())
    if form.is_valid():
        with refusals(form):
            applying.send(application, by=request.user, **form.cleaned_data)
    if not form.is_valid():
        return _details(request, _application(pk), sent_form=form)
    messages.success(request, "Odnotowano wysłanie wniosku o refundację.")
    return redirect("psu:refund", pk)


@post_or_back("psu:refund")
@permission_required(SETTLE, raise_exception=True)
def refund_settle(request, pk):
    application = _application(pk)
    form = SettledForm(request.POST, today=timezone.localdate(), is_return=application.is_return)
    if form.is_valid():
        with refusals(form):
            applying.settle(application, by=request.user, **form.cleaned_data)
    if not form.is_valid():
        return _details(request, _application(pk), settled_form=form)
    what = "zwrot" if application.is_return else "wpływ refundacji"
    messages.success(request, f"Odnotowano {what}. Wniosek jest rozliczony.")
    return redirect("psu:refund", pk)


@require_http_methods(["GET", "POST"])
@permission_required("psu.void_refund", raise_exception=True)
@saves_once
def refund_void(request, pk):
    application = _application(pk)
    if not _is_voidable(application):
        messages.warning(
            request, f"Wniosek jest w stanie „{application.status_word}”: nie unieważnia się go."
        )
        return redirect("psu:refund", pk)
    form = VoidForm(request.POST or None)
    if carried_out(
        request, form, lambda: applying.void(application, by=request.user, **form.cleaned_data)
    ):
        messages.success(
            request, "Wniosek unieważniono. Listy wypłat czekają znów na wniosek o refundację."
        )
        return redirect("psu:refund", pk)
    context = {"form": form, "application": application}
    return render(request, "psu/pay_lists/refund_void.html", context)


@require_GET
@permission_required("psu.view_pay_list", raise_exception=True)
def refund_pdf(request, pk):
    return _kept(request, pk, "document")


@require_GET
@permission_required("psu.view_pay_list", raise_exception=True)
def refund_xlsx(request, pk):
    return _kept(request, pk, "workbook")


def _kept(request, pk, which: str):
    """A voided application is given out only if it was printed before."""
    if not sees_paid_people(request.user):
        raise PermissionDenied
    application = _application(pk)
    if application.voided_at and not application.document:
        messages.warning(request, "Tego wniosku nie wydrukowano przed unieważnieniem.")
        return redirect("psu:refund", pk)
    lists = application.applied_lists.values("pay_list")
    lines = PayLine.objects.filter(pay_list__in=lists)
    for person in lines.order_by().values_list("person", flat=True).distinct():
        record(request, "print", kind="refund", number=application.pk, person=person)
    try:
        application = keep_paper(application, by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:refund", pk)
    return sent(getattr(application, which))
