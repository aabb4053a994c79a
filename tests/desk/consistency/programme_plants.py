"""The faults of programmes past the guards; see tests.desk.consistency.plants."""

import datetime

from django.db.models import F
from django.utils import timezone

from kis.lib.clock import WARSAW
from kis.lib.dates import DAY
from kis.programmes.models import Choice, Edition, Enrolment, Group, Provider, Service, Settlement
from participants.models import Area
from tests.desk.consistency.plants import (
    breaks,
    copy_of,
    second_file,
    somebody,
    without_constraint,
    without_guards,
)

# Of a month that is not settled; on weekends nothing was given.
SUNDAY = datetime.date(2026, 11, 15)


def at(hour: int, day: datetime.date = SUNDAY) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time(hour), WARSAW)


def choices():
    """Of personal assistance, each of another assistant."""
    rows = Choice.objects.filter(enrolment__edition__kind="assistance", enrolment__voided_at=None)
    return rows.filter(enrolment__ends_on=None, ends_on=None).order_by("provider", "pk")


def service_of(choice, hour: int, *, hours: int = 1, day: datetime.date = SUNDAY, **facts):
    starts_at = at(hour, day)
    return Service.objects.create(
        enrolment=choice.enrolment,
        provider=choice.provider,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(hours=hours),
        place="home",
        entered_by=somebody(),
        **facts,
    )


@breaks("programme_hour_twice")
def _():
    first = choices().first()
    other = choices().exclude(provider=first.provider).first()
    service_of(first, 8)
    service = service_of(other, 8)
    Choice.objects.create(
        enrolment=first.enrolment,
        provider=other.provider,
        starts_on=SUNDAY,
        declared_not_family_on=SUNDAY,
        entered_by=somebody(),
    )
    with past_exclusion("service_beneficiary_once"), without_guards():
        Service.objects.filter(pk=service.pk).update(
            enrolment=first.enrolment, beneficiary=first.enrolment.beneficiary
        )


@breaks("programme_provider_twice")
def _():
    first = choices().first()
    other = choices().filter(provider=first.provider).exclude(pk=first.pk).first()
    service_of(first, 8)
    moved = service_of(other, 8, day=SUNDAY - DAY)
    with past_exclusion("service_provider_once"), without_guards():
        Service.objects.filter(pk=moved.pk).update(starts_at=at(8), ends_at=at(9), day=SUNDAY)


def past_exclusion(name: str):
    return without_constraint("programmes_service", name)


@breaks("programme_over_limit")
def _():
    service = service_of(choices().first(), 8)
    with without_guards():
        Group.objects.filter(pk=service.enrolment.group_id).update(hours_limit="0.50")


@breaks("programme_provider_hours")
def _():
    service = service_of(choices().first(), 6, hours=12)
    with without_guards():
        Service.objects.filter(pk=service.pk).update(ends_at=at(20), minutes=14 * 60)


@breaks("programme_service_outside")
def _():
    service = service_of(choices().first(), 8)
    with without_guards():
        Provider.objects.filter(pk=service.provider_id).update(ends_on=SUNDAY - DAY)


@breaks("programme_service_unchosen")
def _():
    choice = choices().first()
    service_of(choice, 8)
    with without_guards():
        Choice.objects.filter(pk=choice.pk).update(declared_not_family_on=None)


@breaks("programme_service_copies")
def _():
    service = service_of(choices().first(), 8)
    with without_guards():
        Service.objects.filter(pk=service.pk).update(minutes=30)


@breaks("programme_enrolment_unfit")
def _():
    row = Enrolment.objects.filter(
        edition__kind="assistance", starts_on=None, refused_on=None
    ).first()
    with without_guards():
        rows = Enrolment.objects.filter(pk=row.pk)
        rows.update(group=None, starts_on=SUNDAY + 85 * DAY)


@breaks("programme_enrolled_twice")
def _():
    row = Enrolment.objects.filter(edition__kind="assistance", ends_on=None).latest("pk")
    other = second_file(row.person)
    with without_guards():
        copy_of(
            row,
            person=other,
            beneficiary=other,
            starts_on=None,
            group=None,
            questionnaire_scan=None,
        )


@breaks("programme_outside_area")
def _():
    row = Enrolment.objects.filter(edition__kind="assistance").latest("pk")
    with without_guards():
        own = Area.objects.filter(person=row.person, kind="programmes")
        own.update(starts_on=row.applied_on + DAY)


@breaks("programme_settled")
def _():
    edition = Edition.objects.get(kind="assistance", starts_on__year=SUNDAY.year)
    with without_guards():
        Settlement.objects.filter(edition=edition).delete()
        Settlement.objects.create(
            edition=edition,
            month=SUNDAY.replace(day=1),
            minutes=10**6,
            days=0,
            hours_cost=0,
            other_cost=0,
            settled_by=somebody(),
        )


@breaks("programmes_voided_alone")
def _():
    row = Enrolment.objects.filter(refused_on__isnull=False).latest("pk")
    with (
        without_constraint("programmes_enrolment", "programme_enrolment_voided_whole"),
        without_guards(),
    ):
        Enrolment.with_voided.filter(pk=row.pk).update(
            voided_at=timezone.now(), voided_by=F("entered_by"), void_reason="pomyłka"
        )
