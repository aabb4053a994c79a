"""What never breaks in socially useful work, asked of all rows at once; the guards keep it at every save."""
# ruff: noqa: S608 – of the guards' own pieces

from django.urls import reverse

from kis.lib.invariants import Invariant, numbers_kept, past_its_history, voided_alone
from psu.guards.month import PAID, UNAPPROVED, WORKED
from psu.guards.sums import (
    WHOLE,
    first_of_month,
    monday,
    months_over,
    part_holds,
    people_over,
    totals_over,
    weeks_over,
    whose,
)
from psu.guards.year import years_over
from psu.models import (
    Accident,
    AgreementAnnex,
    EligibleList,
    NeedsPlan,
    Notice,
    PayLine,
    PayList,
    PaymentCorrection,
    PersonMonth,
    PersonPaper,
    Referral,
    RefundApplication,
    StatusNews,
    WorkDay,
    WorkEvent,
    YearConsent,
)

EVERYBODY = "TRUE"


def _hours(number, person) -> str:
    return reverse("psu:person", args=[person])


def _agreement(number, person) -> str:
    return reverse("psu:agreement", args=[number])


def _pay_list(number, person) -> str:
    return reverse("psu:pay_list", args=[number])


def _refund(number, person) -> str:
    return reverse("psu:refund", args=[number])


OF_A_PERSON = {"right": "psu.view_person_psu", "address": _hours}
OF_A_REFERRAL = OF_A_PERSON | {"thing": "skierowanie"}
OF_A_DAY = OF_A_PERSON | {"thing": "dzień pracy"}
OF_AN_AGREEMENT = {"right": "psu.view_psu", "address": _agreement, "thing": "porozumienie"}
OF_A_LIST = {"right": "psu.view_pay_list", "address": _pay_list, "thing": "lista wypłat"}

LOWER_HOURS = (
    "Porównaj godziny z podpisaną listą i popraw je na karcie miesiąca. Zamknięty miesiąc trzeba najpierw "
    "otworzyć ponownie."
)
SEE_LIST = (
    "Nie płać z tej listy. Porównaj ją z kartą miesiąca, otwórz go ponownie i zamknij jeszcze raz."
)
ASK_ADMINISTRATOR = (
    "Niczego nie poprawiaj. Zawiadom administratora systemu: trzeba porównać wpis z kopią zapasową."
)


def _each_agreement(over: str) -> str:
    return f"""
        SELECT a.id, NULL::bigint, NULL::date, '' FROM psu_agreement a
        CROSS JOIN LATERAL ({over.replace("AGREEMENT", "a.id")}) found"""


def _own_limit(column: str, since: str) -> str:
    return f"""
        SELECT w.referral_id, w.person_id, {since}, ''
        FROM psu_workday w JOIN psu_referral r ON r.id = w.referral_id
        WHERE r.{column} IS NOT NULL AND w.hours > 0
        GROUP BY 1, 2, 3 HAVING sum(w.hours) > min(r.{column})"""


def _days(condition: str, joins: str = "") -> str:
    """Days of work `w` with their referral `r` and agreement `a`."""
    return f"""
        SELECT w.id, w.person_id, w.day, ''
        FROM psu_workday w JOIN psu_referral r ON r.id = w.referral_id
        JOIN psu_agreement a ON a.id = w.agreement_id {joins}
        WHERE {condition}"""


LIMITS = [
    Invariant(
        "psu_week",
        "W tygodniu jest więcej godzin PSU niż wolno",
        LOWER_HOURS,
        f"SELECT person_id, person_id, monday, '' FROM ({weeks_over(EVERYBODY, only='')}) found",
        **OF_A_PERSON,
    ),
    Invariant(
        "psu_month",
        "W miesiącu jest więcej godzin PSU niż wolno",
        LOWER_HOURS,
        f"SELECT person_id, person_id, month, '' FROM ({months_over(EVERYBODY, only='')}) found",
        **OF_A_PERSON,
    ),
    Invariant(
        "psu_year_days",
        "Skierowania obejmują więcej dni w roku niż wolno, a nie ma zgody na dłuższą pracę",
        "Wpisz pisemną zgodę na przekroczenie albo popraw skierowania i godziny.",
        f"SELECT person_id, person_id, day, '' FROM ({years_over(EVERYBODY, only='')}) found",
        **OF_A_PERSON,
    ),
    Invariant(
        "psu_referral_week",
        "W tygodniu jest więcej godzin, niż pozwala skierowanie",
        LOWER_HOURS,
        _own_limit("weekly_hours", monday("w.day")),
        **OF_A_REFERRAL,
    ),
    Invariant(
        "psu_referral_month",
        "W miesiącu jest więcej godzin, niż pozwala skierowanie",
        LOWER_HOURS,
        _own_limit("monthly_hours", first_of_month("w.day")),
        **OF_A_REFERRAL,
    ),
    Invariant(
        "psu_agreement_total",
        "Godzin jest więcej, niż ma porozumienie",
        "Sprawdź aneksy do porozumienia i godziny z ostatnich miesięcy. Popraw jedno albo drugie.",
        _each_agreement(totals_over("AGREEMENT")),
        **OF_AN_AGREEMENT,
    ),
    Invariant(
        "psu_past_month_with_days",
        "Miesiąc wpisany jako suma ma też godziny wpisane dzień po dniu",
        "Porównaj sumę z listą wypłat. Usuń w porozumieniu sumę albo popraw dni na karcie miesiąca.",
        """SELECT DISTINCT p.agreement_id, NULL::bigint, p.month, '' FROM psu_pastmonth p
            JOIN psu_workday w ON w.agreement_id = p.agreement_id AND w.hours > 0
                AND w.day >= p.month AND w.day < p.month + INTERVAL '1 month'""",
        **OF_AN_AGREEMENT,
    ),
    Invariant(
        "psu_agreement_persons",
        "W jednym czasie pracuje więcej osób, niż obejmuje porozumienie",
        "Sprawdź aneksy do porozumienia i dni zakończenia skierowań.",
        _each_agreement(people_over("AGREEMENT")),
        **OF_AN_AGREEMENT,
    ),
]

HOURS = [
    Invariant(
        "psu_day_outside_referral",
        "Dzień pracy jest poza skierowaniem albo na skierowaniu unieważnionym",
        "Popraw dni skierowania albo wpis tego dnia.",
        _days(
            "r.voided_at IS NOT NULL OR w.day < r.starts_on OR w.day > COALESCE(r.ended_on, r.ends_on)"
        ),
        **OF_A_DAY,
    ),
    Invariant(
        "psu_day_outside_agreement",
        "Porozumienie nie obejmowało tego dnia, miejsca albo rodzaju pracy",
        "Sprawdź daty, miejsca i rodzaje pracy w porozumieniu i w jego aneksach, a potem wpis tego dnia.",
        _days(
            f"""w.day NOT BETWEEN a.starts_on AND a.ends_on
            OR NOT EXISTS (SELECT 1 FROM psu_agreementplace p
                WHERE p.agreement_id = a.id AND p.place_id = r.place_id AND {part_holds("p", "w.day")})
            OR NOT EXISTS (SELECT 1 FROM psu_agreementkind k
                WHERE k.agreement_id = a.id AND k.kind_id = w.kind_id AND {part_holds("k", "w.day")})"""
        ),
        **OF_A_DAY,
    ),
    Invariant(
        "psu_day_unprepared",
        "Godziny są z dnia bez szkolenia BHP albo bez ważnego badania, które było potrzebne",
        "Sprawdź w skierowaniu dni szkolenia i badania, a potem wpis tego dnia.",
        _days(
            """w.hours > 0 AND (COALESCE(r.ohs_on > w.day, TRUE) OR r.medical = 'needed'
            AND NOT COALESCE(w.day BETWEEN r.medical_on AND r.medical_until, FALSE))"""
        ),
        **OF_A_DAY,
    ),
    Invariant(
        "psu_day_twice",
        "Ta sama osoba ma dwa wpisy z jednego dnia",
        "Porównaj oba wpisy z podpisaną listą i usuń ten, którego na niej nie ma.",
        f"""SELECT {WHOLE}, {WHOLE}, w.day, '' FROM psu_workday w {whose("w")}
        GROUP BY 1, 2, 3 HAVING count(*) > 1""",
        **OF_A_PERSON,
    ),
    Invariant(
        "psu_day_of_another",
        "Dzień pracy ma inną osobę albo inne porozumienie niż jego skierowanie",
        ASK_ADMINISTRATOR,
        _days("(w.person_id, w.agreement_id) <> (r.person_id, r.agreement_id)"),
        **OF_A_DAY,
    ),
    Invariant(
        "psu_day_without_month",
        "Dzień pracy nie należy do żadnego miesiąca osoby, więc nikt go nie zamknie ani nie zapłaci",
        "Zapisz ten dzień na karcie miesiąca jeszcze raz: program założy miesiąc.",
        _days(
            f"""NOT EXISTS (SELECT 1 FROM psu_personmonth m WHERE m.person_id = w.person_id
            AND m.agreement_id = w.agreement_id AND m.month = {first_of_month("w.day")})"""
        ),
        **OF_A_DAY,
    ),
    Invariant(
        "psu_area",
        "Skierowanie jest poza obszarem PSU osoby, więc części pracowników osoba może być niewidoczna",
        "Otwórz skierowanie i zapisz je jeszcze raz: program poprawi obszar.",
        """SELECT r.id, r.person_id, r.starts_on, '' FROM psu_referral r
        WHERE r.voided_at IS NULL AND NOT EXISTS (SELECT 1 FROM participants_area a
            WHERE a.person_id = r.person_id AND a.kind = 'psu'
                AND daterange(a.starts_on, a.ends_on, '[]') @> daterange(r.starts_on, r.last_day, '[]'))""",
        **OF_A_REFERRAL,
    ),
]

# The guard's own sentences, whose month is a variable, asked of every month.
_PAID, _WORKED, _UNAPPROVED = (
    text.replace("subject", "month.id") for text in (PAID, WORKED, UNAPPROVED)
)

PAY = [
    Invariant(
        "psu_pay_unequal",
        "Pozycje list wypłat nie zgadzają się z godzinami i stawkami miesiąca",
        SEE_LIST,
        f"""SELECT month.id, month.person_id, month.month, '' FROM psu_personmonth month
        WHERE month.state = 'closed'
                AND (EXISTS (({_PAID}) EXCEPT ({_WORKED})) OR EXISTS (({_WORKED}) EXCEPT ({_PAID})))
            OR month.state <> 'closed' AND EXISTS ({_UNAPPROVED})""",
        **(OF_A_PERSON | {"thing": "miesiąc osoby"}),
    ),
    Invariant(
        "psu_pay_rates",
        "Zamrożona stawka na liście wypłat jest inna niż stawka, z której powstała",
        "Stawek, z których policzono listę, nie zmienia się. Zawiadom administratora systemu.",
        """SELECT l.pay_list_id, l.person_id, p.month, '' FROM psu_payline l
        JOIN psu_paylist p ON p.id = l.pay_list_id
        JOIN psu_agreedrate a ON a.id = l.agreed_rate_id JOIN psu_rate r ON r.id = l.minimum_rate_id
        WHERE l.voided_at IS NULL
            AND (l.per_hour, l.minimum_per_hour) <> (a.per_hour, r.per_hour)
        GROUP BY 1, 2, 3""",
        **OF_A_LIST,
    ),
    Invariant(
        "psu_pay_of_another",
        "Pozycja listy wypłat należy do innej osoby albo do innego porozumienia niż jej miesiąc",
        SEE_LIST,
        """SELECT l.pay_list_id, l.person_id, p.month, '' FROM psu_payline l
        JOIN psu_paylist p ON p.id = l.pay_list_id JOIN psu_personmonth m ON m.id = l.person_month_id
        WHERE (l.person_id, p.agreement_id) <> (m.person_id, m.agreement_id) GROUP BY 1, 2, 3""",
        **OF_A_LIST,
    ),
    Invariant(
        "psu_refund_unequal",
        "Sumy wniosku o refundację nie są sumami jego list albo kroki list są inne niż kroki wniosku",
        "Nie wysyłaj tego wniosku. Niewysłany unieważnij i utwórz nowy, o wysłanym zawiadom administratora.",
        """SELECT made.id, NULL::bigint, made.month, '' FROM psu_refundapplication made
        LEFT JOIN (SELECT x.application_id, sum(l.hours) AS hours, sum(l.amount) AS amount,
                sum(l.refund) AS refund
            FROM psu_appliedlist x JOIN psu_payline l ON l.pay_list_id = x.pay_list_id
            WHERE x.voided_at IS NULL AND l.voided_at IS NULL GROUP BY 1) sums
            ON sums.application_id = made.id
        WHERE made.voided_at IS NULL AND (
            (made.hours, made.amount, made.refund) IS DISTINCT FROM
                (COALESCE(sums.hours, 0), COALESCE(sums.amount, 0), COALESCE(sums.refund, 0))
            OR EXISTS (SELECT 1 FROM psu_appliedlist x JOIN psu_paylist p ON p.id = x.pay_list_id
                WHERE x.application_id = made.id AND x.voided_at IS NULL
                    AND (p.refund_sent_on, p.refund_settled_on)
                        IS DISTINCT FROM (made.sent_on, made.settled_on)))""",
        right="psu.view_pay_list",
        address=_refund,
        thing="wniosek",
    ),
    Invariant(
        "psu_past_history",
        "Zamkniętą pozycję rozliczenia zmieniono z pominięciem programu: nie ma jej w historii zmian",
        ASK_ADMINISTRATOR,
        " UNION ALL ".join(
            [
                past_its_history(PayList),
                past_its_history(PayLine, person="r.person_id"),
                past_its_history(PersonMonth, frozen="r.state = 'closed'", person="r.person_id"),
                past_its_history(
                    WorkDay,
                    frozen="closed.state = 'closed'",
                    person="r.person_id",
                    joins=f"""JOIN psu_personmonth closed ON closed.person_id = r.person_id
                        AND closed.agreement_id = r.agreement_id
                        AND closed.month = {first_of_month("r.day")}""",
                ),
            ]
        ),
    ),
]

# The tables whose papers take their numbers of a series of the year.
NUMBERED = {
    "pay_list": PayList,
    "refund_application": RefundApplication,
    "psu_accident": Accident,
    "psu_notice": Notice,
    "psu_eligible_list": EligibleList,
    "psu_needs_plan": NeedsPlan,
}
PERSON_PAPERS = [f"psu_{kind}" for kind in PersonPaper.Kind.values]
_USED = " UNION ALL ".join(
    [
        *(
            f"SELECT '{series}', year, number FROM {model._meta.db_table}"
            for series, model in NUMBERED.items()
        ),
        "SELECT 'psu_' || kind, year, number FROM psu_personpaper",
    ]
)

VOIDABLE = [
    *(Accident, AgreementAnnex, EligibleList, NeedsPlan, Notice, PayLine, PaymentCorrection),
    *(PersonPaper, Referral, RefundApplication, StatusNews, WorkEvent, YearConsent),
]

INVARIANTS = [
    *LIMITS,
    *HOURS,
    *PAY,
    Invariant(
        "psu_numbers",
        "W numerach pism PSU jest luka albo ten sam numer dwa razy",
        "Porównaj numery z wydanymi pismami. Zawiadom administratora systemu.",
        numbers_kept(_USED, [*NUMBERED, *PERSON_PAPERS]),
    ),
    Invariant(
        "psu_voided_alone",
        "Wpis PSU unieważniono bez powodu albo zrobił to jego autor",
        "Unieważnia druga osoba i podaje powód. Zawiadom administratora systemu.",
        **voided_alone(VOIDABLE),
    ),
]
