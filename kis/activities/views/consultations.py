"""Talks with a specialist: entered in a group or in a person's file, the note for few."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.accounts.rights import Role
from kis.activities.forms.consultation import ConsultationForm
from kis.activities.models import Activity, Consultation
from kis.activities.scope import is_of_office, readable_activity
from kis.journal.record import record
from kis.lib.refusals import carried_out
from participants.forms.voiding import VoidForm
from participants.models import Person
from participants.scope import row_to_change, writable_file
from participants.views.form_page import form_page

TAB, OF_GROUP = "activities:person", "activities:consultations"
WRITE, VOID = "activities.write_consultation", "activities.void_consultation"
ANYBODY = "activities.consult_anybody"
ON_A_PAGE = 25


def _group(request, pk) -> Activity:
    """Of a leader alone an own one: at somebody else's meeting they are a guest in it."""
    group = readable_activity(request.user, pk)
    if not is_of_office(request.user) and group.leader_id != request.user.pk:
        raise Http404
    return group


def _new(request, **facts) -> Consultation:
    role = Role.COORDINATOR if is_of_office(request.user) else Role.LEADER
    return Consultation(author=request.user, written_as=role, specialist=str(request.user), **facts)


def note_look(request, row: Consultation) -> None:
    """Who was shown the note: the journal has the numbers, never the words."""
    record(request, "read_note", kind="consultation", number=row.pk, person=row.person_id)


@require_GET
@permission_required("activities.view_timetable", raise_exception=True)
def consultations(request, pk):
    group = _group(request, pk)
    rows = Consultation.with_voided.filter(activity=group).select_related("person").newest_first()
    if is_of_office(request.user):
        on = timezone.localdate()
        rows = rows.filter(person__in=Person.objects.read_whole_by(request.user, on))
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("strona"))
    for row in page:
        record(request, "view", kind="consultation", number=row.pk, person=row.person_id)
    context = {
        "group": group,
        "page": page,
        "rows": told(request, page),
        "may_write": request.user.has_perm(WRITE),
    }
    return render(request, "activities/consultations.html", context)


def told(request, rows) -> list[tuple[Consultation, bool]]:
    """Each with whether its note is shown; every look at a note is noted."""
    found = []
    for row in rows:
        reads = row.note_readable_by(request.user)
        if reads and row.note:
            note_look(request, row)
        found.append((row, reads))
    return found


@require_http_methods(["GET", "POST"])
@permission_required(WRITE, raise_exception=True)
@saves_once
def consultation_new(request, pk):
    group = _group(request, pk)
    row = _new(request, activity=group)
    form = ConsultationForm(
        request.POST or None,
        instance=row,
        is_own=row.written_as == Role.LEADER,
        on=timezone.localdate(),
    )
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano konsultację.")
        return redirect(OF_GROUP, pk)
    return _page(request, form, group, "Wpisz konsultację")


@require_http_methods(["GET", "POST"])
@permission_required(WRITE, raise_exception=True)
def consultation_edit(request, pk):
    """By its author alone."""
    rows = Consultation.objects.filter(author=request.user).select_related("activity", "person")
    row = get_object_or_404(rows, pk=pk)
    record(request, "edit", kind="consultation", number=row.pk, person=row.person_id)
    is_own = row.written_as == Role.LEADER
    form = ConsultationForm(
        request.POST or None, instance=row, is_own=is_own, on=timezone.localdate()
    )
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano konsultację.")
        if row.activity_id:
            return redirect(OF_GROUP, row.activity_id)
        return redirect(TAB, row.person_id)
    return _page(request, form, row.activity, f"Popraw konsultację: {row.person}")


def _page(request, form, group: Activity | None, title: str):
    context = {"form": form, "group": group, "title": title, "row": form.instance}
    return render(request, "activities/consultation_form.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(ANYBODY, raise_exception=True)
@saves_once
def consultation_of_person(request, pk):
    """By the coordinator, for anybody, without a group."""
    file = writable_file(request, pk, timezone.localdate())
    row = _new(request, person=file.person)
    form = ConsultationForm(request.POST or None, instance=row, is_own=False, on=file.on)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano konsultację.")
        return redirect(TAB, pk)
    return form_page(request, file, form, "Wpisz konsultację", back=TAB)


@require_http_methods(["GET", "POST"])
@permission_required(VOID, raise_exception=True)
@saves_once
def consultation_void(request, pk, row_pk):
    """By a second person, who is not shown the note."""
    file = writable_file(request, pk, timezone.localdate())
    rows = Consultation.with_voided.filter(person=file.person)
    row = row_to_change(request, rows.select_related("activity", "kind"), row_pk, tab=TAB)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(TAB, pk)
    title = f"Unieważnij wpis: {row}"
    return form_page(request, file, form, title, back=TAB, submit="Unieważnij wpis")
