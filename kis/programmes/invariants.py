"""What never breaks about programmes, asked of all rows at once; see kis.lib.invariants."""
# ruff: noqa: S608 – put together from constants of this module

from django.urls import reverse

from kis.lib.invariants import Invariant, voided_alone
from kis.programmes.models import (
    ChildConsent,
    Cost,
    Duty,
    Enrolment,
    Presence,
    Service,
    Settlement,
    Support,
)

OF_AN_EDITION = {
    "thing": "edycja programu",
    "right": "programmes.view_edition",
    "address": lambda number, person: reverse("programmes:edition", args=[number]),
}
OF_A_PROVIDER = {
    "thing": "osoba świadcząca usługi",
    "right": "programmes.write_provider",
    "address": lambda number, person: reverse("programmes:provider_edit", args=[number]),
}
VOIDABLE = [Enrolment, Service, Cost, Settlement, ChildConsent, Duty, Presence, Support]
_WHOLE = "COALESCE({alias}.merged_into_id, {alias}.id)"
_LAST_DAY = "((s.ends_at - interval '1 second') AT TIME ZONE 'Europe/Warsaw')::date"
_TOGETHER = "s.starts_at < o.ends_at AND s.ends_at > o.starts_at"
_SERVICES = "programmes_service s JOIN programmes_enrolment n ON n.id = s.enrolment_id"
_STAYS = "daterange({row}.applied_on, COALESCE({row}.ends_on, {row}.refused_on), '[]')"
_FILES = f"""SELECT n.*, {_WHOLE.format(alias="p")} AS whole, {_WHOLE.format(alias="b")} AS whole_cared_for
    FROM programmes_enrolment n JOIN participants_person p ON p.id = n.person_id
    JOIN participants_person b ON b.id = n.beneficiary_id WHERE n.voided_at IS NULL"""

INVARIANTS = [
    Invariant(
        "programme_hour_twice",
        "Ta sama godzina jednej osoby stoi w programach dwa razy",
        "Unieważnij jedną z usług: dwa razy tej samej godziny się nie rozlicza.",
        f"""SELECT s.edition_id, s.beneficiary_id, s.day, '' FROM programmes_service s
        JOIN programmes_service o ON o.beneficiary_id = s.beneficiary_id AND o.id < s.id AND {_TOGETHER}
        WHERE s.voided_at IS NULL AND o.voided_at IS NULL""",
        **OF_AN_EDITION,
    ),
    Invariant(
        "programme_provider_twice",
        "Jedna osoba świadczy w tym samym czasie dwie usługi",
        "Popraw godziny jednej z usług albo ją unieważnij.",
        f"""SELECT s.provider_id, NULL::bigint, s.day, '' FROM programmes_service s
        JOIN programmes_service o ON o.provider_id = s.provider_id AND o.id < s.id AND {_TOGETHER}
        WHERE s.voided_at IS NULL AND o.voided_at IS NULL AND s.is_one_person""",
        **OF_A_PROVIDER,
    ),
    Invariant(
        "programme_over_limit",
        "Osoba wykorzystała w edycji więcej godzin albo dób, niż ma jej grupa",
        "Popraw usługi albo limit grupy.",
        """SELECT used.edition_id, used.beneficiary_id, NULL::date, '' FROM (
            SELECT s.edition_id, s.beneficiary_id, COALESCE(sum(s.minutes), 0) AS minutes, 0 AS days
                FROM programmes_service s JOIN programmes_edition e ON e.id = s.edition_id
                WHERE s.voided_at IS NULL AND s.form = 'hours'
                GROUP BY 1, 2, CASE e.limit_unit WHEN 'month' THEN date_trunc('month', s.day) END
            UNION ALL SELECT s.edition_id, s.beneficiary_id, 0, sum(s.days)
                FROM programmes_service s WHERE s.voided_at IS NULL AND s.form = 'days' GROUP BY 1, 2) used
        WHERE EXISTS (SELECT 1 FROM programmes_enrolment n LEFT JOIN programmes_group g ON g.id = n.group_id
            WHERE n.edition_id = used.edition_id AND n.beneficiary_id = used.beneficiary_id
            AND n.voided_at IS NULL AND n.starts_on IS NOT NULL
            AND (used.minutes > COALESCE(g.hours_limit, 0) * 60 OR used.days > COALESCE(g.days_limit, 0)))
        GROUP BY 1, 2""",
        **OF_AN_EDITION,
    ),
    Invariant(
        "programme_provider_hours",
        "Asystent świadczył w 24 godzinach więcej, niż pozwala edycja",
        "Popraw godziny usług albo osobę, która je świadczyła.",
        """SELECT w.provider_id, NULL::bigint, w.day, '' FROM programmes_service w
        JOIN programmes_editionnumber v ON v.edition_id = w.edition_id AND v.code = 'provider_hours'
        CROSS JOIN LATERAL (SELECT sum(extract(epoch FROM
                LEAST(s.ends_at, w.starts_at + interval '24 hours') - s.starts_at) / 60) AS minutes
            FROM programmes_service s WHERE s.provider_id = w.provider_id AND s.voided_at IS NULL
            AND s.form = 'hours' AND s.programme = 'assistance'
            AND s.starts_at >= w.starts_at AND s.starts_at < w.starts_at + interval '24 hours') loaded
        WHERE w.voided_at IS NULL AND w.form = 'hours' AND w.programme = 'assistance' AND w.is_one_person
            AND loaded.minutes > v.value * 60""",
        **OF_A_PROVIDER,
    ),
    Invariant(
        "programme_service_outside",
        "Usługa jest poza udziałem osoby, poza edycją albo poza umową tego, kto ją świadczył",
        "Popraw dni udziału albo umowy, albo unieważnij usługę.",
        f"""SELECT s.edition_id, s.beneficiary_id, s.day, '' FROM {_SERVICES}
        JOIN programmes_edition e ON e.id = n.edition_id JOIN programmes_provider r ON r.id = s.provider_id
        WHERE s.voided_at IS NULL AND (n.voided_at IS NOT NULL OR n.starts_on IS NULL
            OR s.day < GREATEST(n.starts_on, e.starts_on, r.starts_on)
            OR {_LAST_DAY} > LEAST(n.ends_on, e.ends_on, r.ends_on))""",
        **OF_AN_EDITION,
    ),
    Invariant(
        "programme_service_unchosen",
        "Usługę świadczyła osoba, której uczestnik na ten dzień nie wybrał, bez oświadczenia, że nie jest z "
        "rodziny, albo on sam",
        "Wpisz wybór z oświadczeniem albo unieważnij usługę.",
        f"""SELECT s.edition_id, s.beneficiary_id, s.day, '' FROM {_SERVICES}
        JOIN programmes_provider r ON r.id = s.provider_id
        WHERE s.voided_at IS NULL AND s.is_one_person AND (r.person_id IN (n.person_id, n.beneficiary_id)
            OR NOT EXISTS (SELECT 1 FROM programmes_choice c WHERE c.enrolment_id = s.enrolment_id
                AND c.provider_id = s.provider_id AND c.declared_not_family_on <= s.day
                AND s.day BETWEEN c.starts_on AND COALESCE(c.ends_on, 'infinity')))""",
        **OF_AN_EDITION,
    ),
    Invariant(
        "programme_service_copies",
        "Usługa mówi o innej osobie, edycji albo czasie niż jej udział i godziny",
        "Zawiadom administratora systemu: te kolumny pisze baza danych.",
        f"""SELECT s.edition_id, s.beneficiary_id, s.day, '' FROM {_SERVICES}
        JOIN programmes_edition e ON e.id = n.edition_id JOIN programmes_provider r ON r.id = s.provider_id
        WHERE s.voided_at IS NULL AND ((s.edition_id, s.beneficiary_id, s.programme, s.is_one_person)
                IS DISTINCT FROM (n.edition_id, n.beneficiary_id, e.kind, NOT r.is_institution)
            OR s.day <> (s.starts_at AT TIME ZONE 'Europe/Warsaw')::date
            OR s.form = 'hours' AND s.minutes <> extract(epoch FROM s.ends_at - s.starts_at) / 60)""",
        **OF_AN_EDITION,
    ),
    Invariant(
        "programme_enrolment_unfit",
        "Udział jest poza dniami edycji, w grupie innej edycji albo bez grupy",
        "Popraw zgłoszenie albo dni edycji.",
        """SELECT n.edition_id, n.person_id, n.starts_on, '' FROM programmes_enrolment n
        JOIN programmes_edition e ON e.id = n.edition_id LEFT JOIN programmes_group g ON g.id = n.group_id
        WHERE n.voided_at IS NULL AND (g.edition_id <> n.edition_id
            OR n.starts_on NOT BETWEEN e.starts_on AND e.ends_on OR n.ends_on > e.ends_on
            OR n.starts_on IS NOT NULL AND g.id IS NULL AND e.kind IN ('assistance', 'respite')
            OR (e.kind = 'respite') <> (n.beneficiary_id <> n.person_id))""",
        **OF_AN_EDITION,
    ),
    Invariant(
        "programme_enrolled_twice",
        "Jedna osoba jest w tym czasie dwa razy w tej samej edycji",
        "Unieważnij albo zakończ jeden z udziałów.",
        f"""SELECT x.edition_id, x.person_id, x.applied_on, '' FROM ({_FILES}) x
        JOIN ({_FILES}) y ON y.edition_id = x.edition_id AND y.whole = x.whole
            AND y.whole_cared_for = x.whole_cared_for AND y.id < x.id
            AND {_STAYS.format(row="x")} && {_STAYS.format(row="y")}""",
        **OF_AN_EDITION,
    ),
    Invariant(
        "programme_outside_area",
        "Osoba z programu nie jest w obszarze „programy”",
        "Zawiadom administratora systemu: obszar otwiera się przy zgłoszeniu.",
        f"""SELECT n.edition_id, whose.id, n.applied_on, '' FROM programmes_enrolment n
        JOIN participants_person whose ON whose.id IN (n.person_id, n.beneficiary_id)
        WHERE whose.erased_on IS NULL AND NOT EXISTS (SELECT 1 FROM participants_area r
            JOIN participants_person w ON w.id = r.person_id
            WHERE {_WHOLE.format(alias="w")} = {_WHOLE.format(alias="whose")} AND r.kind = 'programmes'
            AND r.starts_on <= n.applied_on)""",
        **OF_AN_EDITION,
    ),
    Invariant(
        "programme_settled",
        "Rozliczony miesiąc mówi o innej liczbie godzin albo dób niż jego usługi",
        "Otwórz rozliczenie i rozlicz miesiąc jeszcze raz.",
        """SELECT t.edition_id, NULL::bigint, t.month, '' FROM programmes_settlement t
        LEFT JOIN LATERAL (SELECT COALESCE(sum(s.minutes), 0) AS minutes, COALESCE(sum(s.days), 0) AS days
            FROM programmes_service s WHERE s.edition_id = t.edition_id AND s.voided_at IS NULL
            AND (t.month IS NULL OR date_trunc('month', s.day)::date = t.month)) given ON true
        WHERE t.voided_at IS NULL AND (t.minutes, t.days) IS DISTINCT FROM (given.minutes, given.days)""",
        **OF_AN_EDITION,
    ),
    Invariant(
        "programmes_voided_alone",
        "Wpis o programie unieważniono bez powodu albo zrobił to jego autor",
        "Unieważnia druga osoba i podaje powód. Zawiadom administratora systemu.",
        **voided_alone(VOIDABLE),
    ),
]
