"""A meeting: its list, marked by taps; guests."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.activities.forms.activity import GuestForm
from kis.activities.forms.mark import MarkForm
from kis.activities.forms.meetings import TopicForm
from kis.activities.marking import Overtaken, mark_one, mark_rest
from kis.activities.models import Guest, Meeting
from kis.activities.models.attendance import State
from kis.activities.register import TAPS, Register, Row, names_of, register_of
from kis.activities.scans import told_scans
from kis.activities.scope import people_seen_at, readable_meeting
from kis.activities.timetable import standing
from kis.journal.record import record
from kis.lib.posting import nothing_saved, post_or_back
from kis.lib.refusals import Refused, carried_out

LONGEST_TYPED = 300
SENT = ("state", "reason", "minutes", "note", "correction")


def _register(request, meeting: Meeting) -> Register:
    people = people_seen_at(request.user)
    return register_of(meeting, timezone.localdate(), people=people)


@require_GET
@permission_required("activities.view_timetable", raise_exception=True)
def meeting(request, pk):
    one = readable_meeting(request.user, pk)
    return _show(request, one, _register(request, one))


def _show(request, one: Meeting, register: Register, guest_form=None):
    for row in register.rows:
        record(request, "view", kind="attendance", number=one.pk, person=row.person.pk)
    context = _context(request, one, register)
    context |= {
        "standing": standing(one, register.on),
        "guests": one.guests.all(),
        "guest_form": guest_form or GuestForm(),
        "topic_form": TopicForm(instance=one),
        "moved_to": getattr(one, "moved_to", None),
        "scans": told_scans(one, request.user) if one.has_paper else [],
        "may_keep": one.is_planned
        and not register.is_ahead
        and request.user.has_perm("activities.keep_meeting_scan"),
    }
    return render(request, "activities/meeting.html", context)


def _context(request, one: Meeting, register: Register) -> dict:
    may_mark = request.user.has_perm("activities.mark_attendance")
    return {
        "meeting": one,
        "register": register,
        "taps": [] if register.is_ahead else TAPS,
        "may_mark": may_mark and one.is_planned and not register.is_approved,
        "state": State,
    }


@post_or_back("activities:meeting", keeps=("pk",))
@permission_required("activities.mark_attendance", raise_exception=True)
def mark(request, pk, person):
    """What the pressed button says of one person; without a script the page comes back."""
    one = readable_meeting(request.user, pk)
    register = _register(request, one)
    row = register.row_of(person)
    if row is None:
        raise Http404
    form = MarkForm(request.POST, day=one.day)
    fault = _marked(request, one, row, form)
    register = _register(request, one)
    changed = register.row_of(person) or row
    if fault:
        changed.message, changed.is_overtaken = fault, row.is_overtaken
        changed.asked = {name: request.POST.get(name, "")[:LONGEST_TYPED] for name in SENT}
        changed.asked = {name: text for name, text in changed.asked.items() if text}
        said = f"Nie zapisano. {row.person}: {fault}"
    else:
        said = f"Zapisano o {timezone.localtime():%-H.%M}. {row.person}: {changed.word}."
    if request.htmx:
        return _parts(request, one, register, [changed], said, is_refused=bool(fault))
    if fault:
        messages.error(request, said)
        return _show(request, one, register)
    messages.success(request, said)
    return redirect(f"{reverse('activities:meeting', args=[pk])}#osoba-{person}")


def _marked(request, one: Meeting, row: Row, form: MarkForm) -> str:
    """Empty once it is saved, else the sentence why not."""
    if not form.is_valid():
        return form.faults
    try:
        with transaction.atomic():
            mark_one(one, row.person, form.mark, seen=form.cleaned_data["seen"], by=request.user)
    except Refused as refusal:
        return str(refusal)
    except Overtaken as met:
        row.is_overtaken = True
        return _overtaken(met, form)
    return ""


def _overtaken(met: Overtaken, form: MarkForm) -> str:
    moment = timezone.localtime(met.row.marked_at)
    asked = State(form.mark.state).label
    return (
        f"W tym czasie zmieniono ({met.row.marked_by.short_name}, {moment:%-H.%M}): jest "
        f"{met.row.get_state_display()}, wybrano: {asked}. Niczego nie nadpisano: wybierz, co zostaje."
    )


@post_or_back("activities:meeting")
@permission_required("activities.mark_attendance", raise_exception=True)
def mark_all(request, pk):
    """*Wszyscy obecni*: only who is not marked; who is on a break or without a stay is not taken along."""
    one = readable_meeting(request.user, pk)
    before = _register(request, one)
    people = [row.person for row in before.waiting]
    correction = request.POST.get("correction", "").strip()[:LONGEST_TYPED]
    marked, refused = mark_rest(one, people, by=request.user, correction_reason=correction)
    register = _register(request, one)
    changed = [row for row in register.rows if row.person in people]
    why = {person.pk: sentence for person, sentence in refused}
    for row in changed:
        row.message = why.get(row.person.pk, "")
    said = _said_of_all(register, len(marked), [row for row in changed if row.message])
    if request.htmx:
        return _parts(request, one, register, changed, said, is_refused=bool(refused))
    if refused:
        messages.warning(request, said)
        return _show(request, one, register)
    messages.success(request, said)
    return redirect("activities:meeting", pk)


def _said_of_all(register: Register, count: int, refused: list[Row]) -> str:
    said = [f"Zapisano o {timezone.localtime():%-H.%M}. Obecność: {count}."] if count else []
    if refused:
        said.append(f"Nie zapisano: {names_of(refused)}. Powód jest przy nazwisku.")
    return " ".join(said) or "Nie było czego oznaczać: nikt na tej liście nie czeka na oznaczenie."


def _parts(request, one, register: Register, changed: list[Row], said: str, *, is_refused: bool):
    """The rows that changed and what is said; the page puts them in their places."""
    context = _context(request, one, register)
    context |= {"changed": changed, "said": said, "is_refused": is_refused}
    return render(request, "activities/meeting_parts.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("activities.mark_attendance", raise_exception=True)
def topic(request, pk):
    """Typed on the meeting's page; what was refused, or kept over a login, has a page of its own."""
    one = readable_meeting(request.user, pk)
    form = TopicForm(request.POST or None, instance=Meeting.objects.get(pk=pk))
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano temat zajęć.")
        return redirect(f"{reverse('activities:meeting', args=[pk])}#temat")
    return render(request, "activities/topic_form.html", {"form": form, "meeting": one})


@post_or_back("activities:meeting")
@permission_required("activities.mark_attendance", raise_exception=True)
@saves_once
def guest_new(request, pk):
    one = readable_meeting(request.user, pk)
    form = GuestForm(request.POST)

    def act():
        name = form.cleaned_data["name"]
        Guest.objects.create(meeting=one, name=name, noted_by=request.user)

    if carried_out(request, form, act):
        messages.success(request, "Dopisano gościa. Gość nie liczy się do obecności.")
        return redirect(f"{reverse('activities:meeting', args=[pk])}#goscie")
    return _show(request, one, _register(request, one), guest_form=form)


@post_or_back("activities:meeting", keeps=("pk",))
@permission_required("activities.mark_attendance", raise_exception=True)
def guest_remove(request, pk, guest):
    """Taken off once or already: both lead back to the list."""
    one = readable_meeting(request.user, pk)
    form = GuestForm({"name": "gość"})
    if carried_out(request, form, one.guests.filter(pk=guest).delete):
        messages.success(request, "Usunięto gościa z listy.")
        return redirect(f"{reverse('activities:meeting', args=[pk])}#goscie")
    messages.error(request, " ".join(form.non_field_errors()))
    return nothing_saved(redirect("activities:meeting", pk))
