"""The notice of an event: written, printed, sent or given up. The event's row is locked first."""

import datetime

from kis.documents.keeping import kept_print
from kis.documents.models import Document, NumberSeries
from kis.lib.refusals import Refused, refused_by_database
from psu.events.paper import notice_paper
from psu.models import Notice, WorkEvent

SERIES = "psu_notice"


def of_event(event: WorkEvent) -> Notice | None:
    """The one that counts."""
    people = ("written_by", "sent_by", "waived_by", "document")
    return event.notices(manager="objects").select_related(*people).first()


def write(event: WorkEvent, *, text: str, by, on: datetime.date) -> Notice:
    """A new notice with the next number of the year. Raises Refused where there is one already."""
    with refused_by_database():
        _lock(event)
        # Said before a number is used up for nothing.
        if of_event(event):
            raise Refused("Zawiadomienie o tym zdarzeniu już jest. Otwórz zdarzenie jeszcze raz.")
        notice = Notice(event=event, text=text, written_on=on, written_by=by, year=on.year)
        notice.number = NumberSeries.objects.take(SERIES, on.year)
        notice.save()
        return notice


def printed(notice: Notice, *, by) -> Document:
    """Raises Refused for a voided one and where the paper takes too long."""
    if notice.number is None:
        raise Refused("Od tego zawiadomienia odstąpiono, zanim powstało pismo.")
    if notice.document is None and not notice.waits:
        raise Refused("Tego zawiadomienia nie wydrukowano, a teraz już się go nie drukuje.")
    name = f"zawiadomienie-{notice.number}-{notice.year}"
    return kept_print(notice, render=notice_paper, kind=SERIES, name=name, by=by)


def send(notice: Notice, *, day: datetime.date, how: str, by, on: datetime.date) -> None:
    """Note the day it was sent; the event is settled by it. Raises Refused before the print."""
    with refused_by_database():
        event, notice = _locked(notice)
        if notice.document is None:
            raise Refused("Wysyła się wydrukowane zawiadomienie: najpierw je wydrukuj.")
        notice.mark_sent(on=day, how=how, by=by)
        event.settle(by=by, on=on, what=notice.settlement)


def give_up(event: WorkEvent, *, reason: str, by, on: datetime.date) -> None:
    """Nothing is sent, for a reason; the event is settled by it. Raises Refused without one."""
    if not reason.strip():
        raise Refused("Podaj powód odstąpienia.")
    with refused_by_database():
        event = _lock(event)
        notice = of_event(event) or Notice(event=event, written_on=on, written_by=by)
        _refuse_closed(notice)
        notice.give_up(on=on, reason=reason.strip(), by=by)
        event.settle(by=by, on=on, what=notice.settlement)


def void(notice: Notice, *, by, reason: str) -> None:
    """A mistake on a paper that nobody sent; the event then waits for a new one. Raises Refused."""
    with refused_by_database():
        _, notice = _locked(notice)
        notice.void(by=by, reason=reason)


def _lock(event: WorkEvent) -> WorkEvent:
    return WorkEvent.with_voided.select_for_update(no_key=True, of=("self",)).get(pk=event.pk)


def _locked(notice: Notice) -> tuple[WorkEvent, Notice]:
    event = _lock(notice.event)
    notice = Notice.with_voided.select_for_update(no_key=True, of=("self",)).get(pk=notice.pk)
    _refuse_closed(notice)
    return event, notice


def _refuse_closed(notice: Notice) -> None:
    if not notice.waits:
        raise Refused(f"To zawiadomienie już nie czeka. Jego stan: {notice.status_word}.")
