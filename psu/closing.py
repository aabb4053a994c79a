"""Review and close a month for everybody of an agreement: who is ready is paid, who has a gap is named."""

import datetime
from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from kis.documents.models import NumberSeries
from kis.lib.dates import days, holiday_name, month_name, month_of, polish
from kis.lib.periods import covering
from kis.lib.refusals import Refused
from participants.models import BankAccount, Person
from psu import pay
from psu.gaps import Gap, Kind
from psu.models import (
    Agreement,
    PayLine,
    PayList,
    PersonMonth,
    Rate,
    Referral,
    SignedList,
    StatusNews,
    WorkDay,
)
from psu.sentences import (
    list_changed,
    minimum_missing,
    rate_below_minimum,
    rate_missing,
    short_day,
)
from psu.signed import with_changes

SERIES = "pay_list"


@dataclass(frozen=True)
class Row:
    """A person's month in the preview; without a gap it can be closed.

    `person_month` is None for a person with a referral and no entry yet. `hours` are those entered; the
    account leaves out the ones without a rate. `remarks` want a second look and keep nobody.
    """

    person: Person
    person_month: PersonMonth | None
    account: pay.Account
    hours: Decimal
    gaps: list[Gap] = field(default_factory=list)
    payment: BankAccount | None = None
    remarks: list[str] = field(default_factory=list)

    @property
    def lacks_rate(self) -> bool:
        return bool(self.account.missing)

    @property
    def is_closed(self) -> bool:
        return self.person_month is not None and self.person_month.state == PersonMonth.State.CLOSED


@dataclass(frozen=True)
class Preview:
    """The month of an agreement before the close; rows by the Polish alphabet."""

    rows: list[Row]
    blocked: str = ""

    @property
    def ready(self) -> list[Row]:
        return [] if self.blocked else [r for r in self.rows if not r.gaps and not r.is_closed]

    @property
    def waiting(self) -> list[Row]:
        """Those who stay open, with their gaps."""
        return [row for row in self.rows if row.gaps and not row.is_closed]

    @property
    def without_rate(self) -> list[Row]:
        """Those of `waiting` whom a rate keeps, too."""
        return [row for row in self.waiting if row.lacks_rate]

    @property
    def closed(self) -> list[Row]:
        return [row for row in self.rows if row.is_closed]

    @property
    def hours(self) -> Decimal:
        return sum((row.hours for row in self.ready), Decimal(0))

    @property
    def amount(self) -> Decimal:
        return sum((row.account.amount for row in self.ready), Decimal(0))

    @property
    def refund(self) -> Decimal:
        return sum((row.account.refund for row in self.ready), Decimal(0))


@dataclass(frozen=True)
class Closed:
    """`pay_list` is None when nobody who was closed had worked."""

    rows: list[Row]
    waiting: list[Row]
    pay_list: PayList | None


def preview(agreement: Agreement, month: datetime.date, *, on: datetime.date) -> Preview:
    """Who would be closed that day, who would not and why. A fixed number of queries."""
    facts = _Facts(agreement, month, on)
    rows = [facts.row(person) for person in facts.people()]
    last = month_of(month)[1]
    blocked = ""
    if on < last:
        blocked = f"{month_name(month).capitalize()} jeszcze trwa. Zamyka się go od {polish(last)}."
    return Preview(rows, blocked)


@transaction.atomic
def review(
    agreement: Agreement, month: datetime.date, *, by, on: datetime.date, people=None
) -> int:
    """Mark open person-months as reviewed, all or those of the given people; gives how many."""
    _lock(agreement, month)
    months = agreement.person_months.in_month(month).filter(state=PersonMonth.State.OPEN)
    if people is not None:
        months = months.filter(person__in=people)
    months = list(months.order_by("pk").select_for_update(no_key=True))
    for person_month in months:
        person_month.review(by=by, on=on)
    return len(months)


@transaction.atomic
def close(agreement: Agreement, month: datetime.date, *, by, on: datetime.date) -> Closed:
    """Close everybody who is ready, and freeze their pay on a list of its own.

    The first list of a month is the regular one (ordinal 0); who is late, or was reopened, comes on a
    supplementary one. Raises Refused when the month still runs or nobody is ready.
    """
    _lock(agreement, month)
    lists = SignedList.objects.filter(month=month_of(month)[0]).order_by("pk")
    list(lists.select_for_update(no_key=True).values_list("pk"))
    agreement.refresh_from_db()
    found = preview(agreement, month, on=on)
    if found.blocked:
        raise Refused(found.blocked)
    ready = found.ready
    if not ready:
        raise Refused("Nikogo nie można zamknąć: u każdej osoby czegoś brakuje.")
    for row in ready:
        _close_month(row.person_month, by, on)
    return Closed(ready, found.waiting, _pay(agreement, month, ready, by, on))


@transaction.atomic
def reopen(person_month: PersonMonth, *, by, on: datetime.date, reason: str) -> None:
    """Open a closed month again; its lines are voided, its hours come on a supplementary list later.

    The accountant's check of the list is taken back, since the sums checked are no more. Raises Refused
    without a reason and once the list is approved.
    """
    _lock(person_month.agreement, person_month.month, person_month.person_id)
    person_month = PersonMonth.objects.select_for_update(no_key=True).get(pk=person_month.pk)
    if person_month.state != PersonMonth.State.CLOSED:
        raise Refused("Ten miesiąc nie jest zamknięty.")
    if not reason.strip():
        raise Refused("Podaj powód ponownego otwarcia.")
    lines = PayLine.objects.filter(person_month=person_month)
    lists = PayList.objects.filter(lines__in=lines).distinct().values_list("pk", flat=True)
    for pay_list in PayList.objects.filter(pk__in=list(lists)).select_for_update(no_key=True):
        _take_back(pay_list, by, on, reason)
    lines.update(voided_at=timezone.now(), voided_by=by, void_reason=reason.strip())
    _open_again(person_month, by, on, reason.strip())


def _lock(agreement: Agreement, month: datetime.date, *people: int) -> None:
    """Agreement, then its people of the month by number: the one order of locks."""
    Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    numbers = people or agreement.person_months.in_month(month).values("person")
    found = Person.objects.filter(pk__in=numbers).order_by("pk")
    list(found.select_for_update(no_key=True, of=("self",)).values_list("pk"))


def _close_month(person_month: PersonMonth, by, on) -> None:
    person_month.state = PersonMonth.State.CLOSED
    person_month.closed_by, person_month.closed_on = by, on
    person_month.save(update_fields=["state", "closed_by", "closed_on"])


def _open_again(person_month: PersonMonth, by, on, reason: str) -> None:
    person_month.state = PersonMonth.State.OPEN
    person_month.reviewed_on = person_month.reviewed_by = None
    person_month.closed_on = person_month.closed_by = None
    person_month.reopened_on, person_month.reopened_by = on, by
    person_month.reopen_reason = reason
    person_month.save()


def _take_back(pay_list: PayList, by, on, reason: str) -> None:
    if pay_list.approved_on:
        raise Refused(
            f"Lista wypłat {pay_list} jest już zatwierdzona: miesiąca nie można otworzyć ponownie."
        )
    if pay_list.checked_on:
        pay_list.send_back(by=by, on=on, reason=f"Otwarto ponownie miesiąc osoby: {reason}"[:300])


def _pay(agreement, month, rows: list[Row], by, on) -> PayList | None:
    lines = [(row, line) for row in rows for line in row.account.lines]
    if not lines:
        return None
    lists = PayList.objects.filter(agreement=agreement).in_month(month)
    # The number last: its series stays locked to the end of the transaction.
    pay_list = PayList.objects.create(
        agreement=agreement,
        month=month_of(month)[0],
        ordinal=lists.count(),
        year=on.year,
        number=NumberSeries.objects.take(SERIES, on.year),
        prepared_by=by,
        prepared_on=on,
    )
    PayLine.objects.bulk_create(_frozen(pay_list, row, line) for row, line in lines)
    return pay_list


def _frozen(pay_list: PayList, row: Row, line: pay.Line) -> PayLine:
    return PayLine(
        pay_list=pay_list,
        person_month=row.person_month,
        person=row.person,
        kind_id=line.kind,
        agreed_rate_id=line.agreed.pk,
        minimum_rate_id=line.minimum.pk,
        hours=line.hours,
        per_hour=line.agreed.per_hour,
        minimum_per_hour=line.minimum.per_hour,
        refund_percent=line.percent,
        is_paid=line.is_paid,
        amount=line.amount,
        refund=line.refund,
        person_name=str(row.person),
        person_identity=row.person.pesel or row.person.identification,
        account_number=row.payment.number,
        account_owner=row.payment.owner,
    )


class _Facts:
    """Everything that the preview of an agreement's month reads, each kind of row once."""

    def __init__(self, agreement: Agreement, month: datetime.date, on: datetime.date):
        self.agreement, self.on = agreement, on
        self.first, self.last = month_of(month)
        self.months = {
            m.person_id: m for m in agreement.person_months.in_month(month).order_by("pk")
        }
        self.referrals = defaultdict(list)
        for referral in self._referrals():
            self.referrals[referral.person_id].append(referral)
        self.entries = defaultdict(list)
        for entry in self._entries():
            self.entries[entry.person_id].append(entry)
        lists = with_changes(SignedList.objects.filter(month=self.first))
        self.lists = {signed.place_id: signed for signed in lists}
        numbers = self.months.keys() | self.referrals.keys()
        self.payments = {
            account.person_id: account
            for account in BankAccount.objects.filter(covering(on), person__in=numbers)
        }
        self.news = defaultdict(list)
        for news in StatusNews.objects.filter(person__in=numbers, starts_on__lte=self.last):
            self.news[news.person_id].append(news)
        self.agreed, self.minimum = self._rates()
        self.numbers = numbers
        self.frozen = self._frozen_lines()

    def people(self):
        return Person.objects.filter(pk__in=self.numbers).in_polish_order()

    def _referrals(self):
        return Referral.objects.filter(agreement=self.agreement).within(self.first, self.last)

    def _entries(self):
        entries = WorkDay.objects.filter(agreement=self.agreement).in_month(self.first)
        return entries.select_related("referral__place", "kind").order_by("day")

    def _rates(self):
        agreed = defaultdict(list)
        for rate in self.agreement.rates.select_related("kind"):
            agreed[rate.kind_id].append(_dated(rate))
        return agreed, [_dated(r) for r in Rate.objects.filter(regime=self.agreement.regime_id)]

    def _frozen_lines(self) -> dict[int, list[pay.Line]]:
        """What closed months pay, by person: as it was frozen, whatever changed in the agreement since."""
        closed = [m for m in self.months.values() if m.state == PersonMonth.State.CLOSED]
        found = defaultdict(list)
        for line in PayLine.objects.filter(person_month__in=closed) if closed else []:
            found[line.person_id].append(_line_of(line))
        return found

    def row(self, person: Person) -> Row:
        person_month = self.months.get(person.pk)
        entries = self.entries[person.pk]
        payment = self.payments.get(person.pk)
        if person_month and person_month.state == PersonMonth.State.CLOSED:
            account = pay.Account(tuple(self.frozen[person.pk]))
            return Row(person, person_month, account, account.hours, payment=payment)
        account = pay.account(
            [self._paid_day(self.news[person.pk], entry) for entry in entries],
            agreed=self.agreed,
            minimum=self.minimum,
            percent=self.agreement.refund_percent,
        )
        gaps = self._gaps(person, person_month, entries, account, payment)
        worked = sum((entry.hours for entry in entries), Decimal(0))
        return Row(
            person, person_month, account, worked, gaps, payment, self._list_remarks(entries)
        )

    def _paid_day(self, news, entry: WorkDay) -> pay.PaidDay:
        reached = [n for n in news if n.reaches(entry.day)]
        return pay.PaidDay(
            day=entry.day,
            kind=entry.kind_id,
            hours=entry.hours,
            refunded=not reached,
            is_paid=all(n.pay != StatusNews.Pay.DO_NOT_PAY for n in reached),
        )

    def _gaps(self, person, person_month, entries, account, payment) -> list[Gap]:
        gaps = self._sheet_gaps(person, entries) + self._paper_gaps(entries)
        if entries and payment is None:
            gaps.append(Gap("Brak sposobu wypłaty: rachunek albo kasa.", Kind.PAYMENT, person.pk))
        kinds = {entry.kind_id: entry.kind for entry in entries}
        gaps += [self._rate_gap(missing, str(kinds[missing.kind])) for missing in account.missing]
        gaps += self._undecided(person, entries)
        if entries and person_month and person_month.state == PersonMonth.State.OPEN:
            gaps.append(Gap("Miesiąc nie jest jeszcze sprawdzony.", Kind.REVIEW))
        return gaps

    def _sheet_gaps(self, person, entries) -> list[Gap]:
        referrals = self.referrals[person.pk]
        if not entries:
            place = referrals[0].place_id if referrals else None
            gaps = [Gap("Brak wpisów w tym miesiącu.", Kind.SHEET, place)]
        else:
            gaps = []
        for place, unmarked in self._unmarked(referrals, entries).items():
            words = f"Dni z planu bez wpisu: {', '.join(map(short_day, sorted(unmarked)))}."
            gaps.append(Gap(words, Kind.SHEET, place))
        return gaps

    def _unmarked(self, referrals, entries) -> dict[int, set[datetime.date]]:
        """Planned days without an entry, by place; public holidays are nobody's plan."""
        marked = {entry.day for entry in entries}
        found = defaultdict(set)
        for referral in referrals:
            first, last = max(self.first, referral.starts_on), min(self.last, referral.last_day)
            for day in days(first, last):
                if day.weekday() in referral.plan and day not in marked and not holiday_name(day):
                    found[referral.place_id].add(day)
        return found

    def _paper_gaps(self, entries) -> list[Gap]:
        gaps = []
        places = {entry.referral.place_id: entry.referral.place for entry in entries}
        for number, place in places.items():
            signed = self.lists.get(number)
            if signed is None:
                gaps.append(Gap(f"Brak podpisanej listy: {place}.", Kind.SIGNED_LIST, number))
            elif not signed.agrees:
                words = f"Podpisana lista nie jest zgodna z wpisami: {place}."
                gaps.append(Gap(words, Kind.SIGNED_LIST, number))
            elif signed.changed_days and not signed.stands:
                gaps.append(Gap(list_changed(signed.changed_days, place), Kind.SIGNED_LIST, number))
        used = {entry.referral_id: entry.referral for entry in entries}
        for number, referral in used.items():
            gaps += [
                Gap(f"Skierowanie {referral}: brak {words}.", Kind.REFERRAL, number)
                for words in referral.missing_to_close()
            ]
        return gaps

    def _list_remarks(self, entries) -> list[str]:
        """Of lists that closed months stand on: those cannot be noted anew."""
        places = {entry.referral.place_id: entry.referral.place for entry in entries}
        return [
            list_changed(signed.changed_days, place)
            for number, place in places.items()
            if (signed := self.lists.get(number)) and signed.changed_days and signed.stands
        ]

    def _rate_gap(self, missing: pay.RateMissing, kind: str) -> Gap:
        agreement, agreed, minimum = self.agreement, missing.agreed, missing.minimum
        if minimum is None:
            words = minimum_missing(str(agreement.regime), missing.day)
            return Gap(words, Kind.MINIMUM_RATE, agreement.regime_id)
        if agreed is None:
            words = rate_missing(agreement.number, kind, missing.day)
        else:
            words = rate_below_minimum(
                agreement.number, kind, missing.day, agreed.per_hour, minimum.per_hour
            )
        return Gap(words, Kind.AGREED_RATE, agreement.pk)

    def _undecided(self, person, entries) -> list[Gap]:
        """News that reaches back wants a decision before its days are paid."""
        worked = [entry.day for entry in entries if entry.hours]
        return [
            Gap(
                f"Od {polish(news.starts_on)} osoba {news.get_what_display()} ({news.letter}). "
                "Zdecyduj o wypłacie za godziny po tym dniu.",
                Kind.NEWS,
                news.pk,
            )
            for news in self.news[person.pk]
            if news.pay == StatusNews.Pay.UNDECIDED and any(map(news.reaches, worked))
        ]


def _dated(rate) -> pay.DatedRate:
    return pay.DatedRate(rate.pk, rate.per_hour, rate.valid_from, rate.valid_to)


def _line_of(line: PayLine) -> pay.Line:
    """The frozen figures; the days of the rates play no part any more."""
    first = datetime.date.min
    return pay.Line(
        kind=line.kind_id,
        agreed=pay.DatedRate(line.agreed_rate_id, line.per_hour, first),
        minimum=pay.DatedRate(line.minimum_rate_id, line.minimum_per_hour, first),
        percent=line.refund_percent,
        is_paid=line.is_paid,
        hours=line.hours,
    )
