"""What people of the demonstration asked for under the law on data protection."""

import datetime
from types import SimpleNamespace

import pghistory

from kis.lib.dates import DAY
from kis.privacy.models import DataRequest
from participants.models import Participation, Person, Restriction


def ask_for_their_data(staff: SimpleNamespace, today: datetime.date) -> None:
    """One copy waits for its answer, one was given; the data of somebody who left are restricted.

    Comes last: of whose processing is restricted nothing more may be entered.
    """
    taking_part = Participation.objects.filter(ends_on=None, kind=Participation.Kind.CONTRACT)
    waiting, answered = Person.objects.filter(
        pk__in=taking_part.values("person"), merged_into=None
    ).order_by("pk")[:2]
    _ask(waiting, today - 8 * DAY, matter="Kopia wszystkiego z ostatnich dwóch lat.")
    _ask(
        answered,
        today - 50 * DAY,
        answered_on=today - 41 * DAY,
        answer=DataRequest.Answer.DONE,
        answered_by=answered.responsible,
    )
    left = Participation.objects.exclude(person__in=taking_part.values("person"))
    gone = left.filter(outcome="finished", person__merged_into=None).order_by("pk").first()
    with pghistory.context(user=staff.koordynatorka.pk):
        Restriction.objects.create(
            person=gone.person,
            ground=Restriction.Ground.ACCURACY,
            reason="Osoba twierdzi, że adres z poprzedniego ośrodka jest cudzy. Sprawdzamy w ewidencji.",
            starts_on=today - 5 * DAY,
            imposed_by=staff.koordynatorka,
        )


def _ask(person: Person, day: datetime.date, **facts) -> None:
    with pghistory.context(user=person.responsible_id):
        DataRequest.objects.create(
            person=person,
            kind=DataRequest.Kind.COPY,
            way=DataRequest.Way.PERSON,
            received_on=day,
            identified_by="dowód osobisty",
            noted_by=person.responsible,
            **facts,
        )
