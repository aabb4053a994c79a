"""The acts on candidates and on their list."""

import datetime
from collections.abc import Collection

from kis.documents.keeping import kept_print
from kis.documents.models import Document, NumberSeries
from kis.lib.refusals import Refused, refused_by_database
from participants.models import Person
from psu.candidates.offering import obstacles
from psu.candidates.paper import list_paper
from psu.models import Agreement, Candidate, EligibleList

SERIES = "psu_eligible_list"
CHANGED = "W tym czasie ktoś zmienił te zgłoszenia. Sprawdź, kto czeka, i wybierz jeszcze raz."


def put_forward(person: Person, *, remarks: str, by, on: datetime.date) -> Candidate:
    """Raises Refused for who is put forward already."""
    with refused_by_database():
        return Candidate.objects.create(
            person=person, remarks=remarks, put_forward_on=on, put_forward_by=by
        )


def withdraw(candidate: Candidate, *, reason: str, by, on: datetime.date) -> None:
    """Raises Refused without a reason and for what is settled."""
    if not reason.strip():
        raise Refused("Podaj powód wycofania.")
    with refused_by_database():
        locked = Candidate.objects.select_for_update(no_key=True).get(pk=candidate.pk)
        if not locked.is_open:
            raise Refused(f"To zgłoszenie już nie czeka. Jego stan: {locked.status_word}.")
        locked.withdrawn_on, locked.withdrawn_by = on, by
        locked.withdraw_reason = reason.strip()
        locked.save(update_fields=["withdrawn_on", "withdrawn_by", "withdraw_reason"])


def make_list(
    agreement: Agreement, chosen: Collection[Candidate], *, by, on: datetime.date
) -> EligibleList:
    """Of candidates that wait. Raises Refused where somebody has news against them by now."""
    if not chosen:
        raise Refused("Wybierz co najmniej jedną osobę.")
    with refused_by_database():
        rows = Candidate.objects.select_for_update(no_key=True, of=("self",))
        waiting = list(
            rows.filter(pk__in=[row.pk for row in chosen]).select_related("person").order_by("pk")
        )
        if len(waiting) != len(chosen) or any(x.eligible_list_id or not x.is_open for x in waiting):
            raise Refused(CHANGED)
        if against := obstacles([row.person for row in waiting], on):
            names = ", ".join(str(row.person) for row in waiting if row.person_id in against)
            raise Refused(f"Nie można teraz wpisać na listę: {names}. Powody są obok nazwisk.")
        made = EligibleList(agreement=agreement, written_by=by, written_on=on, year=on.year)
        made.number = NumberSeries.objects.take(SERIES, on.year)
        made.save()
        for row in waiting:
            row.eligible_list = made
            row.save(update_fields=["eligible_list"])
        return made


def printed(made: EligibleList, *, by) -> Document:
    """Raises Refused for a voided one and where the paper takes too long."""
    if made.document is None and made.voided_at:
        raise Refused("Tej listy nie wydrukowano, a teraz jest unieważniona.")
    name = f"lista-osob-uprawnionych-{made.number}-{made.year}"
    return kept_print(made, render=list_paper, kind=SERIES, name=name, by=by)


def send(made: EligibleList, *, day: datetime.date, how: str, by) -> None:
    """Raises Refused before the print, and the second time."""
    with refused_by_database():
        locked = _lock(made)
        if locked.document is None:
            raise Refused("Wysyła się wydrukowaną listę: najpierw ją wydrukuj.")
        if locked.sent_on:
            raise Refused(f"Listę już wysłano: {locked.sent_word}.")
        locked.sent_on, locked.sent_how, locked.sent_by = day, how, by
        locked.save(update_fields=["sent_on", "sent_how", "sent_by"])


def void(made: EligibleList, *, by, reason: str) -> None:
    """Its people wait for another list. Raises Refused for its author and without a reason."""
    with refused_by_database():
        locked = _lock(made)
        people = list(locked.candidates.open().select_for_update(no_key=True).order_by("pk"))
        locked.void(by=by, reason=reason)
        for row in people:
            row.eligible_list = None
            row.save(update_fields=["eligible_list"])


def _lock(made: EligibleList) -> EligibleList:
    rows = EligibleList.with_voided.select_for_update(no_key=True, of=("self",))
    locked = rows.get(pk=made.pk)
    if locked.voided_at:
        raise Refused("Ta lista jest unieważniona.")
    return locked
