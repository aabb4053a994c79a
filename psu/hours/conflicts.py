"""A day that somebody else changed after the page was opened: who, when, and what stands there now."""

import datetime

import pghistory
from django.utils import timezone

from kis.accounts.models import User
from psu.models import WorkDay
from psu.rules.cells import UnreadableCell, read_cell
from psu.rules.sentences import HoursRefusal, Plain, changed_in_words, changed_meanwhile

(WorkDayEvent,) = pghistory.core.event_models(tracks_model=WorkDay)


def last_change(
    entry: WorkDay | None, referral: int, day: datetime.date
) -> tuple[datetime.datetime | None, str]:
    """When and by whom. One that is there no more has its history; nothing where it never was."""
    if entry:
        return timezone.localtime(entry.entered_at), entry.entered_by.short_name
    events = WorkDayEvent.objects.filter(referral=referral, day=day).select_related("pgh_context")
    deleted = events.order_by("pgh_id").last()
    if deleted is None:
        return None, ""
    return timezone.localtime(deleted.pgh_created_at), _name(deleted.pgh_context)


def _name(context) -> str:
    number = context.metadata.get("user") if context else None
    user = User.objects.filter(pk=number).first()
    return user.short_name if user else ""


def day_changed(typed: str, earlier: str, now: str, change) -> HoursRefusal:
    """`typed`, `earlier`, `now` as cells show them; `change`: see last_change."""
    moment, who = change
    at = f"{moment:%-H.%M}" if moment else ""
    return Plain(
        changed_meanwhile(at, earlier, now, who, typed),
        on_phone=changed_in_words(at, in_words(earlier), in_words(now), who, in_words(typed)),
    )


def in_words(text: str) -> str:
    """What a cell holds where letters are buttons: 4 godz. · odmowa · bez wpisu."""
    try:
        cell = read_cell(text)
    except UnreadableCell:
        return text
    if cell is None:
        return "bez wpisu"
    return f"{cell} godz." if cell.hours else WorkDay.Outcome(cell.outcome).label
