"""Work of assistants with families that touched the period, applications of it, assistants and their load."""
# ruff: noqa: S608 – put together from constants of this module

from kis.reports.asking import Facts

PAGE = {"page_of_number": "families:family", "log_kind": "family"}

# A child in two families counts in the first of them, so that the sum tells how many children there are;
# with two files it is one child.
_CHILDREN = """
    (SELECT count(DISTINCT COALESCE(p.merged_into_id, p.id))
        FROM families_familymember m JOIN participants_person p ON p.id = m.person_id
        WHERE m.family_id = c.family_id AND m.part = 'child' {where}
        AND m.starts_on <= %(last)s AND COALESCE(m.ends_on, 'infinity') >= %(first)s
        AND NOT EXISTS (SELECT 1 FROM families_familymember other
            JOIN participants_person q ON q.id = other.person_id
            JOIN families_cooperation w ON w.family_id = other.family_id AND w.voided_at IS NULL
                AND w.starts_on <= %(last)s AND COALESCE(w.ended_on, 'infinity') >= %(first)s
            WHERE COALESCE(q.merged_into_id, q.id) = COALESCE(p.merged_into_id, p.id)
            AND other.part = 'child' AND other.family_id < m.family_id
            AND other.starts_on <= %(last)s AND COALESCE(other.ends_on, 'infinity') >= %(first)s))"""
_ALL_CHILDREN = _CHILDREN.format(where="")
_AWAY = _CHILDREN.format(where="AND m.whereabouts IN ('foster', 'institution')")

# `once`: of a family with which the work began anew in the same year. How long it lasts is told as of the
# last day of the work or of the period.
WORK = Facts(
    "work",
    f"""
    WITH worked AS (
        SELECT c.*, LEAST(c.ended_on, %(last)s) AS until,
            row_number() OVER (PARTITION BY c.family_id ORDER BY c.starts_on, c.id) = 1 AS once
        FROM families_cooperation c
        WHERE c.voided_at IS NULL AND c.starts_on <= %(last)s
            AND COALESCE(c.ended_on, 'infinity') >= %(first)s)
    SELECT c.family_id AS number, NULL::bigint AS person, c.starts_on AS first, c.ended_on AS last,
        f.name::text AS words, c.basis, c.once, c.starts_on >= %(first)s AS began,
        COALESCE(c.ended_on <= %(last)s, false) AS ended,
        COALESCE(c.ended_on, 'infinity') >= %(last)s AS on_last_day,
        CASE WHEN COALESCE(c.ended_on <= %(last)s, false) THEN c.end_reason ELSE '' END AS reason,
        CASE WHEN c.starts_on + interval '3 months' > c.until + 1 THEN 'm3'
            WHEN c.starts_on + interval '12 months' > c.until + 1 THEN 'm12'
            WHEN c.starts_on + interval '24 months' > c.until + 1 THEN 'm24' ELSE 'more' END AS length,
        CASE WHEN c.once THEN {_ALL_CHILDREN} ELSE 0 END AS children,
        CASE WHEN c.once THEN {_AWAY} ELSE 0 END AS children_away
    FROM worked c JOIN families_family f ON f.id = c.family_id""",
    dimensions=("basis", "once", "began", "ended", "on_last_day", "reason", "length"),
    sums=("children", "children_away"),
    **PAGE,
)

APPLICATIONS = Facts(
    "applications",
    """
    SELECT c.family_id AS number, NULL::bigint AS person, c.applied_on AS first,
        COALESCE(c.starts_on, c.refused_on) AS last, f.name::text AS words, c.basis,
        CASE WHEN c.starts_on <= %(last)s THEN 'assigned' WHEN c.refused_on <= %(last)s THEN 'refused'
            ELSE 'waits' END AS outcome
    FROM families_cooperation c JOIN families_family f ON f.id = c.family_id
    WHERE c.voided_at IS NULL AND c.applied_on BETWEEN %(first)s AND %(last)s""",
    dimensions=("basis", "outcome"),
    **PAGE,
)

ASSISTANTS = Facts(
    "assistants",
    """
    SELECT a.id AS number, NULL::bigint AS person, a.starts_on AS first, a.ends_on AS last,
        u.last_name || ' ' || u.first_name AS words, a.employment,
        COALESCE(a.ends_on, 'infinity') >= %(last)s AS on_last_day
    FROM families_assistant a JOIN accounts_user u ON u.id = a.user_id
    WHERE a.starts_on <= %(last)s AND COALESCE(a.ends_on, 'infinity') >= %(first)s""",
    dimensions=("employment", "on_last_day"),
)

# Families of each assistant on the last day of each month.
LOAD = Facts(
    "load",
    """
    SELECT c.family_id AS number, NULL::bigint AS person, s.starts_on AS first, s.ends_on AS last,
        f.name::text AS words, s.assistant_id, extract(month FROM month)::int AS month
    FROM generate_series(%(first)s::date, %(last)s::date, interval '1 month') month
    JOIN families_assignment s ON s.voided_at IS NULL
        AND (month + interval '1 month - 1 day')::date
            BETWEEN s.starts_on AND COALESCE(s.ends_on, 'infinity')
    JOIN families_cooperation c ON c.id = s.cooperation_id
    JOIN families_family f ON f.id = c.family_id""",
    dimensions=("assistant_id", "month"),
    **PAGE,
)
