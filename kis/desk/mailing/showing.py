"""E-mails that did not go out, or of which nobody knows, for the page of the program's state."""

import datetime
from dataclasses import dataclass

from django.urls import reverse

from kis.desk.models import Mailing
from kis.lib.dates import polish
from participants.models import Person

LOOKED_BACK = datetime.timedelta(days=14)
UNKNOWN = "nie wiadomo, czy wyszła: program przerwano w czasie wysyłania"


@dataclass(frozen=True)
class Trouble:
    what: str
    to: str
    at: datetime.datetime
    state: str
    url: str = ""
    person: int | None = None  # who is named, by number


def troubles(user, now: datetime.datetime) -> list[Trouble]:
    """Of the last fortnight, the newest first. Two queries at most."""
    rows = list(Mailing.objects.to_look_at(now, now - LOOKED_BACK).select_related("user"))
    people = Person.objects.visible_to(user).in_bulk({row.person_id for row in rows} - {None})
    return [_trouble(row, people.get(row.person_id)) for row in rows]


def _trouble(row: Mailing, person: Person | None) -> Trouble:
    """A name only for who sees the person anyway."""
    is_unknown = row.state == Mailing.State.SENDING
    to = str(row.user or person or f"karta nr {row.person_id}")
    return Trouble(
        what=f"{row.get_kind_display()} ({polish(row.day)})",
        to=to,
        at=row.taken_at,
        state=UNKNOWN if is_unknown else row.get_state_display(),
        url=reverse("participants:details", args=[person.pk]) if person else "",
        person=person and person.pk,
    )
