"""The supervisor's own pages for a phone: the day and the month, of the places looked after today."""

import datetime

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.journal.record import record
from kis.lib.cells import MarkedCell, SavedCells, changed
from kis.lib.dates import DAY, add_months, holiday_name
from kis.lib.posting import post_or_back
from kis.lib.sentences import full_stop
from psu.hours.phone_day import (
    ABSENCES,
    CARD_DETAILS,
    Card,
    Post,
    cards_of,
    planned_of,
    posts_of,
    why_not_empty,
    without_plan,
    words_of,
)
from psu.hours.phone_month import months_of
from psu.hours.saving import TypedDay, mark_cells
from psu.models import Referral
from psu.proofs.confirming import told_to_supervisor
from psu.scope import own_places

LONGEST_TYPED = 20


def _not_in_the_future(day: datetime.date, today: datetime.date) -> None:
    if day > today:
        raise Http404


@require_GET
@permission_required("psu.look_after_place", raise_exception=True)
def today(request, day=None):
    now = timezone.localdate()
    day = day or now
    _not_in_the_future(day, now)
    places = own_places(request.user, now)
    return _show(request, places, day, cards_of(places, day))


@post_or_back("psu:day", keeps=("day",))
@permission_required("psu.look_after_place", raise_exception=True)
def day_save(request, day, pk):
    """One person's day: what the pressed button or the field of hours says."""
    now = timezone.localdate()
    places = own_places(request.user, now)
    _not_in_the_future(day, now)
    # 404 for a person of another place, or of another time.
    own = Referral.objects.on(day).filter(place__in=places).select_related("person", "place")
    referral = get_object_or_404(own, pk=pk)
    typed = _typed(request.POST, referral, day)
    if typed.text.strip() or request.POST.get("act") == "delete":
        marked = mark_cells(referral.place, day, [typed], by=request.user, on=now, on_phone=True)
        cards = cards_of(places, day)
    else:
        cards = cards_of(places, day)
        marked = SavedCells([], [_refused_empty(cards, typed)])
    said = []
    for refused in marked.refused:
        _refuse(cards, refused)
    for saved in marked.saved:
        words = f"Zapisano o {timezone.localtime():%-H.%M}. {referral.person}: "
        said += [full_stop(words + words_of(saved.cell.text)), *saved.warnings]
    if request.htmx:
        own = [card for card in cards if card.referral.person_id == referral.person_id]
        return _parts(request, own, day, said, posts_of([referral.place], cards))
    if marked.refused:
        messages.error(request, f"Nie zapisano. {referral.person}: {marked.refused[0].sentence}")
        return _show(request, places, day, cards)
    messages.success(request, " ".join(said))
    return redirect(f"{reverse('psu:day', args=[day])}#karta-{referral.pk}")


@post_or_back("psu:day")
@permission_required("psu.look_after_place", raise_exception=True)
def day_plan(request, day):
    """Everybody whose day is empty as planned; who could not be entered, and why, is said on the card."""
    now = timezone.localdate()
    places = own_places(request.user, now)
    _not_in_the_future(day, now)
    before, saved, refused = cards_of(places, day), 0, []
    planned = planned_of(before)
    for place in places:
        typed = planned.get(place.pk, [])
        marked = mark_cells(place, day, typed, by=request.user, on=now, on_phone=True)
        saved += len(marked.saved)
        refused += marked.refused
    cards = cards_of(places, day)
    for one in refused:
        _refuse(cards, one)
    said = _told_of_plan(cards, saved, [one.cell.referral for one in refused], without_plan(before))
    if request.htmx:
        return _parts(request, cards, day, said, posts_of(places, cards))
    (messages.warning if refused else messages.success)(request, " ".join(said))
    return _show(request, places, day, cards) if refused else redirect("psu:day", day)


def _told_of_plan(cards, saved: int, refused: list[int], unplanned: list[str]) -> list[str]:
    said = []
    if saved:
        said.append(f"Zgodnie z planem zapisano o {timezone.localtime():%-H.%M}. Osoby: {saved}.")
    if refused:
        names = [card.name for card in cards if card.referral.pk in refused]
        said.append(f"Nie zapisano: {', '.join(names)}. Powód jest przy nazwisku.")
    if unplanned:
        said.append(f"Bez planu, wpisz ręcznie: {', '.join(unplanned)}.")
    return said or ["Nie było czego wpisać: nikt z planem na ten dzień nie czeka na wpis."]


def _typed(data, referral, day) -> TypedDay:
    names = [detail.name for detail in CARD_DETAILS]
    earlier = {name: data.get(f"earlier_{name}", "") for name in names}
    typed = {name: data[name][:LONGEST_TYPED] for name in names if name in data}
    return TypedDay(
        referral.pk,
        day,
        data.get("text", "").replace("\x00", "")[:LONGEST_TYPED],
        data.get("earlier", ""),
        changed(typed, earlier),
        earlier,
    )


def _refused_empty(cards: list[Card], typed: TypedDay) -> MarkedCell:
    (card,) = [card for card in cards if card.referral.pk == typed.referral]
    return MarkedCell(typed, sentence=why_not_empty(card), now=card.value)


def _refuse(cards: list[Card], marked) -> None:
    for card in cards:
        if card.referral.pk == marked.cell.referral:
            card.refuse(marked)


def _show(request, places, day, cards: list[Card]):
    for card in cards:
        referral = card.referral
        record(request, "view", kind="psu_day", number=referral.place_id, person=referral.person_id)
    now = timezone.localdate()
    context = {
        "day": day,
        "previous": day - DAY,
        "following": day + DAY if day < now else None,
        "is_today": day == now,
        "holiday": holiday_name(day),
        "places": places,
        "posts": posts_of(places, cards),
        "is_planned": any(card.planned and not card.closed for card in cards),
        "absences": ABSENCES,
    }
    return render(request, "psu/hours/phone_day.html", context)


def _parts(request, changed: list[Card], day, said: list[str], posts: list[Post]):
    """The cards that changed and what is said; the page puts them in their places."""
    is_refused = any(card.message for card in changed)
    context = {"changed": changed, "posts": posts, "said": said, "is_refused": is_refused}
    context |= {"day": day, "absences": ABSENCES}
    return render(request, "psu/hours/phone_parts.html", context)


@require_GET
@permission_required("psu.look_after_place", raise_exception=True)
def own_month(request, month=None):
    now = timezone.localdate()
    this = now.replace(day=1)
    month = month or this
    _not_in_the_future(month, this)
    places = own_places(request.user, now)
    months = months_of(places, month, request.user, now)
    told = told_to_supervisor(places, month)
    posts = [(place, months[place.pk], told[place.pk]) for place in places]
    for place, people, _ in posts:
        for one in people:
            person = one.row.referral.person_id
            record(request, "view", kind="psu_sheet", number=place.pk, person=person)
    context = {
        "month": month,
        "previous": add_months(month, -1),
        "following": add_months(month, 1) if month < this else None,
        "posts": posts,
    }
    return render(request, "psu/hours/phone_month.html", context)
