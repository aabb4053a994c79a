"""What people of the demonstration asked for under the law on data protection, and files kept long enough."""

import datetime
from types import SimpleNamespace

import pghistory

from kis.accounts.models import Centre
from kis.desk.demo.cast import Character
from kis.lib.dates import DAY
from kis.privacy.models import DataRequest, RetentionClass
from kis.privacy.proposing import propose
from participants.admission import decide
from participants.models import Admission, Participation, Person, Restriction
from participants.registration import register

# Came once, years ago, and never took part. The last one is in no list yet.
CAME_ONCE = [
    Character("Wierzba", "Kazimierz", "M", datetime.date(1951, 3, 8), 5, "16/2"),
    Character("Olszewska-Lipa", "Leokadia", "K", datetime.date(1955, 9, 19), 5, "1/9"),
    Character("Kruk", "Zenon", "M", datetime.date(1960, 6, 27), 5, "27"),
    Character("Jabłoń", "Weronika", "K", datetime.date(1958, 12, 3), 5, "44/3"),
]
OFFICE_LIST_SINCE = datetime.date(2011, 1, 1)
YEARS_AGO = 9  # an application without further course is kept for five


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


def keep_old_files(staff: SimpleNamespace, today: datetime.date, streets: list[str]) -> None:
    """A list for destruction waits for the archive's consent, one of it left out; one person is in none."""
    came = [
        _came_once(character, ordinal, staff, today, streets)
        for ordinal, character in enumerate(CAME_ONCE)
    ]
    with pghistory.context(user=staff.koordynatorka.pk):
        RetentionClass.objects.update(valid_from=OFFICE_LIST_SINCE)
        made = propose(
            [person.pk for person in came[:-1]],
            remarks="Zgłoszenia bez udziału w klubie, sprawdzone z teczkami w archiwum zakładowym.",
            on=today - 12 * DAY,
            by=staff.koordynatorka,
        )
        item = made.items.get(person=came[1])
        item.left_out = "W teczce leży pismo do sądu: sprawa może wrócić."
        item.save(update_fields=["left_out"])


def _came_once(character, ordinal: int, staff, today: datetime.date, streets) -> Person:
    on = datetime.date(today.year - YEARS_AGO, 2 + 2 * ordinal, 11)
    centre, worker = Centre.objects.get(), getattr(staff, character.worker)
    with pghistory.context(user=worker.pk):
        person = register(
            Person(
                last_name=character.last_name,
                first_name=character.first_name,
                pesel=character.pesel(ordinal),
                born_on=character.born_on,
                sex=character.sex,
                street=f"ul. {streets[ordinal % len(streets)]}",
                house=character.house,
                postal_code=centre.postal_code,
                town=centre.town,
                reported_by=Person.ReportedBy.PERSON,
                reported_on=on,
                responsible=worker,
            ),
            by=worker,
            on=on,
        )
        decide(
            person,
            what=Admission.What.RESIGNED,
            decided_on=on + 20 * DAY,
            reason="Osoba nie przyszła na umówione spotkania.",
            by=worker,
        )
    return person
