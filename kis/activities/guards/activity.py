"""Groups: their kind, their days, their places, and who is enrolled."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.activities.guards.words import polish_day
from kis.lib.guards import Guard, refuse
from participants.guards import lock_files_of

SENTENCES = {
    "activity_kind_of_day": lambda facts: (
        f"{polish_day(facts)} nie obowiązuje ten rodzaj zajęć. Wybierz rodzaj albo inny pierwszy dzień."
    ),
    "activity_kind_without_meetings": (
        "Tego rodzaju działania nie prowadzi się jako zajęć ze spotkaniami. Wybierz inny rodzaj."
    ),
    "activity_kind_stays": "Te zajęcia mają już spotkania, więc ich rodzaju nie można zmienić.",
    "activity_holds_its_meetings": lambda facts: (
        f"Te zajęcia mają spotkanie {polish_day(facts)}. Najpierw je odwołaj albo wybierz inne dni."
    ),
    "activity_holds_its_people": lambda facts: (
        f"Na te zajęcia jest zapis od {polish_day(facts)}. Najpierw go popraw albo wybierz inne dni."
    ),
    "activity_places": lambda facts: (
        f"Miejsc jest {facts['places']}, a {polish_day(facts)} byłoby zapisanych osób: {facts['people']}. "
        "Zwiększ liczbę miejsc albo zakończ któryś zapis."
    ),
    "enrolment_outside_activity": lambda facts: (
        f"Zapis zaczyna się {polish_day(facts)}, a tego dnia tych zajęć nie ma. Popraw dzień."
    ),
    "enrolment_of_other_file": "Ta osoba jest w tym czasie zapisana na te zajęcia na połączonej karcie.",
    "enrolment_has_marks": (
        "Przy tym zapisie jest już oznaczona obecność, więc się go nie usuwa. Podaj jego ostatni dzień."
    ),
    "enrolment_stays": "Zapisu nie przenosi się do innej osoby ani na inne zajęcia.",
}

# The first day on which more people are enrolled than there are places.
_TOO_MANY = """
    SELECT asked.day, count(*) AS people INTO found
        FROM (SELECT DISTINCT e.starts_on AS day FROM activities_enrolment e
            WHERE e.activity_id = {activity}) asked
        JOIN activities_enrolment e ON e.activity_id = {activity}
            AND asked.day BETWEEN e.starts_on AND COALESCE(e.ends_on, 'infinity')
        GROUP BY asked.day HAVING count(*) > {places} ORDER BY asked.day LIMIT 1;
"""
_PLACES = refuse(
    "activity_places", places="group_is.places", people="found.people", day="found.day"
)
_WITHIN = "BETWEEN NEW.starts_on AND COALESCE(NEW.ends_on, 'infinity')"

ACTIVITY_FITS = Guard(
    name="activity_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("kind", "RECORD"), ("found", "RECORD"), ("group_is", "RECORD")],
    func=f"""
    SELECT k.* INTO kind FROM activities_activitykind k WHERE k.id = NEW.kind_id FOR SHARE;
    IF kind.recorded_as <> 'meetings' THEN
        {refuse("activity_kind_without_meetings", kind="NEW.kind_id")}
    END IF;
    IF NEW.starts_on NOT BETWEEN kind.valid_from AND COALESCE(kind.valid_to, 'infinity') THEN
        {refuse("activity_kind_of_day", kind="NEW.kind_id", day="NEW.starts_on")}
    END IF;
    IF TG_OP = 'INSERT' THEN RETURN NEW; END IF;
    IF NEW.kind_id <> OLD.kind_id
            AND EXISTS (SELECT 1 FROM activities_meeting m WHERE m.activity_id = OLD.id) THEN
        {refuse("activity_kind_stays", activity="OLD.id")}
    END IF;
    SELECT m.day INTO found FROM activities_meeting m WHERE m.activity_id = OLD.id
        AND m.state = 'planned' AND m.day NOT {_WITHIN} ORDER BY m.day LIMIT 1;
    IF found.day IS NOT NULL THEN
        {refuse("activity_holds_its_meetings", activity="OLD.id", day="found.day")}
    END IF;
    SELECT e.starts_on AS day INTO found FROM activities_enrolment e WHERE e.activity_id = OLD.id
        AND e.starts_on NOT {_WITHIN} ORDER BY e.starts_on LIMIT 1;
    IF found.day IS NOT NULL THEN
        {refuse("activity_holds_its_people", activity="OLD.id", day="found.day")}
    END IF;
    IF NEW.places < OLD.places THEN
        group_is := NEW;
        {_TOO_MANY.format(activity="OLD.id", places="NEW.places")}
        IF found.day IS NOT NULL THEN {_PLACES} END IF;
    END IF;
    RETURN NEW;
    """,
)

ENROLMENT_FITS = Guard(
    name="enrolment_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("group_is", "RECORD"), ("files", "BIGINT[]")],
    func=f"""
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.activity_id, OLD.person_id) <> (NEW.activity_id, NEW.person_id) THEN
            {refuse("enrolment_stays", enrolment="OLD.id")}
        END IF;
    END IF;
    SELECT a.* INTO group_is FROM activities_activity a WHERE a.id = NEW.activity_id FOR NO KEY UPDATE;
    {lock_files_of("NEW.person_id")}
    IF NEW.starts_on NOT BETWEEN group_is.starts_on AND COALESCE(group_is.ends_on, 'infinity') THEN
        {refuse("enrolment_outside_activity", activity="NEW.activity_id", day="NEW.starts_on")}
    END IF;
    IF EXISTS (SELECT 1 FROM activities_enrolment e WHERE e.activity_id = NEW.activity_id
            AND e.person_id = ANY(files) AND e.person_id <> NEW.person_id
            AND daterange(e.starts_on, e.ends_on, '[]') && daterange(NEW.starts_on, NEW.ends_on, '[]')) THEN
        {refuse("enrolment_of_other_file", activity="NEW.activity_id", person="NEW.person_id")}
    END IF;
    RETURN NEW;
    """,
)

# Behind the row, which counts too; the group's lock was taken before.
ENROLMENT_HAS_A_PLACE = Guard(
    name="enrolment_has_a_place",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("group_is", "RECORD"), ("found", "RECORD")],
    func=f"""
    SELECT a.places INTO group_is FROM activities_activity a WHERE a.id = NEW.activity_id;
    {_TOO_MANY.format(activity="NEW.activity_id", places="group_is.places")}
    IF found.day IS NOT NULL THEN {_PLACES} END IF;
    RETURN NULL;
    """,
)

ENROLMENT_REMOVED = Guard(
    name="enrolment_removed",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Delete,
    func=f"""
    IF EXISTS (SELECT 1 FROM activities_attendance a JOIN activities_meeting m ON m.id = a.meeting_id
            WHERE a.person_id = OLD.person_id AND m.activity_id = OLD.activity_id
            AND m.day BETWEEN OLD.starts_on AND COALESCE(OLD.ends_on, 'infinity')) THEN
        {refuse("enrolment_has_marks", enrolment="OLD.id")}
    END IF;
    RETURN OLD;
    """,
)

ENROLMENT = [ENROLMENT_FITS, ENROLMENT_HAS_A_PLACE, ENROLMENT_REMOVED]
