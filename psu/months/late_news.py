"""Closed months whose frozen pay no longer agrees with the news of a lost status.

News may reach back behind the close, and may be voided or shortened after it. Nothing is recomputed unseen:
such a month is named until a person reopens it and closes it again; behind an approved list the difference
comes as a correction.
"""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Case, Exists, F, Max, OuterRef, Q, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce, Greatest

from kis.lib.dates import month_name, polish
from kis.lib.money import hours as shown
from kis.lib.periods import covering
from kis.lib.worded import worded
from participants.models import Person
from psu.models import (
    AgreementAnnex,
    PayLine,
    PayList,
    PersonMonth,
    StatusNews,
    WorkDay,
    WorkPlace,
)
from psu.proofs.list_changes import MonthAfter


@dataclass(frozen=True)
class LateMonth:
    """`news`: reaching worked days of the month; `hours`: of those days; `approved`: the list that stays."""

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
        first = "Zdecyduj o wypłacie, otwórz" if self.undecided else "Otwórz"
        if self.approved is None:
            return f"{first} miesiąc ponownie i zamknij go po sprawdzeniu: powstanie lista uzupełniająca."
        return (
            f"{first} miesiąc ponownie i zamknij go po sprawdzeniu. Lista wypłat {self.approved} zostaje bez "
            "zmian: różnica wypłaty i refundacji wejdzie jako korekta na następną listę."
        )


def late_months(months) -> list[LateMonth]:
    """Of the given person-months, newest first. One query where there are none, else four."""
    return _told(
        late(months)
        .select_related("person", "agreement")
        .order_by("-month", "person__last_name", "person__first_name", "pk")
    )


def late_months_of(whole: int) -> list[LateMonth]:
    """The same of all files of a person."""
    return _told(_late_of(whole))


@worded("person", "agreement")
def _late_of(whole: int):
    return late(PersonMonth.objects.filter(person__in=Person.objects.files_of(whole)))


def _told(months) -> list[LateMonth]:
    found = list(months)
    if not found:
        return []
    facts = _Facts(found)
    return [facts.of(month) for month in found]


def late(months):
    """Those closed months whose hours were frozen otherwise than the news that is known now says.

    Asked first is which may be: the person has news, or a line was frozen behind a lost status.
    """
    told = months.filter(person__in=StatusNews.objects.values("person"))
    lines = PayLine.objects.filter(Q(is_paid=False) | Q(refund_percent=0))
    frozen = months.filter(pk__in=lines.values("person_month"))
    may_be = told.order_by().values("pk").union(frozen.order_by().values("pk"))
    of_pay, of_refund = (
        _days().filter(~Exists(_news(pay=_DO_NOT_PAY))),
        _refundable(_days()).filter(~Exists(_news())),
    )
    is_paid_otherwise = ~Q(paid=_hours_of(of_pay, "person"))
    is_refunded_otherwise = ~Q(refunded=_hours_of(of_refund, "person"))
    return (
        PersonMonth.objects.filter(state=PersonMonth.State.CLOSED, pk__in=may_be)
        .alias(paid=_frozen(is_paid=True), refunded=_frozen(refund_percent__gt=0))
        .filter(is_paid_otherwise | is_refunded_otherwise)
    )


def late_since(months):
    """The late ones, each with `since`: when the news came."""
    came = _reaching_news().order_by().values("person").annotate(last=Max("received_on"))
    since = Coalesce(Subquery(came.values("last")), F("month"))
    return late(months).annotate(since=since)


_DO_NOT_PAY = StatusNews.Pay.DO_NOT_PAY


def _days():
    """Worked days of the person-month around."""
    return WorkDay.objects.worked().filter(
        person=OuterRef("person"),
        agreement=OuterRef("agreement"),
        day__gte=OuterRef("month"),
        day__lt=MonthAfter(OuterRef("month")),
    )


def _refundable(days):
    """Those of which the agreement, by its terms of that day, gives some share back."""
    annex = AgreementAnnex.objects.filter(
        agreement=OuterRef("agreement"), valid_from__lte=OuterRef("day")
    ).order_by("-valid_from")
    percent = Coalesce(Subquery(annex.values("refund_percent")[:1]), F("agreement__refund_percent"))
    of_carers = Case(
        When(Exists(annex), then=Subquery(annex.values("carer_refund_percent")[:1])),
        default=F("agreement__carer_refund_percent"),
    )
    at_carers = When(
        referral__place__kind=WorkPlace.Kind.CARER_HOME, then=Coalesce(of_carers, percent)
    )
    return days.alias(percent=Case(at_carers, default=percent)).filter(percent__gt=0)


def _news(**facts):
    """News that reaches the day around."""
    return StatusNews.objects.filter(covering(OuterRef("day")), person=OuterRef("person"), **facts)


def _reaching_news():
    """News that reaches some worked day of the person-month around."""
    days = WorkDay.objects.worked().filter(
        person=OuterRef("person"),
        agreement=OuterRef(OuterRef("agreement")),
        day__gte=Greatest(OuterRef("starts_on"), OuterRef(OuterRef("month"))),
        day__lt=MonthAfter(OuterRef(OuterRef("month"))),
        day__lte=Coalesce(OuterRef("ends_on"), Value(datetime.date.max)),
    )
    return StatusNews.objects.filter(Exists(days), person=OuterRef("person"))


def _frozen(**facts):
    """Hours of such lines of the person-month around."""
    return _hours_of(PayLine.objects.filter(person_month=OuterRef("pk"), **facts), "person_month")


def _hours_of(rows, of_one: str):
    """Summed; the rows are all of the same `of_one`."""
    summed = rows.order_by().values(of_one).annotate(sum=Sum("hours")).values("sum")
    return Coalesce(Subquery(summed), Value(Decimal(0)))


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

    def of(self, month: PersonMonth) -> LateMonth:
        days = self.days[month.person_id, month.agreement_id, month.month]
        news = [n for n in self.news[month.person_id] if any(n.reaches(e.day) for e in days)]
        reached = sum(
            (entry.hours for entry in days if any(n.reaches(entry.day) for n in news)), Decimal(0)
        )
        lines = self.lines[month.pk]
        approved = next((line.pay_list for line in lines if line.pay_list.approved_on), None)
        return LateMonth(month, tuple(news), reached, approved)
