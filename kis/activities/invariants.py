"""What never breaks about classes, asked of all rows at once; see kis.lib.invariants."""
# ruff: noqa: S608 – put together from constants of this module

from django.urls import reverse

from kis.activities.models import Consultation, MeetingScan, Placement
from kis.lib.invariants import Invariant, voided_alone

OF_A_PERSON = {
    "right": "activities.view_person_attendance",
    "address": lambda number, person: reverse("activities:person", args=[person]),
}

# No stay of any of the person's files covers the day.
_BARE = """JOIN participants_person own ON own.id = x.person_id
    WHERE {counts} AND NOT EXISTS (SELECT 1 FROM participants_participation s
        JOIN participants_person whose ON whose.id = s.person_id
        WHERE COALESCE(whose.merged_into_id, whose.id) = COALESCE(own.merged_into_id, own.id)
        AND s.voided_at IS NULL AND {day} BETWEEN s.starts_on AND COALESCE(s.ends_on, 'infinity'))"""

VOIDABLE = [Consultation, MeetingScan, Placement]

INVARIANTS = [
    Invariant(
        "attendance_outside_stay",
        "Obecność na zajęciach jest w dniu, którego nie obejmuje udział w KIS",
        "Sprawdź dni udziału osoby; obecność zapisaną błędnie cofnij na liście spotkania.",
        "SELECT x.id, x.person_id, m.day, '' FROM activities_attendance x "
        "JOIN activities_meeting m ON m.id = x.meeting_id "
        + _BARE.format(counts="x.state IN ('present', 'late', 'left_early')", day="m.day"),
        thing="obecność",
        **OF_A_PERSON,
    ),
    Invariant(
        "placement_outside_stay",
        "Praca lub staż zaczęły się w dniu, którego nie obejmuje udział w KIS",
        "Popraw pierwszy dzień albo unieważnij wpis.",
        "SELECT x.id, x.person_id, x.starts_on, '' FROM activities_placement x "
        + _BARE.format(counts="x.voided_at IS NULL", day="x.starts_on"),
        thing="praca lub staż",
        **OF_A_PERSON,
    ),
    Invariant(
        "consultation_outside_stay",
        "Konsultacja jest w dniu, którego nie obejmuje udział w KIS",
        "Sprawdź dni udziału osoby albo unieważnij wpis.",
        "SELECT x.id, x.person_id, x.day, '' FROM activities_consultation x "
        + _BARE.format(counts="x.voided_at IS NULL", day="x.day"),
        thing="konsultacja",
        **OF_A_PERSON,
    ),
    Invariant(
        "scan_of_cancelled_meeting",
        "Spotkanie odwołane albo przeniesione ma skan podpisanej listy",
        "Skan dodany przez pomyłkę unieważnij na stronie spotkania.",
        "SELECT m.id, NULL::bigint, m.day, '' FROM activities_meeting m WHERE m.state <> 'planned' "
        "AND EXISTS (SELECT 1 FROM activities_meetingscan s WHERE s.meeting_id = m.id "
        "AND s.voided_at IS NULL)",
        thing="spotkanie",
        right="activities.view_timetable",
        address=lambda number, person: reverse("activities:meeting", args=[number]),
    ),
    Invariant(
        "activities_voided_alone",
        "Wpis o zajęciach unieważniono bez powodu albo zrobił to jego autor",
        "Unieważnia druga osoba i podaje powód. Zawiadom administratora systemu.",
        **voided_alone(VOIDABLE),
    ),
]
