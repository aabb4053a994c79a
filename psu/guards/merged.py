"""Guards on merged people: the hours of both files are one person's, and no merge and no parting of files
puts them over a limit.
"""

import pgtrigger

from kis.lib.dates import month_name, polish
from kis.lib.guards import Guard, refuse
from kis.lib.money import hours as shown
from participants.guards import files_of
from psu.guards import year
from psu.guards.sums import months_over, weeks_over
from psu.guards.words import day, number

SENTENCES = {
    "merged_same_day": lambda facts: (
        f"Na obu kartach jest wpis z {polish(day(facts['day']))}. Najpierw zostaw jeden z nich."
    ),
    "merged_week_over": lambda facts: (
        f"W tygodniu od {polish(day(facts['monday']))} obie karty mają razem "
        f"{shown(number(facts['hours']))} godz. z {shown(number(facts['most']))}. Najpierw popraw godziny."
    ),
    "merged_month_over": lambda facts: (
        f"Za {month_name(day(facts['month']))} obie karty mają razem {shown(number(facts['hours']))} godz. "
        f"z {shown(number(facts['most']))}. Najpierw popraw godziny."
    ),
    "unmerged_year_over": lambda facts: (
        f"Po rozłączeniu jedna z kart miałaby w {facts['year']} r. do {polish(day(facts['day']))} "
        f"{facts['there']} dni skierowań z {facts['most']} bez zgody na dłuższy okres (art. 142 ust. 11). "
        "Najpierw wpisz zgodę na tej karcie."
    ),
    "merged_year_over": lambda facts: (
        f"W {facts['year']} r. skierowania z obu kart obejmują do {polish(day(facts['day']))} już "
        f"{facts['there']} dni z {facts['most']} (art. 142 ust. 11). Najpierw wpisz zgodę na dłuższy okres."
    ),
}

_SAME_DAY = refuse("merged_same_day", person="NEW.id", day="found.day")
_WEEK = refuse(
    "merged_week_over",
    person="NEW.id",
    monday="found.monday",
    hours="found.hours",
    most="found.most",
)
_MONTH = refuse(
    "merged_month_over",
    person="NEW.id",
    month="found.month",
    hours="found.hours",
    most="found.most",
)
_YEAR = refuse(
    "merged_year_over",
    person="NEW.id",
    day="found.day",
    year="found.year",
    there="found.there",
    most="found.most",
)
_YEAR_APART = refuse(
    "unmerged_year_over",
    person="NEW.id",
    day="found.day",
    year="found.year",
    there="found.there",
    most="found.most",
)
_OF_BOTH = "w.person_id = ANY(files)"

MERGED = [
    Guard(
        name="merged_hours_fit",
        sentences=SENTENCES,
        when=pgtrigger.After,
        operation=pgtrigger.UpdateOf("merged_into_id"),
        declare=[("found", "RECORD"), ("files", "BIGINT[]")],
        func=f"""
        IF NEW.merged_into_id IS NULL THEN
            IF OLD.merged_into_id IS NULL THEN RETURN NULL; END IF;
            -- A consent of the one file reached the days of the other.
            files := ARRAY[OLD.id, OLD.merged_into_id];
            PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;
            {year.years_over(_OF_BOTH)} INTO found;
            IF found.day IS NOT NULL THEN {_YEAR_APART} END IF;
            RETURN NULL;
        END IF;
        files := {files_of("NEW.id")};
        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;
        SELECT w.day INTO found FROM psu_workday w WHERE {_OF_BOTH}
            GROUP BY w.day HAVING count(*) > 1 ORDER BY w.day LIMIT 1;
        IF found.day IS NOT NULL THEN {_SAME_DAY} END IF;
        {weeks_over(_OF_BOTH)} INTO found;
        IF found.monday IS NOT NULL THEN {_WEEK} END IF;
        {months_over(_OF_BOTH)} INTO found;
        IF found.month IS NOT NULL THEN {_MONTH} END IF;
        {year.years_over(_OF_BOTH)} INTO found;
        IF found.day IS NOT NULL THEN {_YEAR} END IF;
        RETURN NULL;
        """,
    )
]
