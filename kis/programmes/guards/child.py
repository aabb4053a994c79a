"""What a room knows of a child: who collected it stays who might, and so does a consent."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import pgtrigger

from kis.lib.guards import Guard, refuse
from kis.programmes.guards.words import hold_edition, lock_person, polish_day

SENTENCES = {
    "child_of_no_day_room": "To udział w innym programie. Karta dziecka jest w świetlicy.",
    "contact_has_collected": lambda facts: (
        f"Ta osoba odebrała dziecko {polish_day(facts)}. Upoważnienie musi obejmować ten dzień; gdy wpisano "
        "złą osobę, popraw najpierw tamto wyjście."
    ),
    "consent_was_used": lambda facts: (
        f"Za tą zgodą dziecko wyszło samo {polish_day(facts)}. Zgoda musi obejmować ten dzień; popraw "
        "najpierw tamto wyjście."
    ),
    "room_of_no_day_room": "Świetlicę wybiera się w edycji świetlicy.",
}

_LOCK = f"""
    SELECT n.edition_id, n.person_id, e.kind INTO its FROM programmes_enrolment n
        JOIN programmes_edition e ON e.id = n.edition_id WHERE n.id = NEW.enrolment_id;
    {hold_edition("its.edition_id")}
    {lock_person("its.person_id")}
    IF its.kind <> 'day_room' THEN {refuse("child_of_no_day_room", enrolment="NEW.enrolment_id")} END IF;
    RETURN NEW;
"""

# Under the lock of the child, which a presence takes too.
OF_A_DAY_ROOM = Guard(
    name="child_of_day_room",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("its", "RECORD")],
    func=_LOCK,
)

CONTACT_COVERS_COLLECTING = Guard(
    name="contact_covers_collecting",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    declare=[("seen", "DATE")],
    func=f"""
    SELECT min(p.day) INTO seen FROM programmes_presence p
        WHERE p.collected_by_id = NEW.id AND p.voided_at IS NULL
        AND (NOT NEW.may_collect OR p.day NOT BETWEEN NEW.starts_on AND COALESCE(NEW.ends_on, 'infinity'));
    IF seen IS NOT NULL THEN {refuse("contact_has_collected", day="seen")} END IF;
    RETURN NULL;
    """,
)

CONSENT_COVERS_LEAVING = Guard(
    name="consent_covers_leaving",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    declare=[("seen", "DATE")],
    func=f"""
    SELECT min(p.day) INTO seen FROM programmes_presence p
        WHERE p.enrolment_id = NEW.enrolment_id AND p.voided_at IS NULL AND p.leaving = 'alone'
        AND NOT EXISTS (SELECT 1 FROM programmes_childconsent c
            WHERE c.enrolment_id = p.enrolment_id AND c.kind = 'alone' AND c.voided_at IS NULL
            AND c.given_on <= p.day AND (c.withdrawn_on IS NULL OR p.day < c.withdrawn_on));
    IF seen IS NOT NULL THEN {refuse("consent_was_used", day="seen")} END IF;
    RETURN NULL;
    """,
)

ROOM_OF_A_DAY_ROOM = Guard(
    name="room_of_day_room",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert,
    func=f"""
    {hold_edition("NEW.edition_id")}
    IF NOT EXISTS (SELECT 1 FROM programmes_edition e
            WHERE e.id = NEW.edition_id AND e.kind = 'day_room') THEN
        {refuse("room_of_no_day_room", edition="NEW.edition_id")}
    END IF;
    RETURN NEW;
    """,
)
