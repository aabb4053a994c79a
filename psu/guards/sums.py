"""Pieces of SQL that several guards share: the ceiling of a day, and who stands over a limit now."""

# Art. 142 ust. 11 of the act of 20 March 2025 (Dz.U. 2025 poz. 620) and art. 73a ust. 1 of the act of 20
# April 2004: up to 10 hours a week. Nobody can type it away: no form, no later row, no missing one.
ACTS_WEEK = 10
# Art. 142 ust. 14, art. 73a ust. 5: up to 60 % of the minimum.
ACTS_REFUND = 60


def ceiling(column: str, regime: str, day: str) -> str:
    """The ceiling of law in force that day, NULL where the law sets none."""
    return (
        f"(SELECT c.{column} FROM psu_ceiling c WHERE c.regime_id = {regime} "
        f"AND c.valid_from <= {day} ORDER BY c.valid_from DESC LIMIT 1)"
    )


# Weeks are the calendar's, Monday to Sunday: the acts say "tygodniowo" and no more.
def monday(day: str) -> str:
    """Monday of the day's week, across months and years."""
    return f"({day} - (EXTRACT(ISODOW FROM {day})::int - 1))"


def first_of_month(day: str) -> str:
    return f"date_trunc('month', {day}::timestamp)::date"


WEEKLY = f"LEAST(a.weekly_hours, {ceiling('weekly_hours', 'a.regime_id', 'w.day')})"
MONTHLY = f"LEAST(a.monthly_hours, {ceiling('monthly_hours', 'a.regime_id', 'w.day')})"


def weeks_over(agreements: str) -> str:
    """Weeks over their limit, of people with hours under one of the agreements (an SQL condition on `a`).

    All agreements of a week count together, and the lowest of their limits holds.
    """
    return f"""
        SELECT w.person_id, {monday("w.day")} AS monday, sum(w.hours) AS hours, min({WEEKLY}) AS most
        FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id
        WHERE w.hours > 0 AND w.person_id IN (
            SELECT w.person_id FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id
            WHERE w.hours > 0 AND {agreements})
        GROUP BY 1, 2 HAVING sum(w.hours) > min({WEEKLY}) ORDER BY 2 LIMIT 1"""


def months_over(agreements: str) -> str:
    """Months of a person under an agreement that stand over the limit."""
    return f"""
        SELECT w.person_id, {first_of_month("w.day")} AS month, sum(w.hours) AS hours,
            min({MONTHLY}) AS most
        FROM psu_workday w JOIN psu_agreement a ON a.id = w.agreement_id
        WHERE w.hours > 0 AND {agreements}
        GROUP BY w.person_id, w.agreement_id, {first_of_month("w.day")}
        HAVING sum(w.hours) > min({MONTHLY}) ORDER BY 2 LIMIT 1"""


def people_over(agreement: str) -> str:
    """Days on which more people are at work at one time than the agreement, or its period, allows.

    A person is at work from the first hours under a referral to the referral's last day: who leaves
    (the referral is ended) gives the place to the next one.
    """
    # LEAST leaves NULL out: on days outside every period the agreement's own number holds.
    allowed = f"""LEAST(
        (SELECT a.persons FROM psu_agreement a WHERE a.id = {agreement}),
        (SELECT p.persons FROM psu_agreementperiod p
            WHERE p.agreement_id = {agreement} AND d.day BETWEEN p.starts_on AND p.ends_on))"""
    return f"""
        WITH at_work AS (
            SELECT r.person_id, min(w.day) AS first, COALESCE(r.ended_on, r.ends_on) AS last
            FROM psu_workday w JOIN psu_referral r ON r.id = w.referral_id
            WHERE w.agreement_id = {agreement} AND w.hours > 0 GROUP BY r.id),
        days AS (
            SELECT first AS day FROM at_work
            UNION SELECT p.starts_on FROM psu_agreementperiod p WHERE p.agreement_id = {agreement}
            UNION SELECT p.ends_on + 1 FROM psu_agreementperiod p WHERE p.agreement_id = {agreement})
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
