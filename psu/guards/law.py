"""Guards on regimes, ceilings and minimum rates."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from psu.guards import year
from psu.guards.agreement import MONTH_UNDER_HOURS, WEEK_UNDER_HOURS
from psu.guards.sums import ACTS_WEEK, closed_days, months_over, weeks_over
from psu.guards.words import under

SENTENCES = {
    "regime_has_agreements": "Według tych przepisów zawarto już porozumienia: to pole nie może się zmienić.",
    "ceiling_stays": "Granic ustawowych nie usuwa się ani nie przenosi. Dodaj nowe od innego dnia.",
    "ceiling_of_the_acts": (
        "Ustawa pozwala najwyżej na 10 godz. w tygodniu (art. 142 ust. 11 ustawy z 20 marca 2025 r., "
        "w porozumieniach do 31.05.2025 art. 73a ust. 1 ustawy z 20 kwietnia 2004 r.). "
        "Tej granicy nie można znieść ani podnieść."
    ),
    "rate_used": under(
        "Z tej stawki korzysta zamknięty miesiąc ({day}). Wpisz jej ostatni dzień i dodaj nową stawkę."
    ),
    "rate_in_closed_month": under(
        "Stawka objęłaby zamknięty miesiąc ({day}). Może obowiązywać od późniejszego dnia."
    ),
}

_REFUSE_REGIME = refuse("regime_has_agreements", regime="OLD.id")

REGIME = [
    Guard(
        name="regime_stays",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF TG_OP = 'DELETE' THEN
            IF EXISTS (SELECT 1 FROM psu_agreement a WHERE a.regime_id = OLD.id) THEN {_REFUSE_REGIME} END IF;
            RETURN OLD;
        END IF;
        IF OLD.code <> NEW.code OR EXISTS (SELECT 1 FROM psu_agreement a WHERE a.regime_id = NEW.id
                AND a.signed_on NOT BETWEEN NEW.signed_from AND COALESCE(NEW.signed_until, 'infinity'))
        THEN
            {_REFUSE_REGIME}
        END IF;
        RETURN NEW;
        """,
    )
]

_REFUSE_STAYS = refuse("ceiling_stays", ceiling="OLD.id")
_REFUSE_WEEK = refuse("ceiling_of_the_acts", asked="NEW.weekly_hours")

CEILING_STAYS = Guard(
    name="ceiling_stays",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[("law", "RECORD")],
    func=f"""
    IF TG_OP = 'DELETE' THEN {_REFUSE_STAYS} END IF;
    PERFORM 1 FROM psu_agreement a WHERE a.regime_id = NEW.regime_id ORDER BY a.id FOR NO KEY UPDATE;
    PERFORM 1 FROM participants_person p WHERE p.id IN (
        SELECT w.person_id FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id
        WHERE a.regime_id = NEW.regime_id) ORDER BY p.id FOR NO KEY UPDATE;
    SELECT r.code INTO law FROM psu_regime r WHERE r.id = NEW.regime_id;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.regime_id <> NEW.regime_id OR OLD.valid_from <> NEW.valid_from AND (
                law.code = 'old' OR EXISTS (SELECT 1 FROM psu_agreement a
                    WHERE a.regime_id = NEW.regime_id
                        AND a.ends_on >= LEAST(OLD.valid_from, NEW.valid_from))) THEN
            {_REFUSE_STAYS}
        END IF;
    END IF;
    IF NOT COALESCE(NEW.weekly_hours <= {ACTS_WEEK}, FALSE) THEN {_REFUSE_WEEK} END IF;
    RETURN NEW;
    """,
)
CEILING_FITS = Guard(
    name="ceiling_hours_fit",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("found", "RECORD")],
    func=f"""
    {weeks_over("a.regime_id = NEW.regime_id")} INTO found;
    IF found.monday IS NOT NULL THEN {WEEK_UNDER_HOURS} END IF;
    {months_over("a.regime_id = NEW.regime_id")} INTO found;
    IF found.month IS NOT NULL THEN {MONTH_UNDER_HOURS} END IF;
    {year.years_over("a.regime_id = NEW.regime_id")} INTO found;
    IF found.day IS NOT NULL THEN {year.UNDER_HOURS} END IF;
    RETURN NULL;
    """,
)
CEILING = [CEILING_STAYS, CEILING_FITS]

_REFUSE_USED = refuse("rate_used", rate="OLD.id", day="found.day")
_REFUSE_CLOSED = refuse("rate_in_closed_month", day="found.day")


def _closed_in(row: str) -> str:
    return closed_days(
        f"a.regime_id = {row}.regime_id "
        f"AND w.day BETWEEN {row}.valid_from AND COALESCE({row}.valid_to, 'infinity')"
    )


_CLOSED_BEHIND_THE_NEW_END = closed_days(
    "a.regime_id = OLD.regime_id AND w.day BETWEEN OLD.valid_from "
    "AND COALESCE(OLD.valid_to, 'infinity') AND w.day > COALESCE(NEW.valid_to, 'infinity')"
)

RATE = [
    Guard(
        name="rate_stays",
        sentences=SENTENCES,
        when=pgtrigger.Before,
        operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
        declare=[("found", "RECORD"), ("subject", "BIGINT")],
        func=f"""
        IF TG_OP = 'DELETE' THEN subject := OLD.regime_id; ELSE subject := NEW.regime_id; END IF;
        PERFORM 1 FROM psu_agreement a WHERE a.regime_id = subject ORDER BY a.id FOR NO KEY UPDATE;
        IF TG_OP = 'INSERT' THEN
            {_closed_in("NEW")} INTO found;
            IF found.day IS NOT NULL THEN {_REFUSE_CLOSED} END IF;
            RETURN NEW;
        END IF;
        {_closed_in("OLD")} INTO found;
        IF found.day IS NULL
                AND NOT EXISTS (SELECT 1 FROM psu_payline l WHERE l.minimum_rate_id = OLD.id) THEN
            IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
            {_closed_in("NEW")} INTO found;
            IF found.day IS NOT NULL THEN {_REFUSE_CLOSED} END IF;
            RETURN NEW;
        END IF;
        IF TG_OP = 'DELETE' OR to_jsonb(OLD) - '{{valid_to,version}}'::text[]
                IS DISTINCT FROM to_jsonb(NEW) - '{{valid_to,version}}'::text[] THEN
            {_REFUSE_USED}
        END IF;
        {_CLOSED_BEHIND_THE_NEW_END} INTO found;
        IF found.day IS NOT NULL THEN {_REFUSE_USED} END IF;
        RETURN NEW;
        """,
    )
]
