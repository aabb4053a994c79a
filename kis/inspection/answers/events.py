"""What was reported from places of work, and the notices that the labour office and the head got."""

from operator import attrgetter

from django.db.models import Prefetch
from django.urls import reverse

from kis.inspection.answers.answer import Answer
from kis.lib.table_files import Column
from participants.models import Person
from psu.models import Notice, WorkEvent


def notice_of(event) -> Notice | None:
    return event.told[0] if event.told else None


def _of_notice(name: str):
    def told(event):
        notice = notice_of(event)
        return getattr(notice, name) if notice else None

    return told


def _state(event) -> str:
    if notice := notice_of(event):
        return notice.status_word
    return "Brak zawiadomienia" if event.needs_notice else "Nie wymaga zawiadomienia"


def _number(event) -> str:
    notice = notice_of(event)
    return notice.number_word if notice and notice.number else ""


def _days(event) -> int | None:
    notice = notice_of(event)
    return (notice.sent_on - event.day).days if notice and notice.sent_on else None


class Events(Answer):
    slug = "zdarzenia"
    title = "Zdarzenia i zawiadomienia PSU"
    short = "Zdarzenia w PSU"
    about = (
        "Zdarzenia zgłoszone przez opiekunów w tym roku i zawiadomienia o nich: do PUP i kierownika ośrodka, "
        "niezwłocznie (art. 142 ust. 10 pkt 4 ustawy o rynku pracy i służbach zatrudnienia)."
    )
    empty = "W tym roku nie zgłoszono żadnego zdarzenia."
    columns = [
        Column("person", "Osoba", lambda event: str(event.referral.person)),
        Column("day", "Dzień", attrgetter("day")),
        Column("kind", "Zdarzenie", lambda event: event.get_kind_display()),
        Column("place", "Miejsce", lambda event: str(event.referral.place)),
        Column("number", "Zawiadomienie", _number),
        Column("written_on", "Sporządzono", _of_notice("written_on")),
        Column("sent_on", "Wysłano", _of_notice("sent_on")),
        Column("days", "Dni od zdarzenia", _days),
        Column("state", "Stan", _state),
    ]

    def rows(self, asked):
        events = WorkEvent.objects.filter(
            day__range=(asked.first, asked.last),
            referral__person__in=Person.objects.visible_to(asked.user),
            referral__voided_at=None,
        )
        notices = Prefetch("notices", Notice.objects.order_by("-pk"), to_attr="told")
        return (
            events.select_related("referral__person", "referral__place")
            .prefetch_related(notices)
            .order_by("day", "hour", "pk")
        )

    def person(self, row):
        return row.referral.person_id

    def address(self, row):
        return reverse("psu:person", args=[row.referral.person_id])
