"""Years of socially useful work in bulk: people, months, days, lists; the last month waits for its close.

Written past the guards, which would judge over a million days one by one, but as they would let them stand.
"""

import datetime

from django.db import connection, transaction

from kis.accounts.models import User
from kis.desk.demo.agreed import cover, pay_the_minimum, signed_on
from kis.lib.dates import DAY, add_months, month_of
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

NUMBER = "pomiar/1"
AT_ONE_PLACE = 50
# One agreement of the act before, that knows no 180 days: people work without a pause.
SIGNED = NEW_ACT - 200 * DAY
HOURS = 5  # a week, on one day of it
AT_ONCE = 2_000
LIMITS = {"total_hours": 9_999_999, "persons": 32_767}


def fill(months: int, *, on: datetime.date) -> Agreement:
    """Everybody in the register works from `months` before this one on."""
    this = on.replace(day=1)
    first, last = add_months(this, -months), add_months(this, -1)
    by = User.objects.get(username="koordynatorka")
    with transaction.atomic():
        agreement, places = _agreement(first, on)
        past_the_guards()
        _refer(agreement, places, first, by, on)
        _work(agreement, first, by, on)
        _counted()
        _settle(agreement, first, last, by)
    _prove(places, last, by, on)
    _counted()
    return agreement


def past_the_guards() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("SET LOCAL statement_timeout = 0")  # a page's limit, see kis.settings


def _counted() -> None:
    """Else the plans are those of empty tables."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _agreement(first: datetime.date, on: datetime.date) -> tuple[Agreement, list[WorkPlace]]:
    agreement = Agreement.objects.create(
        number=NUMBER,
        **signed_on(SIGNED),
        starts_on=first,
        ends_on=month_of(add_months(on, 12))[1],
        **LIMITS,
    )
    count = -(-Person.objects.count() // AT_ONE_PLACE)
    places = WorkPlace.objects.bulk_create(
        WorkPlace(name=f"Pomiar {number:04}", kind=WorkPlace.Kind.COMMUNITY)
        for number in range(count)
    )
    pay_the_minimum(agreement, cover(agreement, [], "prace pomocnicze (pomiar)"))
    AgreementPlace.objects.bulk_create(
        AgreementPlace(agreement=agreement, place=place) for place in places
    )
    return agreement, places


def _refer(agreement, places, first, by, on) -> None:
    # Those of the demonstration that work already keep their own days.
    people = Person.objects.filter(work_days=None).order_by("pk").values_list("pk", flat=True)
    checked = dict.fromkeys(
        ["status_checked_on", "no_benefit_checked_on", "assistance_confirmed_on"], first
    )
    kind = agreement.kinds.get()
    Referral.objects.bulk_create(
        [
            Referral(
                person_id=person,
                basis=Referral.Basis.UNEMPLOYED,
                number=f"POMIAR.{number}",
                issued_on=first,
                agreement=agreement,
                place=places[number // AT_ONE_PLACE],
                kind=kind,
                starts_on=first,
                ends_on=month_of(on)[1],
                planned_days={str(number % 5): str(HOURS)},
                ohs_on=first,
                entered_by=by,
                **checked,
            )
            for number, person in enumerate(people)
        ],
        batch_size=AT_ONCE,
    )
    BankAccount.objects.filter(person__in=people).delete()
    BankAccount.objects.bulk_create(
        [BankAccount(person_id=person, starts_on=first) for person in people], batch_size=AT_ONCE
    )


def _columns(model) -> str:
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)


def _run(statement: str, facts) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, facts)


def _work(agreement, first, by, on) -> None:
    """A day each week, and its event in the history."""
    _run(
        """
        INSERT INTO psu_workday (version, referral_id, day, hours, outcome, note, entered_by_id, entered_at,
            person_id, agreement_id, kind_id)
        SELECT 1, r.id, d.day::date, %(hours)s, 'worked', '', %(by)s, now(), r.person_id, r.agreement_id,
            r.kind_id
        FROM psu_referral r, generate_series(%(first)s, %(last)s, interval '1 day') AS d (day)
        WHERE r.agreement_id = %(agreement)s
            AND r.planned_days ? (EXTRACT(ISODOW FROM d.day)::int - 1)::text""",
        {
            "hours": HOURS,
            "by": by.pk,
            "first": first,
            "last": on - DAY,
            "agreement": agreement.pk,
        },
    )
    facts = _columns(WorkDay)
    _run(
        f"""
        INSERT INTO psu_workdayevent ({facts}, pgh_created_at, pgh_label, pgh_obj_id)
        SELECT {facts}, now(), 'insert', id FROM psu_workday WHERE agreement_id = %s""",  # noqa: S608 - of columns
        [agreement.pk],
    )
    _run(
        """
        INSERT INTO psu_personmonth (version, person_id, agreement_id, month, state, reopen_reason)
        SELECT DISTINCT 1, person_id, agreement_id, date_trunc('month', day)::date, 'open', ''
        FROM psu_workday WHERE agreement_id = %s""",
        [agreement.pk],
    )


def _settle(agreement, first, last, by) -> None:
    """All but the last month are closed and on lists, the last is reviewed."""
    months = PersonMonth.objects.filter(agreement=agreement, month__lte=last)
    months.update(state=PersonMonth.State.REVIEWED, reviewed_by=by, reviewed_on=last)
    closed = months.filter(month__lt=last)
    closed.update(state=PersonMonth.State.CLOSED, closed_by=by, closed_on=last)
    PayList.objects.bulk_create(
        PayList(
            agreement=agreement,
            month=month,
            year=9000,
            number=number,
            prepared_on=last,
            prepared_by=by,
            agreement_number=agreement.number,
            prepared_name=str(by),
        )
        for number, month in enumerate(closed.order_by().values_list("month", flat=True).distinct())
    )
    _run(LINES, {"agreement": agreement.pk, "first": first})


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
    WHERE w.agreement_id = %(agreement)s AND w.day >= %(first)s
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
