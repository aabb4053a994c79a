"""What never breaks about families, asked of all rows at once; see kis.lib.invariants."""
# ruff: noqa: S608 – put together from constants of this module

from django.urls import reverse

from kis.accounts.rights import APART_FROM_ASSISTANT, Role
from kis.families.models import (
    AccompanyingRequest,
    Assessment,
    Assignment,
    Cooperation,
    CourtPaper,
    MonitoringNote,
    Plan,
    Visit,
)
from kis.lib.invariants import Invariant, numbers_kept, voided_alone

_APART = ", ".join(f"'{role.value}'" for role in APART_FROM_ASSISTANT)
_HAS_ROLE = """EXISTS (SELECT 1 FROM accounts_user_groups m JOIN auth_group g ON g.id = m.group_id
    WHERE m.user_id = {user} AND g.name IN ({roles}))"""
_IS_ASSISTANT = f"'{Role.FAMILY_ASSISTANT.value}'"
_WHOLE = "COALESCE(p.merged_into_id, p.id)"
_TOGETHER = "daterange(x.starts_on, x.ends_on, '[]') && daterange(y.starts_on, y.ends_on, '[]')"
# Two rows of one person, in whichever of the person's files.
_OF_ONE = f"""
    FROM (SELECT x.*, {_WHOLE} AS whole FROM families_familymember x
        JOIN participants_person p ON p.id = x.person_id) x
    JOIN (SELECT x.*, {_WHOLE} AS whole FROM families_familymember x
        JOIN participants_person p ON p.id = x.person_id) y
        ON y.whole = x.whole AND y.id < x.id AND {_TOGETHER}"""
OF_A_FAMILY = {
    "thing": "rodzina",
    "right": "families.view_family",
    "address": lambda number, person: reverse("families:family", args=[number]),
}
OF_AN_ASSISTANT = {
    "thing": "asystent rodziny",
    "right": "families.write_staff",
    "address": lambda number, person: reverse("families:assistant", args=[number]),
}
OF_A_VISIT = {
    "thing": "wizyta asystenta rodziny",
    "right": "families.view_family",
    "address": lambda number, person: reverse("families:visit", args=[number]),
}
VOIDABLE = [
    *(Cooperation, Assignment, Visit, AccompanyingRequest),
    *(Plan, Assessment, MonitoringNote, CourtPaper),
]
_COUNTS = "{row}.voided_at IS NULL AND {row}.state <> 'cancelled'"

INVARIANTS = [
    Invariant(
        "assistant_roles",
        "Konto łączy rolę asystenta rodziny z rolą pracownika socjalnego albo księgowości",
        "Odbierz jedną z ról w panelu administracji (art. 17 ust. 3 i 4 ustawy o wspieraniu rodziny).",
        "SELECT u.id, NULL::bigint, NULL::date, '' FROM accounts_user u WHERE "
        f"{_HAS_ROLE.format(user='u.id', roles=_IS_ASSISTANT)} "
        f"AND {_HAS_ROLE.format(user='u.id', roles=_APART)}",
        thing="konto",
    ),
    Invariant(
        "assistant_stands_in",
        "Asystent rodziny zastępuje pracownika socjalnego",
        "Odwołaj to zastępstwo i wpisz inną osobę.",
        "SELECT d.id, NULL::bigint, d.starts_on, '' FROM accounts_deputy d "
        "WHERE d.cancelled_at IS NULL AND d.ends_on >= CURRENT_DATE "
        f"AND {_HAS_ROLE.format(user='d.deputy_id', roles=_IS_ASSISTANT)} "
        f"AND {_HAS_ROLE.format(user='d.absent_id', roles=_APART)}",
        thing="zastępstwo",
    ),
    Invariant(
        "assistant_leads_family",
        "Asystent rodziny jest jej pracownikiem socjalnym albo o siebie wnioskował",
        "Zmień pracownika socjalnego rodziny albo asystenta.",
        "SELECT f.id, NULL::bigint, a.starts_on, '' FROM families_assignment a "
        "JOIN families_assistant t ON t.id = a.assistant_id "
        "JOIN families_cooperation c ON c.id = a.cooperation_id "
        "JOIN families_family f ON f.id = c.family_id "
        "WHERE a.voided_at IS NULL AND t.user_id IN (f.social_worker_id, c.applied_by_id)",
        **OF_A_FAMILY,
    ),
    Invariant(
        "assistant_overloaded",
        "Asystent ma tego dnia więcej rodzin, niż pozwala ustawa albo ustalony limit",
        "Przekaż rodzinę innemu asystentowi albo popraw limit.",
        """SELECT t.id, NULL::bigint, min(days.day), '' FROM families_assistant t
        JOIN (SELECT a.assistant_id, a.starts_on AS day FROM families_assignment a
            UNION SELECT l.assistant_id, l.valid_from FROM families_assistantlimit l
            UNION SELECT t.id, g.valid_from FROM families_assistant t, families_loadlimit g) days
            ON days.assistant_id = t.id
        CROSS JOIN LATERAL (SELECT count(*) AS families, COALESCE(sum(a.weight), 0) AS points
            FROM families_assignment a WHERE a.assistant_id = t.id AND a.voided_at IS NULL
            AND days.day BETWEEN a.starts_on AND COALESCE(a.ends_on, 'infinity')) loaded
        LEFT JOIN families_loadlimit law
            ON days.day BETWEEN law.valid_from AND COALESCE(law.valid_to, 'infinity')
        LEFT JOIN LATERAL (SELECT l.families, l.points FROM families_assistantlimit l
            WHERE l.assistant_id = t.id AND l.valid_from <= days.day
            ORDER BY l.valid_from DESC LIMIT 1) own ON true
        WHERE loaded.families > 0 AND (law.families IS NULL
            OR loaded.families > LEAST(law.families, own.families) OR loaded.points > own.points)
        GROUP BY t.id""",
        **OF_AN_ASSISTANT,
    ),
    Invariant(
        "assistant_out_of_service",
        "Rodzina jest przydzielona na dzień, w którym asystent nie pracuje albo nie był sprawdzony w RSPTS",
        "Popraw kartotekę asystenta albo unieważnij przydział.",
        "SELECT f.id, NULL::bigint, a.starts_on, '' FROM families_assignment a "
        "JOIN families_assistant t ON t.id = a.assistant_id "
        "JOIN families_cooperation c ON c.id = a.cooperation_id "
        "JOIN families_family f ON f.id = c.family_id WHERE a.voided_at IS NULL AND ("
        "a.starts_on < t.starts_on OR COALESCE(a.ends_on, 'infinity') > COALESCE(t.ends_on, 'infinity') "
        "OR COALESCE(t.offender_register_checked_on, 'infinity') > a.starts_on)",
        **OF_A_FAMILY,
    ),
    Invariant(
        "family_work_days",
        "Dni pracy z rodziną nie zgadzają się z przydziałami, wnioskiem albo zgodą",
        "Popraw wniosek, zgodę albo unieważnij przydział.",
        """SELECT c.family_id, NULL::bigint, c.applied_on, '' FROM families_cooperation c
        LEFT JOIN LATERAL (SELECT min(a.starts_on) AS first, max(COALESCE(a.ends_on, 'infinity')) AS last
            FROM families_assignment a WHERE a.cooperation_id = c.id AND a.voided_at IS NULL) own ON true
        WHERE c.voided_at IS NULL AND (c.starts_on IS DISTINCT FROM own.first
            OR own.first < c.applied_on OR own.last > COALESCE(c.ended_on, 'infinity')
            OR (c.refused_on IS NOT NULL AND own.first IS NOT NULL)
            OR (c.basis IN ('consent', 'for_life') AND own.first IS NOT NULL
                AND COALESCE(c.consent_on, 'infinity') > own.first))""",
        **OF_A_FAMILY,
    ),
    Invariant(
        "family_member_twice",
        "Jedna osoba jest w tym czasie dwa razy w tej samej rodzinie",
        "Zakończ jeden z pobytów w rodzinie.",
        f"SELECT x.family_id, x.person_id, x.starts_on, '' {_OF_ONE} WHERE x.family_id = y.family_id",
        **OF_A_FAMILY,
    ),
    Invariant(
        "child_in_two_families",
        "Dziecko jest w tym czasie w dwóch rodzinach i nie ma powodu",
        "Zakończ jeden z pobytów albo wpisz powód, np. opieka naprzemienna.",
        f"SELECT x.family_id, x.person_id, x.starts_on, '' {_OF_ONE} WHERE x.family_id <> y.family_id "
        "AND x.part = 'child' AND y.part = 'child' AND x.alternating_reason = '' "
        "AND y.alternating_reason = ''",
        **OF_A_FAMILY,
    ),
    Invariant(
        "family_member_outside_area",
        "Osoba z rodziny nie jest w obszarze „rodziny”",
        "Zawiadom administratora systemu: obszar otwiera się przy dołączeniu osoby.",
        f"""SELECT x.family_id, x.person_id, x.starts_on, '' FROM families_familymember x
        JOIN participants_person p ON p.id = x.person_id
        WHERE p.erased_on IS NULL AND NOT EXISTS (SELECT 1 FROM participants_area r
            JOIN participants_person w ON w.id = r.person_id
            WHERE COALESCE(w.merged_into_id, w.id) = {_WHOLE} AND r.kind = 'families'
            AND r.starts_on <= x.starts_on)""",
        **OF_A_FAMILY,
    ),
    Invariant(
        "family_numbers",
        "Numery wniosków albo przydziałów w sprawach rodzin mają lukę albo się powtarzają",
        "Zawiadom administratora systemu.",
        numbers_kept(
            "SELECT 'family_assignment', split_part(number, '/', 3)::int, "
            "split_part(number, '/', 2)::int FROM families_assignment "
            "UNION ALL SELECT 'family_application', split_part(application_number, '/', 3)::int, "
            "split_part(application_number, '/', 2)::int FROM families_cooperation "
            "WHERE application_number <> ''",
            ["family_assignment", "family_application"],
        ),
        thing="seria numerów",
    ),
    Invariant(
        "family_plan_paper",
        "Plan pracy z rodziną nie zgadza się ze swoim wydrukiem albo nie był uzgodniony",
        "Unieważnij plan albo wróć do edycji i wydrukuj go jeszcze raz.",
        """SELECT c.family_id, NULL::bigint, p.signed_on, '' FROM families_plan p
        JOIN families_cooperation c ON c.id = p.cooperation_id
        LEFT JOIN families_planprint s ON s.id = p.signed_print_id
        LEFT JOIN families_planprint v ON v.plan_id = p.id AND v.voided_at IS NULL
        WHERE p.voided_at IS NULL AND ((p.state = 'draft') <> (v.id IS NULL)
            OR p.state <> 'draft' AND (p.agreed_on IS NULL OR p.agreed_on > v.printed_on)
            OR p.state = 'signed' AND (s.id IS DISTINCT FROM v.id OR s.printed_on > p.signed_on))""",
        **OF_A_FAMILY,
    ),
    Invariant(
        "family_papers_in_work",
        "Plan, ocena, pismo do sądu albo wpis z monitorowania jest z dnia, którego praca nie obejmuje",
        "Popraw dni pracy z rodziną albo unieważnij ten wpis.",
        """SELECT c.family_id, NULL::bigint, held.day, '' FROM families_cooperation c JOIN (
            SELECT cooperation_id AS id, signed_on AS day, true AS within, false AS behind
                FROM families_plan WHERE voided_at IS NULL AND state = 'signed'
            UNION ALL SELECT cooperation_id, "on", kind = 'periodic', false
                FROM families_assessment WHERE voided_at IS NULL
            UNION ALL SELECT cooperation_id, COALESCE(requested_on, period_from), false, false
                FROM families_courtpaper WHERE voided_at IS NULL
            UNION ALL SELECT cooperation_id, "on", false, true
                FROM families_monitoringnote WHERE voided_at IS NULL
        ) held ON held.id = c.id
        WHERE c.voided_at IS NOT NULL OR held.day < COALESCE(c.starts_on, 'infinity')
            OR held.within AND held.day > c.ended_on
            OR held.behind AND (held.day < COALESCE(c.ended_on, 'infinity')
                OR held.day > c.monitoring_ended_on)""",
        **OF_A_FAMILY,
    ),
    Invariant(
        "family_assessed_plan",
        "Ocena sytuacji rodziny opiera się na planie, który w jej dniu nie obowiązywał, albo pomija cel",
        "Unieważnij ocenę i napisz ją jeszcze raz.",
        """SELECT c.family_id, NULL::bigint, a."on", '' FROM families_assessment a
        JOIN families_cooperation c ON c.id = a.cooperation_id
        LEFT JOIN families_plan p ON p.id = a.plan_id
        WHERE a.voided_at IS NULL AND (p.voided_at IS NOT NULL OR p.signed_on > a."on"
            OR p.cooperation_id <> a.cooperation_id
            OR EXISTS (SELECT 1 FROM families_plan later WHERE later.cooperation_id = a.cooperation_id
                AND later.state = 'signed' AND later.voided_at IS NULL AND later.ordinal > p.ordinal
                AND later.signed_on < a."on")
            OR a.handed_on IS NOT NULL AND EXISTS (SELECT 1 FROM families_plangoal g
                WHERE g.plan_id = a.plan_id AND NOT EXISTS (SELECT 1 FROM families_assessedgoal r
                    WHERE r.assessment_id = a.id AND r.goal_id = g.id)))""",
        **OF_A_FAMILY,
    ),
    Invariant(
        "visit_outside_assignment",
        "Wizyta jest w dniu, w którym asystent nie jest przydzielony do rodziny",
        "Popraw przydział albo unieważnij wizytę.",
        f"""SELECT v.id, NULL::bigint, v.day, '' FROM families_visit v WHERE {_COUNTS.format(row="v")}
        AND NOT EXISTS (SELECT 1 FROM families_assignment a WHERE a.cooperation_id = v.cooperation_id
            AND a.assistant_id = v.assistant_id AND a.voided_at IS NULL
            AND v.day BETWEEN a.starts_on AND COALESCE(a.ends_on, 'infinity'))""",
        **OF_A_VISIT,
    ),
    Invariant(
        "visits_at_one_time",
        "Asystent ma w jednym czasie dwie wizyty",
        "Popraw godziny jednej z nich albo ją unieważnij.",
        f"""SELECT v.id, NULL::bigint, v.day, '' FROM families_visit v
        JOIN families_visit w ON w.assistant_id = v.assistant_id AND w.id < v.id
            AND w.starts_at < v.ends_at AND w.ends_at > v.starts_at
        WHERE {_COUNTS.format(row="v")} AND {_COUNTS.format(row="w")}""",
        **OF_A_VISIT,
    ),
    Invariant(
        "visit_names_strangers",
        "Wizyta wymienia osobę spoza rodziny albo temat spoza słownika",
        "Popraw przebieg wizyty.",
        """SELECT v.id, NULL::bigint, v.day, '' FROM families_visit v
        JOIN families_cooperation c ON c.id = v.cooperation_id WHERE v.voided_at IS NULL AND (
            EXISTS (SELECT unnest(v.present) EXCEPT SELECT m.id FROM families_familymember m
                WHERE m.family_id = c.family_id)
            OR EXISTS (SELECT unnest(v.topics) EXCEPT SELECT t.id FROM families_visittopic t))""",
        **OF_A_VISIT,
    ),
    Invariant(
        "families_voided_alone",
        "Wpis o pracy z rodziną unieważniono bez powodu albo zrobił to jego autor",
        "Unieważnia druga osoba i podaje powód. Zawiadom administratora systemu.",
        **voided_alone(VOIDABLE),
    ),
]
