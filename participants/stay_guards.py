"""Guards on a stay in the club: its breaks lie within it, a certificate follows its end and holds it.

The stay's own row is the lock that both sides take.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import datetime

import pgtrigger

from kis.lib.dates import polish
from kis.lib.guards import Guard, refuse


def _polish(text: str) -> str:
    return polish(datetime.date.fromisoformat(text))


def _outside(facts: dict) -> str:
    last = f", a skończył {_polish(facts['last'])}" if facts["last"] else ""
    return (
        f"Przerwa mieści się w udziale, a ten zaczął się {_polish(facts['first'])}{last}. "
        "Popraw dni przerwy."
    )


SENTENCES = {
    "break_within_stay": _outside,
    "stay_is_voided": "Ten udział unieważniono. Niczego już do niego nie można dopisać.",
    "stay_holds_its_breaks": "W tym udziale jest przerwa, która wychodzi poza podane dni. Popraw albo "
    "unieważnij najpierw przerwę.",
    "certified_stay_is_kept": "O tym udziale wystawiono zaświadczenie. Żeby go poprawić, unieważnij najpierw "
    "zaświadczenie.",
    "certificate_of_ended_stay": "Zaświadczenie wystawia się po zakończeniu udziału.",
    "certificate_not_after_death": "Po zgonie zaświadczenia się nie wystawia.",
    "certificate_is_kept": "Wystawionego zaświadczenia nie zmienia się ani nie usuwa. Błędne można "
    "unieważnić i wystawić nowe.",
}

# The lock that voiding takes, too: whichever comes second sees what the first one left.
OF_STAY_THAT_COUNTS = Guard(
    name="of_stay_that_counts",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("voided", "TIMESTAMPTZ")],
    func=f"""
    SELECT p.voided_at INTO voided FROM participants_participation p
        WHERE p.id = NEW.participation_id FOR NO KEY UPDATE;
    IF voided IS NOT NULL THEN {refuse("stay_is_voided", stay="NEW.participation_id")} END IF;
    RETURN NEW;
    """,
)

_OUTSIDE = refuse("break_within_stay", first="stay.starts_on", last="stay.ends_on")

BREAK_WITHIN_STAY = Guard(
    name="break_within_stay",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_on", "ends_on"),
    declare=[("stay", "RECORD")],
    func=f"""
    SELECT p.starts_on, p.ends_on INTO stay FROM participants_participation p
        WHERE p.id = NEW.participation_id FOR NO KEY UPDATE;
    IF NEW.starts_on < stay.starts_on
            OR COALESCE(NEW.ends_on, 'infinity') > COALESCE(stay.ends_on, 'infinity') THEN {_OUTSIDE} END IF;
    RETURN NEW;
    """,
)

# Of what the certificate says, and of what decides whether there is one.
_CERTIFIED = ", {0}.".join(
    ("starts_on", "ends_on", "outcome", "leaving_reason", "contract_carried_out", "voided_at")
)

STAY_HOLDS_ITS_ROWS = Guard(
    name="stay_holds_its_rows",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
    IF (OLD.{_CERTIFIED.format("OLD")}) IS DISTINCT FROM (NEW.{_CERTIFIED.format("NEW")}) THEN
        IF EXISTS (SELECT 1 FROM participants_break b
                WHERE b.participation_id = NEW.id AND b.voided_at IS NULL AND (b.starts_on < NEW.starts_on
                    OR COALESCE(b.ends_on, 'infinity') > COALESCE(NEW.ends_on, 'infinity'))) THEN
            {refuse("stay_holds_its_breaks", stay="NEW.id")}
        END IF;
        IF EXISTS (SELECT 1 FROM participants_certificate c
                WHERE c.participation_id = NEW.id AND c.voided_at IS NULL) THEN
            {refuse("certified_stay_is_kept", stay="NEW.id")}
        END IF;
    END IF;
    RETURN NEW;
    """,
)

CERTIFICATE_OF_ENDED_STAY = Guard(
    name="certificate_of_ended_stay",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    declare=[("stay", "RECORD")],
    func=f"""
    SELECT p.ends_on, p.leaving_reason INTO stay FROM participants_participation p
        WHERE p.id = NEW.participation_id FOR NO KEY UPDATE;
    IF stay.leaving_reason = 'death' THEN
        {refuse("certificate_not_after_death", stay="NEW.participation_id")}
    END IF;
    IF stay.ends_on IS NULL OR NEW.issued_on < stay.ends_on THEN
        {refuse("certificate_of_ended_stay", stay="NEW.participation_id")}
    END IF;
    RETURN NEW;
    """,
)

_KEPT = refuse("certificate_is_kept", certificate="OLD.id")
_CHANGING = "'{version,document_id,voided_at,voided_by_id,void_reason}'::text[]"

CERTIFICATE_IS_KEPT = Guard(
    name="certificate_is_kept",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update | pgtrigger.Delete,
    func=f"""
    IF TG_OP = 'DELETE' THEN {_KEPT} END IF;
    IF to_jsonb(OLD) - {_CHANGING} IS DISTINCT FROM to_jsonb(NEW) - {_CHANGING}
        OR OLD.document_id IS NOT NULL AND OLD.document_id IS DISTINCT FROM NEW.document_id THEN
        {_KEPT}
    END IF;
    RETURN NEW;
    """,
)
