"""Ending for a breach stands on a dated talk: a note of the person, from the contract's own days."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.lib.guards import Guard, refuse

SENTENCES = {
    "contract_breach_has_note": "Zakończenie z powodu niedotrzymania poprzedza rozmowa z osobą: wybierz "
    "notatkę o niej albo ją napisz.",
    "contract_breach_note_fits": "Notatka o niedotrzymaniu jest notatką tej osoby o rozmowie albo próbie "
    "kontaktu, z dnia między zawarciem kontraktu a jego ostatnim dniem.",
    "breach_note_is_kept": "Na tej notatce opiera się zakończenie kontraktu. Nie można jej zmienić.",
}

# Of its step alone: what ended before this rule stays as it is.
BREACH_HAS_NOTE = Guard(
    name="contract_breach_has_note",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__state="signed", new__state="ended", new__end_reason="broken"),
    func=f"""
        IF NEW.breach_note_id IS NULL THEN
            {refuse("contract_breach_has_note", contract="OLD.id")}
        END IF;
        PERFORM 1 FROM participants_note note
        WHERE note.id = NEW.breach_note_id AND note.person_id = NEW.person_id AND note.kind <> 'institution'
          AND note.voided_at IS NULL
          AND (note.at AT TIME ZONE 'Europe/Warsaw')::date BETWEEN NEW.signed_on AND NEW.ended_on
        FOR SHARE;
        IF NOT FOUND THEN
            {refuse("contract_breach_note_fits", contract="OLD.id")}
        END IF;
        RETURN NEW;
    """,
)

BREACH_NOTE_IS_KEPT = Guard(
    name="breach_note_is_kept",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        IF EXISTS (SELECT 1 FROM contracts_socialcontract WHERE breach_note_id = OLD.id) THEN
            {refuse("breach_note_is_kept", row="OLD.id")}
        END IF;
        RETURN NEW;
    """,
)
