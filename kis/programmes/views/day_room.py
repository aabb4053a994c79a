"""The tablet of a day room: who is inside, one tap to come, one to leave, carers on duty."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.lib.dates import polish
from kis.lib.posting import nothing_saved, post_or_back
from kis.lib.refusals import Refused, carried_out, refused_by_database
from kis.programmes.forms.day_room import (
    BeginDutyForm,
    DutyForm,
    LeaveForm,
    NewPresenceForm,
    PresenceForm,
)
from kis.programmes.in_room import RoomNow, arrive, begin_duty, go_home
from kis.programmes.models import Enrolment
from kis.programmes.room_scope import (
    readable_duty,
    readable_presence,
    readable_room,
    seen,
)
from kis.programmes.tabs import edition_page
from participants.forms.voiding import VoidForm

VIEW, WRITE, VOID = "programmes.view_edition", "programmes.write_service", "programmes.void"
ROOM, REGISTER = "programmes:room", "programmes:room_day"
TAB_REGISTER = "programmes:room_today"


def act_page(request, room, form, title: str, back: str, *, tab: str = ROOM, **more):
    """One act and its form under the head of the edition; `back` is an address."""
    context = {"form": form, "form_title": title, "back": back} | more
    return edition_page(request, room.file, "programmes/day_room/act.html", tab, context)


def _tapped(request, pk: int, act, told: str):
    """Back to the tablet; a tap has no form that a refusal could stand at."""
    try:
        with refused_by_database():
            act()
    except Refused as refusal:
        messages.error(request, str(refusal))
        return nothing_saved(redirect(ROOM, pk))
    messages.success(request, told)
    return redirect(ROOM, pk)


@permission_required(VIEW, raise_exception=True)
@require_GET
def room(request, pk):
    """Without a room yet it leads to the rules, where one is chosen."""
    here = readable_room(request, pk, with_room=False)
    if here.room is None:
        return edition_page(request, here.file, "programmes/day_room/no_room.html", ROOM)
    now = here.now
    seen(request, [child.enrolment for child in now.children])
    seen(request, [*now.overdue, *now.from_elsewhere])
    writes = request.user.has_perm(WRITE)
    context = {
        "room": here.room,
        "now": now,
        "is_carer": here.is_carer,
        "writes": writes,
        "begin": BeginDutyForm(carers=now.carers_to_come()) if writes else None,
        "old_duties": here.room.duties.filter(day__lt=now.day, ends_at=None, voided_at=None)
        .select_related("provider")
        .order_by("starts_at"),
    }
    return edition_page(request, here.file, "programmes/day_room/room.html", ROOM, context)


@permission_required(WRITE, raise_exception=True)
@post_or_back("programmes:room", keeps=("pk",))
@saves_once
def child_arrives(request, pk, number):
    here = readable_room(request, pk)
    rows = Enrolment.objects.select_related("person", "edition__in_room")
    child = get_object_or_404(rows, pk=number, edition=here.edition)
    seen(request, [child], "edit")
    hour = f"{timezone.localtime():%-H.%M}"
    act = lambda: arrive(child, by=request.user)  # noqa: E731
    return _tapped(request, pk, act, f"{child.person}: obecność od {hour}.")


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def child_leaves(request, pk, number):
    """A tap sends with whom; the form asks for it, after closing and of days before also for the hour."""
    here, presence = readable_presence(request, pk, number)
    if presence.left_at or presence.voided_at:
        messages.info(request, "Wyjście tego dziecka jest już wpisane.")
        return redirect(ROOM, pk)
    form = LeaveForm(
        request.POST or None,
        presence=presence,
        child=_on_its_day(here, presence),
        today=timezone.localdate(),
    )
    if carried_out(request, form, lambda: form.save_by(request.user)):
        messages.success(request, f"{presence.person}: wyjście o {presence.hours.split('–')[1]}.")
        return redirect(ROOM, pk)
    # What a refused form set on the row is not saved.
    presence.refresh_from_db()
    return act_page(
        request,
        here,
        form,
        f"{presence.person}: wyjście",
        reverse(ROOM, args=[pk]),
        hint=f"W świetlicy {polish(presence.day)} od {presence.hours.split('–')[0]}.",
        submit="Zapisz wyjście",
    )


def _on_its_day(here, presence):
    """The child with who might collect it on the day of the presence, in its own edition."""
    edition = presence.enrolment.edition
    then = RoomNow(here.room, edition, presence.arrived_at)
    return next(one for one in then.children if one.enrolment.pk == presence.enrolment_id)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def presence_new(request, pk):
    here = readable_room(request, pk)
    on = here.file.on
    children = here.edition.enrolments.filter(starts_on__isnull=False).select_related("person")
    form = NewPresenceForm(
        request.POST or None, children=children.in_polish_order(), initial={"day": on}
    )
    saved = []
    seen(request, children)
    if carried_out(request, form, lambda: saved.append(form.save_by(request.user))):
        messages.success(request, f"Zapisano obecność: {saved[0].person}.")
        return redirect(REGISTER, pk, saved[0].day)
    back = reverse(ROOM, args=[pk])
    return act_page(request, here, form, "Dopisz obecność", back, tab=TAB_REGISTER)


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def presence_edit(request, pk, number):
    here, presence = readable_presence(request, pk, number)
    back = reverse(REGISTER, args=[pk, presence.day])
    if presence.voided_at:
        messages.info(request, presence.void_in_words)
        return redirect(back)
    form = PresenceForm(request.POST or None, instance=presence, day=presence.day)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano godziny.")
        return redirect(back)
    title = f"Popraw godziny: {presence.person}, {polish(presence.day)}"
    return act_page(request, here, form, title, back, tab=TAB_REGISTER)


@permission_required(VOID, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def presence_void(request, pk, number):
    here, presence = readable_presence(request, pk, number)
    title = f"Unieważnij obecność: {presence.person}, {polish(presence.day)}"
    return _void(request, here, presence, title)


def _void(request, here, row, title):
    back = reverse(REGISTER, args=[here.edition.pk, row.day])
    if row.voided_at:
        messages.info(request, row.void_in_words)
        return redirect(back)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(back)
    own = row.author == request.user
    return act_page(
        request, here, form, title, back, tab=TAB_REGISTER, submit="Unieważnij wpis", voids=own
    )


@permission_required(WRITE, raise_exception=True)
@post_or_back("programmes:room", keeps=("pk",))
@saves_once
def duty_begin(request, pk):
    here = readable_room(request, pk)
    form = BeginDutyForm(request.POST, carers=here.now.carers_to_come())
    if not form.is_valid():
        messages.error(request, _why(form))
        return nothing_saved(redirect(ROOM, pk))
    carer, since = form.cleaned_data["provider"], form.cleaned_data["since"]
    act = lambda: begin_duty(here.room, carer, by=request.user, since=since)  # noqa: E731
    return _tapped(request, pk, act, f"Dyżur: {carer}.")


def _why(form) -> str:
    said = [str(error) for error in form.errors.get("since", [])]
    return said[0] if said else "Wybierz z listy, kto zaczyna dyżur."


@permission_required(WRITE, raise_exception=True)
@post_or_back("programmes:room", keeps=("pk",))
@saves_once
def duty_home(request, pk, number):
    here, duty = readable_duty(request, pk, number)
    if duty.voided_at or duty.ends_at:
        messages.info(request, "Ten dyżur jest już zakończony.")
        return redirect(ROOM, pk)
    if duty.day != here.file.on:
        messages.info(request, "Ten dyżur jest z innego dnia. Wpisz, do której godziny trwał.")
        return redirect("programmes:duty_edit", pk, number)
    return _tapped(request, pk, lambda: go_home(duty), f"Koniec dyżuru: {duty.provider}.")


@permission_required(WRITE, raise_exception=True)
@require_http_methods(["GET", "POST"])
def duty_edit(request, pk, number):
    here, duty = readable_duty(request, pk, number)
    back = reverse(REGISTER, args=[pk, duty.day])
    if duty.voided_at:
        messages.info(request, duty.void_in_words)
        return redirect(back)
    form = DutyForm(request.POST or None, instance=duty, day=duty.day)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano godziny dyżuru.")
        return redirect(back)
    title = f"Popraw dyżur: {duty.provider}, {polish(duty.day)}"
    return act_page(request, here, form, title, back, tab=TAB_REGISTER)


@permission_required(VOID, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def duty_void(request, pk, number):
    here, duty = readable_duty(request, pk, number)
    return _void(request, here, duty, f"Unieważnij dyżur: {duty.provider}, {polish(duty.day)}")
