"""How much one person may use and one provider may give, held from both sides.

A provider's hours are looked at in each twenty-four consecutive hours that begin with one of its services: of
all windows these hold the most.
"""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import pgtrigger

from kis.lib.guards import Guard, refuse
from kis.programmes.guards.words import hours, polish_day

SENTENCES = {
    "service_over_hours": lambda facts: (
        f"Z tą usługą osoba wykorzystałaby {hours(facts['used'])}, a limit jej grupy "
        f"{'w miesiącu ' if facts['monthly'] else ''}to {hours(facts['most'])} Skróć usługę albo wpisz ją do "
        "następnej edycji."
    ),
    "service_over_days": lambda facts: (
        f"Z tą usługą osoba wykorzystałaby dób: {facts['used']}, a limit jej grupy to {facts['most']}. "
        "Skróć pobyt."
    ),
    "service_limit_missing": "Grupa tej osoby nie ma limitu dla takiej usługi. Uzupełnij liczby edycji.",
    "provider_hours_missing": (
        "Edycja nie mówi, ile godzin w dobie może świadczyć jedna osoba. Uzupełnij liczby edycji."
    ),
    "provider_over_hours": lambda facts: (
        f"W 24 godzinach od {facts['since']} ta osoba świadczyłaby {hours(facts['minutes'])}, a może "
        f"najwyżej {hours(facts['most'])} Zmień godziny albo osobę."
    ),
    "group_limit_used": lambda facts: (
        f"Ktoś w tej grupie wykorzystał już więcej: {facts['used']}. Limit nie może być niższy od tego, co "
        "wykorzystano."
    ),
    "provider_limit_used": lambda facts: (
        f"Dnia {polish_day(facts)} ktoś świadczył już więcej godzin. Limit nie może być niższy od tego, co "
        "jest wpisane."
    ),
}

_COUNTED = "s.voided_at IS NULL AND s.form = '{form}'"
_HOURS = _COUNTED.format(form="hours")
_DAYS = _COUNTED.format(form="days")
DAY = "interval '24 hours'"


def _find_window(where: str, most: str) -> str:
    """Into `found` the first window of a provider's hours that holds more than `most` hours."""
    return f"""
    SELECT w.starts_at, w.day, loaded.minutes, loaded.numbers INTO found
    FROM programmes_service w
    CROSS JOIN LATERAL (
        SELECT sum(extract(epoch FROM LEAST(s.ends_at, w.starts_at + {DAY})
                - GREATEST(s.starts_at, w.starts_at)) / 60)::int AS minutes,
            jsonb_agg(s.id ORDER BY s.starts_at) AS numbers
        FROM programmes_service s
        WHERE s.provider_id = w.provider_id AND {_HOURS} AND s.programme = 'assistance'
        AND s.starts_at > w.starts_at - {DAY} AND s.starts_at < w.starts_at + {DAY}
        AND s.ends_at > w.starts_at) loaded
    WHERE w.voided_at IS NULL AND w.form = 'hours' AND w.programme = 'assistance' AND w.is_one_person
    AND {where} AND loaded.minutes > {most} * 60
    ORDER BY w.starts_at LIMIT 1;
    """


_BESIDE_NEW = f"""w.provider_id = NEW.provider_id
        AND w.starts_at > NEW.starts_at - {DAY} AND w.starts_at < NEW.ends_at"""

# Behind the row, which counts too; the locks were taken before it (see kis.programmes.guards.service).
SERVICE_IS_NOT_TOO_MUCH = Guard(
    name="service_is_not_too_much",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("rules", "RECORD"), ("used", "INT"), ("most", "NUMERIC"), ("found", "RECORD")],
    func=f"""
    IF NEW.voided_at IS NOT NULL THEN RETURN NULL; END IF;
    SELECT g.hours_limit, g.days_limit, e.limit_unit = 'month' AS monthly INTO rules
        FROM programmes_enrolment n JOIN programmes_edition e ON e.id = n.edition_id
        LEFT JOIN programmes_group g ON g.id = n.group_id WHERE n.id = NEW.enrolment_id;
    IF NEW.form = 'hours' THEN
        IF rules.hours_limit IS NULL THEN {
        refuse("service_limit_missing", service="NEW.id")
    } END IF;
        SELECT sum(s.minutes) INTO used FROM programmes_service s
            WHERE s.beneficiary_id = NEW.beneficiary_id AND s.edition_id = NEW.edition_id AND {
        _HOURS
    }
            AND (NOT rules.monthly OR date_trunc('month', s.day) = date_trunc('month', NEW.day));
        IF used > rules.hours_limit * 60 THEN
            {
        refuse(
            "service_over_hours",
            used="used",
            most="(rules.hours_limit * 60)::int",
            monthly="rules.monthly",
        )
    }
        END IF;
    ELSE
        IF rules.days_limit IS NULL THEN {refuse("service_limit_missing", service="NEW.id")} END IF;
        SELECT sum(s.days) INTO used FROM programmes_service s
            WHERE s.beneficiary_id = NEW.beneficiary_id AND s.edition_id = NEW.edition_id AND {
        _DAYS
    };
        IF used > rules.days_limit THEN
            {refuse("service_over_days", used="used", most="rules.days_limit")}
        END IF;
    END IF;
    IF NEW.programme <> 'assistance' OR NOT NEW.is_one_person THEN RETURN NULL; END IF;
    SELECT v.value INTO most FROM programmes_editionnumber v
        WHERE v.edition_id = NEW.edition_id AND v.code = 'provider_hours';
    IF most IS NULL THEN {refuse("provider_hours_missing", edition="NEW.edition_id")} END IF;
    {_find_window(_BESIDE_NEW, "most")}
    IF found.starts_at IS NOT NULL THEN
        {
        refuse(
            "provider_over_hours",
            since="to_char(found.starts_at AT TIME ZONE 'Europe/Warsaw', 'FMDD.MM.YYYY, FMHH24:MI')",
            minutes="found.minutes",
            most="(most * 60)::int",
            services="found.numbers",
            provider="NEW.provider_id",
        )
    }
    END IF;
    RETURN NULL;
    """,
)

GROUP_COVERS_USE = Guard(
    name="group_covers_use",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("hours_limit", "days_limit"),
    declare=[("used", "NUMERIC")],
    func=f"""
    SELECT max(sums.minutes) INTO used FROM (SELECT sum(s.minutes) AS minutes
        FROM programmes_service s JOIN programmes_edition e ON e.id = s.edition_id
        WHERE s.edition_id = NEW.edition_id AND {_HOURS}
        AND s.beneficiary_id IN (SELECT n.beneficiary_id FROM programmes_enrolment n
            WHERE n.group_id = NEW.id AND n.voided_at IS NULL)
        GROUP BY s.beneficiary_id, CASE e.limit_unit WHEN 'month' THEN date_trunc('month', s.day) END) sums;
    IF used > COALESCE(NEW.hours_limit, 0) * 60 THEN
        {refuse("group_limit_used", used="to_char(used / 60, 'FM9990D00') || ' godz.'", row="NEW.id")}
    END IF;
    SELECT max(sums.days) INTO used FROM (SELECT sum(s.days) AS days FROM programmes_service s
        WHERE s.edition_id = NEW.edition_id AND {_DAYS}
        AND s.beneficiary_id IN (SELECT n.beneficiary_id FROM programmes_enrolment n
            WHERE n.group_id = NEW.id AND n.voided_at IS NULL)
        GROUP BY s.beneficiary_id) sums;
    IF used > COALESCE(NEW.days_limit, 0) THEN
        {refuse("group_limit_used", used="'dób: ' || used", row="NEW.id")}
    END IF;
    RETURN NULL;
    """,
)

NUMBER_COVERS_USE = Guard(
    name="number_covers_use",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.UpdateOf("value"),
    declare=[("found", "RECORD")],
    func=f"""
    IF NEW.code <> 'provider_hours' OR NEW.value >= OLD.value THEN RETURN NULL; END IF;
    {_find_window("w.edition_id = NEW.edition_id", "NEW.value")}
    IF found.starts_at IS NOT NULL THEN {refuse("provider_limit_used", day="found.day")} END IF;
    RETURN NULL;
    """,
)
