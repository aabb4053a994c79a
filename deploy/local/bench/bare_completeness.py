"""The figures of completeness written by hand, as one statement; a second program beside kis.inspection.

Without the sentences of the rules: `first`, `last` and `on` are days, the last not behind the day of asking.
"""

BARE = r"""
WITH file AS (SELECT id, COALESCE(merged_into_id, id) AS whole FROM participants_person),
stays AS (
    SELECT s.*, f.whole, w.information_given_on,
        LEAST(COALESCE(s.ends_on, %(on)s::date), %(on)s::date) AS until
    FROM participants_participation s JOIN file f ON f.id = s.person_id
        JOIN participants_person w ON w.id = f.whole
    WHERE s.voided_at IS NULL AND s.starts_on <= %(last)s AND (s.ends_on IS NULL OR s.ends_on >= %(first)s)
        AND EXISTS (SELECT FROM participants_area a
            WHERE a.person_id = s.person_id AND a.kind IN ('kis', 'psu'))),
in_law AS (
    SELECT c.id, c.needs_reason, COALESCE((SELECT min(e.valid_to) FROM participants_eligibilitycategory e
        WHERE e.code = c.code AND e.valid_to >= c.valid_from AND NOT EXISTS (
            SELECT FROM participants_eligibilitycategory n
            WHERE n.code = e.code AND n.valid_from = e.valid_to + 1)), 'infinity') AS ends_on
    FROM participants_eligibilitycategory c),
described AS (
    SELECT s.id, s.starts_on, e.id AS eligibility FROM stays s JOIN file f ON f.whole = s.whole
        JOIN participants_eligibility e ON e.person_id = f.id AND e.voided_at IS NULL
        JOIN in_law ON in_law.id = e.category_id
    WHERE e.established_on <= s.starts_on AND (e.ends_on IS NULL OR e.ends_on >= s.starts_on)
        AND s.starts_on <= in_law.ends_on AND e.exclusion ~ '\S'
        AND (NOT in_law.needs_reason OR e.reason ~ '\S')),
good AS (
    SELECT DISTINCT d.id FROM described d JOIN participants_evidence p ON p.eligibility_id = d.eligibility
        AND p.voided_at IS NULL AND p.issued_on <= d.starts_on
        AND (p.is_indefinite OR p.valid_until >= d.starts_on OR p.extended_until >= d.starts_on)
    WHERE p.kind = 'programme' OR NOT EXISTS (SELECT FROM participants_evidence b
        WHERE b.eligibility_id = d.eligibility AND b.voided_at IS NULL AND b.kind = 'programme'
            AND b.issued_on <= d.starts_on)),
days AS (
    SELECT id, whole, starts_on AS day FROM stays
    UNION SELECT id, whole, %(on)s FROM stays WHERE ends_on IS NULL OR ends_on >= %(on)s),
asked AS (
    SELECT DISTINCT ON (d.id, d.day, CASE WHEN b.asked_on > d.day THEN b.asked_on END)
        d.id, d.day, b.id AS made, b.asked_on, b.ask_again_on
    FROM days d JOIN file f ON f.whole = d.whole
        JOIN participants_benefitcheck b ON b.person_id = f.id AND b.voided_at IS NULL
    ORDER BY d.id, d.day, CASE WHEN b.asked_on > d.day THEN b.asked_on END, b.asked_on DESC, b.id DESC),
excluded AS (
    SELECT DISTINCT a.id FROM asked a JOIN participants_benefitanswer r ON r.check_made_id = a.made
    WHERE r.entitled_from <= a.day AND r.benefit <> 'disability_pension'),
unanswered AS (
    SELECT d.id FROM days d LEFT JOIN asked a ON a.id = d.id AND a.day = d.day
        AND a.asked_on <= a.day AND a.ask_again_on > a.day
    WHERE a.id IS NULL),
covered AS (
    SELECT s.id FROM stays s JOIN file f ON f.whole = s.whole
        JOIN contracts_socialcontract c ON c.person_id = f.id AND c.voided_at IS NULL
            AND c.state IN ('signed', 'ended')
    GROUP BY s.id, s.starts_on, s.until
    HAVING range_agg(daterange(c.signed_on, c.last_day, '[]')) @> daterange(s.starts_on, s.until, '[]')),
holding AS (
    SELECT id FROM contracts_annex
    WHERE voided_at IS NULL AND holds_from <= %(on)s AND state = 'signed'),
unreviewed AS (
    SELECT DISTINCT s.id FROM stays s JOIN file f ON f.whole = s.whole
        JOIN contracts_socialcontract c ON c.person_id = f.id AND c.voided_at IS NULL
            AND c.state IN ('signed', 'ended')
        JOIN contracts_plannedreview p ON p.contract_id = c.id
        LEFT JOIN contracts_review g ON g.id = p.agreed_in_id
    WHERE p."on" < %(on)s AND p."on" <= c.last_day AND p."on" BETWEEN s.starts_on AND s.until
        AND g.voided_at IS NULL
        AND (p.added_by_id IS NULL OR p.added_by_id IN (SELECT id FROM holding))
        AND (p.dropped_by_id IS NULL OR p.dropped_by_id NOT IN (SELECT id FROM holding))
        AND NOT EXISTS (SELECT FROM contracts_review r
            LEFT JOIN contracts_plannedreview q ON q.id = r.planned_id
            WHERE r.contract_id = c.id AND r.voided_at IS NULL
                AND GREATEST(r."on", q."on") >= p."on")),
unmarked AS (
    SELECT DISTINCT s.id FROM stays s JOIN file f ON f.whole = s.whole
        JOIN activities_enrolment e ON e.person_id = f.id
        JOIN activities_meeting m ON m.activity_id = e.activity_id AND m.state = 'planned'
    WHERE m.day < %(on)s AND m.day BETWEEN s.starts_on AND s.until
        AND m.day >= e.starts_on AND (e.ends_on IS NULL OR m.day <= e.ends_on)
        AND NOT EXISTS (SELECT FROM activities_attendance a JOIN file g ON g.id = a.person_id
            WHERE a.meeting_id = m.id AND g.whole = s.whole AND a.state <> 'unmarked')
        AND NOT EXISTS (SELECT FROM participants_break b WHERE b.participation_id = s.id
            AND b.voided_at IS NULL AND b.starts_on <= m.day AND (b.ends_on IS NULL OR b.ends_on >= m.day))),
flags AS (
    -- Put together and joined once: of many joins the planner would guess the sizes wrong.
    SELECT id, bool_or(of = 'described') AS described, bool_or(of = 'good') AS good,
        bool_or(of = 'benefits') AS benefits, bool_or(of = 'covered') AS covered,
        bool_or(of = 'unreviewed') AS unreviewed, bool_or(of = 'unmarked') AS unmarked
    FROM (SELECT id, 'stay' AS of FROM stays
        UNION ALL SELECT id, 'described' FROM described UNION ALL SELECT id, 'good' FROM good
        UNION ALL SELECT id, 'benefits' FROM excluded UNION ALL SELECT id, 'benefits' FROM unanswered
        UNION ALL SELECT id, 'covered' FROM covered UNION ALL SELECT id, 'unreviewed' FROM unreviewed
        UNION ALL SELECT id, 'unmarked' FROM unmarked) told
    GROUP BY id)
SELECT count(*),
    count(*) FILTER (WHERE information_given_on IS NULL OR information_given_on > starts_on),
    count(*) FILTER (WHERE kind = 'contract'
        AND (declaration_signed_on IS NULL OR declaration_signed_on > starts_on)),
    count(*) FILTER (WHERE NOT flags.described),
    count(*) FILTER (WHERE NOT flags.good),
    count(*) FILTER (WHERE flags.benefits),
    count(*) FILTER (WHERE kind = 'contract' AND NOT flags.covered),
    count(*) FILTER (WHERE kind = 'contract' AND flags.unreviewed),
    count(*) FILTER (WHERE flags.unmarked),
    count(*) FILTER (WHERE ends_on <= %(on)s AND leaving_reason <> 'death'
        AND NOT EXISTS (SELECT FROM participants_certificate c
            WHERE c.participation_id = s.id AND c.voided_at IS NULL))
FROM participants_participation s JOIN flags USING (id)
    JOIN file f ON f.id = s.person_id JOIN participants_person w ON w.id = f.whole
"""
