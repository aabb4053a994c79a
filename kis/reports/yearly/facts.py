"""What the yearly report counts, one statement a kind of thing; `first` and `last` are the days of the year.

A file that was merged into another is that other person's. Voided rows are none.
"""
# ruff: noqa: S608 – put together from constants of this module

from kis.activities.models.attendance import ATTENDING
from kis.reports.asking import Facts

SOMEBODY = "COALESCE({file}.merged_into_id, {file}.id)"

# The group of a stay is the main category of the day on which it began; a person with two stays stands in the
# group of the later one, so that the groups add up.
_STAYS = f"""
    stays AS (
        SELECT s.*, {SOMEBODY.format(file="file")} AS whole
        FROM participants_participation s JOIN participants_person file ON file.id = s.person_id
        WHERE s.voided_at IS NULL AND s.starts_on <= %(last)s
            AND (s.ends_on IS NULL OR s.ends_on >= %(first)s))"""
_GROUNDS = f"""
    grounds AS (
        SELECT {SOMEBODY.format(file="file")} AS whole, category.code, e.is_main, e.established_on, e.ends_on
        FROM participants_eligibility e JOIN participants_person file ON file.id = e.person_id
            JOIN participants_eligibilitycategory category ON category.id = e.category_id
        WHERE e.voided_at IS NULL)"""
_IN_YEAR = "BETWEEN %(first)s AND %(last)s"
_ENDED = f"CASE WHEN s.ends_on {_IN_YEAR} THEN s.outcome ELSE '' END"

WORKS = "('open_market', 'business', 'cooperative')"
# Told at the end, told later when somebody asked, or come of a placement within the stay.
_EMPLOYED = f"""(s.what_next IN {WORKS}
    OR EXISTS (SELECT 1 FROM participants_followup f
        WHERE f.participation_id = s.id AND f.what_next IN {WORKS})
    OR EXISTS (SELECT 1 FROM activities_placement p JOIN participants_person file ON file.id = p.person_id
        WHERE {SOMEBODY.format(file="file")} = s.whole AND p.voided_at IS NULL
            AND p.outcome IN ('hired', 'other_job')
            AND p.starts_on BETWEEN s.starts_on AND s.ends_on))"""

STAYS = Facts(
    "stays",
    f"""
    WITH {_STAYS}, {_GROUNDS},
    grouped AS (
        SELECT DISTINCT ON (s.id) s.id, g.code
        FROM stays s JOIN grounds g ON g.whole = s.whole AND g.is_main AND g.established_on <= s.starts_on
            AND (g.ends_on IS NULL OR g.ends_on >= s.starts_on)
        ORDER BY s.id, g.established_on DESC, g.code),
    told AS (
        SELECT s.*, {_ENDED} AS ended, s.starts_on {_IN_YEAR} AS started,
            CASE WHEN {_ENDED} <> '' THEN {_EMPLOYED} ELSE FALSE END AS employed
        FROM stays s)
    SELECT s.id AS number, s.whole AS person, s.starts_on AS first, s.ends_on AS last,
        '' AS words, person.sex, g.code AS grp, s.started, s.ended,
        CASE WHEN s.ended <> '' THEN s.what_next ELSE '' END AS what_next,
        CASE WHEN s.ended <> '' THEN s.leaving_reason ELSE '' END AS reason,
        s.ended <> '' AND btrim(s.social_effects) <> '' AS social,
        s.ended <> '' AND btrim(s.vocational_effects) <> '' AS vocational,
        s.employed,
        s.ended <> '' AND (btrim(s.social_effects) <> '' OR btrim(s.vocational_effects) <> '' OR s.employed)
            AS effect,
        row_number() OVER latest = 1 AS last_of_year,
        s.started AND row_number() OVER latest_started = 1 AS last_started,
        s.ended <> '' AND row_number() OVER latest_ended = 1 AS last_ended,
        s.ended <> '' AND row_number() OVER latest_of_outcome = 1 AS last_of_outcome
    FROM told s JOIN participants_person person ON person.id = s.whole
        LEFT JOIN grouped g ON g.id = s.id
    WINDOW latest AS (PARTITION BY s.whole ORDER BY s.starts_on DESC, s.id DESC),
        latest_started AS (PARTITION BY s.whole, s.started ORDER BY s.starts_on DESC, s.id DESC),
        latest_ended AS (PARTITION BY s.whole, s.ended <> '' ORDER BY s.starts_on DESC, s.id DESC),
        latest_of_outcome AS (PARTITION BY s.whole, s.ended ORDER BY s.starts_on DESC, s.id DESC)""",
    dimensions=(
        *("sex", "grp", "started", "ended", "what_next", "reason"),
        *("social", "vocational", "employed", "effect"),
        *("last_of_year", "last_started", "last_ended", "last_of_outcome"),
    ),
)

# In force on a day of a stay of that year, main or further: who has several stands in each.
GROUNDS = Facts(
    "grounds",
    f"""
    WITH {_STAYS}, {_GROUNDS}
    SELECT NULL::bigint AS number, s.whole AS person, min(s.starts_on) AS first, max(s.ends_on) AS last,
        '' AS words, person.sex, g.code AS grp,
        row_number() OVER (PARTITION BY s.whole ORDER BY g.code) = 1 AS once
    FROM stays s JOIN grounds g ON g.whole = s.whole
            AND g.established_on <= LEAST(COALESCE(s.ends_on, %(last)s), %(last)s)
            AND (g.ends_on IS NULL OR g.ends_on >= GREATEST(s.starts_on, %(first)s))
        JOIN participants_person person ON person.id = s.whole
    GROUP BY s.whole, person.sex, g.code""",
    dimensions=("sex", "grp", "once"),
)

# Days on which a stay stands on a contract, or needs none (art. 200): others are no participation.
_COVERED = f"""
    covered AS (
        SELECT s.whole, GREATEST(s.starts_on, c.signed_on) AS first,
            LEAST(COALESCE(s.ends_on, %(last)s), c.last_day) AS last
        FROM stays s JOIN participants_person file ON {SOMEBODY.format(file="file")} = s.whole
            JOIN contracts_socialcontract c ON c.person_id = file.id
        WHERE s.kind = 'contract' AND c.voided_at IS NULL AND c.state IN ('signed', 'ended')
            AND c.last_day >= s.starts_on AND c.signed_on <= COALESCE(s.ends_on, %(last)s)
        UNION ALL
        SELECT s.whole, s.starts_on, COALESCE(s.ends_on, %(last)s) FROM stays s
        WHERE s.kind = 'commissioned')"""
_MARKED = ", ".join(f"'{state}'" for state in ATTENDING)
_MINUTES = "(EXTRACT(EPOCH FROM meeting.ends_at - meeting.starts_at) / 60)::int"
# One row for a person at a meeting, a talk, a placement, a day of socially useful work.
_USED = f"""
    used AS (
        SELECT {SOMEBODY.format(file="file")} AS whole, a.kind_id, meeting.day AS first, meeting.day AS last,
            'meeting' AS sort, meeting.id AS thing, {_MINUTES} AS minutes
        FROM activities_attendance mark JOIN activities_meeting meeting ON meeting.id = mark.meeting_id
            JOIN activities_activity a ON a.id = meeting.activity_id
            JOIN participants_person file ON file.id = mark.person_id
        WHERE mark.state IN ({_MARKED}) AND meeting.day {_IN_YEAR}
        UNION ALL
        SELECT {SOMEBODY.format(file="file")}, COALESCE(talk.kind_id, a.kind_id), talk.day, talk.day,
            'consultation', talk.id, talk.minutes
        FROM activities_consultation talk LEFT JOIN activities_activity a ON a.id = talk.activity_id
            JOIN participants_person file ON file.id = talk.person_id
        WHERE talk.voided_at IS NULL AND talk.day {_IN_YEAR}
        UNION ALL
        SELECT {SOMEBODY.format(file="file")}, p.kind_id, GREATEST(p.starts_on, %(first)s),
            LEAST(COALESCE(p.ends_on, %(last)s), %(last)s), 'placement', p.id, 0
        FROM activities_placement p JOIN participants_person file ON file.id = p.person_id
        WHERE p.voided_at IS NULL AND p.starts_on <= %(last)s
            AND (p.ends_on IS NULL OR p.ends_on >= %(first)s)
        UNION ALL
        SELECT {SOMEBODY.format(file="file")}, kind.id, work.day, work.day, 'psu', work.id, 0
        FROM psu_workday work JOIN psu_referral r ON r.id = work.referral_id AND r.voided_at IS NULL
            JOIN participants_person file ON file.id = work.person_id
            JOIN activities_activitykind kind ON kind.recorded_as = 'psu'
                AND work.day BETWEEN kind.valid_from AND COALESCE(kind.valid_to, 'infinity')
        WHERE work.hours > 0 AND work.day {_IN_YEAR}),
    counted AS (
        SELECT u.* FROM used u
        WHERE EXISTS (SELECT 1 FROM covered c
            WHERE c.whole = u.whole AND c.first <= u.last AND c.last >= u.first))"""
_WITH_USED = f"WITH {_STAYS}, {_COVERED}, {_USED}"

SERVICES = Facts(
    "services",
    f"""
    {_WITH_USED},
    served AS (
        SELECT u.whole, kind.reintegration, kind.service, min(u.first) AS first, max(u.last) AS last,
            count(*) AS entries
        FROM counted u JOIN activities_activitykind kind ON kind.id = u.kind_id
        GROUP BY u.whole, kind.reintegration, kind.service)
    SELECT NULL::bigint AS number, s.whole AS person, s.first, s.last, s.service AS words,
        person.sex, s.reintegration, s.service, s.entries,
        row_number() OVER (PARTITION BY s.whole, s.reintegration ORDER BY s.service) = 1 AS once
    FROM served s JOIN participants_person person ON person.id = s.whole""",
    dimensions=("sex", "reintegration", "service", "once"),
    sums=("entries",),
    page="activities:person",
)

# What the club did: a meeting to which somebody came, and each talk.
ACTIONS = Facts(
    "actions",
    f"""
    {_WITH_USED}
    SELECT DISTINCT u.thing AS number, CASE WHEN u.sort = 'consultation' THEN u.whole END AS person,
        u.first, u.last, kind.name AS words, u.sort, kind.name AS kind, round(u.minutes / 60.0, 2) AS hours
    FROM counted u JOIN activities_activitykind kind ON kind.id = u.kind_id
    WHERE u.sort IN ('meeting', 'consultation')""",
    dimensions=("sort", "kind"),
    sums=("hours",),
    page="activities:person",
    page_of_number="activities:meeting",
)

PLACEMENTS = Facts(
    "placements",
    f"""
    WITH ended AS (
        SELECT p.*, {SOMEBODY.format(file="file")} AS whole
        FROM activities_placement p JOIN participants_person file ON file.id = p.person_id
        WHERE p.voided_at IS NULL AND p.ends_on {_IN_YEAR})
    SELECT e.id AS number, e.whole AS person, e.starts_on AS first, e.ends_on AS last, kind.name AS words,
        person.sex, e.outcome,
        row_number() OVER (PARTITION BY e.whole, e.outcome ORDER BY e.ends_on, e.id) = 1 AS once,
        row_number() OVER (PARTITION BY e.whole ORDER BY e.ends_on, e.id) = 1 AS once_of_all
    FROM ended e JOIN participants_person person ON person.id = e.whole
        JOIN activities_activitykind kind ON kind.id = e.kind_id""",
    dimensions=("sex", "outcome", "once", "once_of_all"),
    page="activities:person",
)

STAFF = Facts(
    "staff",
    """
    WITH there AS (
        SELECT s.*, s.basis = 'volunteer' AS volunteer, lower(s.name) AS who,
            s.ends_on IS NULL OR s.ends_on >= %(last)s AS at_end,
            CASE WHEN s.full_time = 1 THEN 'whole' WHEN s.full_time IS NOT NULL THEN 'part'
                WHEN s.monthly_hours IS NOT NULL THEN 'hours' ELSE 'none' END AS time
        FROM reports_staff s
        WHERE s.voided_at IS NULL AND s.starts_on <= %(last)s
            AND (s.ends_on IS NULL OR s.ends_on >= %(first)s))
    SELECT t.id AS number, NULL::bigint AS person, t.starts_on AS first, t.ends_on AS last,
        t.name || ', ' || t.position AS words, t.sex, t.basis, t.volunteer, t.time, t.at_end,
        t.full_time, t.monthly_hours,
        row_number() OVER (PARTITION BY t.who, t.basis ORDER BY t.starts_on DESC, t.id) = 1 AS once,
        row_number() OVER (PARTITION BY t.who, t.volunteer ORDER BY t.starts_on DESC, t.id) = 1
            AS once_of_all,
        t.at_end AND row_number() OVER
            (PARTITION BY t.who, t.basis, t.at_end ORDER BY t.starts_on DESC, t.id) = 1 AS once_at_end,
        t.at_end AND row_number() OVER
            (PARTITION BY t.who, t.volunteer, t.at_end ORDER BY t.starts_on DESC, t.id) = 1
            AS once_of_all_at_end,
        t.at_end AND row_number() OVER
            (PARTITION BY t.who, t.volunteer, t.time, t.at_end ORDER BY t.starts_on DESC, t.id) = 1
            AS once_of_time
    FROM there t""",
    dimensions=(
        *("sex", "basis", "volunteer", "time", "at_end"),
        *("once", "once_of_all", "once_at_end", "once_of_all_at_end", "once_of_time"),
    ),
    sums=("full_time", "monthly_hours"),
    page_of_number="reports:staff_edit",
)

GRANTS = Facts(
    "grants",
    """
    SELECT g.id AS number, NULL::bigint AS person, g.received_on AS first, g.settled_on AS last,
        g.title AS words, g.source, g.settled_on IS NOT NULL AS settled,
        g.received, g.spent, g.returned, g.received - g.spent - g.returned AS remaining
    FROM reports_grant g
    WHERE g.voided_at IS NULL AND g.year = EXTRACT(YEAR FROM %(first)s::date)""",
    dimensions=("source", "settled"),
    sums=("received", "spent", "returned", "remaining"),
    page_of_number="reports:grant_edit",
)

# Months of socially useful work that were entered as sums. Who worked in two of them, or goes on in the
# program, nobody can tell: so they are counted beside the persons, never among them.
BEFORE = Facts(
    "before",
    """
    WITH told AS (
        SELECT m.*, a.number AS deal, sum(m.persons) OVER (PARTITION BY m.month) AS people
        FROM psu_pastmonth m JOIN psu_agreement a ON a.id = m.agreement_id
        WHERE m.month BETWEEN %(first)s AND %(last)s)
    SELECT t.agreement_id AS number, NULL::bigint AS person, t.month AS first,
        (t.month + INTERVAL '1 month' - INTERVAL '1 day')::date AS last,
        'porozumienie ' || t.deal || ', osoby: ' || t.persons AS words, t.deal,
        CASE WHEN dense_rank() OVER (ORDER BY t.people DESC, t.month) = 1 THEN t.persons ELSE 0 END AS most,
        t.hours, t.amount, t.refund, t.amount - t.refund AS own
    FROM told t""",
    dimensions=("deal",),
    sums=("most", "hours", "amount", "refund", "own"),
    page_of_number="psu:agreement",
)
NAMES_NOBODY = (
    "Miesiące sprzed programu wpisano jako sumy: liczą się tu godziny i pieniądze, a osoby tylko w miesiącu, "
    "w którym było ich najwięcej. Nie dodaje się ich do liczby osób ani udziałów: ta sama osoba mogła "
    "pracować w kilku miesiącach i jest dziś w rejestrze."
)

ALL = [STAYS, GROUNDS, SERVICES, ACTIONS, PLACEMENTS, STAFF, BEFORE, GRANTS]
