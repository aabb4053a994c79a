"""A talk with a specialist: on a day of the person's stay that has come, in a month that is open."""
# ruff: noqa: S608 – the SQL of triggers, put together from constants of this module

import pgtrigger

from kis.activities.guards.under_stays import under_stays
from kis.activities.guards.words import MONTH_SENTENCES, day_of, month_is_open, polish_day
from kis.lib.guards import Guard, refuse
from participants.guards import lock_files_of

SENTENCES = {
    **MONTH_SENTENCES,
    "consultation_kind": lambda facts: (
        f"{polish_day(facts)} nie obowiązuje ten rodzaj albo nie zapisuje się go jako spotkań. Wybierz inny."
    ),
    "consultation_outside_activity": lambda facts: (
        f"{polish_day(facts)} tych zajęć nie ma. Popraw dzień konsultacji."
    ),
    "consultation_in_future": lambda facts: (
        f"{polish_day(facts)} jeszcze nie było. Konsultację wpisuje się, gdy się odbyła."
    ),
    # Leaders read it too: it gives no reason.
    "consultation_outside_stay": lambda facts: (
        f"{polish_day(facts)} ta osoba nie uczestniczy w KIS. Wybierz dzień z jej udziału."
    ),
    "consultation_correction_reason": (
        "Ten miesiąc był już zatwierdzony i otwarto go ponownie. Podaj powód poprawki."
    ),
    "stay_holds_consultation": lambda facts: (
        f"Osoba była na konsultacji {polish_day(facts)}, więc ten dzień musi być objęty udziałem w KIS. "
        "Wybierz inny dzień albo najpierw unieważnij tamten wpis."
    ),
    "unmerged_consultation": lambda facts: (
        f"Konsultacja z {polish_day(facts)} stoi na udziale z drugiej karty. Kart nie można rozłączyć, "
        "dopóki ten wpis nie ma udziału na własnej karcie."
    ),
}

CONSULTATION_FITS = Guard(
    name="consultation_fits",
    sentences=SENTENCES,
    when=pgtrigger.Before,
    operation=pgtrigger.Insert | pgtrigger.Update,
    declare=[
        *((name, "RECORD") for name in ("kind", "group_is", "months")),
        ("files", "BIGINT[]"),
    ],
    func=f"""
    {lock_files_of("NEW.person_id")}
    IF NEW.kind_id IS NOT NULL THEN
        SELECT k.* INTO kind FROM activities_activitykind k WHERE k.id = NEW.kind_id FOR SHARE;
        IF kind.recorded_as <> 'meetings'
                OR NEW.day NOT BETWEEN kind.valid_from AND COALESCE(kind.valid_to, 'infinity') THEN
            {refuse("consultation_kind", kind="NEW.kind_id", day="NEW.day")}
        END IF;
    ELSE
        SELECT a.* INTO group_is FROM activities_activity a WHERE a.id = NEW.activity_id FOR SHARE;
        IF NEW.day NOT BETWEEN group_is.starts_on AND COALESCE(group_is.ends_on, 'infinity') THEN
            {refuse("consultation_outside_activity", activity="NEW.activity_id", day="NEW.day")}
        END IF;
    END IF;
    IF TG_OP = 'UPDATE' THEN
        {month_is_open("OLD.activity_id", "OLD.day")}
        -- What is voided has its reason there.
        IF months.reopened AND NEW.correction_reason = '' AND NEW.voided_at IS NULL THEN
            {refuse("consultation_correction_reason", row="OLD.id")}
        END IF;
    END IF;
    {month_is_open("NEW.activity_id", "NEW.day")}
    IF NEW.voided_at IS NOT NULL THEN RETURN NEW; END IF;
    IF months.reopened AND NEW.correction_reason = '' THEN
        {refuse("consultation_correction_reason", day="NEW.day")}
    END IF;
    IF NEW.day > {day_of("NEW.written_at")} THEN
        {refuse("consultation_in_future", day="NEW.day")}
    END IF;
    IF NOT EXISTS (SELECT 1 FROM participants_participation p
            WHERE p.person_id = ANY(files) AND p.voided_at IS NULL
            AND NEW.day BETWEEN p.starts_on AND COALESCE(p.ends_on, 'infinity')) THEN
        {refuse("consultation_outside_stay", day="NEW.day")}
    END IF;
    RETURN NEW;
    """,
)

STAY_HOLDS_CONSULTATIONS, CONSULTATIONS_OF_UNMERGED = under_stays(
    "consultations", "activities_consultation", "c", "day", one="consultation", sentences=SENTENCES
)
