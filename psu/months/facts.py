"""Everything that the close of an agreement's month reads, each kind of row once."""

import datetime
from collections import defaultdict

from kis.lib.dates import month_of
from kis.lib.periods import covering
from participants.models import BankAccount, Person
from psu.models import (
    Agreement,
    PayLine,
    PersonMonth,
    Rate,
    Referral,
    SignedList,
    StatusNews,
    WorkDay,
)
from psu.proofs.list_changes import with_changes
from psu.rules import pay


class MonthFacts:
    """`months`, `referrals`, `entries`, `payments`, `news` by the person's number, `lists` by the place's."""

    def __init__(self, agreement: Agreement, month: datetime.date, on: datetime.date):
        self.agreement = agreement
        self.first, self.last = month_of(month)
        months = agreement.person_months.in_month(month).order_by("pk")
        self.months = {person_month.person_id: person_month for person_month in months}
        self.referrals = _by_person(
            Referral.objects.filter(agreement=agreement).within(self.first, self.last)
        )
        self.numbers = self.months.keys() | self.referrals.keys()
        self.entries = _by_person(self._entries())
        lists = with_changes(SignedList.objects.filter(month=self.first))
        self.lists = {signed.place_id: signed for signed in lists}
        accounts = BankAccount.objects.filter(covering(on), person__in=self.numbers)
        self.payments = {account.person_id: account for account in accounts}
        self.news = _by_person(
            StatusNews.objects.filter(person__in=self.numbers, starts_on__lte=self.last)
        )
        self._agreed, self._minimum = self._rates()
        self._frozen = self._frozen_lines()

    def people(self):
        return Person.objects.filter(pk__in=self.numbers).in_polish_order()

    def is_closed(self, person: Person) -> bool:
        person_month = self.months.get(person.pk)
        return person_month is not None and person_month.state == PersonMonth.State.CLOSED

    def account(self, person: Person) -> pay.Account:
        """What the hours are worth; those of a closed month as frozen, whatever changed since."""
        if self.is_closed(person):
            return pay.Account(tuple(self._frozen[person.pk]))
        return pay.account(
            [self._paid_day(entry) for entry in self.entries[person.pk]],
            agreed=self._agreed,
            minimum=self._minimum,
            percent=self.agreement.refund_percent,
        )

    def _entries(self):
        entries = WorkDay.objects.filter(agreement=self.agreement).in_month(self.first)
        return entries.select_related("referral__place", "kind").order_by("day")

    def _rates(self):
        agreed = defaultdict(list)
        for rate in self.agreement.rates.select_related("kind"):
            agreed[rate.kind_id].append(_dated(rate))
        return agreed, [_dated(r) for r in Rate.objects.filter(regime=self.agreement.regime_id)]

    def _frozen_lines(self) -> dict[int, list[pay.PayTotal]]:
        closed = [m for m in self.months.values() if m.state == PersonMonth.State.CLOSED]
        found = defaultdict(list)
        for line in PayLine.objects.filter(person_month__in=closed) if closed else []:
            found[line.person_id].append(_line_of(line))
        return found

    def _paid_day(self, entry: WorkDay) -> pay.PaidDay:
        reached = [news for news in self.news[entry.person_id] if news.reaches(entry.day)]
        return pay.PaidDay(
            day=entry.day,
            kind=entry.kind_id,
            hours=entry.hours,
            refunded=not reached,
            is_paid=all(news.pay != StatusNews.Pay.DO_NOT_PAY for news in reached),
        )


def _by_person(rows) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _dated(rate) -> pay.DatedRate:
    return pay.DatedRate(rate.pk, rate.per_hour, rate.valid_from, rate.valid_to)


def _line_of(line: PayLine) -> pay.PayTotal:
    """The frozen figures; the days of the rates play no part any more."""
    first = datetime.date.min
    return pay.PayTotal(
        kind=line.kind_id,
        agreed=pay.DatedRate(line.agreed_rate_id, line.per_hour, first),
        minimum=pay.DatedRate(line.minimum_rate_id, line.minimum_per_hour, first),
        percent=line.refund_percent,
        is_paid=line.is_paid,
        hours=line.hours,
    )
