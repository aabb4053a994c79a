"""Papers of services: the card of a month, the register of tickets and kilometres, settlements.

A card and a register are made of what stands now; a settlement of what was frozen, and of nothing else.
"""

import datetime
from decimal import Decimal

from django.utils import timezone

from kis.accounts.models import Centre
from kis.lib.dates import month_name, month_of, polish
from kis.lib.pdf import render_paper
from kis.programmes.cards import services_of_card
from kis.programmes.hours import clock, in_hours
from kis.programmes.models import (
    Cost,
    Edition,
    EditionNumber,
    Enrolment,
    Kind,
    Provider,
    Service,
    Settlement,
)
from kis.programmes.settled_lines import shown_lines, totals
from kis.programmes.settling import lines_of, unconfirmed_rates
from kis.programmes.use import use_of

SETTLERS = [{"label": "sporządził(a)"}, {"label": "sprawdził(a)"}, {"label": "zatwierdził(a)"}]


def _paper(template: str, name: str, *, made_at=None, **facts) -> bytes:
    context = {"centre": Centre.objects.current(), **facts}
    return render_paper(
        f"programmes/papers/{template}.html", context, name=name, made_at=made_at or timezone.now()
    )


def card(enrolment: Enrolment, provider: Provider, month: datetime.date) -> bytes:
    """Both sign it. Raises Refused where the paper takes too long."""
    rows = list(services_of_card(enrolment, provider, month))
    is_respite = enrolment.edition.kind == Kind.RESPITE
    name = "Karta realizacji opieki wytchnieniowej" if is_respite else CARD
    return _paper(
        "card_print",
        f"{name}, {month_name(month)}",
        heading=name,
        edition=enrolment.edition,
        month=month,
        is_respite=is_respite,
        facts=_card_facts(enrolment, provider, is_respite),
        rows=[_line(row) for row in rows],
        hours=in_hours(sum(row.minutes for row in rows)),
        days=sum(row.days for row in rows),
        used=_used(enrolment, month),
        unconfirmed=_unconfirmed_limit(enrolment),
        signatures=[
            {"name": enrolment.person.full_name, "label": "data i podpis uczestnika albo opiekuna"},
            {"name": provider.name, "label": "data i podpis osoby świadczącej usługi"},
        ],
    )


CARD = "Karta realizacji usług asystencji osobistej"


def _card_facts(
    enrolment: Enrolment, provider: Provider, is_respite: bool
) -> list[tuple[str, str]]:
    of_respite = [
        ("Opiekun (uczestnik)", enrolment.person.full_name),
        ("Osoba, którą się opiekuje", enrolment.beneficiary.full_name),
    ]
    return [
        ("Program", enrolment.edition.name),
        *(of_respite if is_respite else [("Uczestnik", enrolment.person.full_name)]),
        ("Usługi świadczy" if is_respite else "Asystent", provider.name),
        ("Umowa", f"{provider.get_employment_display()}, nr {provider.contract_number}"),
    ]


def _line(row: Service) -> dict:
    is_hours = row.form == Service.Form.HOURS
    ends = timezone.localtime(row.ends_at)
    return {
        "day": row.day,
        "first": clock(row.starts_at),
        "last": clock(row.ends_at, ends=True)
        if is_hours
        else f"{polish(ends.date())}, {clock(row.ends_at)}",
        "hours": in_hours(row.minutes) if is_hours else None,
        "days": row.days or None,
        "what": row.get_scope_display() if row.scope else "",
        "place": row.get_place_display(),
        "note": row.note,
    }


def _used(enrolment: Enrolment, month: datetime.date) -> list[tuple[str, Decimal, Decimal]]:
    """What is used and the limit, of hours and of days: by the end of the month."""
    use = use_of([enrolment], month_of(month)[1])[enrolment.pk]
    since = "w miesiącu" if use.is_monthly else "w edycji"
    told = []
    if use.limit is not None:
        told.append((f"godziny {since}", in_hours(use.minutes), in_hours(use.limit)))
    if use.most_days is not None:
        told.append(("doby w edycji", Decimal(use.days), Decimal(use.most_days)))
    return told


def _unconfirmed_limit(enrolment: Enrolment) -> list[str]:
    group = enrolment.group
    # Not the group's name: it may tell the degree of disability.
    return [] if group is None or group.is_confirmed else ["limit godzin i dób na osobę"]


def costs_register(enrolment: Enrolment, provider: Provider, month: datetime.date) -> bytes:
    """Tickets, kilometres and the rest, of one participant and one provider."""
    costs = Cost.objects.filter(enrolment=enrolment, provider=provider, day__range=month_of(month))
    rows = list(costs.order_by("day", "pk"))
    return _paper(
        "costs_print",
        f"Ewidencja biletów i kilometrów, {month_name(month)}",
        month=month,
        facts=_card_facts(enrolment, provider, enrolment.edition.kind == Kind.RESPITE),
        rows=rows,
        kilometres=sum((row.kilometres or 0 for row in rows), Decimal(0)),
        sum=sum((row.amount for row in rows), Decimal(0)),
        unconfirmed=_unconfirmed_km(enrolment.edition, rows),
        signatures=[
            {"name": provider.name, "label": "data i podpis osoby świadczącej usługi"},
            {"label": "sprawdził(a)"},
        ],
    )


def _unconfirmed_km(edition: Edition, rows: list[Cost]) -> list[str]:
    used = {row.km_rate for row in rows if row.km_rate is not None}
    code = EditionNumber.Code.KM_RATE
    known = edition.numbers.filter(code=code, confirmed_at__isnull=False)
    return [str(code.label)] if used - set(known.values_list("value", flat=True)) else []


def settlement(row: Settlement) -> bytes:
    """Of a month or of the whole edition."""
    facts = {
        "settlement": row,
        "edition": row.edition,
        "whole": row.hours_cost + row.other_cost,
        "hours": in_hours(row.minutes),
        "unconfirmed": unconfirmed_rates(row),
        "signatures": SETTLERS,
        "made_at": row.settled_at,
    }
    if row.month is None:
        months, people = totals(row)
        return _paper("whole_print", "Rozliczenie edycji", months=months, people=people, **facts)
    name = f"Rozliczenie miesiąca, {month_name(row.month)}"
    return _paper("month_print", name, rows=shown_lines(lines_of(row)), **facts)
