"""Papers of an assistant's work: the protocol of a visit, a family's month, an assistant's month.

None of them tells the restricted part of a note.
"""

import datetime
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.utils import timezone

from kis.accounts.models import Centre
from kis.families.models import AccompanyingRequest, Assistant, Family, Visit
from kis.families.models.family import parents_first
from kis.families.paper_facts import family_named
from kis.families.visit_words import worded
from kis.lib.dates import month_name, month_of, polish
from kis.lib.pdf import render_paper

HUNDREDTH = Decimal("0.01")
NOTHING = Decimal(0)


def in_hours(minutes: int) -> Decimal:
    return (Decimal(minutes) / 60).quantize(HUNDREDTH, ROUND_HALF_UP)


@dataclass(frozen=True)
class Sums:
    """Of visits that were told: how many of each, their time and their way."""

    visits: int
    attempts: int
    accompanied: int
    minutes: int
    kilometres: Decimal

    @property
    def hours(self) -> Decimal:
        return in_hours(self.minutes)


def sums_of(rows: list[Visit]) -> Sums:
    """An attempt takes time and way, and is no visit."""
    told = [row for row in rows if row.is_reported]
    held = [row for row in told if row.state == Visit.State.HELD]
    return Sums(
        visits=sum(row.kind == Visit.Kind.VISIT for row in held),
        attempts=sum(row.state == Visit.State.ATTEMPT for row in told),
        accompanied=sum(row.kind == Visit.Kind.ACCOMPANYING for row in held),
        minutes=sum(row.minutes for row in told),
        kilometres=sum((row.kilometres or NOTHING for row in told), NOTHING),
    )


def _paper(template: str, name: str, **facts) -> bytes:
    context = {"centre": Centre.objects.current(), **facts}
    return render_paper(template, context, name=name, made_at=timezone.now())


def protocol(visit: Visit) -> bytes:
    """Which both sign; raises Refused where the paper takes too long."""
    worded([visit])
    family = visit.cooperation.family
    following = visit.next_visit_at and timezone.localtime(visit.next_visit_at)
    return _paper(
        "families/papers/protocol_print.html",
        "Protokół wizyty",
        visit=visit,
        facts=[
            ("Rodzina", f"{_named(family, visit.day)}\n{family.address}"),
            ("Dzień i godziny", f"{polish(visit.day)}, {visit.hours}"),
            ("Miejsce", visit.place),
            ("Kto był", ", ".join(visit.present_names)),
            ("Tematy", ", ".join(visit.topic_names)),
        ],
        following=f"{polish(following.date())}, {following:%-H.%M}" if following else "",
        signatures=[
            {"label": "podpis członka rodziny"},
            {"name": str(visit.assistant), "label": "podpis asystenta rodziny"},
        ],
    )


def _named(family: Family, on: datetime.date) -> str:
    return family_named(family, parents_first(family.members.on(on).select_related("person")))


def family_card(family: Family, month: datetime.date) -> bytes:
    """Every visit and attempt of the month."""
    rows = Visit.objects.filter(cooperation__family=family).between(*month_of(month))
    told = worded(rows.standing().told().in_order())
    return _paper(
        "families/papers/card_print.html",
        f"Karta wizyt, {month_name(month)}",
        family=family,
        named=_named(family, month_of(month)[1]),
        month=month,
        rows=told,
        sums=sums_of(told),
        signatures=[
            {"label": "podpis członka rodziny"},
            {"label": "podpis asystenta rodziny"},
        ],
    )


def _of_assistant(assistant: Assistant, month: datetime.date):
    rows = Visit.objects.filter(assistant=assistant).between(*month_of(month))
    return rows.told().in_order()


@dataclass
class FamilyMonth:
    family: Family
    rows: list[Visit]

    @property
    def sums(self) -> Sums:
        return sums_of(self.rows)

    @property
    def days(self) -> str:
        return ", ".join(f"{row.day.day}" for row in self.rows if row.is_reported)

    @property
    def topics(self) -> str:
        return ", ".join(dict.fromkeys(name for row in self.rows for name in row.topic_names))


def assistant_report(assistant: Assistant, month: datetime.date) -> bytes:
    """What an assistant did with each family in a month."""
    rows = worded(_of_assistant(assistant, month).standing())
    families: dict[int, FamilyMonth] = {}
    first, last = month_of(month)
    assigned = assistant.assignments.filter(starts_on__lte=last).exclude(ends_on__lt=first)
    for one in assigned.select_related("cooperation__family").order_by("cooperation__family__name"):
        family = one.cooperation.family
        families.setdefault(family.pk, FamilyMonth(family, []))
    for row in rows:
        families[row.cooperation.family_id].rows.append(row)
    asked = AccompanyingRequest.objects.filter(
        cooperation__family__in=families, asked_on__range=(first, last)
    )
    answered = list(asked.told())
    return _paper(
        "families/papers/report_print.html",
        f"Sprawozdanie asystenta rodziny, {month_name(month)}",
        assistant=assistant,
        month=month,
        families=list(families.values()),
        sums=sums_of(rows),
        unwritten=sum(row.is_planned and row.day <= timezone.localdate() for row in rows),
        asked=len(answered),
        taken=sum(one.visit_id is not None for one in answered),
        refused=sum(one.refused_on is not None for one in answered),
        signatures=[
            {"name": str(assistant), "label": "asystent rodziny"},
            {"label": "kierownik"},
        ],
    )


def assistant_hours(assistant: Assistant, month: datetime.date) -> bytes:
    """Hours and kilometres, row by row, with their sums."""
    rows = [row for row in _of_assistant(assistant, month) if row.is_reported]
    return _paper(
        "families/papers/hours_print.html",
        f"Godziny i kilometry, {month_name(month)}",
        assistant=assistant,
        month=month,
        rows=[(row, in_hours(row.minutes)) for row in rows],
        sums=sums_of(rows),
        signatures=[
            {"name": str(assistant), "label": "asystent rodziny"},
            {"label": "sprawdził(a)"},
        ],
    )
