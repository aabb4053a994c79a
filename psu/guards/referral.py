"""Guards on referrals: nothing that hours stand on moves from under them."""

import pgtrigger

from kis.lib.guards import Guard, refuse
from kis.lib.money import hours as shown
from psu.guards.agreement import PEOPLE_UNDER_HOURS
from psu.guards.sums import first_of_month, monday, people_over
from psu.guards.words import number, under

SENTENCES = {
    "referral_basis_of_the_old_act": "Uczestników kontraktu lub programu kieruje się tylko na podstawie "
    "porozumień podpisanych do 31.05.2025. Wybierz pierwszą podstawę albo inne porozumienie.",
    "referral_stays": "Osoba i porozumienie w skierowaniu nie zmieniają się. Unieważnij wpis i wpisz nowe.",
    "referral_place_under_days": "W tym miejscu są już wpisane dni: wpisz nowe skierowanie od dnia zmiany.",
    "referral_voided_under_days": "Na tym skierowaniu są wpisane dni: nie można go unieważnić.",
    "referral_period_under_days": under(
        "Jest już wpis z {day}, a skierowanie tego dnia by nie obowiązywało."
    ),
    "referral_ohs_under_hours": under(
        "Są godziny z {day}: szkolenie BHP musi być najpóźniej tego dnia."
    ),
    "referral_medical_under_hours": under(
        "Są godziny z {day}: badanie lekarskie musi być tego dnia ważne."
    ),
    "referral_to_unused_place": (
        "Tego miejsca już się nie używa. Wybierz inne albo poproś administratora merytorycznego, żeby je "
        "przywrócił."
    ),
    "referral_limit_under_hours": lambda facts: (
        f"Jest już {shown(number(facts['hours']))} godz.: limit nie może być niższy."
    ),
}

_STAYS = refuse("referral_stays", referral="OLD.id")
_PLACE = refuse("referral_place_under_days", referral="OLD.id")
_VOIDED = refuse("referral_voided_under_days", referral="OLD.id")
_PERIOD = refuse("referral_period_under_days", referral="OLD.id", day="found.day")
_OHS = refuse("referral_ohs_under_hours", referral="OLD.id", day="found.day")
_MEDICAL = refuse("referral_medical_under_hours", referral="OLD.id", day="found.day")
_WEEK = refuse("referral_limit_under_hours", referral="OLD.id", hours="found.hours")

_UNUSED = refuse("referral_to_unused_place", place="NEW.place_id")

# The row's own lock is enough here: whoever saves hours reads the referral FOR SHARE.
UNDER_HOURS = Guard(
    name="referral_under_hours",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    declare=[("found", "RECORD")],
    func=f"""
    IF (OLD.person_id, OLD.agreement_id) IS DISTINCT FROM (NEW.person_id, NEW.agreement_id) THEN
        {_STAYS}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM psu_workday w WHERE w.referral_id = OLD.id) THEN RETURN NEW; END IF;
    IF OLD.place_id <> NEW.place_id THEN {_PLACE} END IF;
    IF NEW.voided_at IS NOT NULL THEN {_VOIDED} END IF;
    SELECT w.day INTO found FROM psu_workday w WHERE w.referral_id = OLD.id
        AND w.day NOT BETWEEN NEW.starts_on AND COALESCE(NEW.ended_on, NEW.ends_on)
        ORDER BY w.day LIMIT 1;
    IF found.day IS NOT NULL THEN {_PERIOD} END IF;
    SELECT w.day INTO found FROM psu_workday w WHERE w.referral_id = OLD.id AND w.hours > 0
        AND NOT COALESCE(w.day >= NEW.ohs_on, FALSE) ORDER BY w.day LIMIT 1;
    IF found.day IS NOT NULL THEN {_OHS} END IF;
    SELECT w.day INTO found FROM psu_workday w WHERE w.referral_id = OLD.id AND w.hours > 0
        AND NEW.medical = 'needed'
        AND NOT COALESCE(w.day BETWEEN NEW.medical_on AND NEW.medical_until, FALSE)
        ORDER BY w.day LIMIT 1;
    IF found.day IS NOT NULL THEN {_MEDICAL} END IF;
    SELECT sum(w.hours) AS hours INTO found FROM psu_workday w WHERE w.referral_id = OLD.id
        GROUP BY {monday("w.day")} HAVING sum(w.hours) > NEW.weekly_hours LIMIT 1;
    IF found.hours IS NOT NULL THEN {_WEEK} END IF;
    SELECT sum(w.hours) AS hours INTO found FROM psu_workday w WHERE w.referral_id = OLD.id
        GROUP BY {first_of_month("w.day")} HAVING sum(w.hours) > NEW.monthly_hours LIMIT 1;
    IF found.hours IS NOT NULL THEN {_WEEK} END IF;
    RETURN NEW;
    """,
)

_BASIS = refuse("referral_basis_of_the_old_act", agreement="NEW.agreement_id")

# Art. 142 ust. 2 and 8 of the act of 20 March 2025 (Dz.U. 2025 poz. 620) know the first group alone. The lock
# keeps the agreement's act until the referral stands, which then keeps it itself. Of an entered referral only
# the change is judged.
BASIS = Guard(
    name="referral_basis",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("law", "RECORD")],
    func=f"""
    IF NEW.basis <> 'programme' THEN RETURN NEW; END IF;
    IF TG_OP = 'UPDATE' THEN
        IF OLD.basis = NEW.basis THEN RETURN NEW; END IF;
    END IF;
    PERFORM 1 FROM psu_agreement a WHERE a.id = NEW.agreement_id FOR NO KEY UPDATE;
    SELECT r.code INTO law FROM psu_agreement a JOIN psu_regime r ON r.id = a.regime_id
        WHERE a.id = NEW.agreement_id;
    IF law.code <> 'old' THEN {_BASIS} END IF;
    RETURN NEW;
    """,
)

# A longer referral keeps its person's place for longer; the acts lock the agreement before the referral.
PERSONS = Guard(
    name="referral_persons",
    sentences=SENTENCES,
    when=pgtrigger.After,
    operation=pgtrigger.Update,
    declare=[("found", "RECORD")],
    func=f"""
    IF COALESCE(NEW.ended_on, NEW.ends_on) <= COALESCE(OLD.ended_on, OLD.ends_on) THEN
        RETURN NULL;
    END IF;
    PERFORM 1 FROM psu_agreement a WHERE a.id = NEW.agreement_id FOR NO KEY UPDATE;
    {people_over("NEW.agreement_id")} INTO found;
    IF found.day IS NOT NULL THEN {PEOPLE_UNDER_HOURS} END IF;
    RETURN NULL;
    """,
)

# Whoever switches the place off holds its row: the later of the two sees what the first one did.
TO_A_USED_PLACE = Guard(
    name="referral_to_a_used_place",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[("is_used", "BOOLEAN")],
    func=f"""
    IF TG_OP = 'UPDATE' THEN
        IF OLD.place_id = NEW.place_id
                AND COALESCE(NEW.ended_on, NEW.ends_on) <= COALESCE(OLD.ended_on, OLD.ends_on) THEN
            RETURN NEW;
        END IF;
    END IF;
    SELECT p.is_active INTO is_used FROM psu_workplace p WHERE p.id = NEW.place_id FOR SHARE;
    IF NOT is_used THEN {_UNUSED} END IF;
    RETURN NEW;
    """,
)

REFERRAL = [BASIS, UNDER_HOURS, PERSONS, TO_A_USED_PLACE]
