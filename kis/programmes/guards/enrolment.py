"""Who may take part in an edition, and that what was given stays within the participation."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import pgtrigger

from kis.lib.guards import Guard, refuse
from kis.programmes.guards.limits import SENTENCES as LIMIT_SENTENCES
from kis.programmes.guards.words import hold_edition, lock_person, polish_day
from participants.guards import NotWhileRestricted

SENTENCES = {
    "programme_enrolment_beneficiary": (
        "W opiece wytchnieniowej uczestnikiem jest opiekun, a usługi są dla osoby, którą się opiekuje: podaj "
        "obie i kim uczestnik dla niej jest. W innych programach usługi są dla uczestnika."
    ),
    "programme_enrolment_household": (
        "Opieka wytchnieniowa jest dla opiekuna, który mieszka razem z tą osobą. Zaznacz to albo odmów "
        "zgłoszeniu."
    ),
    "programme_enrolment_outside_edition": "Udział musi się mieścić w dniach edycji. Popraw dni.",
    "programme_enrolment_without_group": "Wybierz grupę z tej edycji: od niej zależy limit godzin.",
    "programme_enrolment_age_unknown": (
        "W kartotece nie ma daty urodzenia tej osoby, a grupa ma granice wieku. Uzupełnij datę urodzenia."
    ),
    "programme_enrolment_age": lambda facts: (
        f"Wiek {polish_day(facts)} nie należy do tej grupy. Wybierz inną albo odmów zgłoszeniu."
    ),
    "programme_enrolment_points": "Ta grupa wymaga więcej punktów. Wybierz inną albo odmów zgłoszeniu.",
    "programme_enrolment_has_services": lambda facts: (
        f"Jest wpisana usługa z dnia {polish_day(facts)}. Udział musi ją obejmować: popraw dzień albo "
        "unieważnij najpierw usługę."
    ),
}

BENEFICIARY_NOT_WHILE_RESTRICTED = NotWhileRestricted("{row}.beneficiary_id")
BENEFICIARY_NOT_WHILE_RESTRICTED.name = "beneficiary_not_restricted"

ENROLMENT_FITS = Guard(
    name="programme_enrolment_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("its", "RECORD"), ("born", "DATE")],
    func=f"""
    {hold_edition("NEW.edition_id")}
    {lock_person("NEW.beneficiary_id")}
    IF NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
    SELECT e.kind, e.starts_on, e.ends_on, e.kind IN ('assistance', 'respite') AS with_services,
            g.id AS group_id, g.edition_id AS group_edition, g.age_from, g.age_to, g.points_from INTO its
        FROM programmes_edition e LEFT JOIN programmes_group g ON g.id = NEW.group_id
        WHERE e.id = NEW.edition_id;
    IF (its.kind = 'respite') IS DISTINCT FROM (NEW.beneficiary_id <> NEW.person_id)
            OR (its.kind = 'respite') IS DISTINCT FROM (NEW.relation <> '') THEN
        {refuse("programme_enrolment_beneficiary", enrolment="NEW.id")}
    END IF;
    IF its.group_id IS NOT NULL AND its.group_edition <> NEW.edition_id THEN
        {refuse("programme_enrolment_without_group", enrolment="NEW.id")}
    END IF;
    IF NEW.starts_on IS NULL THEN RETURN NEW; END IF;
    IF NEW.starts_on NOT BETWEEN its.starts_on AND its.ends_on OR NEW.ends_on > its.ends_on THEN
        {refuse("programme_enrolment_outside_edition", enrolment="NEW.id")}
    END IF;
    IF NOT its.with_services THEN RETURN NEW; END IF;
    IF its.kind = 'respite' AND NOT NEW.shares_household THEN
        {refuse("programme_enrolment_household", enrolment="NEW.id")}
    END IF;
    IF its.group_id IS NULL THEN {refuse("programme_enrolment_without_group", enrolment="NEW.id")} END IF;
    IF its.points_from IS NOT NULL AND COALESCE(NEW.points, 0) < its.points_from THEN
        {refuse("programme_enrolment_points", enrolment="NEW.id")}
    END IF;
    IF its.age_from IS NULL AND its.age_to IS NULL THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.starts_on, OLD.group_id) IS NOT DISTINCT FROM (NEW.starts_on, NEW.group_id) THEN
            RETURN NEW;
        END IF;
    END IF;
    SELECT p.born_on INTO born FROM participants_person p WHERE p.id = NEW.beneficiary_id;
    IF born IS NULL THEN {refuse("programme_enrolment_age_unknown", enrolment="NEW.id")} END IF;
    IF born + make_interval(years => COALESCE(its.age_from, 0)) > NEW.starts_on
            OR born + make_interval(years => its.age_to) <= NEW.starts_on THEN
        {refuse("programme_enrolment_age", day="NEW.starts_on")}
    END IF;
    RETURN NEW;
    """,
)

ENROLMENT_COVERS_SERVICES = Guard(
    name="programme_enrolment_covers_services",
    sentences=SENTENCES | LIMIT_SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    declare=[("found", "DATE"), ("rules", "RECORD"), ("used", "RECORD")],
    func=f"""
    SELECT min(s.day) INTO found FROM programmes_service s
        WHERE s.enrolment_id = NEW.id AND s.voided_at IS NULL
        AND (NEW.voided_at IS NOT NULL OR NEW.starts_on IS NULL OR s.day < NEW.starts_on
            OR ((s.ends_at - interval '1 second') AT TIME ZONE 'Europe/Warsaw')::date > NEW.ends_on);
    IF found IS NOT NULL THEN {refuse("programme_enrolment_has_services", day="found")} END IF;
    IF NEW.group_id IS NOT DISTINCT FROM OLD.group_id THEN RETURN NULL; END IF;
    SELECT g.hours_limit, g.days_limit, e.limit_unit = 'month' AS monthly INTO rules
        FROM programmes_edition e LEFT JOIN programmes_group g ON g.id = NEW.group_id
        WHERE e.id = NEW.edition_id;
    SELECT max(months.minutes) AS most_minutes, sum(months.minutes) AS minutes, sum(months.days) AS days
        INTO used FROM (SELECT COALESCE(sum(s.minutes) FILTER (WHERE s.form = 'hours'), 0) AS minutes,
                COALESCE(sum(s.days) FILTER (WHERE s.form = 'days'), 0) AS days
            FROM programmes_service s WHERE s.beneficiary_id = NEW.beneficiary_id
            AND s.edition_id = NEW.edition_id AND s.voided_at IS NULL
            GROUP BY date_trunc('month', s.day)) months;
    IF (CASE WHEN rules.monthly THEN used.most_minutes ELSE used.minutes END)
            > COALESCE(rules.hours_limit, 0) * 60 THEN
        {
        refuse(
            "service_over_hours",
            used="(CASE WHEN rules.monthly THEN used.most_minutes ELSE used.minutes END)::int",
            most="(COALESCE(rules.hours_limit, 0) * 60)::int",
            monthly="rules.monthly",
        )
    }
    END IF;
    IF used.days > COALESCE(rules.days_limit, 0) THEN
        {refuse("service_over_days", used="used.days", most="COALESCE(rules.days_limit, 0)")}
    END IF;
    RETURN NULL;
    """,
)
