"""Pieces of SQL that several guards share: the ceiling of a day, and who stands over a limit now."""

# Art. 142 ust. 11 of the act of 20 March 2025 (Dz.U. 2025 poz. 620) and art. 73a ust. 1 of the act of 20
# April 2004: up to 10 hours a week. Nobody can type it away: no form, no later row, no missing one.
ACTS_WEEK = 10
# Art. 142 ust. 14, art. 73a ust. 5: up to 60 % of the minimum.
ACTS_REFUND = 60
# Art. 142 ust. 14: 100 % of it for work at carers of disabled persons.
ACTS_CARER_REFUND = 100


def ceiling(column: str, regime: str, day: str) -> str:
    """The ceiling of law in force that day, NULL where the law sets none."""
    return (
        f"(SELECT c.{column} FROM psu_ceiling c WHERE c.regime_id = {regime} "
        f"AND c.valid_from <= {day} ORDER BY c.valid_from DESC LIMIT 1)"
    )


# Of rows that name a person: whose they are, whatever file they were entered in.
WHOLE = "COALESCE(whole.merged_into_id, whole.id)"


def whose(row: str) -> str:
    return f"JOIN participants_person whole ON whole.id = {row}.person_id"


def people_with(condition: str) -> str:
    """Of days `w`: their people have hours of which the condition, on `w` and its agreement `a`, holds."""
    # Arrays are read once, whatever the planner knows of the tables; joined, a fresh database without
    # statistics asks for them again for every day.
    wholes = f"""ARRAY(SELECT DISTINCT {WHOLE} FROM psu_workday w
        JOIN psu_agreement a ON a.id = w.agreement_id {whose("w")} WHERE w.hours > 0 AND {condition})"""
    return f"""w.person_id = ANY(ARRAY(SELECT f.id FROM participants_person f
        WHERE f.id = ANY({wholes}) OR f.merged_into_id = ANY({wholes})))"""


# Weeks are the calendar's, Monday to Sunday: the acts say "tygodniowo" and no more.
def monday(day: str) -> str:
    """Monday of the day's week, across months and years."""
    return f"({day} - (EXTRACT(ISODOW FROM {day})::int - 1))"


def first_of_month(day: str) -> str:
    return f"date_trunc('month', {day}::timestamp)::date"


# Joined to an agreement `a`, its terms as they hold on a day `w`: those of its last annex by then.
ANNEX_OF_DAY = """
    LEFT JOIN LATERAL (SELECT x.* FROM psu_agreementannex x
        WHERE x.agreement_id = a.id AND x.voided_at IS NULL AND x.valid_from <= w.day
        ORDER BY x.valid_from DESC LIMIT 1) x ON TRUE"""


def term(column: str) -> str:
    """Of the day, see ANNEX_OF_DAY. The annex has the whole terms: what it leaves out it takes away."""
    return f"(CASE WHEN x.id IS NULL THEN a.{column} ELSE x.{column} END)"


WEEKLY = f"LEAST({term('weekly_hours')}, {ceiling('weekly_hours', 'a.regime_id', 'w.day')})"
MONTHLY = f"LEAST({term('monthly_hours')}, {ceiling('monthly_hours', 'a.regime_id', 'w.day')})"


# Of a day at a place `p`: art. 142 ust. 14 knows a share of its own for work at carers of disabled persons.
PERCENT = f"""(CASE WHEN p.kind = 'carer_home'
    THEN COALESCE({term("carer_refund_percent")}, {term("refund_percent")})
    ELSE {term("refund_percent")} END)"""


def terms_of(agreement: str) -> str:
    """All terms of an agreement, each with the first day they hold; its own hold from the beginning."""
    columns = (
        "total_hours, weekly_hours, monthly_hours, persons, refund_percent, carer_refund_percent"
    )
    return f"""
        SELECT DATE '-infinity' AS valid_from, {columns} FROM psu_agreement WHERE id = {agreement}
        UNION ALL SELECT valid_from, {columns} FROM psu_agreementannex
            WHERE agreement_id = {agreement} AND voided_at IS NULL"""


def part_holds(part: str, day: str) -> str:
    """Of a place or kind of an agreement: whether it stands that day. A voided annex did nothing."""
    annex = "SELECT 1 FROM psu_agreementannex {0} WHERE {0}.id = {1} AND {0}.voided_at IS NULL"
    came = f"{annex.format('came', f'{part}.from_annex_id')} AND came.valid_from <= {day}"
    went = f"{annex.format('went', f'{part}.until_annex_id')} AND went.valid_from <= {day}"
    return f"""(({part}.from_annex_id IS NULL OR EXISTS ({came})) AND NOT EXISTS ({went}))"""


def places_left_out(agreement: str) -> str:
    """The first day worked at a place that the agreement does not name that day."""
    return f"""
        SELECT w.day, r.place_id FROM psu_workday w JOIN psu_referral r ON r.id = w.referral_id
        WHERE w.agreement_id = {agreement} AND NOT EXISTS (
            SELECT 1 FROM psu_agreementplace p WHERE p.agreement_id = w.agreement_id
                AND p.place_id = r.place_id AND {part_holds("p", "w.day")})
        ORDER BY w.day LIMIT 1"""


def kinds_left_out(agreement: str) -> str:
    """The first day of a kind of work that the agreement does not name that day."""
    return f"""
        SELECT w.day, w.kind_id FROM psu_workday w
        WHERE w.agreement_id = {agreement} AND NOT EXISTS (
            SELECT 1 FROM psu_agreementkind k WHERE k.agreement_id = w.agreement_id
                AND k.kind_id = w.kind_id AND {part_holds("k", "w.day")})
        ORDER BY w.day LIMIT 1"""


def totals_over(agreement: str) -> str:
    """Terms whose hours in total are under those worked by the end of their days."""
    return f"""
        SELECT t.total_hours AS most, used.hours
        FROM (SELECT total_hours, valid_from, lead(valid_from, 1, DATE 'infinity') OVER (ORDER BY valid_from)
                AS next FROM ({terms_of(agreement)}) terms) t,
            LATERAL (SELECT {hours_used(agreement, "t.next")} AS hours) used
        WHERE used.hours > t.total_hours
        ORDER BY t.valid_from LIMIT 1"""


def hours_used(agreement: str, before: str) -> str:
    """Of the hours in total: those of the days before this one, and of months that are entered as a sum."""
    return f"""(
        (SELECT COALESCE(sum(w.hours), 0) FROM psu_workday w
            WHERE w.agreement_id = {agreement} AND w.day < {before})
        + (SELECT COALESCE(sum(p.hours), 0) FROM psu_pastmonth p
            WHERE p.agreement_id = {agreement} AND p.month < {before}))"""


def weeks_over(whom: str, *, only="LIMIT 1") -> str:
    """Weeks over their limit, of people with hours of which `whom` holds, see people_with.

    All agreements and files of a week count together, and the lowest of the limits holds.
    """
    return f"""
        SELECT {WHOLE} AS person_id, {monday("w.day")} AS monday, sum(w.hours) AS hours,
            min({WEEKLY}) AS most
        FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id {ANNEX_OF_DAY} {whose("w")}
        WHERE w.hours > 0 AND {people_with(whom)}
        GROUP BY 1, 2 HAVING sum(w.hours) > min({WEEKLY}) ORDER BY 2 {only}"""


def months_over(whom: str, *, only="LIMIT 1") -> str:
    """The same of months: all agreements of a person's month count together, the lowest limit holds."""
    return f"""
        SELECT {WHOLE} AS person_id, {first_of_month("w.day")} AS month, sum(w.hours) AS hours,
            min({MONTHLY}) AS most
        FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id {ANNEX_OF_DAY} {whose("w")}
        WHERE w.hours > 0 AND {people_with(whom)}
        GROUP BY 1, 2 HAVING sum(w.hours) > min({MONTHLY}) ORDER BY 2 {only}"""


def people_over(agreement: str) -> str:
    """Days on which more people are at work at one time than the agreement, or its period, allows.

    A person is at work from the first hours under a referral to the referral's last day: who leaves
    (the referral is ended) gives the place to the next one.
    """
    # LEAST leaves NULL out: on days outside every period the agreement's own number holds.
    allowed = f"""LEAST(
        (SELECT t.persons FROM ({terms_of(agreement)}) t WHERE t.valid_from <= d.day
            ORDER BY t.valid_from DESC LIMIT 1),
        (SELECT p.persons FROM psu_agreementperiod p
            WHERE p.agreement_id = {agreement} AND d.day BETWEEN p.starts_on AND p.ends_on))"""
    return f"""
        WITH at_work AS (
            SELECT {WHOLE} AS person_id, min(w.day) AS first, COALESCE(r.ended_on, r.ends_on) AS last
            FROM psu_workday w JOIN psu_referral r ON r.id = w.referral_id {whose("r")}
            WHERE w.agreement_id = {agreement} AND w.hours > 0 GROUP BY r.id, whole.id),
        days AS (
            SELECT first AS day FROM at_work
            UNION SELECT p.starts_on FROM psu_agreementperiod p WHERE p.agreement_id = {agreement}
            UNION SELECT p.ends_on + 1 FROM psu_agreementperiod p WHERE p.agreement_id = {agreement}
            UNION SELECT x.valid_from FROM psu_agreementannex x
                WHERE x.agreement_id = {agreement} AND x.voided_at IS NULL)
        SELECT d.day, count(DISTINCT s.person_id) AS people, {allowed} AS persons,
            (SELECT p.starts_on FROM psu_agreementperiod p WHERE p.agreement_id = {agreement}
                AND d.day BETWEEN p.starts_on AND p.ends_on) AS first,
            (SELECT p.ends_on FROM psu_agreementperiod p WHERE p.agreement_id = {agreement}
                AND d.day BETWEEN p.starts_on AND p.ends_on) AS last
        FROM days d JOIN at_work s ON d.day BETWEEN s.first AND s.last
        GROUP BY d.day HAVING count(DISTINCT s.person_id) > {allowed}
        ORDER BY d.day LIMIT 1"""


def closed_days(condition: str) -> str:
    """A day of hours in a closed person-month (aliases `w` day, `a` agreement), the first one."""
    return f"""
        SELECT w.day FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id
        JOIN psu_personmonth m ON m.person_id = w.person_id AND m.agreement_id = w.agreement_id
            AND m.month = {first_of_month("w.day")}
        WHERE m.state = 'closed' AND w.hours > 0 AND {condition}
        ORDER BY w.day LIMIT 1"""
