"""What keeps a person's month from being closed, and where it is mended."""

import datetime
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse

from kis.lib.dates import days, holiday_name, polish
from kis.lib.sentences import full_stop
from participants.models import Person
from psu.models import Agreement, PersonMonth, Referral, StatusNews, WorkDay
from psu.months.facts import MonthFacts
from psu.rules.pay import Account, RateMissing
from psu.rules.sentences import (
    list_changed,
    minimum_missing,
    rate_below_minimum,
    rate_missing,
    short_day,
)


class Kind(StrEnum):
    """Of what row the gap is: `MonthGap.number` is that row's number."""

    SHEET = "sheet"  # a place
    SIGNED_LIST = "signed_list"  # a place
    REFERRAL = "referral"
    PAYMENT = "payment"  # a person
    AGREED_RATE = "agreed_rate"  # an agreement
    MINIMUM_RATE = "minimum_rate"  # a regime
    NEWS = "news"
    REVIEW = "review"  # the month's own page


# What is asked before the hours of a month are said to be right; the rest is asked for the payment.
OF_HOURS = (Kind.SHEET, Kind.SIGNED_LIST, Kind.NEWS)


@dataclass(frozen=True)
class MonthGap:
    words: str
    kind: Kind
    number: int | None = None

    def __str__(self):
        return self.words


def gaps_of(facts: MonthFacts, person: Person, account: Account) -> list[MonthGap]:
    """What the person's month lacks, in the order in which it is mended."""
    entries = facts.entries[person.pk]
    found = [
        *_of_sheet(facts, facts.referrals[person.pk], entries),
        *_of_lists(facts, entries),
        *_of_referrals(entries),
    ]
    # Who has no entry is paid nothing and needs no way of payment.
    if entries and person.pk not in facts.payments:
        found.append(MonthGap("Brak sposobu wypłaty: rachunek albo kasa.", Kind.PAYMENT, person.pk))
    found += [_of_rate(facts.agreement, rate, facts.kinds[rate.kind]) for rate in account.missing]
    found += _of_news(facts.news[person.pk], entries)
    person_month = facts.months.get(person.pk)
    if entries and person_month and person_month.state == PersonMonth.State.OPEN:
        found.append(MonthGap("Miesiąc nie jest jeszcze sprawdzony.", Kind.REVIEW))
    return found


def _of_sheet(facts: MonthFacts, referrals: list[Referral], entries: list[WorkDay]):
    if not entries and not _is_to_come(facts, referrals):
        place = referrals[0].place_id if referrals else None
        yield MonthGap("Brak wpisów w tym miesiącu.", Kind.SHEET, place)
    for place, unmarked in _unmarked(facts, referrals, entries).items():
        words = f"Dni z planu bez wpisu: {', '.join(map(short_day, sorted(unmarked)))}."
        yield MonthGap(words, Kind.SHEET, place)


def _is_to_come(facts: MonthFacts, referrals: list[Referral]) -> bool:
    """The work of the month has not begun: nothing of it can be missing."""
    begins = [max(facts.first, referral.starts_on) for referral in referrals]
    return bool(begins) and min(begins) > facts.on


def _unmarked(facts: MonthFacts, referrals, entries) -> dict[int, set[datetime.date]]:
    """Planned days without an entry, by place; public holidays are nobody's plan.

    Up to today: on its last day a month may be closed, and a day to come lacks nothing. Of a referral that
    lasts longer than the agreement the days without one lack nothing either.
    """
    marked = {entry.day for entry in entries}
    found = defaultdict(set)
    for referral in referrals:
        first = max(facts.first, referral.starts_on, facts.agreement.starts_on)
        last = min(facts.last, referral.last_day, facts.agreement.ends_on, facts.on)
        for day in days(first, last):
            if day.weekday() in referral.plan and day not in marked and not holiday_name(day):
                found[referral.place_id].add(day)
    return found


def _places(entries: list[WorkDay]) -> dict:
    return {entry.referral.place_id: entry.referral.place for entry in entries}


def _of_lists(facts: MonthFacts, entries: list[WorkDay]) -> Iterator[MonthGap]:
    for number, place in _places(entries).items():
        signed = facts.lists.get(number)
        if signed is None:
            yield MonthGap(full_stop(f"Brak podpisanej listy: {place}"), Kind.SIGNED_LIST, number)
        elif not signed.agrees:
            words = full_stop(f"Podpisana lista nie jest zgodna z wpisami: {place}")
            yield MonthGap(words, Kind.SIGNED_LIST, number)
        elif signed.changed_days:
            yield MonthGap(list_changed(signed.changed_days, place), Kind.SIGNED_LIST, number)


def _of_referrals(entries: list[WorkDay]) -> Iterator[MonthGap]:
    # Referrals with an entry in the month: another one may still wait for its papers.
    used = {entry.referral_id: entry.referral for entry in entries}
    for number, referral in used.items():
        for words in referral.missing_to_close():
            yield MonthGap(f"Skierowanie {referral}: brak {words}.", Kind.REFERRAL, number)


def _of_rate(agreement: Agreement, missing: RateMissing, kind: str) -> MonthGap:
    agreed, minimum = missing.agreed, missing.minimum
    if minimum is None:
        words = minimum_missing(str(agreement.regime), missing.day)
        return MonthGap(words, Kind.MINIMUM_RATE, agreement.regime_id)
    if agreed is None:
        words = rate_missing(agreement.number, kind, missing.day)
    else:
        words = rate_below_minimum(
            agreement.number, kind, missing.day, agreed.per_hour, minimum.per_hour
        )
    return MonthGap(words, Kind.AGREED_RATE, agreement.pk)


def _of_news(told: list[StatusNews], entries: list[WorkDay]) -> Iterator[MonthGap]:
    """News that reaches back wants a decision before its days are paid."""
    worked = [entry.day for entry in entries if entry.hours]
    for news in told:
        if news.pay == StatusNews.Pay.UNDECIDED and any(map(news.reaches, worked)):
            words = (
                f"Od {polish(news.starts_on)} osoba {news.get_what_display()} ({news.letter}). "
                "Zdecyduj o wypłacie za godziny po tym dniu."
            )
            yield MonthGap(words, Kind.NEWS, news.pk)


def rate_missing_in(agreement: Agreement, *, is_minimum: bool) -> MonthGap:
    """The gap of a whole month, for who is only led to the form."""
    if is_minimum:
        return MonthGap("brak stawki", Kind.MINIMUM_RATE)
    return MonthGap("brak stawki", Kind.AGREED_RATE, agreement.pk)


# Kind → the page that mends it, the right that it wants, whether its address names the month.
_PAGES = {
    Kind.SHEET: ("psu:sheet", "psu.write_hours", True),
    Kind.SIGNED_LIST: ("psu:signed_list", "psu.write_signed_list", True),
    Kind.REFERRAL: ("psu:referral_edit", "psu.write_referral", False),
    Kind.PAYMENT: ("participants:account_new", "participants.write_person", False),
    Kind.AGREED_RATE: ("psu:agreement_edit", "psu.write_agreement", False),
    Kind.NEWS: ("psu:news_decide", "psu.close_month", False),
}


def address(gap: MonthGap, month, user) -> str:
    """The page where this user mends the gap; empty for others, and where the month's own page does."""
    if gap.kind == Kind.MINIMUM_RATE:
        return reverse("admin:psu_rate_add") if user.has_perm("psu.add_rate") else ""
    name, right, is_monthly = _PAGES.get(gap.kind, ("", "", False))
    if not name or gap.number is None or not user.has_perm(right):
        return ""
    url = reverse(name, args=[gap.number, month] if is_monthly else [gap.number])
    return f"{url}#id_rates" if gap.kind == Kind.AGREED_RATE else url
