"""The month of an agreement before its close: what each person earned, and what keeps whom open."""

import datetime
from dataclasses import dataclass, field
from decimal import Decimal

from kis.lib.dates import month_name, month_of, polish
from participants.models import BankAccount, Person
from psu.models import Agreement, PersonMonth, WorkPlace
from psu.months.facts import MonthFacts
from psu.months.gaps import OF_HOURS, MonthGap, gaps_of
from psu.months.month_work import MonthWork, together, work_of
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
    def why_nobody(self) -> str:
        """Said where nobody is ready in a month that is not blocked."""
        if self.waiting or not self.closed:
            return "Nikogo nie można zamknąć: u każdej osoby czegoś brakuje."
        return "Wszystkie osoby w tym miesiącu są już zamknięte."

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
    def work(self) -> MonthWork:
        """Of everybody who is not closed."""
        return together(row.work for row in self.rows if row.work)

    @property
    def hours(self) -> Decimal:
        return sum((row.account.hours for row in self.ready), Decimal(0))

    @property
    def amount(self) -> Decimal:
        return sum((row.account.amount for row in self.ready), Decimal(0))

    @property
    def refund(self) -> Decimal:
        return sum((row.account.refund for row in self.ready), Decimal(0))


def preview(agreement: Agreement, month: datetime.date, *, on: datetime.date) -> MonthPreview:
    """Who would be closed that day, who would not and why. A fixed number of queries."""
    facts = MonthFacts(agreement, month, on)
    rows = [_row(facts, person) for person in facts.people()]
    last = month_of(month)[1]
    blocked = ""
    if on < last:
        blocked = f"{month_name(month).capitalize()} jeszcze trwa. Zamyka się go od {polish(last)}."
    return MonthPreview(rows, facts.places, blocked)


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
