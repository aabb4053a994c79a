"""The month of an agreement before its close: what each person earned, and what keeps whom open."""

import datetime
from collections.abc import Collection
from dataclasses import dataclass, field
from decimal import Decimal

from kis.lib.dates import month_name, month_of, polish
from participants.models import BankAccount, Person
from psu.models import Agreement, PersonMonth, WorkPlace
from psu.months.facts import MonthFacts
from psu.months.gaps import OF_HOURS, MonthGap, gaps_of
from psu.months.month_work import MonthWork, together, work_of
from psu.months.sums import MonthSums
from psu.rules import pay


@dataclass(frozen=True)
class MonthPreviewRow:
    """A person's month in the preview; without a gap it can be closed.

    `person_month` is None for a person with a referral and no entry yet. `hours` are those entered; the
    account leaves out the ones without a rate. A closed month has no `payment`: its pay list froze one.
    Of a month that an approved list has paid already (`is_correction`) the account is what is still to be
    paid, or to be taken back. `work`: of who has entries and is not closed.
    """

    person: Person
    person_month: PersonMonth | None
    account: pay.Account
    hours: Decimal
    gaps: list[MonthGap] = field(default_factory=list)
    payment: BankAccount | None = None
    is_correction: bool = False
    work: MonthWork | None = None

    @property
    def lacks_rate(self) -> bool:
        return bool(self.account.missing)

    @property
    def is_closed(self) -> bool:
        return self.person_month is not None and self.person_month.state == PersonMonth.State.CLOSED

    @property
    def waits_for_review(self) -> bool:
        return self.person_month is not None and self.person_month.state == PersonMonth.State.OPEN

    @property
    def is_open_question(self) -> bool:
        """Whether something of the hours themselves is not settled: such a month is reviewed by itself."""
        return any(gap.kind in OF_HOURS for gap in self.gaps)


@dataclass(frozen=True)
class MonthPreview:
    """The month of an agreement before the close; rows and places by the Polish alphabet."""

    rows: list[MonthPreviewRow]
    places: list[WorkPlace]
    blocked: str = ""

    @property
    def ready(self) -> list[MonthPreviewRow]:
        # A month that still runs has nobody to close, however complete.
        return [] if self.blocked else [r for r in self.rows if not r.gaps and not r.is_closed]

    @property
    def waiting(self) -> list[MonthPreviewRow]:
        """Those who stay open, with their gaps."""
        return [row for row in self.rows if row.gaps and not row.is_closed]

    @property
    def to_review_at_once(self) -> list[MonthPreviewRow]:
        """Those with nothing open but the review."""
        if self.blocked:
            return []
        return [row for row in self.rows if row.waits_for_review and not row.is_open_question]

    @property
    def to_review_alone(self) -> list[MonthPreviewRow]:
        return [row for row in self.rows if row.waits_for_review and row.is_open_question]

    @property
    def without_rate(self) -> list[MonthPreviewRow]:
        """Those of `waiting` whom a rate keeps, too."""
        return [row for row in self.waiting if row.lacks_rate]

    @property
    def closed(self) -> list[MonthPreviewRow]:
        return [row for row in self.rows if row.is_closed]

    @property
    def sums(self) -> MonthSums:
        ready = self.ready
        return MonthSums(
            ready=len(ready),
            left_open=len(self.waiting),
            without_rate=len(self.without_rate),
            closed=len(self.closed),
            at_once=len(self.to_review_at_once),
            alone=len(self.to_review_alone),
            hours=sum((row.account.hours for row in ready), Decimal(0)),
            amount=sum((row.account.amount for row in ready), Decimal(0)),
            refund=sum((row.account.refund for row in ready), Decimal(0)),
            # Of everybody who is not closed.
            work=together(row.work for row in self.rows if row.work),
        )


def preview(
    agreement: Agreement,
    month: datetime.date,
    *,
    on: datetime.date,
    people: Collection[int] | None = None,
) -> MonthPreview:
    """Who would be closed that day, who would not and why. A fixed number of queries.

    `people`: numbers of those alone who are looked at.
    """
    facts = MonthFacts(agreement, month, on, people)
    rows = [_row(facts, person) for person in facts.people()]
    return MonthPreview(rows, facts.places, still_runs(month, on))


def still_runs(month: datetime.date, on: datetime.date) -> str:
    """Why nobody of the month can be closed that day, or nothing."""
    last = month_of(month)[1]
    if on >= last:
        return ""
    return f"{month_name(month).capitalize()} jeszcze trwa. Zamyka się go od {polish(last)}."


def _row(facts: MonthFacts, person: Person) -> MonthPreviewRow:
    person_month, account = facts.months.get(person.pk), facts.account(person)
    if facts.is_closed(person):
        return MonthPreviewRow(person, person_month, account, account.hours)
    return MonthPreviewRow(
        person,
        person_month,
        account,
        hours=sum((entry.hours for entry in facts.entries[person.pk]), Decimal(0)),
        gaps=gaps_of(facts, person, account),
        payment=facts.payments.get(person.pk),
        is_correction=bool(facts.frozen(person)),
        work=work_of(facts, person) if person_month else None,
    )
