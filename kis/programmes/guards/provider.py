"""What a provider gave stays covered by its contract and by the participant's choice."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import pgtrigger

from kis.lib.guards import Guard, refuse
from kis.programmes.guards.words import lock_provider, polish_day
from participants.guards import NotWhileRestricted, person_of

SENTENCES = {
    "provider_has_services": lambda facts: (
        f"Ta osoba świadczyła usługę {polish_day(facts)}. Umowa i sprawdzenie w rejestrze muszą obejmować "
        "ten dzień."
    ),
    "choice_has_services": lambda facts: (
        f"Jest wpisana usługa tej osoby z dnia {polish_day(facts)}. Wybór i oświadczenie muszą obejmować ten "
        "dzień."
    ),
}

CHOICE_NOT_WHILE_RESTRICTED = NotWhileRestricted(person_of("programmes_enrolment", "enrolment_id"))

PROVIDER_COVERS_SERVICES = Guard(
    name="provider_covers_services",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf(
        "starts_on", "ends_on", "offender_register_checked_on", "person_id"
    ),
    declare=[("found", "DATE")],
    func=f"""
    SELECT min(s.day) INTO found FROM programmes_service s
        JOIN programmes_enrolment n ON n.id = s.enrolment_id
        JOIN participants_person b ON b.id = s.beneficiary_id
        WHERE s.provider_id = NEW.id AND s.voided_at IS NULL
        AND (s.day NOT BETWEEN NEW.starts_on AND COALESCE(NEW.ends_on, 'infinity')
            OR NEW.person_id IN (n.person_id, n.beneficiary_id)
            OR s.is_one_person AND b.born_on + interval '18 years' > s.day
                AND (NEW.offender_register_checked_on IS NULL OR NEW.offender_register_checked_on > s.day));
    IF found IS NOT NULL THEN {refuse("provider_has_services", day="found")} END IF;
    RETURN NULL;
    """,
)

CHOICE_COVERS_SERVICES = Guard(
    name="choice_covers_services",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    declare=[("found", "DATE")],
    func=f"""
    {lock_provider("NEW.provider_id")}
    SELECT min(s.day) INTO found FROM programmes_service s
        WHERE s.enrolment_id = NEW.enrolment_id AND s.provider_id = NEW.provider_id
        AND s.voided_at IS NULL AND s.is_one_person
        AND NOT EXISTS (SELECT 1 FROM programmes_choice c WHERE c.enrolment_id = s.enrolment_id
            AND c.provider_id = s.provider_id AND c.declared_not_family_on <= s.day
            AND s.day BETWEEN c.starts_on AND COALESCE(c.ends_on, 'infinity'));
    IF found IS NOT NULL THEN {refuse("choice_has_services", day="found")} END IF;
    RETURN NULL;
    """,
)
