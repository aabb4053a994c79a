"""Guards on the hours themselves."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from psu.guards.sums import MONTHLY, WEEKLY, ceiling, first_of_month, monday, people_over

_DECLARE = [
    ("entry", "RECORD"),
    ("placed", "RECORD"),
    ("deal", "RECORD"),
    ("person_month", "RECORD"),
    ("found", "RECORD"),
    ("grows", "BOOLEAN"),
]

_ELSEWHERE = f"""(
    SELECT COALESCE(jsonb_agg(jsonb_build_object('place', e.place_id, 'hours', e.hours)), '[]'::jsonb)
    FROM (
        SELECT r.place_id, sum(w.hours) AS hours
        FROM psu_workday w JOIN psu_referral r ON r.id = w.referral_id
        WHERE w.person_id = NEW.person_id AND w.hours > 0 AND r.place_id <> placed.place_id
            AND w.day BETWEEN {monday("NEW.day")} AND {monday("NEW.day")} + 6
        GROUP BY r.place_id) e)"""

# Sums are read only behind the locks: under another isolation they would be of the moment before them.
_LOCKS = f"""
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        {refuse("workday_isolation", row="0")}
    END IF;
    IF TG_OP = 'DELETE' THEN entry := OLD; ELSE entry := NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF (OLD.referral_id, OLD.day) IS DISTINCT FROM (NEW.referral_id, NEW.day) THEN
            {refuse("workday_stays", row="OLD.id")}
        END IF;
    END IF;
    SELECT r.agreement_id, r.person_id INTO placed FROM psu_referral r WHERE r.id = entry.referral_id;
    SELECT a.* INTO deal FROM psu_agreement a WHERE a.id = placed.agreement_id FOR NO KEY UPDATE;
    PERFORM 1 FROM participants_person p WHERE p.id = placed.person_id FOR NO KEY UPDATE;
    SELECT r.* INTO placed FROM psu_referral r WHERE r.id = entry.referral_id FOR SHARE;
"""

_MONTH = f"""
    IF TG_OP <> 'DELETE' THEN
        INSERT INTO psu_personmonth (version, person_id, agreement_id, month, state, reopen_reason)
        VALUES (1, placed.person_id, placed.agreement_id, {first_of_month("entry.day")}, 'open', '')
        ON CONFLICT (person_id, agreement_id, month) DO NOTHING;
    END IF;
    SELECT m.id, m.state INTO person_month FROM psu_personmonth m
        WHERE m.person_id = placed.person_id AND m.agreement_id = placed.agreement_id
            AND m.month = {first_of_month("entry.day")} FOR SHARE;
    IF person_month.state = 'closed' THEN
        {refuse("workday_closed_month", person_month="person_month.id", day="entry.day")}
    END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    NEW.person_id := placed.person_id;
    NEW.agreement_id := placed.agreement_id;
    NEW.kind_id := COALESCE(NEW.kind_id, placed.kind_id);
    IF TG_OP = 'INSERT' THEN grows := NEW.hours > 0; ELSE grows := NEW.hours > OLD.hours; END IF;
"""

_COVERED = f"""
    IF placed.voided_at IS NOT NULL THEN
        {refuse("workday_voided_referral", referral="placed.id")}
    END IF;
    IF NEW.day < placed.starts_on THEN
        {refuse("workday_before_referral", referral="placed.id", starts_on="placed.starts_on")}
    END IF;
    IF NEW.day > COALESCE(placed.ended_on, placed.ends_on) THEN
        {
    refuse(
        "workday_after_referral",
        referral="placed.id",
        last_day="COALESCE(placed.ended_on, placed.ends_on)",
    )
}
    END IF;
    IF NEW.day NOT BETWEEN deal.starts_on AND deal.ends_on THEN
        {refuse("workday_no_agreement", place="placed.place_id", day="NEW.day")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM psu_agreementplace p
            WHERE p.agreement_id = deal.id AND p.place_id = placed.place_id) THEN
        {refuse("workday_place", agreement="deal.id", place="placed.place_id")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM psu_agreementkind k
            WHERE k.agreement_id = deal.id AND k.kind_id = NEW.kind_id) THEN
        {refuse("workday_kind", agreement="deal.id", kind="NEW.kind_id")}
    END IF;
    IF TG_OP = 'INSERT' THEN
        SELECT w.id INTO found FROM psu_workday w
            WHERE w.person_id = NEW.person_id AND w.day = NEW.day LIMIT 1;
        IF found.id IS NOT NULL THEN
            {refuse("workday_second_entry", work_day="found.id", day="NEW.day")}
        END IF;
    END IF;
"""

_ALLOWED = f"""
    IF NOT grows THEN RETURN NEW; END IF;
    IF placed.ohs_on IS NULL OR placed.ohs_on > NEW.day THEN
        {refuse("workday_ohs", referral="placed.id", day="NEW.day")}
    END IF;
    IF placed.medical = 'needed' AND
            NOT COALESCE(NEW.day BETWEEN placed.medical_on AND placed.medical_until, FALSE) THEN
        {refuse("workday_medical", referral="placed.id", day="NEW.day")}
    END IF;
    SELECT n.id INTO found FROM psu_statusnews n
        WHERE n.person_id = NEW.person_id AND n.voided_at IS NULL
            AND n.starts_on <= NEW.day AND COALESCE(n.ends_on, 'infinity') >= NEW.day
        ORDER BY n.starts_on LIMIT 1;
    IF found.id IS NOT NULL THEN
        {refuse("workday_status", news="found.id", day="NEW.day")}
    END IF;
"""

_WEEK = f"""
    SELECT COALESCE(sum(w.hours), 0) AS there, LEAST(
            deal.weekly_hours, {ceiling("weekly_hours", "deal.regime_id", "NEW.day")}, min({WEEKLY})
        ) AS most INTO found
        FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id
        WHERE w.person_id = NEW.person_id AND w.hours > 0 AND w.id <> NEW.id
            AND w.day BETWEEN {monday("NEW.day")} AND {monday("NEW.day")} + 6;
    IF found.there + NEW.hours > found.most THEN
        {
    refuse(
        "workday_week_limit",
        person="NEW.person_id",
        monday=monday("NEW.day"),
        there="found.there",
        elsewhere=_ELSEWHERE,
        limit="found.most",
        asked="NEW.hours",
    )
}
    END IF;
    IF placed.weekly_hours IS NOT NULL THEN
        SELECT COALESCE(sum(w.hours), 0) AS there INTO found FROM psu_workday w
            WHERE w.referral_id = NEW.referral_id AND w.id <> NEW.id
                AND w.day BETWEEN {monday("NEW.day")} AND {monday("NEW.day")} + 6;
        IF found.there + NEW.hours > placed.weekly_hours THEN
            {
    refuse(
        "workday_referral_week_limit",
        person="NEW.person_id",
        referral="placed.id",
        monday=monday("NEW.day"),
        there="found.there",
        limit="placed.weekly_hours",
        asked="NEW.hours",
    )
}
        END IF;
    END IF;
"""

_MONTH_LIMIT = f"""
    SELECT COALESCE(sum(w.hours), 0) AS there, LEAST(
            deal.monthly_hours, {ceiling("monthly_hours", "deal.regime_id", "NEW.day")},
            min({MONTHLY})
        ) AS most INTO found
        FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id
        WHERE w.person_id = NEW.person_id AND w.agreement_id = deal.id AND w.hours > 0
            AND w.id <> NEW.id AND {first_of_month("w.day")} = {first_of_month("NEW.day")};
    IF found.there + NEW.hours > found.most THEN
        {
    refuse(
        "workday_month_limit",
        person="NEW.person_id",
        agreement="deal.id",
        month=first_of_month("NEW.day"),
        there="found.there",
        limit="found.most",
        asked="NEW.hours",
    )
}
    END IF;
    IF placed.monthly_hours IS NOT NULL THEN
        SELECT COALESCE(sum(w.hours), 0) AS there INTO found FROM psu_workday w
            WHERE w.referral_id = NEW.referral_id AND w.id <> NEW.id
                AND {first_of_month("w.day")} = {first_of_month("NEW.day")};
        IF found.there + NEW.hours > placed.monthly_hours THEN
            {
    refuse(
        "workday_referral_month_limit",
        person="NEW.person_id",
        referral="placed.id",
        month=first_of_month("NEW.day"),
        there="found.there",
        limit="placed.monthly_hours",
        asked="NEW.hours",
    )
}
        END IF;
    END IF;
"""

_TOTAL = f"""
    SELECT COALESCE(sum(w.hours), 0) AS there INTO found FROM psu_workday w
        WHERE w.agreement_id = deal.id AND w.id <> NEW.id;
    IF found.there + NEW.hours > deal.total_hours THEN
        {
    refuse(
        "workday_total_limit",
        agreement="deal.id",
        there="found.there",
        limit="deal.total_hours",
        asked="NEW.hours",
    )
}
    END IF;
    RETURN NEW;
"""

LIMITS = Guard(
    name="work_day_limits",
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
    declare=_DECLARE,
    func=_LOCKS + _MONTH + _COVERED + _ALLOWED + _WEEK + _MONTH_LIMIT + _TOTAL,
)

# Behind the row: only the first hours of a referral bring one more person to work.
PERSONS = Guard(
    name="work_day_persons",
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("found", "RECORD")],
    func=f"""
    IF NEW.hours = 0 OR EXISTS (SELECT 1 FROM psu_workday w WHERE w.referral_id = NEW.referral_id
            AND w.hours > 0 AND w.day < NEW.day) THEN
        RETURN NULL;
    END IF;
    {people_over("NEW.agreement_id")} INTO found;
    IF found.day IS NOT NULL THEN
        {
        refuse(
            "workday_persons",
            agreement="NEW.agreement_id",
            person="NEW.person_id",
            day="found.day",
            people="found.people",
            persons="found.persons",
            first="found.first",
            last="found.last",
        )
    }
    END IF;
    RETURN NULL;
    """,
)

WORK_DAY = [LIMITS, PERSONS]
