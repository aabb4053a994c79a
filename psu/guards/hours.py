"""Guards on the hours themselves."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from participants.guards import files_of
from psu.guards import year
from psu.guards.sums import (
    ANNEX_OF_DAY,
    MONTHLY,
    WEEKLY,
    ceiling,
    first_of_month,
    hours_used,
    monday,
    part_holds,
    people_over,
    terms_of,
)

_MONDAY = monday("NEW.day")
_MONTH = first_of_month("NEW.day")
_LAST_DAY = "COALESCE(placed.ended_on, placed.ends_on)"
_IN_WEEK = f"w.day BETWEEN {_MONDAY} AND {_MONDAY} + 6"
_IN_MONTH = f"w.day >= {_MONTH} AND w.day < {_MONTH} + INTERVAL '1 month'"
_SUMS = {"there": "found.there", "asked": "NEW.hours"}

# Hours of the week at other places, by number of the place: read only for a refusal.
_ELSEWHERE = f"""(
    SELECT COALESCE(jsonb_agg(jsonb_build_object('place', e.place_id, 'hours', e.hours)), '[]'::jsonb)
    FROM (
        SELECT r.place_id, sum(w.hours) AS hours
        FROM psu_workday w JOIN psu_referral r ON r.id = w.referral_id
        WHERE w.person_id = ANY(files) AND w.hours > 0 AND r.place_id <> placed.place_id
            AND {_IN_WEEK}
        GROUP BY r.place_id) e)"""

_STAYS = refuse("workday_stays", row="OLD.id")
_CLOSED = refuse("workday_closed_month", person_month="person_month.id", day="entry.day")
_VOIDED = refuse("workday_voided_referral", referral="placed.id")
_BEFORE = refuse("workday_before_referral", referral="placed.id", starts_on="placed.starts_on")
_AFTER = refuse("workday_after_referral", referral="placed.id", last_day=_LAST_DAY)
_NO_AGREEMENT = refuse("workday_no_agreement", place="placed.place_id", day="NEW.day")
_PLACE = refuse("workday_place", agreement="deal.id", place="placed.place_id")
_KIND = refuse("workday_kind", agreement="deal.id", kind="NEW.kind_id")
_PAST_MONTH = refuse("workday_past_month", agreement="deal.id", day="NEW.day")
_SECOND = refuse("workday_second_entry", work_day="found.id", day="NEW.day")
_OHS = refuse("workday_ohs", referral="placed.id", day="NEW.day")
_MEDICAL = refuse("workday_medical", referral="placed.id", day="NEW.day")
_STATUS = refuse("workday_status", news="found.id", day="NEW.day")
_YEAR_DAYS = refuse(
    "workday_year_days",
    person="NEW.person_id",
    year="EXTRACT(YEAR FROM NEW.day)::int",
)
_WEEK_LIMIT = refuse(
    "workday_week_limit",
    person="NEW.person_id",
    monday=_MONDAY,
    limit="found.most",
    elsewhere=_ELSEWHERE,
    **_SUMS,
)
_OWN_WEEK_LIMIT = refuse(
    "workday_referral_week_limit",
    person="NEW.person_id",
    referral="placed.id",
    monday=_MONDAY,
    limit="placed.weekly_hours",
    **_SUMS,
)
# Whose limit it is: read only for a refusal.
_LOWEST = f"""(CASE WHEN terms.monthly_hours = found.most THEN deal.id ELSE COALESCE((
    SELECT a.id FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id {ANNEX_OF_DAY}
    WHERE w.person_id = ANY(files) AND w.hours > 0 AND {_IN_MONTH} AND {MONTHLY} = found.most
    LIMIT 1), deal.id) END)"""
_MONTH_LIMIT = refuse(
    "workday_month_limit",
    person="NEW.person_id",
    agreement=_LOWEST,
    month=_MONTH,
    limit="found.most",
    **_SUMS,
)
_OWN_MONTH_LIMIT = refuse(
    "workday_referral_month_limit",
    person="NEW.person_id",
    referral="placed.id",
    month=_MONTH,
    limit="placed.monthly_hours",
    **_SUMS,
)
_TOTAL_LIMIT = refuse("workday_total_limit", agreement="deal.id", limit="found.most", **_SUMS)

_LOCK = f"""
    IF TG_OP = 'DELETE' THEN entry := OLD; ELSE entry := NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.referral_id, OLD.day) IS DISTINCT FROM (NEW.referral_id, NEW.day) THEN {_STAYS} END IF;
    END IF;
    SELECT r.agreement_id, r.person_id INTO placed FROM psu_referral r WHERE r.id = entry.referral_id;
    SELECT a.* INTO deal FROM psu_agreement a WHERE a.id = placed.agreement_id FOR NO KEY UPDATE;
    files := {files_of("placed.person_id")};
    PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;
    -- A merge that was waited for brought another file.
    IF files <> {files_of("placed.person_id")} THEN
        files := {files_of("placed.person_id")};
        PERFORM 1 FROM participants_person p WHERE p.id = ANY(files) ORDER BY p.id FOR NO KEY UPDATE;
    END IF;
    SELECT r.* INTO placed FROM psu_referral r WHERE r.id = entry.referral_id FOR SHARE;
    SELECT t.* INTO terms FROM ({terms_of("deal.id")}) t WHERE t.valid_from <= entry.day
        ORDER BY t.valid_from DESC LIMIT 1;
"""

# The month is made by the first entry and read FOR SHARE, so that a close and a cell never pass each other.
_OPEN_MONTH = f"""
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO psu_personmonth (version, person_id, agreement_id, month, state, reopen_reason)
        VALUES (1, placed.person_id, placed.agreement_id, {first_of_month("entry.day")}, 'open', '')
        ON CONFLICT (person_id, agreement_id, month) DO NOTHING;
    END IF;
    SELECT m.id, m.state INTO person_month FROM psu_personmonth m
        WHERE m.person_id = placed.person_id AND m.agreement_id = placed.agreement_id
            AND m.month = {first_of_month("entry.day")} FOR SHARE;
    IF person_month.state = 'closed' THEN {_CLOSED} END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
"""

_FILL_IN = """
    NEW.person_id := placed.person_id;
    NEW.agreement_id := placed.agreement_id;
    NEW.kind_id := COALESCE(NEW.kind_id, placed.kind_id);
    IF TG_OP = 'INSERT' THEN before := 0; ELSE before := OLD.hours; END IF;
    grows := NEW.hours > before;
"""

# Of every entry, an absence too.
_COVERED = f"""
    IF placed.voided_at IS NOT NULL THEN {_VOIDED} END IF;
    IF NEW.day < placed.starts_on THEN {_BEFORE} END IF;
    IF NEW.day > {_LAST_DAY} THEN {_AFTER} END IF;
    IF NEW.day NOT BETWEEN deal.starts_on AND deal.ends_on THEN {_NO_AGREEMENT} END IF;
    IF NOT EXISTS (SELECT 1 FROM psu_agreementplace p
        WHERE p.agreement_id = deal.id AND p.place_id = placed.place_id
            AND {part_holds("p", "NEW.day")}) THEN {_PLACE} END IF;
    IF NOT EXISTS (SELECT 1 FROM psu_agreementkind k
        WHERE k.agreement_id = deal.id AND k.kind_id = NEW.kind_id
            AND {part_holds("k", "NEW.day")}) THEN {_KIND} END IF;
    IF TG_OP = 'INSERT' THEN
        SELECT w.id INTO found FROM psu_workday w
            WHERE w.person_id = ANY(files) AND w.day = NEW.day LIMIT 1;
        IF found.id IS NOT NULL THEN {_SECOND} END IF;
    END IF;
"""

# Only of hours that grow: fewer hours never break what held before.
_MAY_WORK = f"""
    IF NOT grows THEN RETURN NEW; END IF;
    IF EXISTS (SELECT 1 FROM psu_pastmonth p
        WHERE p.agreement_id = deal.id AND p.month = {_MONTH}) THEN {_PAST_MONTH} END IF;
    IF placed.ohs_on IS NULL OR placed.ohs_on > NEW.day THEN {_OHS} END IF;
    IF placed.medical = 'needed' AND
        NOT COALESCE(NEW.day BETWEEN placed.medical_on AND placed.medical_until, FALSE)
        THEN {_MEDICAL} END IF;
    SELECT n.id INTO found FROM psu_statusnews n
        WHERE n.person_id = ANY(files) AND n.voided_at IS NULL
            AND n.starts_on <= NEW.day AND COALESCE(n.ends_on, 'infinity') >= NEW.day
        ORDER BY n.starts_on LIMIT 1;
    IF found.id IS NOT NULL THEN {_STATUS} END IF;
    IF {year.is_over("NEW.person_id", "NEW.day", "deal.regime_id")} THEN {_YEAR_DAYS} END IF;
"""

_WEEK = f"""
    SELECT COALESCE(sum(w.hours), 0) AS there, LEAST(
            terms.weekly_hours, {ceiling("weekly_hours", "deal.regime_id", "NEW.day")}, min({WEEKLY})
        ) AS most INTO found
        FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id {ANNEX_OF_DAY}
        WHERE w.person_id = ANY(files) AND w.hours > 0 AND w.id <> NEW.id AND {_IN_WEEK};
    IF found.there + NEW.hours > found.most THEN {_WEEK_LIMIT} END IF;
    IF placed.weekly_hours IS NOT NULL THEN
        SELECT COALESCE(sum(w.hours), 0) AS there INTO found FROM psu_workday w
            WHERE w.referral_id = NEW.referral_id AND w.id <> NEW.id AND {_IN_WEEK};
        IF found.there + NEW.hours > placed.weekly_hours THEN {_OWN_WEEK_LIMIT} END IF;
    END IF;
"""

_MONTHS_HOURS = f"""
    SELECT COALESCE(sum(w.hours), 0) AS there, LEAST(
            terms.monthly_hours, {ceiling("monthly_hours", "deal.regime_id", "NEW.day")}, min({MONTHLY})
        ) AS most INTO found
        FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id {ANNEX_OF_DAY}
        WHERE w.person_id = ANY(files) AND w.hours > 0 AND w.id <> NEW.id AND {_IN_MONTH};
    IF found.there + NEW.hours > found.most THEN {_MONTH_LIMIT} END IF;
    IF placed.monthly_hours IS NOT NULL THEN
        SELECT COALESCE(sum(w.hours), 0) AS there INTO found FROM psu_workday w
            WHERE w.referral_id = NEW.referral_id AND w.id <> NEW.id AND {_IN_MONTH};
        IF found.there + NEW.hours > placed.monthly_hours THEN {_OWN_MONTH_LIMIT} END IF;
    END IF;
"""

# An annex that comes later leaves more or less from its day on: hours of the days before it stand under both.
# What the row held before is taken off the sum: leaving the row out would read every row for its number, and
# not the index alone.
_TOTAL = f"""
    SELECT s.* INTO found FROM (
        SELECT t.total_hours AS most, {hours_used("deal.id", "t.next")} - before AS there
        FROM (SELECT total_hours, lead(valid_from, 1, DATE 'infinity') OVER (ORDER BY valid_from) AS next
            FROM ({terms_of("deal.id")}) each_one) t
        WHERE t.next > NEW.day) s
        ORDER BY s.most - s.there LIMIT 1;
    IF found.there + NEW.hours > found.most THEN {_TOTAL_LIMIT} END IF;
    RETURN NEW;
"""

LIMITS = Guard(
    name="work_day_limits",
    sentences="psu.refusals.SENTENCES",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=[
        *[
            (name, "RECORD")
            for name in ("entry", "placed", "deal", "terms", "person_month", "found")
        ],
        ("grows", "BOOLEAN"),
        ("before", "NUMERIC"),
        ("files", "BIGINT[]"),
    ],
    func=_LOCK + _OPEN_MONTH + _FILL_IN + _COVERED + _MAY_WORK + _WEEK + _MONTHS_HOURS + _TOTAL,
)

_TOO_MANY = refuse(
    "workday_persons",
    agreement="NEW.agreement_id",
    person="NEW.person_id",
    day="found.day",
    people="found.people",
    persons="found.persons",
    first="found.first",
    last="found.last",
)

# Behind the row: only the first hours of a referral bring one more person to work.
PERSONS = Guard(
    name="work_day_persons",
    sentences="psu.refusals.SENTENCES",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("found", "RECORD")],
    func=f"""
    IF NEW.hours = 0 OR EXISTS (SELECT 1 FROM psu_workday w
        WHERE w.referral_id = NEW.referral_id AND w.hours > 0 AND w.day < NEW.day) THEN
        RETURN NULL;
    END IF;
    {people_over("NEW.agreement_id")} INTO found;
    IF found.day IS NOT NULL THEN {_TOO_MANY} END IF;
    RETURN NULL;
    """,
)

WORK_DAY = [LIMITS, PERSONS]
