"""Visits of the families at work: some months behind, some weeks ahead, today, requests in every state."""

import datetime
import random
from contextlib import suppress

import pghistory

from kis.families.models import (
    AccompanyingRequest,
    Assignment,
    FamilyMember,
    Visit,
    VisitTopic,
)
from kis.families.visiting import cancel, plan_series, refuse_request, span, take
from kis.lib.dates import DAY, holiday_name
from kis.lib.refusals import Refused

BACK, AHEAD = 120, 21
MINUTE = datetime.timedelta(minutes=1)
HOURS = [9, 11, 13, 15, 17]
ARRANGEMENTS = [
    "Ustalono stałe pory snu i posiłków dzieci.",
    "Przejrzano rachunki, rozpisano wydatki do końca miesiąca.",
    "Omówiono wyniki w szkole, matka zadzwoni do wychowawcy.",
    "Przygotowano pismo o rozłożenie zaległości za prąd na raty.",
    "Rozmowa o podziale obowiązków w domu.",
]
FAMILY_TASKS = ["Zapisać dziecko do świetlicy.", "Odkładać paragony.", "Umówić wizytę u dentysty."]
ASSISTANT_TASKS = ["Sprawdzić zapisy do świetlicy.", "Przynieść wzór podania.", ""]
PLACES = {
    "doctor": "Przychodnia, Centralna 3",
    "office": "Urząd Miasta, Lubelska 5",
    "school": "Szkoła Podstawowa nr 4",
    "court": "Sąd Rejonowy, Lubelska 7",
}


def make_visits(today: datetime.date) -> None:
    """Of every assignment of the last months, by its own assistant."""
    chance = random.Random(20)  # noqa: S311 – the same office each time
    topics = list(VisitTopic.objects.on(today).values_list("pk", flat=True))
    rows = Assignment.objects.filter(starts_on__lte=today).exclude(ends_on__lt=today - BACK * DAY)
    rows = rows.select_related("cooperation__family", "assistant__user").order_by("assistant", "pk")
    for ordinal, assignment in enumerate(rows):
        with pghistory.context(user=assignment.assistant.user_id):
            _series(assignment, ordinal, today)
            _tell(assignment, topics, today, chance)
            _requests(assignment, ordinal, today)
    _today(rows, today)


def _series(assignment: Assignment, ordinal: int, today: datetime.date) -> None:
    """Once a week: five families of an assistant a day, each at an hour of its own."""
    weekday, hour = ordinal % 5, HOURS[ordinal // 5 % len(HOURS)]
    first = max(assignment.starts_on, today - BACK * DAY)
    last = min(assignment.ends_on or today + AHEAD * DAY, today + AHEAD * DAY)
    days = [first + number * DAY for number in range((last - first).days + 1)]
    days = [day for day in days if day.weekday() == weekday and not holiday_name(day)]
    facts = {"starts_at": datetime.time(hour), "ends_at": datetime.time(hour + 1, 15)}
    if days:
        with suppress(Refused):  # an assistant who is busy on each of them
            plan_series(assignment, days, **facts, place="u rodziny", by=assignment.assistant.user)


def _tell(assignment, topics, today, chance) -> None:
    """What came of each that is past; the last one of every fifth family still waits to be told."""
    members = list(FamilyMember.objects.filter(family=assignment.cooperation.family))
    past = Visit.objects.planned().filter(cooperation=assignment.cooperation, day__lt=today)
    past = list(past.in_order())
    for visit in past[: -1 if assignment.pk % 5 == 0 else None]:
        if chance.random() < 0.06:
            cancel(visit, reason="Choroba w rodzinie.")
            continue
        there = [one.pk for one in members if one.starts_on <= visit.day]
        visit.reported_at = visit.ends_at
        visit.kilometres = chance.choice([2, 3, 5, 8, 12])
        if chance.random() < 0.08 or not there:
            visit.state, visit.ends_at = Visit.State.ATTEMPT, visit.starts_at + 10 * MINUTE
        else:
            visit.state = Visit.State.HELD
            visit.present = sorted(chance.sample(there, chance.randint(1, len(there))))
            visit.topics = sorted(chance.sample(topics, min(2, len(topics))))
            visit.arrangements = chance.choice(ARRANGEMENTS)
            visit.family_tasks = chance.choice(FAMILY_TASKS)
            visit.assistant_tasks = chance.choice(ASSISTANT_TASKS)
        visit.save()


def _requests(assignment: Assignment, ordinal: int, today: datetime.date) -> None:
    """One that waits, one taken, one refused, one that was: of every second family one of them."""
    if ordinal % 2 or assignment.ends_on or assignment.starts_on > today - 14 * DAY:
        return
    kind = ordinal // 2 % 4
    user = assignment.assistant.user
    day = today + (3 + ordinal // 8) * DAY if kind != 3 else today - 7 * DAY
    first, last = span(day, datetime.time(7, 30), datetime.time(8, 30))
    asks = FamilyMember.objects.filter(family=assignment.cooperation.family, part="parent").first()
    row = AccompanyingRequest.objects.create(
        cooperation=assignment.cooperation,
        asked_on=min(today, day - 2 * DAY),
        asked_by=asks,
        asked_by_other="" if asks else "matka",
        for_whom=[asks.pk] if asks else [],
        where=list(PLACES)[kind],
        place=list(PLACES.values())[kind],
        starts_at=first,
        ends_at=last,
        entered_by=user,
    )
    if kind == 0:
        return
    if kind == 1:
        refuse_request(
            row, reason="W tym czasie inna rodzina ma sprawę w sądzie.", by=user, on=today
        )
        return
    try:
        visit = take(row, assignment, starts_at=first, ends_at=last, place=row.place, by=user)
    except Refused:
        return
    if day < today:
        visit.refresh_from_db()
        visit.state, visit.reported_at = Visit.State.HELD, visit.ends_at
        visit.arrangements = "Złożono wniosek, odpowiedź przyjdzie listem."
        visit.kilometres = 4
        visit.save()


def _today(rows, today: datetime.date) -> None:
    """Something for each assistant today, whatever weekday it is: one that is over and one still ahead."""
    seen = set()
    for assignment in rows.on(today):
        if assignment.assistant_id in seen:
            continue
        seen.add(assignment.assistant_id)
        for hour in (8, 19):
            facts = {"starts_at": datetime.time(hour, 10), "ends_at": datetime.time(hour, 50)}
            user = assignment.assistant.user_id
            with suppress(Refused), pghistory.context(user=user):
                plan_series(
                    assignment, [today], **facts, place="u rodziny", by=assignment.assistant.user
                )
