"""Everything that the close of an agreement's month reads, each kind of row once."""

import datetime
from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal
from functools import cached_property

from django.db.models import BigIntegerField, DateField, F, Value
from django.db.models.functions import Cast

from kis.lib.dates import month_of
from kis.lib.periods import covering
from participants.models import BankAccount, Person
from psu.models import (
    Agreement,
    Confirmation,
    DayConfirmation,
    PayLine,
    PersonMonth,
    Rate,
    Referral,
    SignedList,
    StatusNews,
    WorkDay,
    WorkKind,
    WorkPlace,
)
from psu.proofs.confirming import supervised
from psu.proofs.list_changes import changes_behind, with_changed_days
from psu.rules import pay


class MonthFacts:
    """`months`, `referrals`, `entries`, `payments`, `news` by the person's number, `lists` by the place's.

    Each is one query, asked when it is needed: of a month that is closed for everybody little is.
    `people`: numbers of those alone whose rows are read; of everybody where none are given.
    """

    def __init__(
        self,
        agreement: Agreement,
        month: datetime.date,
        on: datetime.date,
        people: Collection[int] | None = None,
    ):
        self.agreement, self.on = agreement, on
        self.first, self.last = month_of(month)
        self._of_these = {} if people is None else {"person__in": people}
        self.numbers = self.months.keys() | self.referrals.keys()

    def people(self):
        return Person.objects.filter(pk__in=self.numbers).in_polish_order()

    def is_closed(self, person: Person) -> bool:
        person_month = self.months.get(person.pk)
        return person_month is not None and person_month.state == PersonMonth.State.CLOSED

    def account(self, person: Person) -> pay.Account:
        """What the next list pays; of a closed month what was frozen, whatever changed since."""
        frozen = self.frozen(person)
        if self.is_closed(person):
            return pay.Account(frozen)
        agreed, minimum = self._rates
        worked = pay.account(
            [self._paid_day(entry) for entry in self.entries[person.pk]],
            agreed=agreed,
            minimum=minimum,
        )
        return pay.still_to_pay(worked, frozen)

    def frozen(self, person: Person) -> tuple[pay.PayTotal, ...]:
        """Lines that count; of a month that was opened again those of approved lists."""
        return tuple(self._frozen[person.pk])

    @cached_property
    def months(self) -> dict[int, PersonMonth]:
        months = self.agreement.person_months.in_month(self.first).filter(**self._of_these)
        return {person_month.person_id: person_month for person_month in months.order_by("pk")}

    @cached_property
    def _sent(self) -> list[Referral]:
        """By the name of the place."""
        referrals = Referral.objects.filter(agreement=self.agreement, **self._of_these)
        here = referrals.within(self.first, self.last)
        found = list(here.select_related("place").order_by("place__name"))
        for referral in found:
            referral.agreement = self.agreement
        return found

    @property
    def places(self) -> list[WorkPlace]:
        """Those of the referrals, by name."""
        return list({referral.place_id: referral.place for referral in self._sent}.values())

    @cached_property
    def referrals(self) -> dict[int, list[Referral]]:
        """A person's stand newest first."""
        return _by_person(sorted(self._sent, key=_newest_last, reverse=True))

    @cached_property
    def entries(self) -> dict[int, list[WorkDay]]:
        """Each with its referral: the guards keep every day within it, and none is voided under its days."""
        referrals = {referral.pk: referral for referral in self._sent}
        entries = WorkDay.objects.filter(agreement=self.agreement, **self._of_these)
        of_month = entries.in_month(self.first)
        found = list(of_month.select_related("entered_by").order_by("day"))
        for entry in found:
            entry.referral = referrals[entry.referral_id]
        return _by_person(found)

    @cached_property
    def lists(self) -> dict[int, SignedList]:
        lists = with_changed_days(
            SignedList.objects.filter(month=self.first, place__in=self.places)
        )
        return {signed.place_id: signed for signed in lists}

    @cached_property
    def confirmed(self) -> dict[tuple[int, datetime.date | None], int]:
        """By place and day, or None of the whole month, the last change that its supervisor has confirmed."""
        no_day = Cast(Value(None), DateField())
        months = Confirmation.objects.filter(place__in=self.places, month=self.first)
        days = DayConfirmation.objects.filter(
            place__in=self.places, day__range=(self.first, self.last)
        )
        found = (
            months.order_by()
            .values_list("place", no_day, "entries_seen")
            .union(days.order_by().values_list("place", "day", "entries_seen"))
        )
        return {(place, day): seen for place, day, seen in found}

    @cached_property
    def supervised(self) -> set[int]:
        """Numbers of the places where somebody could confirm."""
        return supervised(self.places, self.first)

    @cached_property
    def changed(self) -> dict[tuple[int, datetime.date], int]:
        """Entries that may have changed behind a confirmation, see changes_behind."""
        first_seen: dict[int, int] = {}
        for (place, _), seen in self.confirmed.items():
            first_seen[place] = min(seen, first_seen.get(place, seen))
        return changes_behind(first_seen, self.first) if first_seen else {}

    @cached_property
    def payments(self) -> dict[int, BankAccount]:
        accounts = BankAccount.objects.filter(covering(self.on), person__in=self.numbers)
        return {account.person_id: account for account in accounts}

    @cached_property
    def news(self) -> dict[int, list[StatusNews]]:
        """Also what ended before the month: whether it reaches a day each entry asks by itself."""
        told = StatusNews.objects.filter(person__in=self.numbers, starts_on__lte=self.last)
        return _by_person(told)

    @cached_property
    def _rates(self) -> tuple[dict[int, list[pay.DatedRate]], list[pay.DatedRate]]:
        """Those agreed, by number of the kind, and the minimum ones."""
        facts = ("of_kind", "pk", "per_hour", "valid_from", "valid_to")
        agreed = self.agreement.rates.order_by().annotate(of_kind=F("kind"))
        minimum = Rate.objects.order_by().filter(regime=self.agreement.regime_id)
        no_kind = Value(None, BigIntegerField())
        rows = agreed.values_list(*facts).union(
            minimum.annotate(of_kind=no_kind).values_list(*facts), all=True
        )
        found = defaultdict(list)
        for kind, *rate in rows:
            found[kind].append(pay.DatedRate(*rate))
        return found, found.pop(None, [])

    @cached_property
    def kinds(self) -> dict[int, str]:
        """Names of the kinds of work, by number."""
        return dict(WorkKind.objects.values_list("pk", "name"))

    @cached_property
    def _frozen(self) -> dict[int, list[pay.PayTotal]]:
        was_closed = [
            month
            for month in self.months.values()
            if month.state == PersonMonth.State.CLOSED or month.reopened_on
        ]
        found = defaultdict(list)
        for line in PayLine.objects.filter(person_month__in=was_closed) if was_closed else []:
            found[line.person_id].append(_line_of(line))
        return found

    def _paid_day(self, entry: WorkDay) -> pay.PaidDay:
        reached = [news for news in self.news[entry.person_id] if news.reaches(entry.day)]
        terms = self.agreement.terms_on(entry.day)
        return pay.PaidDay(
            day=entry.day,
            kind=entry.kind_id,
            hours=entry.hours,
            percent=Decimal(0) if reached else terms.percent_at(entry.referral.place),
            is_paid=all(news.pay != StatusNews.Pay.DO_NOT_PAY for news in reached),
        )


def _newest_last(referral: Referral) -> tuple[datetime.date, int]:
    return referral.starts_on, referral.pk


def _by_person(rows) -> dict[int, list]:
    found = defaultdict(list)
    for row in rows:
        found[row.person_id].append(row)
    return found


def _line_of(line: PayLine) -> pay.PayTotal:
    """The frozen figures; the days of the rates play no part any more."""
    # Rates are compared as keys only: of a frozen line no day is asked.
    first = datetime.date.min
    return pay.PayTotal(
        kind=line.kind_id,
        agreed=pay.DatedRate(line.agreed_rate_id, line.per_hour, first),
        minimum=pay.DatedRate(line.minimum_rate_id, line.minimum_per_hour, first),
        percent=line.refund_percent,
        is_paid=line.is_paid,
        hours=line.hours,
    )
