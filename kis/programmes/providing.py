"""Who gives the services: entered by the office, chosen by a participant, never of the family."""

import datetime

from django.db.models import F, Value
from django.db.models.functions import Lower

from kis.lib.refusals import Refused, refused_by_database
from kis.programmes.enrolling import locked_enrolment
from kis.programmes.models import Choice, Enrolment, Provider
from participants.files import whole
from participants.models import HouseholdMember, Person
from participants.models.people import Fold

FAMILY = "Usług nie może świadczyć nikt z rodziny uczestnika ani nikt, kto z nim mieszka. Wybierz inną osobę."
ONESELF = (
    "Uczestnik nie może świadczyć usług sobie ani osobie, którą się opiekuje. Wybierz inną osobę."
)
OTHER_SURNAME = (
    "W rejestrze ten numer PESEL ma osoba o innym nazwisku. Porównaj numer i nazwisko z dokumentem."
)


def known_person(pesel: str, name: str) -> Person | None:
    """Of the register by a number that was typed, where the surname agrees. Raises Refused."""
    person = Person.objects.filter(pesel=pesel).first() if pesel else None
    if person is None:
        return None
    told = Person.objects.filter(pk=person.pk).annotate(told=Fold(Value(name)))
    if not told.filter(told__contains=F("folded_last_name")).exists():
        raise Refused(OTHER_SURNAME)
    return Person.objects.get(pk=whole(person))


def choose(choice: Choice, *, by) -> Choice:
    """A participant has chosen whom the office knows. Raises Refused."""
    with refused_by_database():
        choice.enrolment = locked_enrolment(choice.enrolment_id)
        if choice.enrolment.voided_at:
            raise Refused(choice.enrolment.void_in_words)
        refuse_family(choice.provider, choice.enrolment)
        choice.entered_by = by
        choice.save()
        return choice


def refuse_family(provider: Provider, enrolment: Enrolment) -> None:
    """As far as the office can know it by itself; the rest is what the participant declares."""
    theirs = [whole(enrolment.person), whole(enrolment.beneficiary)]
    if provider.person and whole(provider.person) in theirs:
        raise Refused(ONESELF)
    people = Person.objects.filter(pk__in=theirs) | Person.objects.filter(merged_into__in=theirs)
    if _keeps_house_with(provider, people) or _cares_for(provider, people):
        raise Refused(FAMILY)


def _keeps_house_with(provider: Provider, people) -> bool:
    """Somebody of this very name, in either order of its parts."""
    surname, _, first = provider.name.partition(" ")
    names = {provider.name.lower(), f"{first} {surname}".strip().lower()}
    rows = HouseholdMember.objects.filter(person__in=people, left_on=None).exclude(name="")
    return rows.annotate(told=Lower("name")).filter(told__in=names).exists()


def _cares_for(provider: Provider, people) -> bool:
    """A carer in respite care, of whichever edition."""
    if provider.person is None:
        return False
    own = Person.objects.files_of(whole(provider.person))
    rows = Enrolment.objects.filter(person__in=own, beneficiary__in=people).exclude(relation="")
    return rows.exists()


def end_choice(choice: Choice, *, last_day: datetime.date) -> None:
    """Raises Refused where a service stands behind that day."""
    with refused_by_database():
        choice.ends_on = last_day
        choice.save()
