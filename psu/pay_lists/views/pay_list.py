import datetime

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.accounts.deputies.acting import named
from kis.accounts.rights import Role
from kis.journal.record import record
from kis.lib.pesel import masked
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused, refusals
from kis.lib.table_files import asked_for
from psu.models import PayLine, PayList, PaymentCorrection, RefundApplication
from psu.pay_lists import paying, ways
from psu.pay_lists.columns import pay_lists_table
from psu.pay_lists.differences import differences, differing, mark
from psu.pay_lists.forms import PaymentForm, ReturnForm, StepForm
from psu.pay_lists.keeping import approve, kept_paper
from psu.pay_lists.waiting import pay_lists_at
from psu.rules.pay_steps import ALL_MADE, BY_KEY, NO_REFUND, STEPS, PayStep, behind
from psu.scope import sees_paid_people

SENDS = "Teraz księgowość prowadzi wniosek o refundację."
SETTLE = "psu.settle_pay_list"
LONG = 10  # lines that leave the act below them out of sight


def _pay_list(pk) -> PayList:
    people = (
        *("agreement", "prepared_by", "checked_by", "approved_by", "paid_by"),
        *("refund_sent_by", "refund_settled_by", "returned_by"),
    )
    return get_object_or_404(PayList.objects.with_sums().select_related(*people), pk=pk)


@require_GET
@permission_required("psu.view_pay_list", raise_exception=True)
def pay_list_list(request):
    what = request.GET.get("stan", "")
    if what and what not in BY_KEY:
        raise Http404
    lists, on = pay_lists_at(what) if what else PayList.objects.all(), timezone.localdate()
    shown = (
        PayList.objects.filter(
            request.user.window.months.touching("month", "month"), pk__in=lists.values("pk")
        )
        .with_sums()
        .select_related("agreement")
        .order_by("-month", "agreement__starts_on", "agreement__number", "-ordinal")
    )
    if table := asked_for(request, pay_lists_table(shown), on=on):
        return table
    context = {
        "differing": set(differing(PayLine.objects.all(), on).values_list("pay_list", flat=True)),
        "pay_lists": shown,
        "query": f"stan={what}&" if what else "",
        "filters": [("", "Wszystkie"), *((key, step.title) for key, step in BY_KEY.items())],
        "what": what,
    }
    return render(request, "psu/pay_lists/list.html", context)


@require_GET
@permission_required("psu.view_pay_list", raise_exception=True)
def pay_list_details(request, pk):
    pay_list = _pay_list(pk)
    if not request.user.window.months.touches(pay_list.month, pay_list.month):
        raise Http404
    return _details(request, pay_list)


def _details(request, pay_list, form=None, return_form=None):
    today = timezone.localdate()
    waits, who_is_next = _next(pay_list)
    application = _application(pay_list)
    sees = sees_paid_people(request.user)
    found = differences(pay_list, today) if sees else []
    lines = _lines(request, pay_list) if sees else []
    can_return = pay_list.step in ("prepared", "checked") and _may_return(request.user)
    form = form or _form(waits, found, today=today)
    context = {
        "pay_list": pay_list,
        "lines": lines,
        "voided": _voided(pay_list) if sees else [],
        "shows_lines": sees,
        "full_numbers": request.GET.get("numery") == "pelne",
        "own_share": pay_list.amount - pay_list.refund,
        "differences": found,
        "corrections": _corrections(pay_list) if sees else [],
        "bank_orders": _bank_orders(pay_list) if request.user.has_perm(SETTLE) else [],
        "may_give_to_bank": pay_list.step == "approved" and request.user.has_perm(SETTLE),
        "paper": pay_list.papers.filter(voided_at=None).select_related("made_by").first(),
        "steps": _steps(pay_list),
        "next": waits,
        "application": application,
        "leads_to": _leads_to(pay_list, waits, application),
        "may_step": waits is not None and request.user.has_perm(waits.right),
        "who_is_next": SENDS if application and waits else who_is_next,
        "form": form,
        # The same act below the lines of a long list, its fields under names of their own.
        "lower": _form(waits, found, form.data or None, today=today, auto_id="lower_%s")
        if len(lines) > LONG and not application
        else None,
        "can_return": can_return,
        "return_form": return_form or ReturnForm(),
    }
    return render(request, "psu/pay_lists/pay_list.html", context)


def _next(pay_list) -> tuple[PayStep | None, str]:
    """The step that waits, and who makes it. None behind the last one: with no refund that is the payment."""
    if pay_list.step == "paid" and not pay_list.refund:
        return None, NO_REFUND
    waits = behind(pay_list.step)
    return waits, waits.who_is_next if waits else ALL_MADE


def _application(pay_list) -> RefundApplication | None:
    """The one that counts."""
    applied = pay_list.applied.filter(voided_at=None).select_related("application").first()
    return applied.application if applied else None


def _leads_to(pay_list, waits, application) -> tuple[str, str] | None:
    """A step that is made on a page of its own: its address and button. None for a form on this page."""
    if waits is None or not waits.name.startswith("refund"):
        return None
    if application:
        return reverse("psu:refund", args=[application.pk]), f"Wniosek o refundację {application}"
    if waits.name == "refund_sent":
        return reverse(waits.address, args=[pay_list.pk]), waits.button
    return None  # sent before there were applications


def _form(step, found, data=None, **options) -> StepForm:
    if step is not None and step.name == "paid":
        return PaymentForm(data, mark=mark(found), **options)
    return StepForm(data, **options)


def _corrections(pay_list):
    """With the rejected ones; each with both ways in words."""
    people = ("proposed_by", "confirmed_by", "voided_by")
    found = list(
        PaymentCorrection.with_voided.filter(pay_list=pay_list)
        .select_related(*people)
        .order_by("pk")
    )
    for correction in found:
        correction.former = ways.in_words(correction.former_number, correction.former_owner)
        correction.now = ways.in_words(correction.number, correction.owner)
    return found


def _bank_orders(pay_list):
    """With their files; the last one tells whether a correction came behind it."""
    found = list(pay_list.bank_orders.select_related("made_by").prefetch_related("files__document"))
    if found:
        found[0].is_outdated = found[0].corrections != pay_list.corrections.confirmed().count()
    return found


def _lines(request, pay_list):
    full = request.GET.get("numery") == "pelne"
    lines = list(pay_list.lines.in_order())
    corrected = ways.last_of_each(pay_list.corrections.confirmed().order_by("pk"))
    for line in lines:
        line.identity = line.person_identity if full else masked(line.person_identity)
        line.payment = ways.way_of_payment(line)
        correction = corrected.get(line.person_id)
        if correction and line.is_carried_out:
            line.corrected = ways.in_words(correction.number, correction.owner)
    for person in {line.person_id for line in lines}:
        act = "reveal_pesel" if full else "view"
        record(request, act, kind="pay_list", number=pay_list.pk, person=person)
    return lines


def _voided(pay_list):
    """Lines that count no more since their month was reopened: seen, crossed out."""
    voided = PayLine.with_voided.filter(pay_list=pay_list, voided_at__isnull=False)
    return voided.select_related("voided_by").in_order()


def _steps(pay_list) -> list[tuple[str, datetime.date, str]]:
    """Words of each step made, its day and who made it."""
    made = [
        (step.made, day, _who(getattr(pay_list, f"{step.name}_by"), step, day))
        for step in STEPS.values()
        if (day := getattr(pay_list, f"{step.name}_on"))
    ]
    if pay_list.returned_on:
        reason = f"{pay_list.returned_by}, powód: {pay_list.return_reason}"
        made.append(("zwrócono do poprawy", pay_list.returned_on, reason))
    return made


def _who(user, step: PayStep, day: datetime.date) -> str:
    """The list is approved by the head, or in the head's place."""
    return named(user, Role.HEAD, day) if step.name == "approved" else str(user)


def _step_view(step: str, act):
    """A view that makes one step of a list, `act(pay_list, by=…, **typed)`."""

    @post_or_back("psu:pay_list")
    @permission_required(STEPS[step].right, raise_exception=True)
    def view(request, pk):
        pay_list, today = _pay_list(pk), timezone.localdate()
        found = differences(pay_list, today) if step == "paid" else []
        form = _form(STEPS[step], found, request.POST, today=today)
        if form.is_valid():
            with refusals(form):
                act(pay_list, by=request.user, **form.cleaned_data)
        if not form.is_valid():
            return _details(request, _pay_list(pk), form=form)
        messages.success(request, STEPS[step].said)
        return redirect("psu:pay_list", pk)

    return view


def _approve(pay_list, *, by, on):
    approve(pay_list, by=by, on=on, at=timezone.now())


def _pay(pay_list, *, by, on, despite=""):
    paying.pay(pay_list, by=by, on=on, today=timezone.localdate(), despite=despite)


pay_list_check = _step_view("checked", PayList.mark_checked)
pay_list_approve = _step_view("approved", _approve)
pay_list_pay = _step_view("paid", _pay)
pay_list_settle_refund = _step_view("refund_settled", PayList.mark_refund_settled)


def _may_return(user) -> bool:
    return user.has_perm("psu.check_pay_list") or user.has_perm("psu.approve_pay_list")


@post_or_back("psu:pay_list")
def pay_list_return(request, pk):
    if not _may_return(request.user):
        raise PermissionDenied
    pay_list = _pay_list(pk)
    form = ReturnForm(request.POST)
    if form.is_valid():
        with refusals(form):
            pay_list.send_back(
                by=request.user, on=timezone.localdate(), reason=form.cleaned_data["reason"]
            )
    if not form.is_valid():
        return _details(request, _pay_list(pk), return_form=form)
    messages.success(request, "Listę zwrócono do poprawy. Poprawia koordynator: „Otwórz ponownie”.")
    return redirect("psu:pay_list", pk)


def _paper(request, pk) -> PayList:
    """The list for a file that holds names and PESEL numbers; giving it out is noted."""
    if not sees_paid_people(request.user):
        raise PermissionDenied
    pay_list = _pay_list(pk)
    for person in pay_list.lines.order_by().values_list("person", flat=True).distinct():
        record(request, "print", kind="pay_list", number=pay_list.pk, person=person)
    return pay_list


@require_GET
@permission_required("psu.view_pay_list", raise_exception=True)
def pay_list_pdf(request, pk):
    return _kept(request, pk, "document")


@require_GET
@permission_required("psu.view_pay_list", raise_exception=True)
def pay_list_xlsx(request, pk):
    return _kept(request, pk, "workbook")


def _kept(request, pk, which: str):
    """No name of a person in the file's name."""
    pay_list = _paper(request, pk)
    try:
        paper = kept_paper(pay_list, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:pay_list", pk)
    return sent(getattr(paper, which))


def sent(document) -> HttpResponse:
    return HttpResponse(
        document.content,
        content_type=document.content_type,
        headers={"Content-Disposition": f'attachment; filename="{document.name}"'},
    )
