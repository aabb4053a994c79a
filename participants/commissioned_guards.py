"""Guards on stays of art. 200: what they begin with stays, they last as long as law lets them.

Their first day lies in a registration of the labour office; held from both sides, under the person's row.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import datetime

import pgtrigger

from kis.lib.dates import polish
from kis.lib.guards import Guard, refuse
from participants.guards import lock_files_of


def _day(facts: dict, name: str = "day") -> str:
    return polish(datetime.date.fromisoformat(facts[name]))


def _span(facts: dict) -> str:
    first, last = _day(facts, "first"), _day(facts, "last")
    return first if first == last else f"od {first} do {last}"


SENTENCES = {
    "stay_kind_is_kept": (
        "Rodzaju udziału nie zmienia się. Unieważnij ten wpis i rozpocznij udział właściwego rodzaju."
    ),
    "commissioned_by_law": lambda facts: (
        f"Na {_day(facts)} nie wpisano granic udziału z art. 200. Wybierz dzień, na który przepisy go znają, "
        "albo zawiadom administratora merytorycznego."
    ),
    "commissioned_longest": lambda facts: (
        f"Udział z art. 200 trwa najwyżej {facts['months']} mies., więc ten może trwać najpóźniej do "
        f"{_day(facts, 'last')}. Podaj ten dzień albo wcześniejszy."
    ),
    "commission_limit_holds_stays": lambda facts: (
        f"Tej zmiany nie da się zapisać: udziały z art. 200, które zaczęły się {_span(facts)} "
        f"(liczba: {facts['stays']}), trwają dłużej niż {facts['months']} mies. albo tak są zaplanowane. Gdy "
        "zmieniły się przepisy, wybierz „Nowe brzmienie od dnia…” z dniem po ich rozpoczęciu; gdy wpisano "
        "złą liczbę, koordynator KIS najpierw poprawia te udziały."
    ),
    "commissioned_start_registered": lambda facts: (
        f"Udział z art. 200 nie może zacząć się {_day(facts)}: tego dnia osoba nie jest zarejestrowana w PUP "
        "jako bezrobotna. Sprawdź okresy w rejestrze PUP na zakładce „Dane”."
    ),
    "commissioned_stays_registered": lambda facts: (
        f"W tym okresie rejestracji {_day(facts)} zaczął się udział z art. 200. Pierwszy dzień tego udziału "
        "musi zostać w okresie rejestracji w PUP."
    ),
    "unmerged_commissioned_registered": lambda facts: (
        f"Udział z art. 200, który zaczął się {_day(facts)}, stoi na rejestracji w PUP z drugiej karty. Kart "
        "nie można rozłączyć, dopóki ten okres nie jest wpisany na karcie z udziałem."
    ),
}

KIND_IS_KEPT = Guard(
    name="stay_kind_is_kept",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.UpdateOf("kind"),
    func=f"""
    IF OLD.kind <> NEW.kind THEN {refuse("stay_kind_is_kept", stay="OLD.id")} END IF;
    RETURN NEW;
    """,
)

# The law of the day on which the stay begins.
COMMISSIONED_WITHIN_LAW = Guard(
    name="commissioned_within_law",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_on", "planned_end_on", "ends_on"),
    condition=pgtrigger.Q(new__kind="commissioned"),
    declare=[("longest", "INTEGER"), ("last_day", "DATE")],
    func=f"""
    SELECT l.longest_months INTO longest FROM participants_commissionlimit l
        WHERE l.valid_from <= NEW.starts_on AND (l.valid_to IS NULL OR NEW.starts_on <= l.valid_to)
        FOR SHARE;
    IF longest IS NULL THEN {refuse("commissioned_by_law", day="NEW.starts_on")} END IF;
    last_day := (NEW.starts_on + make_interval(months => longest))::date - 1;
    IF GREATEST(NEW.planned_end_on, NEW.ends_on) > last_day THEN
        {refuse("commissioned_longest", last="last_day", months="longest")}
    END IF;
    RETURN NEW;
    """,
)


# The other side: a row of law that is written or changed fits the stays that began under it. Their own guard
# holds the row while it writes them, so that neither sees the other half done.
COMMISSION_LIMIT_HOLDS_STAYS = Guard(
    name="commission_limit_holds_stays",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("longest_months", "valid_from", "valid_to"),
    declare=[("found", "RECORD")],
    func=f"""
    SELECT count(*) AS stays, min(stay.starts_on) AS first, max(stay.starts_on) AS last INTO found
        FROM participants_participation stay
        WHERE stay.kind = 'commissioned' AND stay.voided_at IS NULL
            AND stay.starts_on BETWEEN NEW.valid_from AND COALESCE(NEW.valid_to, 'infinity')
            AND GREATEST(stay.planned_end_on, stay.ends_on)
                > (stay.starts_on + make_interval(months => NEW.longest_months))::date - 1;
    IF found.stays > 0 THEN
        {
        refuse(
            "commission_limit_holds_stays",
            stays="found.stays",
            first="found.first",
            last="found.last",
            months="NEW.longest_months",
        )
    }
    END IF;
    RETURN NULL;
    """,
)


def _registered(person: str, day: str) -> str:
    """That a registration of those files holds the day; `person` is a condition on its person."""
    return f"""EXISTS (
        SELECT 1 FROM participants_labourofficeperiod held
        WHERE {person} AND held.kind = 'registered' AND held.starts_on <= {day}
            AND COALESCE(held.ends_on, 'infinity') >= {day}
    )"""


COMMISSIONED_STARTS_REGISTERED = Guard(
    name="commissioned_start_registered",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.UpdateOf("starts_on"),
    condition=pgtrigger.Q(new__kind="commissioned"),
    declare=[("files", "BIGINT[]")],
    func=f"""
    {lock_files_of("NEW.person_id")}
    IF NOT {_registered("held.person_id = ANY(files)", "NEW.starts_on")} THEN
        {refuse("commissioned_start_registered", day="NEW.starts_on")}
    END IF;
    RETURN NEW;
    """,
)

COMMISSIONED_STAYS_REGISTERED = Guard(
    name="commissioned_stays_registered",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("kind", "starts_on", "ends_on"),
    declare=[("bare_day", "DATE"), ("files", "BIGINT[]")],
    func=f"""
    IF OLD.kind <> 'registered' THEN RETURN NULL; END IF;
    {lock_files_of("OLD.person_id")}
    SELECT min(stay.starts_on) INTO bare_day FROM participants_participation stay
        WHERE stay.person_id = ANY(files) AND stay.kind = 'commissioned' AND stay.voided_at IS NULL
            AND stay.starts_on BETWEEN OLD.starts_on AND COALESCE(OLD.ends_on, 'infinity')
            AND NOT {_registered("held.person_id = ANY(files)", "stay.starts_on")};
    IF bare_day IS NOT NULL THEN
        {refuse("commissioned_stays_registered", day="bare_day")}
    END IF;
    RETURN NULL;
    """,
)

_OWN_FILES = """held.person_id IN (
    SELECT whose.id FROM participants_person whose JOIN participants_person stayed
        ON COALESCE(whose.merged_into_id, whose.id) = COALESCE(stayed.merged_into_id, stayed.id)
    WHERE stayed.id = stay.person_id)"""

# Files taken apart again: each such stay must have begun in a registration of its own file.
UNMERGED_COMMISSIONED = Guard(
    name="unmerged_commissioned_registered",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("merged_into_id"),
    declare=[("bare_day", "DATE"), ("files", "BIGINT[]")],
    func=f"""
    IF OLD.merged_into_id IS NULL THEN RETURN NULL; END IF;
    files := ARRAY[OLD.id, OLD.merged_into_id];
    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;
    SELECT min(stay.starts_on) INTO bare_day FROM participants_participation stay
        WHERE stay.person_id = ANY(files) AND stay.kind = 'commissioned' AND stay.voided_at IS NULL
            AND NOT {_registered(_OWN_FILES, "stay.starts_on")};
    IF bare_day IS NOT NULL THEN
        {refuse("unmerged_commissioned_registered", day="bare_day")}
    END IF;
    RETURN NULL;
    """,
)
