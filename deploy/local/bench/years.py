"""Years of socially useful work in bulk: people, months, days, lists; the last month waits for its close.

Written past the guards, which would judge over a million days one by one, but as they would let them stand.
"""

import datetime
from collections.abc import Iterator

from django.db import connection, transaction
from django.utils import timezone

from kis.accounts.models import User
from kis.desk.demo.agreed import cover, pay_the_minimum, signed_on
from kis.lib.dates import DAY, add_months, month_of
from kis.lib.planner import tell_the_planner
from participants.models import BankAccount, Person
from psu.models import (
    Agreement,
    AgreementPlace,
    PayList,
    PersonMonth,
    Referral,
    SignedList,
    WorkDay,
    WorkPlace,
)
from psu.proofs.list_changes import last_changes
from psu.rules.regimes import NEW_ACT

NUMBER = "pomiar/"
# As offices have it: an agreement for a hundred people and a year.
UNDER_ONE_AGREEMENT, MONTHS_OF_ONE = 100, 12
AT_ONE_PLACE = 50
# Of the act before, that knows no 180 days: people work without a pause.
SIGNED = NEW_ACT - 200 * DAY
HOURS = 5  # a week, on one day of it
AT_ONCE = 2_000
LIMITS = {"total_hours": 90_000, "persons": UNDER_ONE_AGREEMENT}


def fill(months: int, *, on: datetime.date) -> None:
    """Everybody in the register works from `months` before this one on."""
    this = on.replace(day=1)
    last = add_months(this, -1)
    by = User.objects.get(username="koordynatorka")
    # Those of the demonstration that work already keep their own days.
    idle = Person.objects.filter(work_days=None).order_by("pk")
    people = list(idle.values_list("pk", flat=True))
    with transaction.atomic():
        places = _places(len(people))
        agreements = [
            agreement
            for back in range(months, 0, -MONTHS_OF_ONE)
            for agreement in _agreements(places, add_months(this, -back))
        ]
        past_the_guards()
        _pay_in_cash(people, add_months(this, -months))
        for agreement in agreements:
            _refer(agreement, people, by)
        _work(agreements, by, on)
        tell_the_planner()
        _settle(agreements, last, by)
    _prove(places, last, by, on)
    tell_the_planner()


def past_the_guards() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL statement_timeout = 0")  # a page's limit, see kis.settings


def _places(people: int) -> list[WorkPlace]:
    return WorkPlace.objects.bulk_create(
        WorkPlace(name=f"Pomiar {number:04}", kind=WorkPlace.Kind.COMMUNITY)
        for number in range(-(-people // AT_ONE_PLACE))
    )


def _agreements(places: list[WorkPlace], first: datetime.date) -> Iterator[Agreement]:
    """For a year each, this one's to its end; each with the places of its hundred people."""
    ends_on = add_months(first, MONTHS_OF_ONE) - DAY
    if ends_on + DAY == timezone.localdate().replace(day=1):
        ends_on = month_of(add_months(ends_on, 1))[1]  # this month still runs
    at_once = UNDER_ONE_AGREEMENT // AT_ONE_PLACE
    for number in range(0, len(places), at_once):
        agreement = Agreement.objects.create(
            number=f"{NUMBER}{first.year}/{number}",
            **signed_on(min(SIGNED, first)),
            starts_on=first,
            ends_on=ends_on,
            **LIMITS,
        )
        pay_the_minimum(agreement, cover(agreement, [], "prace pomocnicze (pomiar)"))
        its_own = places[number : number + at_once]
        AgreementPlace.objects.bulk_create(
            AgreementPlace(agreement=agreement, place=place) for place in its_own
        )
        agreement.first_person = number * AT_ONE_PLACE
        yield agreement


def _pay_in_cash(people: list[int], first: datetime.date) -> None:
    BankAccount.objects.filter(person__in=people).delete()
    BankAccount.objects.bulk_create(
        [BankAccount(person_id=person, starts_on=first) for person in people], batch_size=AT_ONCE
    )


def _refer(agreement: Agreement, people: list[int], by: User) -> None:
    checked = ["status_checked_on", "no_benefit_checked_on", "assistance_confirmed_on"]
    kind, places = agreement.kinds.get(), list(agreement.places.order_by("pk"))
    begin = agreement.first_person
    Referral.objects.bulk_create(
        Referral(
            person_id=person,
            basis=Referral.Basis.UNEMPLOYED,
            number=f"POMIAR.{agreement.pk}.{number}",
            issued_on=agreement.starts_on,
            agreement=agreement,
            place=places[number // AT_ONE_PLACE],
            kind=kind,
            starts_on=agreement.starts_on,
            ends_on=agreement.ends_on,
            planned_days={str(number % 5): str(HOURS)},
            ohs_on=agreement.starts_on,
            entered_by=by,
            **dict.fromkeys(checked, agreement.starts_on),
        )
        for number, person in enumerate(people[begin : begin + UNDER_ONE_AGREEMENT])
    )


def _columns(model) -> str:
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)


def _run(statement: str, facts) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)


def _work(agreements: list[Agreement], by: User, on: datetime.date) -> None:
    """A day each week, and its event in the history."""
    facts = {"agreements": [each.pk for each in agreements]}
    _run(
        """
        INSERT INTO psu_workday (version, referral_id, day, hours, outcome, note, entered_by_id, entered_at,
            person_id, agreement_id, kind_id)
        SELECT 1, r.id, d.day::date, %(hours)s, 'worked', '', %(by)s, now(), r.person_id, r.agreement_id,
            r.kind_id
        FROM psu_referral r,
            generate_series(r.starts_on, LEAST(r.ends_on, %(last)s), interval '1 day') AS d (day)
        WHERE r.agreement_id = ANY(%(agreements)s)
            AND r.planned_days ? (EXTRACT(ISODOW FROM d.day)::int - 1)::text""",
        {**facts, "hours": HOURS, "by": by.pk, "last": on - DAY},
    )
    columns = _columns(WorkDay)
    _run(
        f"""
        INSERT INTO psu_workdayevent ({columns}, pgh_created_at, pgh_label, pgh_obj_id)
        SELECT {columns}, now(), 'insert', id
        FROM psu_workday WHERE agreement_id = ANY(%(agreements)s)""",  # noqa: S608 - of columns
        facts,
    )
    _run(
        """
        INSERT INTO psu_personmonth (version, person_id, agreement_id, month, state, reopen_reason)
        SELECT DISTINCT 1, person_id, agreement_id, date_trunc('month', day)::date, 'open', ''
        FROM psu_workday WHERE agreement_id = ANY(%(agreements)s)""",
        facts,
    )


def _settle(agreements: list[Agreement], last: datetime.date, by: User) -> None:
    """All but the last month are closed and on lists, the last is reviewed."""
    months = PersonMonth.objects.filter(agreement__in=agreements, month__lte=last)
    months.update(state=PersonMonth.State.REVIEWED, reviewed_by=by, reviewed_on=last)
    closed = months.filter(month__lt=last)
    closed.update(state=PersonMonth.State.CLOSED, closed_by=by, closed_on=last)
    lists = closed.order_by().values_list("agreement", "agreement__number", "month").distinct()
    PayList.objects.bulk_create(
        PayList(
            agreement_id=agreement,
            month=month,
            year=9000,
            number=number,
            prepared_on=last,
            prepared_by=by,
            agreement_number=text,
            prepared_name=str(by),
        )
        for number, (agreement, text, month) in enumerate(lists)
    )
    facts = {"agreements": [each.pk for each in agreements]}
    _run(LINES, {**facts, "first": datetime.date.min, "last": last})


# The lines of closed months as `close` freezes them, but for names and accounts.
LINES = """
    INSERT INTO psu_payline (pay_list_id, person_month_id, person_id, kind_id, agreed_rate_id,
        minimum_rate_id, hours, per_hour, minimum_per_hour, refund_percent, is_paid, amount, refund,
        tax_to_zloty, tax, position, kind_name, person_name, person_identity, account_number, account_owner,
        correction_reason, void_reason)
    SELECT l.id, m.id, w.person_id, w.kind_id, g.id, n.id, sum(w.hours), g.per_hour, n.per_hour, 60, TRUE,
        round(sum(w.hours) * g.per_hour, 2), round(sum(w.hours) * n.per_hour * 0.6, 2), FALSE, 0,
        row_number() OVER (PARTITION BY l.id ORDER BY w.person_id), 'prace pomocnicze', 'Osoba Pomiaru', '',
        '', '', '', ''
    FROM psu_workday w
    JOIN psu_agreement a ON a.id = w.agreement_id
    JOIN psu_personmonth m ON m.person_id = w.person_id AND m.agreement_id = w.agreement_id
        AND m.month = date_trunc('month', w.day)::date AND m.state = 'closed'
    JOIN psu_paylist l ON l.agreement_id = m.agreement_id AND l.month = m.month
    JOIN psu_agreedrate g ON g.agreement_id = w.agreement_id AND g.kind_id = w.kind_id
        AND w.day BETWEEN g.valid_from AND COALESCE(g.valid_to, 'infinity')
    JOIN psu_rate n ON n.regime_id = a.regime_id
        AND w.day BETWEEN n.valid_from AND COALESCE(n.valid_to, 'infinity')
    WHERE w.agreement_id = ANY(%(agreements)s) AND w.day BETWEEN %(first)s AND %(last)s
    GROUP BY l.id, m.id, w.person_id, w.kind_id, g.id, n.id, g.per_hour, n.per_hour"""


def _prove(places, last, by, on) -> None:
    """Each place's list of the last month agrees with its entries."""
    seen = last_changes(places, last)
    for place in places:
        SignedList.objects.create(
            place=place,
            month=last,
            received_on=on,
            agrees=True,
            noted_by=by,
            entries_seen=seen.get(place.pk, 0),
        )
