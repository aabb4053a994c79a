"""What the guards refuse, in words: the facts of a refusal are row numbers, here they get their names."""

import datetime
import json
from decimal import Decimal

from django.db import IntegrityError
from django.utils import timezone

from kis.lib.dates import month_name, polish
from kis.lib.money import hours as shown
from participants.models import Person
from psu.models import (
    Agreement,
    PersonMonth,
    Referral,
    StatusNews,
    WorkDay,
    WorkKind,
    WorkPlace,
)
from psu.rules import sentences
from psu.rules.sentences import HoursRefusal, Plain, short_day, week_range

OUTCOME_WORDS = {
    WorkDay.Outcome.EXCUSED: "U",
    WorkDay.Outcome.UNEXCUSED: "N",
    WorkDay.Outcome.REFUSED: "O",
    WorkDay.Outcome.IDLE: "P",
}


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def _hours(number) -> Decimal:
    """Facts come as JSON numbers."""
    return Decimal(str(number))


def _name(model, pk) -> str:
    return str(model._base_manager.get(pk=pk))


def _limits(facts: dict) -> dict[str, Decimal]:
    return {name: _hours(facts[name]) for name in ("there", "limit", "asked")}


def _week(facts):
    elsewhere = tuple(
        (_name(WorkPlace, other["place"]), _hours(other["hours"])) for other in facts["elsewhere"]
    )
    return sentences.WeekLimit(
        person=_name(Person, facts["person"]),
        monday=_day(facts["monday"]),
        elsewhere=elsewhere,
        **_limits(facts),
    )


def _referral_week(facts):
    return sentences.ReferralWeekLimit(
        person=_name(Person, facts["person"]),
        referral=_name(Referral, facts["referral"]),
        monday=_day(facts["monday"]),
        **_limits(facts),
    )


def _month(facts):
    return sentences.MonthLimit(
        person=_name(Person, facts["person"]),
        agreement=_name(Agreement, facts["agreement"]),
        month=_day(facts["month"]),
        **_limits(facts),
    )


def _referral_month(facts):
    return sentences.ReferralMonthLimit(
        person=_name(Person, facts["person"]),
        referral=_name(Referral, facts["referral"]),
        month=_day(facts["month"]),
        **_limits(facts),
    )


def _total(facts):
    return sentences.TotalLimit(agreement=_name(Agreement, facts["agreement"]), **_limits(facts))


def _persons(facts):
    agreement = Agreement.objects.get(pk=facts["agreement"])
    return sentences.Persons(
        person=_name(Person, facts["person"]),
        agreement=agreement.number,
        first=_day(facts["first"]) if facts["first"] else agreement.starts_on,
        last=_day(facts["last"]) if facts["last"] else agreement.ends_on,
        persons=facts["persons"],
        people=facts["people"],
    )


def _before(facts):
    return sentences.before_referral(_name(Referral, facts["referral"]), _day(facts["starts_on"]))


def _status(facts):
    news = StatusNews.objects.get(pk=facts["news"])
    return sentences.status(news.get_what_display(), news.starts_on, news.letter)


def _second_entry(facts):
    entry = WorkDay.objects.select_related("referral__place", "entered_by").get(
        pk=facts["work_day"]
    )
    at = timezone.localtime(entry.entered_at)
    return sentences.second_entry(
        entry.day,
        OUTCOME_WORDS.get(entry.outcome) or f"{shown(entry.hours)} godz.",
        entry.referral.place.name,
        entry.entered_by.short_name,
        f"{short_day(at.date())}, {at:%-H.%M}",
    )


def _closed(facts):
    month = PersonMonth.objects.select_related("closed_by").get(pk=facts["person_month"])
    who = month.closed_by.short_name if month.closed_by else ""
    return sentences.closed_month(month.month, month.closed_on, who)


HOURS = {
    "workday_week_limit": _week,
    "workday_referral_week_limit": _referral_week,
    "workday_month_limit": _month,
    "workday_referral_month_limit": _referral_month,
    "workday_total_limit": _total,
    "workday_persons": _persons,
    "workday_before_referral": _before,
    "workday_after_referral": lambda facts: sentences.after_referral(_day(facts["last_day"])),
    "workday_ohs": lambda facts: sentences.ohs(_day(facts["day"])),
    "workday_medical": lambda facts: sentences.medical(_day(facts["day"])),
    "workday_status": _status,
    "workday_no_agreement": lambda facts: sentences.no_agreement(
        _day(facts["day"]), _name(WorkPlace, facts["place"])
    ),
    "workday_place": lambda facts: sentences.place_outside(
        _name(Agreement, facts["agreement"]), _name(WorkPlace, facts["place"])
    ),
    "workday_kind": lambda facts: sentences.kind_outside(
        _name(Agreement, facts["agreement"]), _name(WorkKind, facts["kind"])
    ),
    "workday_second_entry": _second_entry,
    "workday_closed_month": _closed,
    "workday_voided_referral": lambda _: Plain("To skierowanie jest unieważnione.", sentences.CALL),
    "workday_stays": lambda _: Plain(
        "Wpisu nie przenosi się na inny dzień ani inne skierowanie. Usuń go i wpisz na nowo."
    ),
}


def _under(words: str):
    """Sentences of the other side: `{day}` is the first day that would be left without cover."""
    return lambda facts: words.format(day=polish(_day(facts["day"])))


def _above(unit: str):
    return lambda facts: (
        f"Przepisy pozwalają najwyżej na {shown(_hours(facts['limit']))} {unit}, "
        f"wpisano {shown(_hours(facts['asked']))}."
    )


OTHERS = {
    "agreement_other_regime": lambda facts: (
        f"Porozumienie podpisane {polish(_day(facts['signed_on']))} wykonuje się według innych "
        "przepisów. Sprawdź dzień podpisania."
    ),
    "agreement_not_deleted": "Porozumienia, do którego są skierowania, nie można usunąć.",
    "agreement_regime_stays": "Porozumienie ma już skierowania: jego przepisów nie można zmienić.",
    "agreement_above_week_ceiling": _above("godz. w tygodniu"),
    "agreement_above_month_ceiling": _above("godz. w miesiącu"),
    "agreement_above_refund_ceiling": _above("% stawki minimalnej"),
    "agreement_period_under_days": _under(
        "Jest już wpis z {day}, a porozumienie tego dnia by nie obowiązywało."
    ),
    "agreement_total_under_hours": lambda facts: (
        f"W porozumieniu wpisano już {shown(_hours(facts['hours']))} godz., "
        f"a nowy limit to {shown(_hours(facts['limit']))}."
    ),
    "limit_week_under_hours": lambda facts: (
        f"W tygodniu {week_range(_day(facts['monday']))} ktoś ma już "
        f"{shown(_hours(facts['hours']))} godz., a limit wyniósłby {shown(_hours(facts['limit']))}."
    ),
    "limit_month_under_hours": lambda facts: (
        f"W miesiącu {month_name(_day(facts['month']))} ktoś ma już "
        f"{shown(_hours(facts['hours']))} godz., a limit wyniósłby {shown(_hours(facts['limit']))}."
    ),
    "persons_under_hours": lambda facts: (
        f"{polish(_day(facts['day']))} pracowałoby osób: {facts['people']}, "
        f"a porozumienie obejmowałoby: {facts['persons']}."
    ),
    "agreement_part_stays": "Tej pozycji porozumienia nie można zmienić na inną. Usuń ją i dodaj nową.",
    "agreement_place_under_days": "W tym miejscu są już wpisane dni pracy: nie można go usunąć.",
    "agreement_kind_under_days": "Tę pracę już wykonywano: nie można jej usunąć z porozumienia.",
    "agreed_rate_used": _under(
        "Z tej stawki korzysta zamknięty miesiąc ({day}). Wpisz jej ostatni dzień i dodaj nową stawkę."
    ),
    "agreed_rate_in_closed_month": _under(
        "Stawka objęłaby zamknięty miesiąc ({day}). Może obowiązywać od późniejszego dnia."
    ),
    "rate_used": _under(
        "Z tej stawki korzysta zamknięty miesiąc ({day}). Wpisz jej ostatni dzień i dodaj nową stawkę."
    ),
    "rate_in_closed_month": _under(
        "Stawka objęłaby zamknięty miesiąc ({day}). Może obowiązywać od późniejszego dnia."
    ),
    "regime_has_agreements": "Według tych przepisów zawarto już porozumienia: to pole nie może się zmienić.",
    "ceiling_stays": "Granic ustawowych nie usuwa się ani nie przenosi. Dodaj nowe od innego dnia.",
    "ceiling_of_the_old_act": (
        "W porozumieniach do 31.05.2025 ustawa pozwala najwyżej na 10 godz. w tygodniu "
        "(art. 73a ust. 1 ustawy z 20 kwietnia 2004 r.). Tej granicy nie można znieść ani podnieść."
    ),
    "referral_stays": "Osoba i porozumienie w skierowaniu nie zmieniają się. Unieważnij wpis i wpisz nowe.",
    "referral_place_under_days": "W tym miejscu są już wpisane dni: wpisz nowe skierowanie od dnia zmiany.",
    "referral_voided_under_days": "Na tym skierowaniu są wpisane dni: nie można go unieważnić.",
    "referral_period_under_days": _under(
        "Jest już wpis z {day}, a skierowanie tego dnia by nie obowiązywało."
    ),
    "referral_ohs_under_hours": _under(
        "Są godziny z {day}: szkolenie BHP musi być najpóźniej tego dnia."
    ),
    "referral_medical_under_hours": _under(
        "Są godziny z {day}: badanie lekarskie musi być tego dnia ważne."
    ),
    "referral_limit_under_hours": lambda facts: (
        f"Jest już {shown(_hours(facts['hours']))} godz.: limit nie może być niższy."
    ),
    "event_outside_referral": lambda facts: (
        f"{polish(_day(facts['day']))} ta osoba nie pracuje tutaj: dzień jest poza skierowaniem. "
        "Sprawdź osobę i dzień."
    ),
    "event_in_the_future": lambda facts: (
        f"{polish(_day(facts['day']))} jeszcze nie było. Na przyszłość zgłasza się tylko nieobecność."
    ),
    "event_settled_stays": "To zdarzenie jest już załatwione: tego, co zrobiono, nie zmienia się.",
    "person_month_closed": lambda facts: (
        f"{month_name(_day(facts['month'])).capitalize()} jest zamknięty. "
        "Zmiana wymaga „Otwórz ponownie” z podaniem powodu."
    ),
    "person_month_stays": "Miesiąca z wpisami nie usuwa się ani nie przenosi.",
    "person_month_not_reviewed": "Zamyka się tylko miesiąc sprawdzony.",
    "person_month_reopened_without_reason": "Podaj powód ponownego otwarcia.",
    "person_month_list_approved": lambda facts: (
        f"Lista wypłat za {month_name(_day(facts['month']))} jest już zatwierdzona: "
        "miesiąca nie można otworzyć ponownie."
    ),
    "pay_unequal_to_hours": "Wypłata nie zgadza się z godzinami i stawkami zamkniętego miesiąca.",
    "pay_line_unlike_its_rows": "Pozycja listy różni się od stawki, osoby albo sposobu wypłaty, z których "
    "powstaje.",
    "pay_list_returned_for_a_reason": "Sprawdzenie listy cofa tylko zwrot do poprawy, z podaniem powodu.",
    "signed_list_in_closed_month": lambda facts: (
        f"Na tej liście oparto zamknięty {month_name(_day(facts['month']))}: nie można jej zmienić."
    ),
    "confirmation_by_another": "Wpisy potwierdza opiekun PSU tego miejsca.",
    "confirmation_in_the_future": lambda facts: (
        f"{month_name(_day(facts['month'])).capitalize()} jeszcze się nie zaczął: nie ma czego potwierdzać."
    ),
    "confirmation_without_entries": "W tym miesiącu nie ma tu wpisów: nie ma czego potwierdzać.",
    "pay_list_stays": "Listy wypłat nie zmienia się ani nie usuwa.",
    "pay_list_starts_unchecked": "Nowa lista wypłat nie może być od razu sprawdzona.",
    "pay_list_steps_back": "Wykonanego kroku listy wypłat nie można cofnąć.",
    "pay_line_stays": "Pozycji listy wypłat nie zmienia się ani nie usuwa.",
    "pay_line_too_late": "Do sprawdzonej listy nie dodaje się pozycji. Powstanie lista uzupełniająca.",
    "pay_line_of_another_month": "Pozycja listy musi dotyczyć tej samej osoby i tego samego miesiąca.",
    "pay_line_approved": "Lista wypłat jest już zatwierdzona: jej pozycji nie można unieważnić.",
}


def refusal_of_hours(error: IntegrityError) -> HoursRefusal | None:
    """The refusal of a guard on hours with both its wordings, None for any other fault."""
    diagnosis = getattr(error.__cause__, "diag", None)
    name = getattr(diagnosis, "constraint_name", None)
    return HOURS[name](json.loads(diagnosis.message_detail)) if name in HOURS else None


def _for_office(build):
    return lambda facts: build(facts).office


# Forms, the admin panel and imports are the office's.
SENTENCES = {name: _for_office(build) for name, build in HOURS.items()} | OTHERS
