"""When a service may stand: within the participation, by who may give it, in a month still open."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this app

import pgtrigger

from kis.lib.guards import Guard, refuse
from kis.programmes.guards.words import (
    SETTLED,
    hold_edition,
    lock_person,
    lock_provider,
    polish_day,
    refuse_settled,
)
from participants.guards import NotWhileRestricted, person_of

SENTENCES = SETTLED | {
    "service_of_no_kind": "W tym programie nie wpisuje się usług.",
    "service_whole_minutes": "Godziny wpisuje się co do minuty.",
    "service_in_future": "Usługa jeszcze się nie zaczęła. Wpisuje się to, co już było.",
    "service_outside_participation": lambda facts: (
        f"{polish_day(facts)} ta osoba nie bierze udziału w tej edycji. Popraw dzień albo udział."
    ),
    "service_outside_edition": lambda facts: (
        f"{polish_day(facts)} jest poza edycją. Usługę przez północ ostatniego dnia wpisz jako dwie: do "
        "24:00 w tej edycji, resztę w następnej."
    ),
    "service_across_months": (
        "Usługa przechodzi na następny miesiąc. Wpisz ją jako dwie: do 24:00 ostatniego dnia i od 0:00 "
        "pierwszego."
    ),
    "service_provider_not_employed": lambda facts: (
        f"{polish_day(facts)} ta osoba nie miała umowy. Popraw dzień albo umowę."
    ),
    "service_provider_unchecked": lambda facts: (
        f"Przed {polish_day(facts)} nie sprawdzono tej osoby w RSPTS, a usługa jest dla dziecka. Uzupełnij "
        "dane osoby."
    ),
    "service_of_oneself": "Uczestnik nie może świadczyć usług sobie ani osobie, którą się opiekuje.",
    "service_not_chosen": lambda facts: (
        f"Na {polish_day(facts)} uczestnik nie wybrał tej osoby albo nie ma jej oświadczenia, że nie jest z "
        "rodziny. Wpisz wybór i oświadczenie."
    ),
    "cost_not_eligible": "Ten koszt nie jest kwalifikowany w tej edycji.",
    "cost_outside_participation": lambda facts: (
        f"{polish_day(facts)} ta osoba nie bierze udziału w tej edycji. Popraw dzień."
    ),
    "cost_of_kilometres": "Kwota za kilometry to liczba kilometrów razy stawka.",
}

_BENEFICIARY = (
    "(SELECT o.beneficiary_id FROM programmes_enrolment o WHERE o.id = {row}.enrolment_id)"
)
SERVICE_NOT_WHILE_RESTRICTED = NotWhileRestricted(_BENEFICIARY)
COST_NOT_WHILE_RESTRICTED = NotWhileRestricted(person_of("programmes_enrolment", "enrolment_id"))

_LAST_DAY = "((NEW.ends_at - interval '1 second') AT TIME ZONE 'Europe/Warsaw')::date"

SERVICE_FITS = Guard(
    name="service_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("its", "RECORD"), ("theirs", "RECORD")],
    func=f"""
    SELECT n.edition_id, n.beneficiary_id INTO its FROM programmes_enrolment n WHERE n.id = NEW.enrolment_id;
    {hold_edition("its.edition_id")}
    {lock_person("its.beneficiary_id")}
    {lock_provider("NEW.provider_id")}
    SELECT n.*, e.kind, e.starts_on AS opens_on, e.ends_on AS closes_on, b.born_on INTO its
        FROM programmes_enrolment n JOIN programmes_edition e ON e.id = n.edition_id
        JOIN participants_person b ON b.id = n.beneficiary_id WHERE n.id = NEW.enrolment_id;
    SELECT p.* INTO theirs FROM programmes_provider p WHERE p.id = NEW.provider_id;
    NEW.edition_id = its.edition_id;
    NEW.beneficiary_id = its.beneficiary_id;
    NEW.programme = its.kind;
    NEW.is_one_person = NOT theirs.is_institution;
    NEW.day = (NEW.starts_at AT TIME ZONE 'Europe/Warsaw')::date;
    NEW.minutes = 0;
    NEW.days = 0;
    IF NEW.ends_at <= NEW.starts_at THEN RETURN NEW; END IF;
    IF NEW.form = 'hours' THEN
        NEW.minutes = extract(epoch FROM NEW.ends_at - NEW.starts_at) / 60;
    ELSE
        NEW.days = ceil(extract(epoch FROM NEW.ends_at AT TIME ZONE 'Europe/Warsaw'
            - NEW.starts_at AT TIME ZONE 'Europe/Warsaw') / 86400);
    END IF;
    {refuse_settled("NEW.edition_id", "NEW.day")}
    IF TG_OP = 'UPDATE' THEN {refuse_settled("NEW.edition_id", "OLD.day")} END IF;
    IF NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
    IF its.kind NOT IN ('assistance', 'respite') THEN {
        refuse("service_of_no_kind", day="NEW.day")
    } END IF;
    IF extract(second FROM NEW.starts_at) <> 0 OR extract(second FROM NEW.ends_at) <> 0 THEN
        {refuse("service_whole_minutes", day="NEW.day")}
    END IF;
    IF NEW.starts_at > now() THEN {refuse("service_in_future", day="NEW.day")} END IF;
    IF NEW.day NOT BETWEEN its.opens_on AND its.closes_on OR {_LAST_DAY} > its.closes_on THEN
        {
        refuse(
            "service_outside_edition",
            day=f"CASE WHEN NEW.day < its.opens_on THEN NEW.day ELSE GREATEST(NEW.day, {_LAST_DAY}) END",
        )
    }
    END IF;
    IF its.voided_at IS NOT NULL OR its.starts_on IS NULL OR NEW.day < its.starts_on
            OR {_LAST_DAY} > its.ends_on THEN
        {
        refuse(
            "service_outside_participation",
            day=f"CASE WHEN {_LAST_DAY} > its.ends_on THEN {_LAST_DAY} ELSE NEW.day END",
        )
    }
    END IF;
    IF NEW.form = 'hours' AND date_trunc('month', {_LAST_DAY}) <> date_trunc('month', NEW.day) THEN
        {refuse("service_across_months", day="NEW.day")}
    END IF;
    IF NEW.day NOT BETWEEN theirs.starts_on AND COALESCE(theirs.ends_on, 'infinity')
            OR {_LAST_DAY} > theirs.ends_on THEN
        {refuse("service_provider_not_employed", day="NEW.day")}
    END IF;
    IF theirs.is_institution THEN RETURN NEW; END IF;
    IF theirs.person_id IN (its.person_id, its.beneficiary_id) THEN
        {refuse("service_of_oneself", day="NEW.day")}
    END IF;
    IF its.born_on + interval '18 years' > NEW.day AND (theirs.offender_register_checked_on IS NULL
            OR theirs.offender_register_checked_on > NEW.day) THEN
        {refuse("service_provider_unchecked", day="NEW.day")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM programmes_choice c WHERE c.enrolment_id = NEW.enrolment_id
            AND c.provider_id = NEW.provider_id AND c.declared_not_family_on <= NEW.day
            AND NEW.day BETWEEN c.starts_on AND COALESCE(c.ends_on, 'infinity')) THEN
        {refuse("service_not_chosen", day="NEW.day")}
    END IF;
    RETURN NEW;
    """,
)

COST_FITS = Guard(
    name="cost_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("its", "RECORD")],
    func=f"""
    SELECT n.edition_id INTO its FROM programmes_enrolment n WHERE n.id = NEW.enrolment_id;
    {hold_edition("its.edition_id")}
    SELECT n.*, e.eligible_costs, e.ends_on AS closes_on INTO its FROM programmes_enrolment n
        JOIN programmes_edition e ON e.id = n.edition_id WHERE n.id = NEW.enrolment_id;
    {refuse_settled("its.edition_id", "NEW.day")}
    IF TG_OP = 'UPDATE' THEN {refuse_settled("its.edition_id", "OLD.day")} END IF;
    IF NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
    IF NOT NEW.kind = ANY(its.eligible_costs) THEN {refuse("cost_not_eligible", day="NEW.day")} END IF;
    IF its.voided_at IS NOT NULL OR its.starts_on IS NULL
            OR NEW.day NOT BETWEEN its.starts_on AND LEAST(its.ends_on, its.closes_on) THEN
        {refuse("cost_outside_participation", day="NEW.day")}
    END IF;
    IF NEW.kind = 'own_car' AND NEW.amount <> round(NEW.kilometres * NEW.km_rate, 2) THEN
        {refuse("cost_of_kilometres", day="NEW.day")}
    END IF;
    RETURN NEW;
    """,
)
