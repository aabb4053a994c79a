"""Who may be assigned to whom, from when to when, and the other sides of it.

Locks: assistants, then the family, then its cooperation, each by number.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.accounts.rights import APART_FROM_ASSISTANT
from kis.families.guards.load import lock_assistant
from kis.families.guards.words import polish_day
from kis.lib.guards import Guard, refuse

SENTENCES = {
    "assignment_stays": "Przydziału nie przenosi się do innej rodziny ani innego asystenta. Zakończ go i "
    "przydziel od nowa.",
    "assignment_out_of_service": lambda facts: (
        f"{polish_day(facts)} ta osoba nie pracuje jako asystent rodziny. Popraw dzień albo wybierz inną "
        "osobę."
    ),
    "assignment_register_unchecked": (
        "Tej osoby nie sprawdzono jeszcze w Rejestrze Sprawców Przestępstw na Tle Seksualnym. Najpierw wpisz "
        "dzień sprawdzenia w kartotece asystenta."
    ),
    "assignment_of_social_worker": (
        "Pracownik socjalny rodziny nie może być jej asystentem (art. 17 ust. 3 ustawy o wspieraniu "
        "rodziny). Wybierz inną osobę."
    ),
    "assistant_is_social_worker": (
        "Ta osoba ma w programie rolę, której nie łączy się z pracą asystenta rodziny (art. 17 ust. 3 i 4 "
        "ustawy o wspieraniu rodziny). Wybierz inną osobę albo zmień role konta."
    ),
    "assignment_before_application": lambda facts: (
        f"Wniosek o asystenta jest z {polish_day(facts)}. Przydział nie może być wcześniejszy."
    ),
    "assignment_refused": "Wniosku o asystenta nie uwzględniono, więc asystenta się nie przydziela.",
    "assignment_without_consent": (
        "Rodzina musi najpierw wyrazić zgodę na pracę z asystentem (art. 8 ust. 3 ustawy o wspieraniu "
        "rodziny). Wpisz dzień zgody, nie późniejszy niż pierwszy dzień pracy."
    ),
    "assignment_after_end": lambda facts: (
        f"Praca z rodziną skończyła się {polish_day(facts)}. Przydział nie może trwać dłużej."
    ),
    "cooperation_end_under_assignment": lambda facts: (
        f"Asystent jest przydzielony jeszcze {polish_day(facts)}. Najpierw popraw przydział."
    ),
    "cooperation_start_of_assignments": "Pierwszy dzień pracy z rodziną wynika z przydziału asystenta.",
    "cooperation_stays": "Współpracy nie przenosi się do innej rodziny.",
    "cooperation_is_voided": "Ten wpis ma przydziały asystenta. Najpierw je unieważnij.",
    "assistant_has_families": lambda facts: (
        f"Asystent jest przydzielony do rodzin jeszcze {polish_day(facts)}. Najpierw przekaż te rodziny."
    ),
    "family_of_its_assistant": (
        "Ta osoba jest asystentem tej rodziny, więc nie może być jej pracownikiem socjalnym (art. 17 ust. 3 "
        "ustawy o wspieraniu rodziny)."
    ),
}

_APART = ", ".join(f"'{role.value}'" for role in APART_FROM_ASSISTANT)

ASSIGNMENT_FITS = Guard(
    name="assignment_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("staff", "RECORD"), ("family_is", "RECORD"), ("work", "RECORD")],
    func=f"""
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.cooperation_id, OLD.assistant_id) <> (NEW.cooperation_id, NEW.assistant_id) THEN
            {refuse("assignment_stays", assignment="OLD.id")}
        END IF;
    END IF;
    {lock_assistant("NEW.assistant_id")}
    PERFORM 1 FROM families_family f JOIN families_cooperation c ON c.family_id = f.id
        WHERE c.id = NEW.cooperation_id FOR NO KEY UPDATE OF f;
    PERFORM 1 FROM families_cooperation c WHERE c.id = NEW.cooperation_id FOR NO KEY UPDATE;
    IF NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
    SELECT t.* INTO staff FROM families_assistant t WHERE t.id = NEW.assistant_id;
    SELECT c.* INTO work FROM families_cooperation c WHERE c.id = NEW.cooperation_id;
    SELECT f.* INTO family_is FROM families_family f WHERE f.id = work.family_id;
    IF NEW.starts_on NOT BETWEEN staff.starts_on AND COALESCE(staff.ends_on, 'infinity') THEN
        {refuse("assignment_out_of_service", day="NEW.starts_on")}
    END IF;
    IF COALESCE(NEW.ends_on, 'infinity') > COALESCE(staff.ends_on, 'infinity') THEN
        {refuse("assignment_out_of_service", day="staff.ends_on + 1")}
    END IF;
    IF staff.offender_register_checked_on IS NULL OR staff.offender_register_checked_on > NEW.starts_on THEN
        {refuse("assignment_register_unchecked", assistant="NEW.assistant_id")}
    END IF;
    IF staff.user_id IN (family_is.social_worker_id, work.applied_by_id) THEN
        {refuse("assignment_of_social_worker", assistant="NEW.assistant_id")}
    END IF;
    IF TG_OP = 'INSERT' AND EXISTS (SELECT 1 FROM accounts_user_groups m
            JOIN auth_group g ON g.id = m.group_id
            WHERE m.user_id = staff.user_id AND g.name IN ({_APART})) THEN
        {refuse("assistant_is_social_worker", assistant="NEW.assistant_id")}
    END IF;
    IF work.voided_at IS NOT NULL OR work.refused_on IS NOT NULL THEN
        {refuse("assignment_refused", cooperation="work.id")}
    END IF;
    IF NEW.starts_on < work.applied_on THEN
        {refuse("assignment_before_application", day="work.applied_on")}
    END IF;
    IF work.basis IN ('consent', 'for_life')
            AND (work.consent_on IS NULL OR work.consent_on > NEW.starts_on) THEN
        {refuse("assignment_without_consent", cooperation="work.id")}
    END IF;
    IF COALESCE(NEW.ends_on, 'infinity') > COALESCE(work.ended_on, 'infinity') THEN
        {refuse("assignment_after_end", day="work.ended_on")}
    END IF;
    RETURN NEW;
    """,
)

# The first day of the work is that of its first assignment: the database writes it, nobody types it.
_FIRST = """(SELECT min(a.starts_on) FROM families_assignment a
        WHERE a.cooperation_id = {work} AND a.voided_at IS NULL)"""

ASSIGNMENT_STARTS_WORK = Guard(
    name="assignment_starts_work",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    func=f"""
    UPDATE families_cooperation c SET starts_on = {_FIRST.format(work="c.id")}
        WHERE c.id = NEW.cooperation_id
        AND c.starts_on IS DISTINCT FROM {_FIRST.format(work="c.id")};
    RETURN NULL;
    """,
)

COOPERATION_LIFE = Guard(
    name="cooperation_life",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("found", "DATE")],
    func=f"""
    IF OLD.family_id <> NEW.family_id THEN {refuse("cooperation_stays", cooperation="OLD.id")} END IF;
    IF NEW.starts_on IS DISTINCT FROM OLD.starts_on
            AND NEW.starts_on IS DISTINCT FROM {_FIRST.format(work="NEW.id")} THEN
        {refuse("cooperation_start_of_assignments", cooperation="OLD.id")}
    END IF;
    IF NEW.voided_at IS NOT NULL AND {_FIRST.format(work="NEW.id")} IS NOT NULL THEN
        {refuse("cooperation_is_voided", cooperation="OLD.id")}
    END IF;
    IF NEW.refused_on IS NOT NULL AND OLD.refused_on IS NULL
            AND {_FIRST.format(work="NEW.id")} IS NOT NULL THEN
        {refuse("cooperation_is_voided", cooperation="OLD.id")}
    END IF;
    IF NEW.basis IN ('consent', 'for_life') AND NEW.starts_on IS NOT NULL
            AND (NEW.consent_on IS NULL OR NEW.consent_on > NEW.starts_on) THEN
        {refuse("assignment_without_consent", cooperation="NEW.id")}
    END IF;
    IF NEW.applied_on > NEW.starts_on THEN
        {refuse("assignment_before_application", day="NEW.applied_on")}
    END IF;
    SELECT max(COALESCE(a.ends_on, 'infinity')) INTO found FROM families_assignment a
        WHERE a.cooperation_id = NEW.id AND a.voided_at IS NULL;
    IF found > COALESCE(NEW.ended_on, 'infinity') THEN
        {refuse("cooperation_end_under_assignment", day="NEW.ended_on + 1")}
    END IF;
    IF EXISTS (SELECT 1 FROM families_assignment a JOIN families_assistant t ON t.id = a.assistant_id
            WHERE a.cooperation_id = NEW.id AND a.voided_at IS NULL AND t.user_id = NEW.applied_by_id) THEN
        {refuse("family_of_its_assistant", cooperation="NEW.id")}
    END IF;
    RETURN NEW;
    """,
)

FAMILY_KEEPS_ROLES_APART = Guard(
    name="family_keeps_roles_apart",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("social_worker_id"),
    func=f"""
    IF EXISTS (SELECT 1 FROM families_assignment a JOIN families_cooperation c ON c.id = a.cooperation_id
            JOIN families_assistant t ON t.id = a.assistant_id
            WHERE c.family_id = NEW.id AND a.voided_at IS NULL AND t.user_id = NEW.social_worker_id) THEN
        {refuse("family_of_its_assistant", family="NEW.id")}
    END IF;
    RETURN NEW;
    """,
)

# An assistant who leaves: the families are handed over first.
SERVICE_HOLDS_FAMILIES = Guard(
    name="service_holds_families",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("starts_on", "ends_on"),
    declare=[("found", "DATE")],
    func=f"""
    SELECT max(COALESCE(a.ends_on, 'infinity')) INTO found FROM families_assignment a
        WHERE a.assistant_id = NEW.id AND a.voided_at IS NULL;
    IF found > COALESCE(NEW.ends_on, 'infinity') THEN
        {refuse("assistant_has_families", day="NEW.ends_on + 1")}
    END IF;
    SELECT min(a.starts_on) INTO found FROM families_assignment a
        WHERE a.assistant_id = NEW.id AND a.voided_at IS NULL;
    IF found < NEW.starts_on THEN {refuse("assistant_has_families", day="found")} END IF;
    RETURN NEW;
    """,
)
