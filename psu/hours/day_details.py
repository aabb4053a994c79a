"""What a day at work holds beside its hours: from–to, kind of work, note. The table is DETAILS.

A detail comes from a browser and goes to it as text: the text of its field in the opened row.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kis.lib.clock import NoSuchHour, moments
from psu.models import Referral, WorkDay
from psu.rules.cells import UnreadableCell
from psu.rules.sentences import long_note
from psu.rules.spans import Span, read_span

LONGEST_NOTE = WorkDay._meta.get_field("note").max_length
LONGEST_NUMBER = 18  # digits; longer ones are no numbers of rows


@dataclass(frozen=True)
class Detail:
    """`name` begins the name of its field, `attribute` is the WorkDay's.

    `read` gives the attribute's value for a typed text, the referral and the day, or raises UnreadableCell;
    `now` says an entry's detail where somebody else changed it. `without_entry`: the refusal of what is typed
    beside an empty cell, none for what may be dropped with it. With `of_hours` only a day with hours has it.
    """

    name: str
    label: str
    attribute: str
    read: Callable[[str, Referral, datetime.date], Any]
    now: Callable[[WorkDay], str]
    without_entry: str = ""
    of_hours: bool = False
    size: int = 0  # of its field, in characters; 0 for a list to choose from
    longest: int = 0

    def of(self, entry: WorkDay):
        return getattr(entry, self.attribute)

    def shown(self, entry: WorkDay) -> str:
        return as_text(self.of(entry))

    def is_of(self, entry: WorkDay) -> bool:
        return bool(entry.hours) or not self.of_hours


def as_text(value) -> str:
    """A detail's value as the text of its field."""
    return "" if value is None else str(value)


def _read_span(text: str, referral: Referral, day: datetime.date) -> Span | None:
    span = read_span(text)
    try:
        for hour in (span.starts_at, span.ends_at) if span else ():
            moments(day, hour)
    except NoSuchHour as fault:
        raise UnreadableCell(str(fault)) from None
    return span


def _read_kind(text: str, referral: Referral, day: datetime.date) -> int:
    is_number = text.isdecimal() and len(text) <= LONGEST_NUMBER
    if not is_number or not referral.agreement.kinds_on(day).filter(pk=int(text)).exists():
        raise UnreadableCell("Wybierz rodzaj pracy z listy.")
    return int(text)


def _read_note(text: str, referral: Referral, day: datetime.date) -> str:
    if len(text) > LONGEST_NOTE:
        raise UnreadableCell(long_note(LONGEST_NOTE, len(text)))
    return text


DETAILS = [
    Detail(
        name="span",
        label="od–do",
        attribute="span",
        read=_read_span,
        now=lambda entry: f"od–do: {entry.span}" if entry.span else "bez „od–do”",
        without_entry="Najpierw wpisz godziny, potem „od–do”.",
        of_hours=True,
        size=11,
        longest=20,
    ),
    Detail(
        name="kind",
        label="rodzaj pracy",
        attribute="kind_id",
        read=_read_kind,
        now=lambda entry: f"rodzaj pracy: {entry.kind}",
    ),
    Detail(
        name="note",
        label="uwaga",
        attribute="note",
        read=_read_note,
        now=lambda entry: entry.note or "bez uwagi",
        without_entry="Najpierw wpisz godziny albo literę, potem uwagę.",
        size=40,
        longest=LONGEST_NOTE,
    ),
]
