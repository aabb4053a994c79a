"""Services of the demonstration: of whoever takes part, by whom they chose; older months settled."""

import datetime
import random
from types import SimpleNamespace

import pghistory

from kis.lib.clock import WARSAW
from kis.lib.dates import DAY, add_months, holiday_name, month_of
from kis.lib.money import to_grosz
from kis.programmes.giving import give
from kis.programmes.models import (
    Choice,
    Cost,
    Edition,
    EditionNumber,
    Enrolment,
    Kind,
    Provider,
    Service,
    Settlement,
)
from kis.programmes.settling import months_of, settle_month, settle_whole

# One provider's participants, one behind another on different days and hours.
STARTS = [8, 11, 14]
IN_A_MONTH = 4
LENGTHS = [90, 120, 150, 180]
PLACES = [Service.Place.HOME, Service.Place.HOME, Service.Place.OUTSIDE]
WAYS = ["dom – przychodnia – dom", "dom – urząd – dom", "dom – biblioteka – dom"]
STAY = datetime.timedelta(days=2)
OPEN_MONTHS = 1  # behind the present one: over, and still to be settled


def give_services(staff: SimpleNamespace, today: datetime.date) -> None:
    """For every edition with services that has begun, from its first month on."""
    chance = random.Random(30)  # noqa: S311 – the same office each time
    editions = Edition.objects.filter(
        kind__in=(Kind.ASSISTANCE, Kind.RESPITE), starts_on__lte=today
    )
    for edition in editions.order_by("starts_on", "pk"):
        _of_chosen(edition, staff, today, chance)
        if edition.kind == Kind.RESPITE:
            _stays(edition, staff, today)
        _costs(edition, staff, today, chance)
        _settle(edition, staff, today)


def _of_chosen(edition: Edition, staff, today, chance) -> None:
    rows = Choice.objects.filter(
        enrolment__edition=edition,
        enrolment__starts_on__isnull=False,
        declared_not_family_on__isnull=False,
    )
    rows = rows.select_related("enrolment__edition", "enrolment__group", "provider__user")
    ordinals: dict[int, int] = {}
    for choice in rows.order_by("provider", "pk"):
        ordinal = ordinals[choice.provider_id] = ordinals.get(choice.provider_id, -1) + 1
        by = choice.provider.user or staff.programy
        made = [_service(choice, by, day, ordinal, chance) for day in _days(choice, today, ordinal)]
        with pghistory.context(user=by.pk):
            for row in made:
                give([row], lambda _: False)  # one that does not fit is left out


def _days(choice: Choice, today: datetime.date, ordinal: int) -> list[datetime.date]:
    """Some days of each month, on a weekday of its own."""
    enrolment = choice.enrolment
    first = max(enrolment.starts_on, choice.starts_on, choice.declared_not_family_on)
    ends = (enrolment.edition.ends_on, enrolment.ends_on, choice.ends_on, today - DAY)
    last = min(day for day in ends if day)
    days = [first + number * DAY for number in range((last - first).days + 1)]
    days = [day for day in days if day.weekday() == ordinal % 5 and not holiday_name(day)]
    return [day for day in days if (day.day - 1) // 7 < IN_A_MONTH]


def _service(choice: Choice, by, day, ordinal, chance) -> Service:
    hour = STARTS[ordinal // 5 % len(STARTS)]
    starts_at = datetime.datetime.combine(day, datetime.time(hour), WARSAW)
    is_assistance = choice.enrolment.edition.kind == Kind.ASSISTANCE
    return Service(
        enrolment=choice.enrolment,
        provider=choice.provider,
        starts_at=starts_at,
        ends_at=starts_at + datetime.timedelta(minutes=chance.choice(LENGTHS)),
        scope=chance.choice(Enrolment.Scope.values) if is_assistance else "",
        place=chance.choice(PLACES),
        entry=Service.Entry.PHONE if choice.provider.user else Service.Entry.CARD,
        entered_by=by,
    )


def _stays(edition: Edition, staff, today) -> None:
    """Two days in an institution, of every second carer."""
    house = Provider.objects.filter(is_institution=True).first()
    rows = Enrolment.objects.filter(edition=edition, starts_on__lte=today - 40 * DAY)
    for number, enrolment in enumerate(rows.select_related("edition", "group").order_by("pk")):
        if house is None or number % 2:
            continue
        day = max(enrolment.starts_on + (10 + number) * DAY, house.starts_on)
        starts_at = datetime.datetime.combine(day, datetime.time(10), WARSAW)
        row = Service(
            enrolment=enrolment,
            provider=house,
            form=Service.Form.DAYS,
            starts_at=starts_at,
            ends_at=starts_at + STAY,
            place=Service.Place.CENTRE,
            entered_by=staff.programy,
        )
        with pghistory.context(user=staff.programy.pk):
            give([row], lambda _: False)


def _costs(edition: Edition, staff, today, chance) -> None:
    """A ticket or kilometres on every tenth service."""
    if not edition.eligible_costs:
        return
    numbers = edition.numbers.filter(code=EditionNumber.Code.KM_RATE)
    rate = numbers.values_list("value", flat=True).first()
    for row in Service.objects.filter(edition=edition).in_order()[::10]:
        facts = {"kind": Edition.Cost.TICKETS, "amount": "8.80"}
        if rate is not None and row.pk % 2 and Edition.Cost.OWN_CAR in edition.eligible_costs:
            kilometres = chance.choice([6, 12, 18])
            facts = {
                "kind": Edition.Cost.OWN_CAR,
                "kilometres": kilometres,
                "km_rate": rate,
                "amount": to_grosz(kilometres * rate),
            }
        elif Edition.Cost.TICKETS not in edition.eligible_costs:
            continue
        with pghistory.context(user=staff.programy.pk):
            Cost.objects.create(
                enrolment_id=row.enrolment_id,
                provider_id=row.provider_id,
                day=row.day,
                purpose=chance.choice(WAYS),
                entered_by=staff.programy,
                **facts,
            )


def _settle(edition: Edition, staff, today) -> None:
    """All but the last that is over; one was opened again and settled anew; an edition that is over whole."""
    is_over = edition.ends_on < today
    closing = today if is_over else add_months(today.replace(day=1), -OPEN_MONTHS)
    months = [one.month for one in months_of(edition, today) if month_of(one.month)[1] < closing]
    if not Service.objects.filter(edition=edition).exists():
        return
    with pghistory.context(user=staff.programy.pk):
        for month in months:
            settle_month(edition, month, by=staff.programy, on=today)
        if is_over:
            settle_whole(edition, by=staff.programy, on=today)
    if not is_over and months:
        _open_once(edition, months[-1], staff, today)


def _open_once(edition: Edition, month, staff, today) -> None:
    row = Settlement.objects.get(edition=edition, month=month)
    with pghistory.context(user=staff.koordynatorka.pk):
        row.void(by=staff.koordynatorka, reason="Brakowało karty jednego uczestnika.")
        settle_month(edition, month, by=staff.koordynatorka, on=today)
