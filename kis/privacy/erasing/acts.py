"""An approved list carried out, and what was erased before a restore erased again."""

import datetime

from django.db import transaction

from kis.lib.refusals import Refused
from kis.privacy.cases import files_of_case, may_go
from kis.privacy.erasing import outside
from kis.privacy.erasing.erase import Why, erase
from kis.privacy.models import Destruction, Erasure
from participants.models import Person


@transaction.atomic
def carry_out(number: int, *, on: datetime.date) -> tuple[list[Erasure], list[int]]:
    """Those who were erased, and the numbers of those whose data must be kept after all.

    Raises Refused for a list that is not approved, is withdrawn, or is carried out already. The list outside
    of the database is written first: what it tells and the database does not is done again by `replay`.
    """
    found = Destruction.objects.select_for_update(no_key=True).filter(pk=number).first()
    if found is None or found.approved_on is None or found.withdrawn_on:
        raise Refused(f"Spis nr {number} nie jest zatwierdzony.")
    left = [
        item.person_id
        for item in found.items.filter(left_out="")
        if not Erasure.objects.filter(person=item.person_id).exists()
    ]
    if not left:
        raise Refused(f"Dane ze spisu nr {number} już usunięto.")
    due = {case.person for case in may_go(on, left)}
    files = [file for person in left if person in due for file in files_of_case(person)]
    outside.append(missing_outside() + [_line(person, found, on) for person in _people(files)])
    done = erase(files, Why(found.pk, found.consent_number), on=on)
    return done, [person for person in left if person not in due]


def _people(files: list[int]) -> list[Person]:
    return list(Person.objects.filter(pk__in=files).order_by("pk"))


def _line(person: Person, destruction: Destruction, on: datetime.date) -> outside.Line:
    return outside.Line(
        person=person.pk,
        registered=registered(person),
        destruction=destruction.pk,
        consent=destruction.consent_number,
        erased=on.isoformat(),
    )


def missing_outside() -> list[outside.Line]:
    """Of who was erased before and stands in the list no more, as after the loss of a disk."""
    told = {line.person for line in outside.lines()}
    return [
        outside.Line(
            person=one.person_id,
            registered=registered(one.person),
            destruction=one.destruction,
            consent=one.consent,
            erased=one.person.erased_on.isoformat(),
        )
        for one in Erasure.objects.exclude(person__in=told).select_related("person")
    ]


def registered(person: Person) -> str:
    return person.created_at.astimezone(datetime.UTC).isoformat()


def waiting() -> list[outside.Line]:
    """Whom the list outside of the database calls erased and the database still knows."""
    told = {line.person: line for line in outside.lines()}
    known = Person.objects.filter(pk__in=told, erased_on=None)
    return [told[person.pk] for person in known if registered(person) == told[person.pk].registered]


@transaction.atomic
def replay() -> list[Erasure]:
    """After a restore, before anybody works. A list that lost lines has them again."""
    if missing := missing_outside():
        outside.append(missing)
    done = []
    for line in waiting():
        why = Why(line.destruction, line.consent, is_replayed=True)
        done += erase([line.person], why, on=line.erased_on)
    return done
