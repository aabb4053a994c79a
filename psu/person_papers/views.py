from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.refusals import Refused, carried_out
from kis.lib.workbooks import CONTENT_TYPE
from participants.file import PersonFile
from participants.forms.voiding import VoidForm
from participants.models import Person
from participants.scope import lead_back_if_restricted
from psu.models import Agreement, PayList, PersonPaper, WorkDay
from psu.pay_lists.keeping import PDF
from psu.pay_lists.views.pay_list import sent
from psu.person_papers import making
from psu.person_papers.forms import PeriodForm
from psu.person_papers.month_record import record_paper, record_workbook
from psu.scope import sees_paid_people


@require_GET
@permission_required("psu.view_person_paper", raise_exception=True)
def person_papers(request, pk):
    """Of a person: what was made, and the slips of the lists that pay the person."""
    on = timezone.localdate()
    person = get_object_or_404(Person.objects.with_writable(request.user, on), pk=pk)
    record(request, "view", kind="psu", person=pk)
    papers = PersonPaper.with_voided.open_to(request.user).filter(person=person)
    lists = PayList.objects.none()
    if sees_paid_people(request.user):
        lists = PayList.objects.filter(lines__person=person, lines__voided_at=None).distinct()
    context = {
        "person": person,
        "sensitive": PersonFile(person, request.user, on).sensitive,
        "papers": papers.select_related("pay_list", "made_by", "voided_by", "document"),
        "lists": lists.order_by("-month", "-ordinal"),
    }
    return render(request, "psu/person_papers/list.html", context)


def _maker(make, title: str, words: str, button: str):
    """A page that asks for the period and makes one paper of it."""

    @require_http_methods(["GET", "POST"])
    @permission_required("psu.write_person_paper", raise_exception=True)
    @saves_once
    def view(request, pk):
        on = timezone.localdate()
        person = get_object_or_404(Person.objects.rows_writable_by(request.user, on), pk=pk)
        lead_back_if_restricted(person)
        first = WorkDay.objects.filter(person=person).values_list("day", flat=True).first() or on
        form = PeriodForm(request.POST or None, first=first, last=on)

        def act():
            period = form.cleaned_data
            make(person, period["starts_on"], period["ends_on"], by=request.user, on=on)

        if carried_out(request, form, act):
            messages.success(request, "Sporządzono pismo. Następny krok: wydrukuj je i podpisz.")
            return redirect("psu:person_papers", pk)
        record(request, "edit", kind="psu", person=pk)
        context = {
            "form": form,
            "person": person,
            "title": title,
            "words": words,
            "button": button,
        }
        return render(request, "psu/person_papers/make.html", context)

    return view


certificate_new = _maker(
    making.make_certificate,
    "Zaświadczenie o wykonywaniu PSU",
    "Zaświadczenie podaje okresy, miejsca, rodzaje pracy i godziny z zamkniętych miesięcy. Nie ma w nim "
    "powodu pomocy ani nic o zdrowiu.",
    "Wystaw zaświadczenie",
)
statement_new = _maker(
    making.make_statement,
    "Zestawienie dla pracownika socjalnego",
    "Zestawienie obejmuje całe miesiące: skierowania, godziny według planu i przepracowane, nieobecności U, "
    "N, O i P oraz wypłaty. Miesiące otwarte są w nim oznaczone.",
    "Sporządź zestawienie",
)


def _paper(request, pk) -> PersonPaper:
    """Within the reader's scope: else there is no such page."""
    people = Person.objects.visible_to(request.user)
    papers = PersonPaper.with_voided.open_to(request.user).filter(person__in=people)
    return get_object_or_404(papers.select_related("person", "pay_list", "made_by"), pk=pk)


@require_GET
@permission_required("psu.view_person_paper", raise_exception=True)
def person_paper_pdf(request, pk):
    return _given(request, _paper(request, pk), making.printed)


@require_GET
@permission_required("psu.view_person_paper", raise_exception=True)
def person_paper_xlsx(request, pk):
    paper = _paper(request, pk)
    if not paper.has_table:
        raise Http404
    return _given(request, paper, making.tabled)


def _given(request, paper: PersonPaper, make):
    record(request, "print", kind="psu", number=paper.pk, person=paper.person_id)
    try:
        return sent(make(paper, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:person_papers", paper.person_id)


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_person_paper", raise_exception=True)
@saves_once
def person_paper_void(request, pk):
    """By a second person."""
    writable = Person.objects.rows_writable_by(request.user, timezone.localdate())
    paper = _paper(request, pk)
    if not writable.filter(pk=paper.person_id).exists():
        raise Http404
    lead_back_if_restricted(paper.person)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: paper.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Pismo unieważniono.")
        return redirect("psu:person_papers", paper.person_id)
    record(request, "edit", kind="psu", number=pk, person=paper.person_id)
    return render(request, "psu/person_papers/void.html", {"form": form, "paper": paper})


@require_GET
@permission_required("psu.view_pay_list", raise_exception=True)
def pay_list_slip(request, pk, person_pk):
    """For the person: a month's days and what they are paid by this list."""
    if not sees_paid_people(request.user):
        raise PermissionDenied
    pay_list = get_object_or_404(PayList, pk=pk)
    record(request, "print", kind="pay_list", number=pk, person=person_pk)
    try:
        paper = making.make_slip(pay_list, person_pk, by=request.user, on=timezone.localdate())
        return sent(making.printed(paper, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:pay_list", pk)


def _month_record(make, content_type: str, extension: str):
    """Made anew each time: the part of it that is open changes from day to day."""

    @require_GET
    @permission_required("psu.view_pay_list", raise_exception=True)
    def view(request, pk, month):
        if not sees_paid_people(request.user):
            raise PermissionDenied
        agreement = get_object_or_404(Agreement, pk=pk)
        people = agreement.person_months.in_month(month).order_by()
        for person in people.values_list("person", flat=True):
            record(request, "print", kind="psu_month", number=pk, person=person)
        try:
            content = make(agreement, month)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect("psu:month", pk, month)
        name = f"ewidencja-psu-{pk}-{month:%Y-%m}.{extension}"
        return HttpResponse(
            content,
            content_type=content_type,
            headers={"Content-Disposition": f'attachment; filename="{name}"'},
        )

    return view


month_record_pdf = _month_record(record_paper, PDF, "pdf")
month_record_xlsx = _month_record(record_workbook, CONTENT_TYPE, "xlsx")
