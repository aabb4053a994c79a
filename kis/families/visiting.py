"""The acts on visits and requests: planned, told, cancelled, taken, refused."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from kis.accounts.models import User
from kis.families.models import AccompanyingRequest, Assignment, Visit
from kis.lib.clock import NoSuchHour, moments
from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database

USUAL_LENGTH = datetime.timedelta(hours=1)
ATTEMPT_LENGTH = datetime.timedelta(minutes=10)
ENDS_BEFORE_START = "Godzina końca musi być po godzinie początku."


def span(
    day: datetime.date, start: datetime.time, end: datetime.time
) -> tuple[datetime.datetime, datetime.datetime]:
    """The moments between which the clock showed the hours of that day.

    Of an hour that the clock shows twice in a night it is the first one behind the beginning. Raises
    NoSuchHour, and Refused for an end before the beginning.
    """
    first = moments(day, start)[0]
    later = [moment for moment in moments(day, end) if moment > first]
    if not later:
        raise Refused(ENDS_BEFORE_START)
    return first, later[0]


@dataclass
class Planned:
    """What became of a series: the visits, and each day that was left out with why."""

    visits: list[Visit] = field(default_factory=list)
    left_out: list[tuple[datetime.date, str]] = field(default_factory=list)


def plan_series(
    assignment: Assignment,
    days: Sequence[datetime.date],
    *,
    starts_at: datetime.time,
    ends_at: datetime.time,
    place: str,
    by: User,
) -> Planned:
    """Days on which the assistant is busy, or no longer assigned, are left out and told."""
    planned = Planned()
    for day in sorted(days):
        try:
            first, last = span(day, starts_at, ends_at)
            with refused_by_database():
                visit = Visit.objects.create(
                    cooperation_id=assignment.cooperation_id,
                    assistant_id=assignment.assistant_id,
                    starts_at=first,
                    ends_at=last,
                    place=place,
                    entered_by=by,
                )
        except (Refused, NoSuchHour) as refusal:
            planned.left_out.append((day, str(refusal)))
        else:
            planned.visits.append(visit)
    if not planned.visits:
        day, why = planned.left_out[0]
        raise Refused(f"Nie zaplanowano żadnej wizyty. {polish(day)}: {why}")
    return planned


def plan_next(visit: Visit, by: User) -> str:
    """Puts the next visit that was arranged into the calendar; gives the sentence about it, or none."""
    at = visit.next_visit_at
    if at is None:
        return ""
    around = Visit.objects.planned().visits().filter(cooperation=visit.cooperation_id)
    if around.filter(starts_at=at).exists():
        return ""
    length = visit.ends_at - visit.starts_at if visit.state == Visit.State.HELD else USUAL_LENGTH
    try:
        with refused_by_database():
            following = Visit.objects.create(
                cooperation_id=visit.cooperation_id,
                assistant_id=visit.assistant_id,
                starts_at=at,
                ends_at=at + length,
                place=visit.place,
                entered_by=by,
            )
    except Refused as refusal:
        return f"Następnej wizyty nie wpisano do kalendarza. {refusal}"
    return f"Następna wizyta: {polish(following.day)}, {following.hours}."


def cancel(visit: Visit, *, reason: str) -> None:
    """Of a planned one. A request that it was of stays answered: the time was given and taken back."""
    current = Visit.objects.select_for_update(of=("self",), no_key=True).get(pk=visit.pk)
    if not current.is_planned:
        raise Refused("Odwołać można tylko wizytę zaplanowaną.")
    current.state, current.cancel_reason = Visit.State.CANCELLED, reason
    current.save()


def take(
    request: AccompanyingRequest,
    assignment: Assignment,
    *,
    starts_at: datetime.datetime,
    ends_at: datetime.datetime,
    place: str,
    by: User,
) -> Visit:
    """Into the calendar of the assistant. Raises Refused."""
    with refused_by_database():
        # The assistant is locked by the guard of the visit, which comes first.
        visit = Visit.objects.create(
            cooperation_id=request.cooperation_id,
            assistant_id=assignment.assistant_id,
            kind=Visit.Kind.ACCOMPANYING,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            present=request.for_whom,
            entered_by=by,
        )
        current = _waiting(request)
        current.visit = visit
        current.save()
    return visit


def refuse_request(
    request: AccompanyingRequest, *, reason: str, by: User, on: datetime.date
) -> None:
    """Raises Refused where it was answered meanwhile."""
    current = _waiting(request)
    current.refused_on, current.refused_by, current.refusal_reason = on, by, reason
    current.save()


def _waiting(request: AccompanyingRequest) -> AccompanyingRequest:
    rows = AccompanyingRequest.objects.select_for_update(of=("self",), no_key=True)
    current = rows.get(pk=request.pk)
    if not current.is_waiting:
        raise Refused("Na tę prośbę już odpowiedziano.")
    return current


def usual_hours(now: datetime.datetime) -> tuple[datetime.time, datetime.time]:
    """Of a visit that is entered without a plan: the hour that just ends."""
    end = now.replace(minute=now.minute // 5 * 5, second=0, microsecond=0)
    start = end - USUAL_LENGTH
    if start.date() < end.date():
        start = end.replace(hour=0, minute=0)
    return start.time(), end.time()
