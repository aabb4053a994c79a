"""The card of a person's talks with specialists in a period (karta usług indywidualnych), to be signed.

Neither the confidential note nor a category nor PESEL is on it.
"""

import datetime
from collections.abc import Sequence
from decimal import Decimal

from kis.activities.models import Consultation
from kis.activities.sheets.card import in_hours
from kis.activities.sheets.codes import of_services
from kis.activities.sheets.paper import printed, sheet
from kis.lib.dates import polish_range
from participants.file import PersonFile


def talks_of(file: PersonFile, first: datetime.date, last: datetime.date) -> list[Consultation]:
    """Of all the person's files, the oldest first, without what was voided. One query."""
    rows = Consultation.objects.filter(person__in=file.files, day__range=(first, last))
    named = rows.select_related("activity", "kind").defer("note")
    return list(named.order_by("day", "pk"))


def hours_of(talks: Sequence[Consultation]) -> Decimal:
    return in_hours(sum(talk.minutes for talk in talks))


def services_card(
    file: PersonFile, first: datetime.date, last: datetime.date, *, find: str
) -> bytes:
    """Raises Refused where the paper takes too long."""
    talks = talks_of(file, first, last)
    return sheet(
        "activities/sheets/services_print.html",
        name=f"Karta usług indywidualnych, {polish_range(first, last)}",
        code=printed(of_services(file.person.pk, first, last), find),
        person=file.person,
        first=first,
        last=last,
        talks=talks,
        minutes=sum(talk.minutes for talk in talks),
        hours=hours_of(talks),
        signatures=[
            {"name": str(file.person), "label": "data i podpis"},
            {"label": "podpis koordynatora KIS"},
        ],
    )
