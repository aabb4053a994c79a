"""Socially useful work: two agreements, three places, closed and waiting months and the one that runs."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pghistory
from django.utils import timezone

from kis.accounts.models import Centre
from kis.lib.dates import DAY, add_months, days, holiday_name, month_of
from participants.models import BankAccount, Person
from psu.hours.saving import TypedDay, mark_cells
from psu.models import (
    AgreedRate,
    Agreement,
    AgreementKind,
    AgreementPlace,
    Ceiling,
    PayList,
    Rate,
    Referral,
    Regime,
    SignedList,
    Supervision,
    WorkEvent,
    WorkKind,
    WorkPlace,
)
from psu.months.closing import close, review
from psu.proofs.confirming import confirm
from psu.proofs.list_changes import last_change, last_changes
from psu.referrals.referring import keep

INVENTED = "wartość pokazowa"
LIBRARY, SCHOOL, PARK, HOME = (
    *("Biblioteka Miejska", "Szkoła Podstawowa nr 3", "Park Solidarności"),
    "Dom Pomocy Społecznej",
)
SUPERVISED = [LIBRARY, SCHOOL, HOME]
MONDAY_THURSDAY, TUESDAY_FRIDAY = {"0": "4", "3": "4"}, {"1": "4", "4": "4"}

# Surname → place, plan; Ptak is a graduate, Górka and Gajda never took part or need not.
SENT = {
    "Kowalczyk": (LIBRARY, MONDAY_THURSDAY),
    "Kowalczuk": (LIBRARY, TUESDAY_FRIDAY),
    "Śliwa": (LIBRARY, MONDAY_THURSDAY),
    "Żak": (LIBRARY, TUESDAY_FRIDAY),
    "Ptak": (LIBRARY, {"2": "5"}),
    "Łoś": (SCHOOL, MONDAY_THURSDAY),
    "Maj": (SCHOOL, {"0": "2", "1": "2", "2": "2", "3": "2"}),
    "Wójcik": (SCHOOL, TUESDAY_FRIDAY),
    "Ćwikła": (SCHOOL, MONDAY_THURSDAY),
    "Górka": (SCHOOL, {"2": "3"}),
    "Sęk": (PARK, TUESDAY_FRIDAY),
}
# Where the first of the others work, and after which plans in turn.
OTHERS_AT = [*[SCHOOL] * 9, LIBRARY, *[HOME] * 4]
OTHER_PLANS = [MONDAY_THURSDAY, TUESDAY_FRIDAY, {"2": "5"}, {"0": "3", "2": "3", "4": "3"}]


def run_works(
    people: dict[str, Person],
    others: list[str],
    staff: SimpleNamespace,
    today: datetime.date,
    county_office: str,
) -> None:
    """`others`: surnames of whom the first are sent to work beside those of SENT."""
    sent = SENT | {
        surname: (place, OTHER_PLANS[number % len(OTHER_PLANS)])
        for number, (surname, place) in enumerate(zip(others, OTHERS_AT, strict=False))
    }
    first = add_months(today.replace(day=1), -3)
    places = _places(staff, first)
    old = _agreement_of_2025(places, today, county_office)
    new = _agreement_of_this_year(places, first, today, county_office)
    for ordinal, (surname, (place, plan)) in enumerate(sent.items()):
        _send(
            people[surname],
            new if place == PARK else old,
            places[place],
            plan,
            ordinal,
            staff,
            first,
        )
    for back in (3, 2, 1, 0):
        _work(places, add_months(today.replace(day=1), -back), staff, today)
    with pghistory.context(user=staff.koordynatorka.pk):
        _settle(places, (old, new), staff, today)
    _report(people["Śliwa"], staff, today)


def _report(person: Person, staff: SimpleNamespace, today: datetime.date) -> None:
    """Of the person's last planned day; the coordinator has not settled it yet."""
    referral = person.referrals.get()
    week = days(today - 7 * DAY, today - DAY)
    day = next(day for day in reversed(week) if day.weekday() in referral.plan)
    reported_at = datetime.datetime.combine(day, datetime.time(18, 5))
    with pghistory.context(user=staff.opiekun.pk):
        WorkEvent.objects.create(
            referral=referral,
            day=day,
            hour=datetime.time(8, 15),
            kind=WorkEvent.Kind.LEFT,
            description="Wyjście po kwadransie bez słowa; do końca dnia bez powrotu.",
            reported_by=staff.opiekun,
            reported_at=timezone.make_aware(reported_at),
        )


def _places(staff: SimpleNamespace, first: datetime.date) -> dict[str, WorkPlace]:
    centre = Centre.objects.get()
    places = {
        name: WorkPlace.objects.create(
            name=name,
            kind=WorkPlace.Kind.COMMUNITY,
            street=street,
            postal_code=centre.postal_code,
            town=centre.town,
        )
        for name, street in (
            (LIBRARY, "ul. Głęboka 4"),
            (SCHOOL, "ul. Jaworowa 1"),
            (PARK, "ul. Partyzantów"),
            (HOME, "ul. Leśna 9"),
        )
    }
    for name in SUPERVISED:
        Supervision.objects.create(place=places[name], user=staff.opiekun, starts_on=first)
    return places


def _agreement_of_2025(places, today: datetime.date, county_office: str) -> Agreement:
    """Signed under the previous act, which it follows to its end: 12,20 zł."""
    agreement = Agreement.objects.create(
        number="4/2025",
        signed_on=datetime.date(2025, 5, 12),
        regime=Regime.objects.get(code=Regime.Code.OLD),
        county_office=county_office,
        starts_on=datetime.date(2025, 5, 15),
        ends_on=datetime.date(max(2026, today.year + 1), 12, 31),
        total_hours=Decimal(9000),
        persons=30,
    )
    _covers(agreement, places, SUPERVISED, "prace porządkowe i pomocnicze", "12.20")
    return agreement


def _agreement_of_this_year(
    places, first: datetime.date, today: datetime.date, county_office: str
) -> Agreement:
    """Under the new act, whose rate and ceilings are not settled: what stands here is an example."""
    regime = Regime.objects.get(code=Regime.Code.NEW)
    if not regime.ceilings.exists():
        Ceiling.objects.create(
            regime=regime,
            valid_from=regime.signed_from,
            weekly_hours=Decimal(10),
            refund_max_percent=Decimal(60),
            source=INVENTED,
        )
    if not regime.rates.exists():
        Rate.objects.create(
            regime=regime, per_hour=Decimal("31.40"), valid_from=regime.signed_from, source=INVENTED
        )
    agreement = Agreement.objects.create(
        number=f"2/{first.year}",
        signed_on=max(first - 40 * DAY, regime.signed_from),
        regime=regime,
        county_office=county_office,
        starts_on=first - 30 * DAY,
        ends_on=add_months(today, 9),
        total_hours=Decimal(800),
        persons=5,
    )
    # No rate is agreed for this kind: its months show the warning and stay open.
    _covers(agreement, places, [PARK], "pielęgnacja zieleni", None)
    return agreement


def _covers(agreement: Agreement, places, names: list[str], kind: str, rate: str | None) -> None:
    work = WorkKind.objects.get_or_create(name=kind)[0]
    AgreementKind.objects.create(agreement=agreement, kind=work)
    for name in names:
        AgreementPlace.objects.create(agreement=agreement, place=places[name])
    if rate:
        AgreedRate.objects.create(
            agreement=agreement, kind=work, per_hour=Decimal(rate), valid_from=agreement.starts_on
        )


def _send(
    person: Person, agreement, place, plan, ordinal: int, staff, first: datetime.date
) -> None:
    is_advised = person.last_name == "Maj"
    referral = Referral(
        person=person,
        basis=Referral.Basis.UNEMPLOYED,
        number=f"PUP.632.{40 + ordinal}.{first.year}",
        issued_on=first - 5 * DAY,
        agreement=agreement,
        place=place,
        kind=agreement.kinds.get(),
        starts_on=first,
        ends_on=add_months(first, 8),
        planned_days=plan,
        planned_time="od 8.00",
        status_checked_on=first - 2 * DAY,
        status_checked_how="zaświadczenie z PUP",
        no_benefit_checked_on=first - 2 * DAY,
        assistance_confirmed_on=first - 2 * DAY,
        medical=Referral.Medical.NEEDED if is_advised else Referral.Medical.NOT_NEEDED,
        medical_on=first - 4 * DAY if is_advised else None,
        medical_until=add_months(first, 12) if is_advised else None,
        ohs_on=first,
        ohs_instructor="Zofia Nowak",
        accident_insurance="polisa grupowa ośrodka",
        work_advice="bez dźwigania" if is_advised else "",
    )
    with pghistory.context(user=person.responsible_id):
        keep(referral, by=person.responsible)
        BankAccount.objects.create(person=person, starts_on=first)


def _work(places, month: datetime.date, staff, today: datetime.date) -> None:
    """The supervisor marks every planned day up to yesterday: mostly worked, now and then an absence."""
    for place in places.values():
        cells = [
            cell
            for referral in Referral.objects.at(place).in_polish_order()
            for cell in _cells(referral, month, today)
        ]
        by = staff.koordynatorka if place.name == PARK else staff.opiekun
        with pghistory.context(user=by.pk):
            mark_cells(place, month, cells, by=by, on=today)


def _cells(referral: Referral, month: datetime.date, today: datetime.date):
    first, last = month_of(month)
    for number, day in enumerate(days(first, min(last, today - DAY))):
        if day.weekday() in referral.plan and not holiday_name(day):
            is_absent = (number + referral.pk) % 11 == 0
            letter = "UNP"[(number + referral.pk) % 3]
            text = letter if is_absent else str(referral.plan[day.weekday()])
            yield TypedDay(referral.pk, day, text)


def _settle(places, agreements, staff: SimpleNamespace, today: datetime.date) -> None:
    """Three months back: settled whole; two: waits for approval; the last one: a list is still missing."""
    this = today.replace(day=1)
    for back, listed in (
        (3, [*SUPERVISED, PARK]),
        (2, [*SUPERVISED, PARK]),
        (1, [LIBRARY, HOME]),
    ):
        month = add_months(this, -back)
        received = min(add_months(month, 1) + 2 * DAY, today)
        for name in listed:
            SignedList.objects.create(
                place=places[name],
                month=month,
                received_on=received,
                agrees=True,
                noted_by=staff.koordynatorka,
                entries_seen=last_change(places[name], month),
            )
        _confirm([places[name] for name in listed if name in SUPERVISED], month, staff)
        if back > 1:
            for agreement in agreements:
                review(agreement, month, by=staff.koordynatorka, on=received)
            closed = close(agreements[0], month, by=staff.koordynatorka, on=received)
            _carry(closed.pay_list, back, staff, received)


def _confirm(places, month: datetime.date, staff: SimpleNamespace) -> None:
    """On the last day of the month, after work."""
    at = timezone.make_aware(datetime.datetime.combine(month_of(month)[1], datetime.time(14, 5)))
    seen = last_changes(places, month)
    with pghistory.context(user=staff.opiekun.pk):
        for place in places:
            confirm(place, month, by=staff.opiekun, at=at, seen=seen[place.pk])


def _carry(pay_list: PayList, back: int, staff: SimpleNamespace, on: datetime.date) -> None:
    pay_list.mark_checked(by=staff.ksiegowa, on=on)
    if back == 3:
        pay_list.approve(by=staff.kierownik, on=on)
        pay_list.mark_paid(by=staff.ksiegowa, on=on + DAY)
        pay_list.mark_refund_sent(by=staff.ksiegowa, on=on + 3 * DAY)
        pay_list.mark_refund_settled(by=staff.ksiegowa, on=on + 20 * DAY)
