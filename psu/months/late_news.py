"""Closed months whose frozen pay no longer agrees with the news of a lost status.

News may reach back behind the close, and may be voided or shortened after it. Nothing is recomputed unseen:
such a month is named until a person reopens it or, behind an approved list, decides what is done instead.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import TruncMonth

from kis.lib.dates import month_name, polish
from kis.lib.money import hours as shown
from kis.lib.periods import covering
from psu.models import PayLine, PayList, PersonMonth, StatusNews, WorkDay


@dataclass(frozen=True)
class LateMonth:
    """`news`: what reaches worked days of the month; `hours`: of those days; `approved`: the list that
    keeps the month from being reopened.
    """

    person_month: PersonMonth
    news: tuple[StatusNews, ...]
    hours: Decimal
    approved: PayList | None = None

    @property
    def words(self) -> str:
        month = month_name(self.person_month.month)
        if not self.news:
            return (
                f"Wiadomość o statusie unieważniono albo skrócono, a zamknięty miesiąc ({month}) "
                "jeszcze ją uwzględnia."
            )
        told = "; ".join(
            f"od {polish(news.starts_on)} osoba {news.get_what_display()} ({news.letter})"
            for news in self.news
        )
        return (
            f"{told[0].upper()}{told[1:]}. W zamkniętym miesiącu ({month}) jest po tym dniu "
            f"{shown(self.hours)} godz., a lista wypłat nie uwzględnia tej wiadomości albo decyzji o niej."
        )

    @property
    def undecided(self) -> StatusNews | None:
        return next((news for news in self.news if news.pay == StatusNews.Pay.UNDECIDED), None)

    @property
    def next_step(self) -> str:
        if self.approved is None:
            first = "Zdecyduj o wypłacie, otwórz" if self.undecided else "Otwórz"
            return f"{first} miesiąc ponownie i zamknij go po sprawdzeniu: powstanie lista uzupełniająca."
        return (
            f"Lista wypłat {self.approved} jest zatwierdzona, więc miesiąca nie można otworzyć ponownie. "
            "Uzgodnij z księgowością i PUP korektę refundacji i wypłaty, a ustalenia wpisz w decyzji "
            "o wypłacie jako powód."
        )

    @property
    def waits(self) -> bool:
        """For the coordinator: behind an approved list the decision is all that can be done here."""
        return self.approved is None or self.undecided is not None


def late_months(months) -> list[LateMonth]:
    """Of the given person-months, newest first. One query where there are none, else four."""
    found = list(
        months.filter(state=PersonMonth.State.CLOSED)
        .filter(Exists(_reached_days()) | Exists(_lines_after_news()))
        .select_related("person", "agreement")
        .order_by("-month", "person__last_name", "person__first_name", "pk")
    )
    if not found:
        return []
    facts = _Facts(found)
    return [late for month in found if (late := facts.judge(month))]


def late_months_to_mend(people) -> list[LateMonth]:
    """What waits for the coordinator, among the given people."""
    months = late_months(PersonMonth.objects.filter(person__in=people))
    return [late for late in months if late.waits]


def _reached_days():
    news = StatusNews.objects.filter(covering(OuterRef("day")), person=OuterRef("person"))
    return (
        WorkDay.objects.worked()
        .filter(Exists(news), person=OuterRef("person"), agreement=OuterRef("agreement"))
        .annotate(month=TruncMonth("day"))
        .filter(month=OuterRef("month"))
    )


def _lines_after_news():
    """Frozen as hours behind a lost status are: without a refund, or not paid."""
    lines = PayLine.objects.filter(person_month=OuterRef("pk"))
    return lines.filter(Q(refund_percent=0) | Q(is_paid=False))


class _Facts:
    def __init__(self, months: list[PersonMonth]):
        people = {month.person_id for month in months}
        first = min(month.month for month in months)
        self.news: dict[int, list[StatusNews]] = defaultdict(list)
        for news in StatusNews.objects.filter(person__in=people):
            self.news[news.person_id].append(news)
        self.days: dict[tuple, list[WorkDay]] = defaultdict(list)
        for entry in WorkDay.objects.worked().filter(person__in=people, day__gte=first):
            self.days[entry.person_id, entry.agreement_id, entry.day.replace(day=1)].append(entry)
        self.lines: dict[int, list[PayLine]] = defaultdict(list)
        lines = PayLine.objects.filter(person_month__in=months).select_related("pay_list")
        for line in lines:
            self.lines[line.person_month_id].append(line)

    def judge(self, month: PersonMonth) -> LateMonth | None:
        """None where what was frozen is what the news says."""
        entries = self.days[month.person_id, month.agreement_id, month.month]
        lines = self.lines[month.pk]
        news = [n for n in self.news[month.person_id] if any(n.reaches(e.day) for e in entries)]
        reached = _hours(e for e in entries if any(n.reaches(e.day) for n in news))
        unpaid = _hours(e for e in entries if any(_withholds(n, e.day) for n in news))
        total = _hours(entries)
        refunded = _hours(line for line in lines if line.refund_percent > 0)
        paid = _hours(line for line in lines if line.is_paid)
        has_refund = month.agreement.refund_percent > 0
        # Where the commune pays alone, lines have no refund anyway: only what is paid can differ.
        if paid == total - unpaid and (not has_refund or refunded == total - reached):
            return None
        approved = next((line.pay_list for line in lines if line.pay_list.approved_on), None)
        return LateMonth(month, tuple(news), reached, approved)


def _withholds(news: StatusNews, day: datetime.date) -> bool:
    return news.pay == StatusNews.Pay.DO_NOT_PAY and news.reaches(day)


def _hours(rows: Iterable[WorkDay | PayLine]) -> Decimal:
    return sum((row.hours for row in rows), Decimal(0))
