"""Guards on the days of a calendar year: no hours past them, and nothing moves that puts hours past them."""

import pgtrigger

from kis.lib.dates import polish
from kis.lib.guards import Guard, refuse
from participants.guards import files_of
from psu.guards.sums import ceiling
from psu.guards.words import day

SENTENCES = {
    "year_days_under_hours": lambda facts: (
        f"Są już godziny z {polish(day(facts['day']))}, a to byłby {facts['there']}. dzień prac tej osoby "
        f"w {facts['year']} r., z {facts['most']} dozwolonych (art. 142 ust. 11 ustawy z 20 marca 2025 r.). "
        "Dłużej można tylko za pisemną zgodą koordynatora."
    ),
    "year_consent_under_hours": "Na podstawie tej zgody wpisano już godziny: nie można jej unieważnić.",
}


def days_by(person: str, until: str) -> str:
    """Days of the year of `until` that the person's referrals of the new act cover, up to it and with it.

    The same as psu.rules.year_days; a referral counts whether or not there are hours.
    """
    first = f"date_trunc('year', {until}::timestamp)::date"
    law = f"""(SELECT c.pauses_count FROM psu_ceiling c JOIN psu_regime law ON law.id = c.regime_id
        WHERE law.code = 'new' AND c.valid_from <= {until} ORDER BY c.valid_from DESC LIMIT 1)"""
    return f"""(
        SELECT CASE WHEN {law} THEN {until} - lower(range_agg(s.days)) + 1
            ELSE (SELECT sum(upper(part) - lower(part)) FROM unnest(range_agg(s.days)) part) END
        FROM (SELECT daterange(GREATEST(r.starts_on, {first}), LEAST(r.last_day, {until}), '[]') AS days
            FROM psu_referral r JOIN psu_agreement g ON g.id = r.agreement_id
            JOIN psu_regime law ON law.id = g.regime_id
            WHERE r.person_id = ANY({files_of(person)}) AND r.voided_at IS NULL AND law.code = 'new'
                AND r.starts_on <= {until} AND r.last_day >= {first}) s)"""


# Asked of a row of hours; a consent reaches the whole year of its person.
def is_over(person: str, on: str, regime: str) -> str:
    return f"""{days_by(person, on)} > {ceiling("year_days", regime, on)} AND NOT EXISTS (
        SELECT 1 FROM psu_yearconsent consent WHERE consent.person_id = ANY({files_of(person)})
            AND consent.year = EXTRACT(YEAR FROM {on}) AND consent.voided_at IS NULL)"""


def years_over(people: str, *, only="LIMIT 1") -> str:
    """Of the people (an SQL condition on `w`) the last hours of a year that stand past its days.

    The last ones tell of all: the days up to a day only grow with it.
    """
    return f"""
        SELECT last.person_id, last.day, EXTRACT(YEAR FROM last.day)::int AS year,
            {days_by("last.person_id", "last.day")} AS there,
            {ceiling("year_days", "last.regime_id", "last.day")} AS most
        FROM (SELECT w.person_id, a.regime_id, max(w.day) AS day
            FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id
                JOIN psu_regime law ON law.id = a.regime_id
            WHERE law.code = 'new' AND w.hours > 0 AND {people}
            GROUP BY w.person_id, a.regime_id, date_trunc('year', w.day::timestamp)) last
        WHERE {is_over("last.person_id", "last.day", "last.regime_id")}
        ORDER BY last.day {only}"""


OF_THE_PERSON = f"w.person_id = ANY({files_of('NEW.person_id')})"

UNDER_HOURS = refuse(
    "year_days_under_hours",
    person="found.person_id",
    day="found.day",
    year="found.year",
    there="found.there",
    most="found.most",
)

# The one order of locks, as whoever saves hours takes them: the agreement, then the person.
LOCKS = Guard(
    name="referral_locks_its_person",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func="""
    PERFORM 1 FROM psu_agreement a WHERE a.id = NEW.agreement_id FOR NO KEY UPDATE;
    PERFORM 1 FROM participants_person p WHERE p.id = NEW.person_id FOR NO KEY UPDATE;
    RETURN NEW;
    """,
)
FITS = Guard(
    name="referral_fits_the_year",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("found", "RECORD")],
    func=f"""
    {years_over(OF_THE_PERSON)} INTO found;
    IF found.day IS NOT NULL THEN {UNDER_HOURS} END IF;
    RETURN NULL;
    """,
)
OF_REFERRALS = [LOCKS, FITS]

_CONSENT_USED = refuse("year_consent_under_hours", consent="OLD.id")
CONSENT = [
    Guard(
        name="year_consent_stays",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update,
        func="""
        PERFORM 1 FROM participants_person p WHERE p.id = NEW.person_id FOR NO KEY UPDATE;
        RETURN NEW;
        """,
    ),
    Guard(
        name="year_consent_under_hours",
        sentences=SENTENCES,
        when=pgtrigger.After,
        operation=pgtrigger.Update,
        declare=[("found", "RECORD")],
        func=f"""
        {years_over(OF_THE_PERSON)} INTO found;
        IF found.day IS NOT NULL THEN {_CONSENT_USED} END IF;
        RETURN NULL;
        """,
    ),
]
