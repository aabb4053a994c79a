"""The other side: a stay or a merge that moves under marks which exist."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.activities.guards.words import ATTENDING, polish_day
from kis.lib.guards import Guard, refuse
from participants.guards import files_of, lock_files_of

SENTENCES = {
    "stay_holds_attendance": lambda facts: (
        f"Osoba była na zajęciach {polish_day(facts)}, więc ten dzień musi być objęty udziałem w KIS. "
        "Wybierz inny dzień albo popraw najpierw obecność."
    ),
    "merged_attendance": lambda facts: (
        f"Na obu kartach jest obecność na tym samym spotkaniu, {polish_day(facts)}. Najpierw cofnij jedną "
        "z nich."
    ),
    "merged_enrolments": lambda facts: (
        f"Z obu kart zapisano się na te same zajęcia: {polish_day(facts)} trwają oba zapisy. "
        "Najpierw zakończ jeden z nich."
    ),
    "unmerged_attendance": lambda facts: (
        f"Obecność na zajęciach {polish_day(facts)} stoi na udziale z drugiej karty. Kart nie można "
        "rozłączyć, dopóki ta obecność nie ma udziału na własnej karcie."
    ),
}


def _bare(people: str, stays: str) -> str:
    """The first day on which one of `people` was there and no stay of `stays` runs."""
    return f"""
    SELECT min(m.day) INTO bare FROM activities_attendance a
        JOIN activities_meeting m ON m.id = a.meeting_id
        WHERE a.person_id = {people} AND a.state IN {ATTENDING}
        AND NOT EXISTS (SELECT 1 FROM participants_participation p
            WHERE p.person_id = {stays} AND p.voided_at IS NULL
            AND m.day BETWEEN p.starts_on AND COALESCE(p.ends_on, 'infinity'));
    """


# Of days when the person was there. An absence outside of a stay stays as it was told and is not counted:
# whoever stopped coming is ended from the last day on which they came.
STAY_HOLDS_ATTENDANCE = Guard(
    name="stay_holds_attendance",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("starts_on", "ends_on", "voided_at"),
    declare=[("bare", "DATE"), ("files", "BIGINT[]")],
    func=f"""
    {lock_files_of("NEW.person_id")}
    {_bare("ANY(files)", "ANY(files)")}
    IF bare IS NOT NULL THEN {refuse("stay_holds_attendance", stay="NEW.id", day="bare")} END IF;
    RETURN NULL;
    """,
)

ATTENDANCE_OF_MERGED = Guard(
    name="attendance_of_merged",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("merged_into_id"),
    declare=[("bare", "DATE"), ("files", "BIGINT[]")],
    func=f"""
    IF NEW.merged_into_id IS NULL THEN
        IF OLD.merged_into_id IS NULL THEN RETURN NULL; END IF;
        files := ARRAY[OLD.id, OLD.merged_into_id];
        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;
        {_bare("ANY(files)", "ANY(" + files_of("a.person_id") + ")")}
        IF bare IS NOT NULL THEN {refuse("unmerged_attendance", person="NEW.id", day="bare")} END IF;
        RETURN NULL;
    END IF;
    {lock_files_of("NEW.id")}
    SELECT min(m.day) INTO bare FROM activities_meeting m
        JOIN activities_attendance one ON one.meeting_id = m.id
        JOIN activities_attendance two ON two.meeting_id = m.id AND one.person_id < two.person_id
        WHERE one.person_id = ANY(files) AND two.person_id = ANY(files)
        AND one.state <> 'unmarked' AND two.state <> 'unmarked';
    IF bare IS NOT NULL THEN {refuse("merged_attendance", person="NEW.id", day="bare")} END IF;
    SELECT min(GREATEST(one.starts_on, two.starts_on)) INTO bare FROM activities_enrolment one
        JOIN activities_enrolment two ON two.activity_id = one.activity_id AND one.person_id < two.person_id
        WHERE one.person_id = ANY(files) AND two.person_id = ANY(files)
        AND daterange(one.starts_on, one.ends_on, '[]') && daterange(two.starts_on, two.ends_on, '[]');
    IF bare IS NOT NULL THEN {refuse("merged_enrolments", person="NEW.id", day="bare")} END IF;
    RETURN NULL;
    """,
)
