"""Guards on the agreement and its parts: what hours stand on does not move from under them."""

import pgtrigger

from kis.lib.dates import month_name, polish
from kis.lib.guards import Guard, refuse
from kis.lib.money import hours as shown
from psu.guards.sums import (
    ACTS_CARER_REFUND,
    ACTS_REFUND,
    ACTS_WEEK,
    ceiling,
    closed_days,
    kinds_left_out,
    months_over,
    people_over,
    places_left_out,
    totals_over,
    weeks_over,
)
from psu.guards.words import (
    MORE_THAN_ZERO,
    above,
    day,
    number,
    signed_before,
    signed_too_late,
    under,
)
from psu.rules.regimes import NEW_ACT
from psu.rules.sentences import week_range


def _rate_used(facts: dict) -> str:
    # A month that was opened again left its line on the list, and no closed day.
    month = f"zamknięty miesiąc ({polish(day(facts['day']))})" if facts["day"] else "lista wypłat"
    return f"Z tej stawki korzysta {month}. Wpisz jej ostatni dzień i dodaj nową stawkę."


SENTENCES = {
    "agreement_signed_too_late": lambda facts: signed_too_late(day(facts["ends_on"])),
    "annex_before_agreement": lambda facts: signed_before(day(facts["signed_on"])),
    "agreement_period_of_nobody": MORE_THAN_ZERO,
    "agreement_regime_stays": "Porozumienie ma już skierowania: jego przepisów nie można zmienić.",
    "agreement_other_regime": lambda facts: (
        f"Porozumienie podpisane {polish(day(facts['signed_on']))} wykonuje się według innych "
        "przepisów. Sprawdź dzień podpisania."
    ),
    "agreement_without_month": (
        "Porozumienie podpisane do 31.05.2025 ma limit godzin osoby w miesiącu: wpisz go, zwykle 40."
    ),
    "agreement_above_week_ceiling": above("godz. w tygodniu"),
    "agreement_period_under_days": under(
        "Jest już wpis z {day}, a porozumienie tego dnia by nie obowiązywało."
    ),
    "agreement_total_under_hours": lambda facts: (
        f"W porozumieniu wpisano już {shown(number(facts['hours']))} godz., "
        f"a nowy limit to {shown(number(facts['limit']))}."
    ),
    "limit_week_under_hours": lambda facts: (
        f"W tygodniu {week_range(day(facts['monday']))} ktoś ma już "
        f"{shown(number(facts['hours']))} godz., a limit wyniósłby {shown(number(facts['limit']))}."
    ),
    "limit_month_under_hours": lambda facts: (
        f"W miesiącu {month_name(day(facts['month']))} ktoś ma już "
        f"{shown(number(facts['hours']))} godz., a limit wyniósłby {shown(number(facts['limit']))}."
    ),
    "persons_under_hours": lambda facts: (
        f"{polish(day(facts['day']))} pracowałoby osób: {facts['people']}, "
        f"a porozumienie obejmowałoby: {facts['persons']}."
    ),
    "agreement_not_deleted": "Porozumienia, do którego są skierowania, nie można usunąć.",
    "agreement_place_under_days": under(
        "W jednym z miejsc jest wpis z {day}, a porozumienie tego dnia by go nie obejmowało. Miejsce może "
        "odejść aneksem, od późniejszego dnia."
    ),
    "agreement_kind_under_days": under(
        "Jedną z prac wykonywano {day}, a porozumienie tego dnia by jej nie obejmowało. Praca może odejść "
        "aneksem, od późniejszego dnia."
    ),
    "agreement_part_stays": "Tej pozycji porozumienia nie można zmienić na inną. Usuń ją i dodaj nową.",
    "agreed_rate_used": _rate_used,
    "agreed_rate_in_closed_month": under(
        "Stawka objęłaby zamknięty miesiąc ({day}). Może obowiązywać od późniejszego dnia."
    ),
    "agreement_above_month_ceiling": above("godz. w miesiącu"),
    "agreement_above_refund_ceiling": above("% stawki minimalnej"),
    "agreement_carers_of_the_new_act": "Pełną refundację u opiekunów osób z niepełnosprawnościami znają "
    "tylko porozumienia podpisane od 1.06.2025.",
    "agreement_percent_used": under(
        "Według tego procentu zamknięto już miesiąc ({day}). Zmianę wpisz jako aneks od późniejszego dnia."
    ),
    "agreement_term_by_annex": "Ostatni dzień porozumienia wynika z aneksu. Wpisz następny aneks albo "
    "unieważnij ten.",
}

_FOUND = [("found", "RECORD"), ("regime", "RECORD")]


# A week counts the person's other agreements too, so lowering it locks the people, behind the agreement.
def lock_people(agreement: str) -> str:
    return f"""
    PERFORM 1 FROM participants_person p
        WHERE p.id IN (SELECT w.person_id FROM psu_workday w WHERE w.agreement_id = {agreement})
        ORDER BY p.id FOR NO KEY UPDATE;
    """


_REFUSE_REGIME = refuse("agreement_regime_stays", agreement="NEW.id")
_REFUSE_OTHER_REGIME = refuse(
    "agreement_other_regime", regime="NEW.regime_id", signed_on="NEW.signed_on"
)
_REFUSE_WEEK = refuse(
    "agreement_above_week_ceiling", limit=str(ACTS_WEEK), asked="NEW.weekly_hours"
)
_REFUSE_REFUND = refuse(
    "agreement_above_refund_ceiling", limit=str(ACTS_REFUND), asked="NEW.refund_percent"
)
_REFUSE_CARER_REFUND = refuse(
    "agreement_above_refund_ceiling", limit=str(ACTS_CARER_REFUND), asked="NEW.carer_refund_percent"
)
_REFUSE_CARERS = refuse("agreement_carers_of_the_new_act", asked="NEW.carer_refund_percent")
_REFUSE_NO_MONTH = refuse("agreement_without_month", signed_on="NEW.signed_on")
_REFUSE_TERM = refuse("agreement_term_by_annex", agreement="NEW.id")
PERCENT_USED = refuse("agreement_percent_used", day="found.day")
_REFUSE_TOO_LATE = refuse("agreement_signed_too_late", ends_on="NEW.ends_on")
_REFUSE_BEFORE = refuse("annex_before_agreement", signed_on="NEW.signed_on")
_REFUSE_PERIOD = refuse("agreement_period_under_days", agreement="NEW.id", day="found.day")


def _above(column: str, law_column: str, refusal: str, regime: str, first: str) -> str:
    """No limit stands above the lowest ceiling of law of its time."""
    return f"""
    SELECT LEAST(min(c.{law_column}), {ceiling(law_column, regime, first)}) AS most
        INTO found FROM psu_ceiling c
        WHERE c.regime_id = {regime} AND c.valid_from > {first} AND c.valid_from <= NEW.ends_on;
    IF NEW.{column} > found.most THEN
        {refuse(refusal, limit="found.most", asked=f"NEW.{column}")}
    END IF;
    """


def within_law(regime: str, first: str) -> str:
    """What the act and its ceilings allow from the day `first` on; `regime`: a RECORD of id and code."""
    law = (f"{regime}.id", first)
    return f"""
    IF {regime}.code = 'old' AND NEW.monthly_hours IS NULL THEN {_REFUSE_NO_MONTH} END IF;
    IF {regime}.code = 'old' AND NEW.carer_refund_percent IS NOT NULL THEN {_REFUSE_CARERS} END IF;
    IF NEW.weekly_hours > {ACTS_WEEK} THEN {_REFUSE_WEEK} END IF;
    IF NEW.refund_percent > {ACTS_REFUND} THEN {_REFUSE_REFUND} END IF;
    IF NEW.carer_refund_percent > {ACTS_CARER_REFUND} THEN {_REFUSE_CARER_REFUND} END IF;
    {_above("weekly_hours", "weekly_hours", "agreement_above_week_ceiling", *law)}
    {_above("monthly_hours", "monthly_hours", "agreement_above_month_ceiling", *law)}
    {_above("refund_percent", "refund_max_percent", "agreement_above_refund_ceiling", *law)}
    {
        _above(
            "carer_refund_percent",
            "carer_refund_max_percent",
            "agreement_above_refund_ceiling",
            *law,
        )
    }
    """


# The border of the acts stands beside the dates of the regimes: those are a dictionary's, it is the law's.
# Locks in the one order of all guards: the agreement (its own row, by this very UPDATE), then people by
# number.
TERMS = Guard(
    name="agreement_terms",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=_FOUND,
    func=f"""
    SELECT r.id, r.code, r.signed_from, r.signed_until INTO regime FROM psu_regime r
        WHERE r.id = NEW.regime_id;
    IF NEW.signed_on < regime.signed_from
            OR NEW.signed_on > COALESCE(regime.signed_until, 'infinity')
            OR (NEW.signed_on < DATE '{NEW_ACT}') <> (regime.code = 'old') THEN
        {_REFUSE_OTHER_REGIME}
    END IF;
    IF NEW.signed_on > NEW.ends_on THEN {_REFUSE_TOO_LATE} END IF;
    IF TG_OP = 'UPDATE' THEN
        IF EXISTS (SELECT 1 FROM psu_agreementannex x WHERE x.agreement_id = NEW.id
                AND x.voided_at IS NULL AND x.signed_on < NEW.signed_on) THEN
            {_REFUSE_BEFORE}
        END IF;
        IF NEW.regime_id <> OLD.regime_id AND EXISTS (
                SELECT 1 FROM psu_referral r WHERE r.agreement_id = NEW.id AND r.voided_at IS NULL) THEN
            {_REFUSE_REGIME}
        END IF;
        {lock_people("NEW.id")}
        IF NEW.ends_on <> COALESCE((SELECT x.ends_on FROM psu_agreementannex x WHERE x.agreement_id = NEW.id
                AND x.voided_at IS NULL ORDER BY x.valid_from DESC LIMIT 1), NEW.ends_on) THEN
            {_REFUSE_TERM}
        END IF;
        IF (OLD.refund_percent, OLD.carer_refund_percent)
                IS DISTINCT FROM (NEW.refund_percent, NEW.carer_refund_percent) THEN
            {
        closed_days(
            "w.agreement_id = NEW.id AND NOT EXISTS (SELECT 1 FROM psu_agreementannex x "
            "WHERE x.agreement_id = NEW.id AND x.voided_at IS NULL AND x.valid_from <= w.day)"
        )
    } INTO found;
            IF found.day IS NOT NULL THEN {PERCENT_USED} END IF;
        END IF;
    END IF;
    {within_law("regime", "NEW.starts_on")}
    RETURN NEW;
    """,
)

_REFUSE_TOTAL = refuse("agreement_total_under_hours", hours="found.hours", limit="found.most")
WEEK_UNDER_HOURS = refuse(
    "limit_week_under_hours", monday="found.monday", hours="found.hours", limit="found.most"
)
MONTH_UNDER_HOURS = refuse(
    "limit_month_under_hours", month="found.month", hours="found.hours", limit="found.most"
)
PEOPLE_UNDER_HOURS = refuse(
    "persons_under_hours", day="found.day", people="found.people", persons="found.persons"
)


PLACE_UNDER_DAYS = refuse("agreement_place_under_days", place="found.place_id", day="found.day")
KIND_UNDER_DAYS = refuse("agreement_kind_under_days", kind="found.kind_id", day="found.day")


def hours_fit(agreement: str) -> str:
    """What was worked under it stands under all its terms."""
    return f"""
    {places_left_out(agreement)} INTO found;
    IF found.day IS NOT NULL THEN {PLACE_UNDER_DAYS} END IF;
    {kinds_left_out(agreement)} INTO found;
    IF found.day IS NOT NULL THEN {KIND_UNDER_DAYS} END IF;
    {totals_over(agreement)} INTO found;
    IF found.hours IS NOT NULL THEN {_REFUSE_TOTAL} END IF;
    {weeks_over(f"a.id = {agreement}")} INTO found;
    IF found.monday IS NOT NULL THEN {WEEK_UNDER_HOURS} END IF;
    {months_over(f"a.id = {agreement}")} INTO found;
    IF found.month IS NOT NULL THEN {MONTH_UNDER_HOURS} END IF;
    {people_over(agreement)} INTO found;
    IF found.day IS NOT NULL THEN {PEOPLE_UNDER_HOURS} END IF;
    """


# Behind the row, so that the sums read the limits as they will stand.
HOURS_FIT = Guard(
    name="agreement_hours_fit",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    declare=[("found", "RECORD")],
    func=f"""
    SELECT w.day INTO found FROM psu_workday w WHERE w.agreement_id = NEW.id
        AND w.day NOT BETWEEN NEW.starts_on AND NEW.ends_on ORDER BY w.day LIMIT 1;
    IF found.day IS NOT NULL THEN {_REFUSE_PERIOD} END IF;
    {hours_fit("NEW.id")}
    RETURN NULL;
    """,
)

_REFUSE_DELETED = refuse("agreement_not_deleted", agreement="OLD.id")

# Another agreement could come in its place under the same number before the keys are checked.
NOT_DELETED = Guard(
    name="agreement_not_deleted",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func=f"""
    IF EXISTS (SELECT 1 FROM psu_referral r WHERE r.agreement_id = OLD.id)
            OR EXISTS (SELECT 1 FROM psu_personmonth m WHERE m.agreement_id = OLD.id)
            OR EXISTS (SELECT 1 FROM psu_paylist p WHERE p.agreement_id = OLD.id) THEN
        {_REFUSE_DELETED}
    END IF;
    RETURN OLD;
    """,
)

AGREEMENT = [TERMS, HOURS_FIT, NOT_DELETED]

LOCK_AGREEMENT = """
    IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
    PERFORM 1 FROM psu_agreement a WHERE a.id = part.agreement_id FOR NO KEY UPDATE;
"""
PART_STAYS = refuse("agreement_part_stays", agreement="OLD.agreement_id")
PART = [("part", "RECORD"), ("found", "RECORD")]
_REFUSE_NOBODY = refuse("agreement_period_of_nobody", agreement="NEW.agreement_id")
# Two guards: the lock must come before the row is written, the count of people after it.
PERIOD_LOCKS = Guard(
    name="agreement_period_locks",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=PART,
    func=f"""
    {LOCK_AGREEMENT}
    IF TG_OP = 'UPDATE' THEN
        IF OLD.agreement_id <> NEW.agreement_id THEN {PART_STAYS} END IF;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        IF NEW.persons = 0 THEN {_REFUSE_NOBODY} END IF;
    END IF;
    RETURN part;
    """,
)
PERIOD_FITS = Guard(
    name="agreement_period_fits",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=PART,
    func=f"""
    IF TG_OP = 'DELETE' THEN part := OLD; ELSE part := NEW; END IF;
    {people_over("part.agreement_id")} INTO found;
    IF found.day IS NOT NULL THEN {PEOPLE_UNDER_HOURS} END IF;
    RETURN NULL;
    """,
)
PERIOD = [PERIOD_LOCKS, PERIOD_FITS]

_REFUSE_USED = refuse("agreed_rate_used", rate="OLD.id", day="found.day")
_REFUSE_CLOSED = refuse("agreed_rate_in_closed_month", day="found.day")


# Not the pay lines alone: an hour of a closed month that is paid nothing has a rate too.
def _closed_in(row: str) -> str:
    return closed_days(
        f"w.agreement_id = {row}.agreement_id AND w.kind_id = {row}.kind_id "
        f"AND w.day BETWEEN {row}.valid_from AND COALESCE({row}.valid_to, 'infinity')"
    )


# What a closed month used stays as it was paid; only its end may be set, behind the last closed day.
AGREED_RATE_STAYS = Guard(
    name="agreed_rate_stays",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=PART,
    func=f"""
    {LOCK_AGREEMENT}
    IF TG_OP = 'INSERT' THEN
        {_closed_in("NEW")} INTO found;
        IF found.day IS NOT NULL THEN {_REFUSE_CLOSED} END IF;
        RETURN NEW;
    END IF;
    {_closed_in("OLD")} INTO found;
    IF found.day IS NULL AND NOT EXISTS (SELECT 1 FROM psu_payline l WHERE l.agreed_rate_id = OLD.id) THEN
        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
        {_closed_in("NEW")} INTO found;
        IF found.day IS NOT NULL THEN {_REFUSE_CLOSED} END IF;
        RETURN NEW;
    END IF;
    IF TG_OP = 'DELETE' OR to_jsonb(OLD) - '{{valid_to,version}}'::text[]
            IS DISTINCT FROM to_jsonb(NEW) - '{{valid_to,version}}'::text[] THEN
        {_REFUSE_USED}
    END IF;
    {
        closed_days(
            "w.agreement_id = OLD.agreement_id AND w.kind_id = OLD.kind_id "
            "AND w.day BETWEEN OLD.valid_from AND COALESCE(OLD.valid_to, 'infinity') "
            "AND w.day > COALESCE(NEW.valid_to, 'infinity')"
        )
    } INTO found;
    IF found.day IS NOT NULL THEN {_REFUSE_USED} END IF;
    RETURN NEW;
    """,
)
AGREED_RATE = [AGREED_RATE_STAYS]
