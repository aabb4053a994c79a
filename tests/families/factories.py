"""Rows for tests of families: an assistant in service since 2020, a family, an application that waits."""

import datetime

import factory

from kis.families.models import (
    Assignment,
    Assistant,
    AssistantLimit,
    Cooperation,
    Family,
    FamilyMember,
    LoadLimit,
)
from tests.factories import PersonFactory

D = datetime.date
APPLIED_ON = D(2026, 3, 2)
ASSIGNED_ON = D(2026, 3, 5)


class LoadLimitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = LoadLimit

    families = 15
    told_from = 13
    source = "art. 15 ust. 4"
    valid_from = D(2015, 1, 1)


class AssistantFactory(factory.django.DjangoModelFactory):
    """`AssistantFactory(user=users.assistant)`"""

    class Meta:
        model = Assistant

    qualifications = "pedagogika, studia magisterskie"
    offender_register_checked_on = D(2019, 12, 20)
    employment = Assistant.Employment.CONTRACT
    starts_on = D(2020, 1, 1)


class FamilyFactory(factory.django.DjangoModelFactory):
    """`FamilyFactory(social_worker=users.worker)`"""

    class Meta:
        model = Family

    name = factory.Sequence(lambda n: f"Nowakowie-{n}")
    town = "Puławy"
    entered_by = factory.SelfAttribute("social_worker")


class CooperationFactory(factory.django.DjangoModelFactory):
    """By consent, applied for on 2 March 2026: `CooperationFactory(family=family)`."""

    class Meta:
        model = Cooperation

    basis = Cooperation.Basis.CONSENT
    interview_on = D(2026, 2, 25)
    interview_by = "Anna Wrona"
    applied_on = APPLIED_ON
    applied_by = factory.SelfAttribute("family.social_worker")
    reasons = "Trudności wychowawcze."
    consent_on = APPLIED_ON
    entered_by = factory.SelfAttribute("family.social_worker")


class AssignmentFactory(factory.django.DjangoModelFactory):
    """`AssignmentFactory(cooperation=…, assistant=…, assigned_by=users.head)`"""

    class Meta:
        model = Assignment

    starts_on = ASSIGNED_ON
    number = factory.Sequence(lambda n: f"AR/{n}/2026")
    assigned_on = factory.SelfAttribute("starts_on")


class AssistantLimitFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = AssistantLimit

    valid_from = D(2026, 1, 1)
    reason = "połowa etatu"


def cooperation(users, **facts):
    """Of a family of its own, whose social worker is `worker`."""
    return CooperationFactory(family=FamilyFactory(social_worker=users.worker), **facts)


def works_with(assistant, users, *, since=ASSIGNED_ON, **facts):
    """The assignment of a new family to the assistant."""
    work = cooperation(users)
    return AssignmentFactory(
        cooperation=work, assistant=assistant, assigned_by=users.head, starts_on=since, **facts
    )


def member(family, person=None, *, part=FamilyMember.Part.PARENT, **facts):
    """A member since 2020; a child is at home."""
    if part == FamilyMember.Part.CHILD:
        facts.setdefault("whereabouts", FamilyMember.Whereabouts.HOME)
    person = person or PersonFactory(responsible=family.social_worker, area="families")
    return FamilyMember.objects.create(
        **{"family": family, "person": person, "part": part, "starts_on": D(2020, 1, 1)} | facts
    )
