"""A participation begins on a day that a signed contract covers.

Art. 18 ust. 4 of the act on social employment: the condition of taking part is a social contract. Held from
both sides; the person's row is the one lock that both take.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import datetime

import pgtrigger

from kis.lib.dates import polish
from kis.lib.guards import Guard, refuse


def _day(facts: dict) -> str:
    return polish(datetime.date.fromisoformat(facts["day"]))


SENTENCES = {
    "participation_start_covered": lambda facts: (
        f"Udział nie może zacząć się {_day(facts)}: tego dnia nie obowiązuje żaden podpisany kontrakt. "
        "Podpisz nowy albo wybierz inny dzień."
    ),
    "participation_stays_covered": lambda facts: (
        f"Od {_day(facts)} trwa udział w KIS, który zaczął się na podstawie tego kontraktu. "
        "Pierwszy dzień udziału musi być objęty podpisanym kontraktem."
    ),
}

START_IS_COVERED = Guard(
    name="participation_start_covered",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_on", "person_id"),
    func=f"""
        PERFORM 1 FROM participants_person WHERE id = NEW.person_id FOR NO KEY UPDATE;
        IF NOT EXISTS (
            SELECT 1 FROM contracts_socialcontract contract
            WHERE contract.person_id = NEW.person_id
              AND contract.state IN ('signed', 'ended') AND contract.voided_at IS NULL
              AND NEW.starts_on BETWEEN contract.signed_on
                  AND COALESCE(contract.ended_on, contract.ends_on)
        ) THEN
            {refuse("participation_start_covered", day="NEW.starts_on")}
        END IF;
        RETURN NEW;
    """,
)

# Behind the row and deferrable: a wrong entry may be voided and the right one put in its place in one act.
START_STAYS_COVERED = Guard(
    name="participation_stays_covered",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    timing=pgtrigger.Immediate,
    declare=[("bare_day", "date")],
    func=f"""
        IF OLD.state NOT IN ('signed', 'ended') THEN RETURN NULL; END IF;
        PERFORM 1 FROM participants_person WHERE id = OLD.person_id FOR NO KEY UPDATE;
        SELECT min(stay.starts_on) INTO bare_day FROM participants_participation stay
        WHERE stay.person_id = OLD.person_id
          AND stay.starts_on BETWEEN OLD.signed_on AND COALESCE(OLD.ended_on, OLD.ends_on)
          AND NOT EXISTS (
            SELECT 1 FROM contracts_socialcontract contract
            WHERE contract.person_id = OLD.person_id
              AND contract.state IN ('signed', 'ended') AND contract.voided_at IS NULL
              AND stay.starts_on BETWEEN contract.signed_on
                  AND COALESCE(contract.ended_on, contract.ends_on)
          );
        IF bare_day IS NOT NULL THEN
            {refuse("participation_stays_covered", day="bare_day")}
        END IF;
        RETURN NULL;
    """,
)
