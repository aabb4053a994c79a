"""Rows for tests of programmes: an edition of 2026 with a group, an assistant chosen by a participant."""

import datetime

import factory
from django.utils import timezone

from kis.lib.clock import WARSAW
from kis.programmes.models import (
    Choice,
    Edition,
    EditionNumber,
    EditionStaff,
    Enrolment,
    Group,
    Provider,
    Service,
)
from tests.factories import PersonFactory

D = datetime.date
STARTS_ON, ENDS_ON = D(2026, 1, 1), D(2026, 12, 31)


def at(month: int, day: int, hour: int = 0, minute: int = 0, *, fold: int = 0) -> datetime.datetime:
    """A moment of 2026 by the clock on the wall."""
    return datetime.datetime(2026, month, day, hour, minute, tzinfo=WARSAW, fold=fold)


class EditionFactory(factory.django.DjangoModelFactory):
    """`EditionFactory(entered_by=users.coordinator)`"""

    class Meta:
        model = Edition

    kind = "assistance"
    name = factory.Sequence(lambda n: f"Asystent osobisty, edycja {n}")
    starts_on = STARTS_ON
    ends_on = ENDS_ON
    source = "Program na rok 2026, część IV"


class GroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"stopień znaczny {n}")
    degree = "severe"
    hours_limit = 720


class EditionNumberFactory(factory.django.DjangoModelFactory):
    """`EditionNumberFactory(edition=edition, code="provider_hours", value=12)`"""

    class Meta:
        model = EditionNumber

    source = "Program na rok 2026"


class EditionStaffFactory(factory.django.DjangoModelFactory):
    """`EditionStaffFactory(edition=edition, user=users.programmes, named_by=users.coordinator)`"""

    class Meta:
        model = EditionStaff

    starts_on = STARTS_ON


class ProviderFactory(factory.django.DjangoModelFactory):
    """`ProviderFactory(entered_by=users.coordinator)`"""

    class Meta:
        model = Provider

    name = factory.Sequence(lambda n: f"Wierzba Alina {n}")
    qualifications = "asystent osoby niepełnosprawnej, dyplom z 2019 r."
    employment = "mandate"
    contract_number = "UZ/1/2026"
    starts_on = STARTS_ON


class EnrolmentFactory(factory.django.DjangoModelFactory):
    """`EnrolmentFactory(edition=edition, group=group, person=person, entered_by=users.coordinator)`"""

    class Meta:
        model = Enrolment

    beneficiary = factory.SelfAttribute("person")
    applied_on = STARTS_ON
    starts_on = STARTS_ON


class ChoiceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Choice

    starts_on = STARTS_ON
    declared_not_family_on = STARTS_ON
    entered_by = factory.SelfAttribute("provider.entered_by")


def edition_of(users, *, hours_limit=720, days_limit=None, provider_hours=12, **facts) -> Edition:
    """With one group, the number of hours of one assistant in a day, run by `programmes`."""
    edition = EditionFactory(entered_by=users.coordinator, **facts)
    GroupFactory(edition=edition, hours_limit=hours_limit, days_limit=days_limit)
    if provider_hours:
        EditionNumberFactory(edition=edition, code="provider_hours", value=provider_hours)
    EditionStaffFactory(edition=edition, user=users.programmes, named_by=users.coordinator)
    return edition


def takes_part(edition, users, person=None, **facts) -> Enrolment:
    """Since 1 January 2026, in the edition's first group."""
    person = person or PersonFactory(responsible=users.worker, area="programmes")
    return EnrolmentFactory(
        **{
            "edition": edition,
            "person": person,
            "group": edition.groups.first(),
            "entered_by": users.coordinator,
        }
        | facts
    )


def cares_for(edition, users, cared_for, **facts) -> Enrolment:
    """A mother who lives with the one whom she cares for."""
    return takes_part(
        edition, users, beneficiary=cared_for, relation="matka", shares_household=True, **facts
    )


def chooses(enrolment, provider, **facts) -> Choice:
    return ChoiceFactory(enrolment=enrolment, provider=provider, **facts)


def serve(enrolment, provider, starts_at, ends_at, **facts) -> Service:
    return Service.objects.create(
        **{
            "enrolment": enrolment,
            "provider": provider,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "place": Service.Place.HOME,
            "entered_by": provider.entered_by,
        }
        | facts
    )


def confirm(number, by) -> None:
    number.confirmed_at, number.confirmed_by = timezone.now(), by
    number.save()
