"""How many people of a month are where, and what the close would pay; sums of parts add up."""

from dataclasses import asdict, dataclass, field, fields
from decimal import Decimal
from typing import Self

from psu.months.month_work import MonthWork, together


@dataclass(frozen=True)
class MonthSums:
    """`ready` can be closed, `left_open` lack something, `without_rate` of these a rate, too.

    `at_once` have nothing open but the review, `alone` are reviewed one by one. `hours`, `amount` and
    `refund` are those of `ready`; `work` is that of all who are not closed.
    """

    ready: int = 0
    left_open: int = 0
    without_rate: int = 0
    closed: int = 0
    at_once: int = 0
    alone: int = 0
    hours: Decimal = Decimal(0)
    amount: Decimal = Decimal(0)
    refund: Decimal = Decimal(0)
    work: MonthWork = field(default_factory=lambda: together([]))

    def __add__(self, other: Self) -> Self:
        numbers = [one.name for one in fields(self) if one.name != "work"]
        added = {name: getattr(self, name) + getattr(other, name) for name in numbers}
        return MonthSums(**added, work=together([self.work, other.work]))

    @property
    def why_nobody(self) -> str:
        """Said where nobody is ready in a month that does not run any more."""
        if self.left_open or not self.closed:
            return "Nikogo nie można zamknąć: u każdej osoby czegoś brakuje."
        return "Wszystkie osoby w tym miesiącu są już zamknięte."

    def as_json(self) -> dict:
        """For Django's encoder, see from_json."""
        return asdict(self)

    @classmethod
    def from_json(cls, found: dict) -> Self:
        """What was written by as_json; numbers come back as text."""
        numbers = {one.name: one.type(found[one.name]) for one in fields(cls) if one.name != "work"}
        work = found["work"]
        hours = {name: Decimal(work[name]) for name in ("planned", "worked")}
        return cls(**numbers, work=MonthWork(**hours, absences=work["absences"]))
