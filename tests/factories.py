"""Rows for tests: PersonFactory(responsible=worker), PersonFactory(responsible=worker, area="families")."""

import datetime

import factory
from stdnum.pl import pesel

from participants.models import Area, Person

REGISTERED_ON = datetime.date(2020, 1, 2)


def make_pesel(number: int, born_on: datetime.date = datetime.date(1981, 5, 4)) -> str:
    """A valid PESEL of a woman or a man (by the number) born that day."""
    month = born_on.month + (20 if born_on.year >= 2000 else 0)
    start = f"{born_on:%y}{month:02}{born_on:%d}{number % 10_000:04}"
    return start + pesel.calc_check_digit(start)


class AreaFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Area

    kind = Area.Kind.KIS
    starts_on = REGISTERED_ON


class PersonFactory(factory.django.DjangoModelFactory):
    """In the area KIS; `area="families"` puts the person into another part of the office only."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    last_name = factory.Sequence(lambda n: f"Kowalczyk-{n}")
    first_name = "Łukasz"
    pesel = factory.Sequence(lambda n: make_pesel(1000 + n))
    born_on = datetime.date(1981, 5, 4)
    sex = "M"
    street = "ul. Lubelska"
    house = "12/4"
    postal_code = "24-100"
    town = "Puławy"
    information_given_on = REGISTERED_ON
    information_given_how = "printed"

    @factory.post_generation
    def area(self, create, extracted, **kwargs):
        AreaFactory(person=self, kind=extracted or Area.Kind.KIS)
