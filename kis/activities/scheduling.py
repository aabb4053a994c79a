"""The acts on meetings: planned singly or in a series, moved, cancelled."""

import datetime
from collections.abc import Sequence

from kis.activities.models import Activity, Meeting
from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database

NAMED = 5  # clashes that a refusal tells by their days


def clashes(
    leader, days: Sequence[datetime.date], starts_at: datetime.time, ends_at: datetime.time
) -> list[Meeting]:
    """Meetings at which the leader is booked then. One query."""
    booked = Meeting.objects.planned().filter(leader=leader, day__in=days)
    at_once = booked.filter(starts_at__lt=ends_at, ends_at__gt=starts_at)
    return list(at_once.select_related("activity").in_order())


def plan(
    activity: Activity,
    days: Sequence[datetime.date],
    *,
    starts_at: datetime.time,
    ends_at: datetime.time,
    place: str,
    leader,
) -> list[Meeting]:
    """All of them or none. Raises Refused, also where the leader is booked on one of the days."""
    with refused_by_database():
        lock(activity)
        if met := clashes(leader, days, starts_at, ends_at):
            told = "; ".join(
                f"{polish(one.day)}, {one.hours}: {one.activity}" for one in met[:NAMED]
            )
            more = f" i {len(met) - NAMED} dalszych" if len(met) > NAMED else ""
            raise Refused(
                f"{leader} ma w tym czasie inne spotkania ({told}{more}). Niczego nie zapisano: zmień "
                "godziny, dni albo osobę prowadzącą."
            )
        # By their days: the months that the guards make come in one order.
        return [
            Meeting.objects.create(
                activity=activity,
                day=day,
                starts_at=starts_at,
                ends_at=ends_at,
                place=place,
                leader=leader,
            )
            for day in sorted(days)
        ]


def lock(activity: Activity) -> None:
    """The group comes before its meetings in the order of locks, also before a form that locks one."""
    Activity.objects.select_for_update(no_key=True).get(pk=activity.pk)


def cancel(meeting: Meeting, *, reason: str, by) -> None:
    _leave(meeting, Meeting.State.CANCELLED, reason, by)


def move(
    meeting: Meeting,
    *,
    day: datetime.date,
    starts_at: datetime.time,
    ends_at: datetime.time,
    place: str,
    leader,
    reason: str,
    by,
) -> Meeting:
    """The meeting stays as it was planned, the new one points to it. Raises Refused."""
    with refused_by_database():
        lock(meeting.activity)
        _leave(meeting, Meeting.State.MOVED, reason, by)
        return Meeting.objects.create(
            activity=meeting.activity,
            day=day,
            starts_at=starts_at,
            ends_at=ends_at,
            place=place,
            leader=leader,
            topic=meeting.topic,
            moved_from=meeting,
        )


def _leave(meeting: Meeting, state: str, reason: str, by) -> None:
    if not reason.strip():
        raise Refused("Podaj powód odwołania albo przeniesienia.")
    with refused_by_database():
        meeting.state, meeting.reason, meeting.changed_by = state, reason.strip(), by
        meeting.save(update_fields=["state", "reason", "changed_by"])
