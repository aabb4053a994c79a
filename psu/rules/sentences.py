"""Every refusal of hours in words: for the office, and for a supervisor at a place of work.

A supervisor reads neither reasons that he may not know nor the names of other places.
"""

import datetime
from dataclasses import dataclass
from decimal import Decimal

from kis.lib.dates import MONTHS, month_locative, month_name, polish, polish_range, week_of
from kis.lib.money import hours as shown, zlotys
from kis.lib.sentences import full_stop
from psu.rules.year_days import YearDays, over_words

CALL = "Tego dnia nie można wpisać godzin. Zadzwoń do KIS."


def short_day(day: datetime.date) -> str:
    """24.11: where the year is plain from the sheet"""
    return f"{day.day}.{day:%m}"


def week_range(monday: datetime.date) -> str:
    """23–29.11, 29.06–5.07, and with the years over New Year."""
    monday, sunday = week_of(monday)
    if monday.year != sunday.year:
        return polish_range(monday, sunday)
    first = str(monday.day) if monday.month == sunday.month else short_day(monday)
    return f"{first}–{short_day(sunday)}"


def room(limit: Decimal, there: Decimal) -> str:
    return shown(max(limit - there, Decimal(0)))


IN_WEEK, IN_MONTH = "W tym tygodniu", "W tym miesiącu"


def room_left(limit: Decimal, there: Decimal, when: str, asked: Decimal | None = None) -> str:
    if limit <= there:
        return f"{when} nie można już wpisać godzin."
    words = f"Można wpisać najwyżej {room(limit, there)}"
    return f"{words}, wpisano {shown(asked)}." if asked else f"{words}."


@dataclass(frozen=True)
class HoursRefusal:
    """A refused cell: `office` and `supervisor` are its two wordings on a sheet.

    `on_phone` has words for a card where those name what only a sheet has.
    """

    on_phone = ""

    @property
    def office(self) -> str:
        raise NotImplementedError

    @property
    def supervisor(self) -> str:
        """The same words, unless they would tell more than he may know."""
        return self.office


@dataclass(frozen=True)
class Plain(HoursRefusal):
    words: str
    to_supervisor: str = ""
    on_phone: str = ""

    @property
    def office(self):
        return self.words

    @property
    def supervisor(self):
        return self.to_supervisor or self.words


@dataclass(frozen=True)
class WeekLimit(HoursRefusal):
    """`elsewhere`: hours of the week at other places, by the places' names."""

    person: str
    monday: datetime.date
    there: Decimal
    limit: Decimal
    asked: Decimal
    elsewhere: tuple[tuple[str, Decimal], ...] = ()

    @property
    def office(self):
        places = ", ".join(f"{shown(hours)} godz. w: {place}" for place, hours in self.elsewhere)
        return (
            f"{self.person}: w tygodniu {week_range(self.monday)} jest już {shown(self.there)} godz."
            f"{f' (w tym {places}).' if places else ''} Limit tygodnia: {shown(self.limit)}. "
            f"{room_left(self.limit, self.there, IN_WEEK, self.asked)}"
        )

    @property
    def supervisor(self):
        others = sum((hours for _, hours in self.elsewhere), Decimal(0))
        where = f" (w tym {shown(others)} w innym miejscu)." if others else ""
        return (
            f"W tygodniu {week_range(self.monday)} jest już {shown(self.there)} godz.{where} "
            f"Limit: {shown(self.limit)}. {room_left(self.limit, self.there, IN_WEEK)}"
        )


@dataclass(frozen=True)
class MonthLimit(HoursRefusal):
    person: str
    agreement: str
    month: datetime.date
    there: Decimal
    limit: Decimal
    asked: Decimal

    def _words(self, whose: str) -> str:
        return (
            f"{self.person}: w {month_locative(self.month)} jest już {shown(self.there)} godz., "
            f"limit{whose}: {shown(self.limit)}. "
            f"{room_left(self.limit, self.there, IN_MONTH)}"
        )

    @property
    def office(self):
        return self._words(f" porozumienia {self.agreement}")

    @property
    def supervisor(self):
        return self._words("")


@dataclass(frozen=True)
class ReferralWeekLimit(HoursRefusal):
    """The referral's own limit, lower than the agreement's."""

    person: str
    referral: str
    monday: datetime.date
    there: Decimal
    limit: Decimal
    asked: Decimal

    @property
    def office(self):
        return (
            f"{self.person}: w tygodniu {week_range(self.monday)} jest już {shown(self.there)} godz. "
            f"z tego skierowania. Limit skierowania {self.referral}: {shown(self.limit)} w tygodniu. "
            f"{room_left(self.limit, self.there, IN_WEEK, self.asked)}"
        )

    @property
    def supervisor(self):
        return (
            f"W tygodniu {week_range(self.monday)} jest już {shown(self.there)} godz. "
            f"Limit: {shown(self.limit)}. {room_left(self.limit, self.there, IN_WEEK)}"
        )


@dataclass(frozen=True)
class ReferralMonthLimit(HoursRefusal):
    person: str
    referral: str
    month: datetime.date
    there: Decimal
    limit: Decimal
    asked: Decimal

    @property
    def office(self):
        return (
            f"{self.person}: w {month_locative(self.month)} jest już {shown(self.there)} godz., "
            f"limit skierowania {self.referral}: {shown(self.limit)} w miesiącu. "
            f"{room_left(self.limit, self.there, IN_MONTH)}"
        )

    @property
    def supervisor(self):
        return (
            f"W {month_locative(self.month)} jest już {shown(self.there)} godz. "
            f"Limit: {shown(self.limit)}. {room_left(self.limit, self.there, IN_MONTH)}"
        )


@dataclass(frozen=True)
class TotalLimit(HoursRefusal):
    agreement: str
    there: Decimal
    limit: Decimal
    asked: Decimal

    @property
    def office(self):
        return (
            f"W porozumieniu {self.agreement} zostało {room(self.limit, self.there)} godz. "
            f"z {shown(self.limit)}, wpisano {shown(self.asked)}. Potrzebny aneks do porozumienia."
        )

    @property
    def supervisor(self):
        return "Zabrakło godzin w porozumieniu. Zadzwoń do KIS."


@dataclass(frozen=True)
class Persons(HoursRefusal):
    person: str
    agreement: str
    first: datetime.date
    last: datetime.date
    persons: int
    people: int

    @property
    def office(self):
        return (
            f"W okresie {polish_range(self.first, self.last)} porozumienie {self.agreement} obejmuje "
            f"osób: {self.persons} i tyle już pracuje. {self.person} jest {self.people}."
        )

    @property
    def supervisor(self):
        return "Tej osoby nie można dziś wpisać. Zadzwoń do KIS."


def before_referral(number: str, starts_on: datetime.date) -> HoursRefusal:
    return Plain(
        f"Skierowanie {number} zaczyna się {polish(starts_on)}. Wcześniejszych godzin nie można wpisać.",
        f"Praca zaczyna się {polish(starts_on)}.",
    )


def after_referral(last_day: datetime.date) -> HoursRefusal:
    return Plain(
        f"Skierowanie skończyło się {polish(last_day)}. Jeśli PUP je przedłużył, "
        "wpisz nowe skierowanie.",
        f"Praca skończyła się {polish(last_day)}.",
    )


def ohs(day: datetime.date) -> HoursRefusal:
    return Plain(
        f"Brak szkolenia BHP przed {polish(day)}. Wpisz datę szkolenia (może być ten sam dzień).",
        "Najpierw szkolenie BHP. Po szkoleniu zadzwoń do KIS.",
    )


def medical(day: datetime.date) -> HoursRefusal:
    return Plain(f"PUP polecił badanie lekarskie, nie ma wyniku ważnego {polish(day)}.", CALL)


def status(what: str, starts_on: datetime.date, letter: str) -> HoursRefusal:
    return Plain(
        f"Od {polish(starts_on)} osoba {what} ({letter}). Godzin po tym dniu nie można wpisać.",
        CALL,
    )


def year_over(name: str, found: YearDays) -> HoursRefusal:
    """Art. 142 ust. 11; see psu.rules.year_days."""
    until = f"Praca może trwać do {polish(found.until)}." if found.until else CALL
    return Plain(over_words(name, found), until)


def no_agreement(day: datetime.date, place: str) -> HoursRefusal:
    return Plain(f"{polish(day)} nie obowiązuje żadne porozumienie dla miejsca „{place}”.", CALL)


def place_outside(agreement: str, place: str) -> HoursRefusal:
    return Plain(f"Porozumienie {agreement} nie obejmuje tego dnia miejsca „{place}”.", CALL)


def kind_outside(agreement: str, kind: str) -> HoursRefusal:
    return Plain(f"Porozumienie {agreement} nie obejmuje tego dnia pracy „{kind}”.", CALL)


def second_entry(day: datetime.date, value: str, place: str, who: str, when: str) -> HoursRefusal:
    return Plain(
        f"Na {short_day(day)} jest już wpis: {value}, {place} ({who}, {when}). Zmień tamten wpis.",
        "Na ten dzień jest już wpis.",
    )


def closed_month(
    month: datetime.date, closed_on: datetime.date | None, who: str, approved: str = ""
) -> HoursRefusal:
    """`approved`: what became of the pay list that stays, e.g. lista wypłat 7/2026 jest wypłacona."""
    since = f" od {polish(closed_on)} ({who})" if closed_on else ""
    becomes = (
        f"{approved[0].upper()}{approved[1:]} i zostaje bez zmian: różnica wejdzie jako korekta na listę "
        "następną albo uzupełniającą."
        if approved
        else "Powstanie lista uzupełniająca."
    )
    return Plain(
        f"{month_name(month).capitalize()} jest zamknięty{since}: wpisu nie zapisano. Poprawkę robi się "
        f"po „Otwórz ponownie” na stronie „Sprawdzenie i zamknięcie”. {becomes}",
        f"{MONTHS[month.month - 1].capitalize()} jest już zamknięty. Zadzwoń do KIS.",
    )


def reviewed_month(month: datetime.date) -> HoursRefusal:
    return Plain(
        f"{MONTHS[month.month - 1].capitalize()} jest już sprawdzony. O zmianę poproś KIS."
    )


def future_day(day: datetime.date) -> HoursRefusal:
    return Plain(f"{polish(day)} jeszcze nie było. Na przyszłość układa się plan, nie godziny.")


def changed_meanwhile(at: str, earlier: str, now: str, who: str, typed: str) -> str:
    """Values as the cell shows them; empty for no entry."""
    when = f" o {at}" if at else ""
    by = f" ({who})" if who else ""
    return (
        f"Ten dzień zmieniono{when}: było {earlier or 'puste'}, jest {now or 'puste'}{by}. "
        f"Wpisano {typed or 'puste'}. Wybierz, co zostaje."
    )


def changed_in_words(at: str, earlier: str, now: str, who: str, typed: str) -> str:
    """The same, of values in words."""
    when = f" o {at}" if at else ""
    by = f" ({who})" if who else ""
    return (
        f"Ten dzień zmieniono{when}{by}. Było: {earlier}, jest: {now}. Wpisano: {full_stop(typed)} "
        "Wybierz, co zostaje."
    )


def span_too_short(words: str) -> HoursRefusal:
    """`words`: of the sheet, where od–do stands in an opened row."""
    return Plain(
        words,
        on_phone="Godziny nie mieszczą się w „od–do” tego dnia. Popraw „od–do” na karcie albo wpisz mniej "
        "godzin.",
    )


_UNTIL = "Godziny są zapisane, ale miesiąca nie można zamknąć, dopóki"


def details_changed(what: str, at: str, who: str) -> HoursRefusal:
    """`what` is the detail as it is now, in words."""
    return Plain(
        f"Ten dzień zmieniono o {at} ({who}). Jest teraz: {full_stop(what)} Wybierz, co zostaje."
    )


def long_note(most: int, typed: int) -> str:
    return f"Uwaga może mieć najwyżej {most} znaków, a ma {typed}. Skróć ją."


def rate_missing(agreement: str, kind: str, day: datetime.date) -> str:
    return (
        f"Brak stawki dla porozumienia {agreement} i pracy „{kind}” na {polish(day)}. "
        f"{_UNTIL} stawki nie wpisze koordynator KIS w porozumieniu."
    )


def minimum_missing(regime: str, day: datetime.date) -> str:
    return (
        f"Brak stawki minimalnej na {polish(day)} (przepisy: {regime}). "
        f"{_UNTIL} nie wpisze jej administrator merytoryczny w słownikach i stawkach."
    )


def rate_below_minimum(
    agreement: str, kind: str, day: datetime.date, agreed: Decimal, minimum: Decimal
) -> str:
    return (
        f"Stawka z porozumienia {agreement} dla pracy „{kind}”, {zlotys(agreed)}, jest {polish(day)} "
        f"niższa od minimalnej: {zlotys(minimum)}. {_UNTIL} nie podwyższy jej koordynator KIS w "
        "porozumieniu."
    )


def list_changed(days: int, place) -> str:
    return f"Po odnotowaniu listy zmieniono wpisy: {days} ({place}) – porównaj listę jeszcze raz z wpisami."
