"""Socially useful work under both acts: four places, closed and waiting months and the one that runs."""

import datetime
from decimal import Decimal
from types import SimpleNamespace

import pghistory
from django.utils import timezone

from kis.accounts.models import Centre
from kis.desk.demo.agreed import cover, pay_the_minimum, signed_before, signed_on
from kis.lib.dates import DAY, add_months, days, holiday_name, month_of
from participants.models import BankAccount, Person
from psu.accidents import recording
from psu.candidates import listing
from psu.candidates.offering import obstacles
from psu.events import noticing
from psu.hours.saving import TypedDay, mark_cells
from psu.models import (
    Accident,
    Agreement,
    AgreementAnnex,
    NeedsLine,
    PayingAccount,
    PayList,
    Referral,
    SentHow,
    SignedList,
    Supervision,
    WorkEvent,
    WorkPlace,
)
from psu.months.closing import close, review
from psu.needs import planning
from psu.pay_lists.bank.making import make_files
from psu.pay_lists.refunds import applying
from psu.person_papers.making import make_certificate
from psu.proofs.confirming import confirm
from psu.proofs.list_changes import last_change, last_changes
from psu.referrals.referring import keep
from psu.rules.regimes import NEW_ACT

LIBRARY, SCHOOL, PARK, HOME = (
    *("Biblioteka Miejska", "Szkoła Podstawowa nr 3", "Park Solidarności"),
    "Dom Pomocy Społecznej",
)
SUPERVISED = [LIBRARY, SCHOOL, HOME]
MONDAY_THURSDAY, TUESDAY_FRIDAY = {"0": "4", "3": "4"}, {"1": "4", "4": "4"}

WORK = "prace porządkowe i pomocnicze"

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
# Who worked under the previous act, and its first day of work and its months.
BEFORE = {"Łoś": MONDAY_THURSDAY, "Maj": TUESDAY_FRIDAY}
SIGNED_BEFORE, SENT_BEFORE = datetime.date(2025, 5, 12), datetime.date(2025, 6, 2)
MONTHS_BEFORE = [datetime.date(2025, 6, 1), datetime.date(2025, 7, 1)]
MOST_DAYS = 180  # art. 142 ust. 11, of a calendar year
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
    PayingAccount.objects.create(number=_account(1))
    places = _places(staff, first)
    _under_the_previous_act(people, places, staff, today, county_office)
    usual, unpaid = _agreements_of_today(places, first, county_office)
    for ordinal, (surname, (place, plan)) in enumerate(sent.items()):
        agreement = unpaid if place == PARK else usual
        _send(people[surname], agreement, places[place], plan, 40 + ordinal, staff, first)
    for back in (3, 2, 1, 0):
        _work(places, add_months(today.replace(day=1), -back), staff, today)
    with pghistory.context(user=staff.koordynatorka.pk):
        _settle(places, (usual, unpaid), staff, today)
        _amend(usual, staff, today)
    _report_events(people, staff, today)
    _record_an_accident(people["Górka"], staff, today)
    _plan_and_list(people, usual, staff, today)
    with pghistory.context(user=staff.koordynatorka.pk):
        facts = {"by": staff.koordynatorka, "on": today - 2 * DAY}
        make_certificate(people["Łoś"], first, today - 2 * DAY, **facts)


def _report_events(people: dict[str, Person], staff: SimpleNamespace, today: datetime.date) -> None:
    """One that nobody has written about, one whose notice was sent, one that needed none."""
    _report(
        people["Śliwa"], staff, today, "Wyjście po kwadransie bez słowa; do końca dnia bez powrotu."
    )
    told = _report(people["Łoś"], staff, today - 14 * DAY, "Odejście z boiska przed dziesiątą.")
    excused = _report(people["Wójcik"], staff, today - 21 * DAY, "Wyjście po telefonie ze szkoły.")
    by = staff.koordynatorka
    with pghistory.context(user=by.pk):
        on = told.day + DAY
        notice = noticing.write(told, text=told.description, by=by, on=on)
        noticing.printed(notice, by=by)
        noticing.send(notice, day=on, how=SentHow.E_DELIVERY, by=by, on=on)
        reason = "powód wyjaśniono tego samego dnia, PUP zawiadomiono telefonicznie"
        noticing.give_up(excused, reason=reason, by=by, on=excused.day + DAY)


def _plan_and_list(people, agreement, staff: SimpleNamespace, today: datetime.date) -> None:
    """This year's plan, sent in January; one person waits for a list, one stands on it."""
    by, on = staff.koordynatorka, datetime.date(today.year, 1, 20)
    with pghistory.context(user=by.pk):
        if on < today:
            plan = planning.begin(today.year, by=by, on=on)
            for place in agreement.places.all():
                facts = {"place": place, "kind": agreement.kinds.get()}
                NeedsLine.objects.get_or_create(
                    plan=plan, **facts, defaults={"posts": 6, "hours": Decimal(1500)}
                )
            planning.printed(plan, by=by)
            planning.send(plan, day=on + DAY, how=SentHow.E_DELIVERY, by=by)
        free = [x for x in people.values() if not x.referrals.exists()]
        against = obstacles(free, today)
        listed, waiting = [x for x in free if x.pk not in against][:2]
        since = today - 9 * DAY
        chosen = listing.put_forward(listed, remarks="prace w bibliotece", by=by, on=since)
        listing.put_forward(waiting, remarks="", by=by, on=today - 2 * DAY)
        made = listing.make_list(agreement, [chosen], by=by, on=today - 4 * DAY)
        listing.printed(made, by=by)
        listing.send(made, day=today - 3 * DAY, how=SentHow.E_DELIVERY, by=by)


def _record_an_accident(person: Person, staff: SimpleNamespace, today: datetime.date) -> None:
    """Printed and signed; ZUS has the documents."""
    by, referral = staff.koordynatorka, person.referrals.latest("starts_on")
    week = days(today - 35 * DAY, today - 28 * DAY)
    day = next(day for day in reversed(week) if day.weekday() in referral.plan)
    with pghistory.context(user=by.pk):
        accident = recording.keep_new(
            Accident(
                referral=referral,
                day=day,
                hour=datetime.time(9, 40),
                place=f"{referral.place}, schody do magazynu",
                activity="wynoszenie krzeseł z magazynu po zajęciach",
                circumstances="Stopień był mokry po myciu, bez oznaczenia. Upadek na lewy bok.",
                injury="Boli lewy nadgarstek, dłoń spuchła.",
                first_aid="Zimny okład, opiekun PSU.",
                witnesses="Jan Bąk, tel. 600 100 300",
                told_labour_on=day + DAY,
                told_zus_on=day + DAY,
            ),
            by=by,
            on=day + DAY,
        )
        recording.printed(accident, by=by)
        sent = {"day": day + 5 * DAY, "how": SentHow.POST}
        handed = "protokół podpisany, oświadczenie świadka, kopia skierowania"
        recording.hand_to_zus(accident, **sent, handed=handed, by=by)


def _report(
    person: Person, staff: SimpleNamespace, before: datetime.date, description: str
) -> WorkEvent:
    """Of the person's last planned day in the week before."""
    referral = person.referrals.latest("starts_on")
    week = days(before - 7 * DAY, before - DAY)
    day = next(day for day in reversed(week) if day.weekday() in referral.plan)
    reported_at = datetime.datetime.combine(day, datetime.time(18, 5))
    with pghistory.context(user=staff.opiekun.pk):
        return WorkEvent.objects.create(
            referral=referral,
            day=day,
            hour=datetime.time(8, 15),
            kind=WorkEvent.Kind.LEFT,
            description=description,
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


def _under_the_previous_act(
    people, places, staff, today: datetime.date, county_office: str
) -> None:
    """History: an agreement that followed that act to its end, 12,20 zł; two months, settled whole."""
    agreement = Agreement.objects.create(
        number="4/2025",
        **signed_on(SIGNED_BEFORE),
        county_office=county_office,
        starts_on=datetime.date(2025, 5, 15),
        ends_on=datetime.date(2025, 12, 31),
        total_hours=Decimal(1000),
        persons=10,
    )
    school = places[SCHOOL]
    pay_the_minimum(agreement, cover(agreement, [school], WORK))
    for ordinal, (surname, plan) in enumerate(BEFORE.items()):
        _send(
            people[surname], agreement, school, plan, 11 + ordinal, staff, SENT_BEFORE, days_long=61
        )
    for month in MONTHS_BEFORE:
        _work(places, month, staff, today)
        received = add_months(month, 1) + 2 * DAY
        with pghistory.context(user=staff.koordynatorka.pk):
            _list(school, month, staff, received)
            review(agreement, month, by=staff.koordynatorka, on=received)
            closed = close(agreement, month, by=staff.koordynatorka, on=received)
            _carry(closed.pay_list, 3, staff, received)


def _agreements_of_today(places, first: datetime.date, county_office: str) -> list[Agreement]:
    """The usual one, paid by the minimum of the day; and one whose kind of work has no rate agreed yet.

    The months of the second show the warning and stay open.
    """
    starts_on = max(datetime.date(first.year, 1, 1), NEW_ACT)
    facts = signed_on(signed_before(starts_on, 20)) | {
        "county_office": county_office,
        "starts_on": starts_on,
        "ends_on": datetime.date(add_months(first, 9).year, 12, 31),
    }
    usual = Agreement.objects.create(
        number=f"4/{first.year}", total_hours=Decimal(9000), persons=30, **facts
    )
    pay_the_minimum(usual, cover(usual, [places[name] for name in SUPERVISED], WORK))
    unpaid = Agreement.objects.create(
        number=f"5/{first.year}", total_hours=Decimal(800), persons=5, **facts
    )
    cover(unpaid, [places[PARK]], "pielęgnacja zieleni")
    return [usual, unpaid]


def _send(
    person: Person,
    agreement,
    place,
    plan,
    ordinal: int,
    staff,
    first: datetime.date,
    *,
    days_long: int = MOST_DAYS,
) -> None:
    is_advised = person.last_name == "Maj"
    referral = Referral(
        person=person,
        basis=Referral.Basis.UNEMPLOYED,
        number=f"PUP.632.{ordinal}.{first.year}",
        issued_on=first - 5 * DAY,
        agreement=agreement,
        place=place,
        kind=agreement.kinds.get(),
        starts_on=first,
        ends_on=first + (days_long - 1) * DAY,
        planned_days=plan,
        planned_time="od 8.00",
        status_checked_on=first - 2 * DAY,
        status_checked_how="zaświadczenie z PUP",
        no_benefit_checked_on=first - 2 * DAY,
        assistance_confirmed_on=first - 2 * DAY,
        residence_checked_on=first - 2 * DAY,
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
        if not BankAccount.objects.filter(person=person).exists():
            number = _account(ordinal) if ordinal % 2 == 0 else ""  # else at the cash desk
            BankAccount.objects.create(person=person, starts_on=first, number=number)


def _account(ordinal: int) -> str:
    """An invented account with check digits of its own."""
    rest = f"10901014{ordinal:016}"
    return f"{98 - int(f'{rest}252100') % 97:02}{rest}"


def _work(places, month: datetime.date, staff, today: datetime.date) -> None:
    """The supervisor marks every planned day up to yesterday: mostly worked, now and then an absence."""
    for place in places.values():
        cells = [
            cell
            for referral in Referral.objects.at(place).within(*month_of(month)).in_polish_order()
            for cell in _cells(referral, month, today)
        ]
        by = staff.koordynatorka if place.name == PARK else staff.opiekun
        with pghistory.context(user=by.pk):
            mark_cells(place, month, cells, by=by, on=today)


def _cells(referral: Referral, month: datetime.date, today: datetime.date):
    first, last = month_of(month)
    for number, day in enumerate(days(first, min(last, today - DAY))):
        if referral.covers(day) and day.weekday() in referral.plan and not holiday_name(day):
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
            _list(places[name], month, staff, received)
        _confirm([places[name] for name in listed if name in SUPERVISED], month, staff)
        if back > 1:
            for agreement in agreements:
                review(agreement, month, by=staff.koordynatorka, on=received)
            closed = close(agreements[0], month, by=staff.koordynatorka, on=received)
            _carry(closed.pay_list, back, staff, received)


def _amend(agreement: Agreement, staff: SimpleNamespace, today: datetime.date) -> None:
    """From the first of last month, which is still open: more people, and the share of work at carers."""
    since = add_months(today.replace(day=1), -1)
    with pghistory.context(user=staff.koordynatorka.pk):
        AgreementAnnex.objects.create(
            agreement=agreement,
            number="1",
            signed_on=since - 9 * DAY,
            valid_from=since,
            ends_on=agreement.ends_on,
            weekly_hours=agreement.weekly_hours,
            total_hours=Decimal(9600),
            persons=32,
            refund_percent=agreement.refund_percent,
            carer_refund_percent=Decimal(100),
            remarks="Więcej osób i godzin, doszły prace u opiekunów osób z niepełnosprawnościami.",
            entered_by=staff.koordynatorka,
        )


def _list(place: WorkPlace, month: datetime.date, staff: SimpleNamespace, received) -> None:
    SignedList.objects.create(
        place=place,
        month=month,
        received_on=received,
        agrees=True,
        noted_by=staff.koordynatorka,
        entries_seen=last_change(place, month),
    )


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
        at = timezone.make_aware(datetime.datetime.combine(on, datetime.time(10, 20)))
        make_files(pay_list, by=staff.ksiegowa, at=at, execute_on=on + DAY, today=on)
        pay_list.mark_paid(by=staff.ksiegowa, on=on + DAY)
        _refund(pay_list, staff, on)


def _refund(pay_list: PayList, staff: SimpleNamespace, on: datetime.date) -> None:
    application = applying.apply_for(
        pay_list.agreement, pay_list.month, by=staff.ksiegowa, on=on + 2 * DAY
    )
    applying.send(application, by=staff.ksiegowa, on=on + 3 * DAY)
    asked = application.refund
    applying.settle(application, by=staff.ksiegowa, on=on + 20 * DAY, amount=asked)
