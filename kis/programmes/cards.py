"""Cards of a month: what one provider gave to one participant, and whose cards a month has."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import Q, Sum

from kis.lib.dates import month_of
from kis.programmes.models import Choice, Cost, Enrolment, Provider, Service, Settlement
from kis.programmes.use import Use, use_of


@dataclass(frozen=True)
class Card:
    provider: Provider
    minutes: int = 0
    days: int = 0


@dataclass
class CardsOf:
    """A participant of the edition with the cards of a month."""

    enrolment: Enrolment
    use: Use
    cards: list[Card] = field(default_factory=list)


def taking_part_in(edition, month: datetime.date):
    """Who takes part on some day of the month, or did."""
    first, last = month_of(month)
    rows = Enrolment.objects.filter(edition=edition, starts_on__lte=last)
    rows = rows.filter(Q(ends_on=None) | Q(ends_on__gte=first))
    return rows.select_related("person", "beneficiary", "group", "edition").in_polish_order()


def cards_of(rows: Sequence[Enrolment], month: datetime.date) -> list[CardsOf]:
    """Those of chosen providers, empty ones too, and of whoever else gave something. Three queries."""
    first, last = month_of(month)
    use = use_of(rows, last)
    found = {row.pk: CardsOf(row, use[row.pk]) for row in rows}
    known: dict[int, dict[int, Card]] = {row.pk: {} for row in rows}
    chosen = Choice.objects.filter(enrolment__in=found, starts_on__lte=last)
    chosen = chosen.filter(Q(ends_on=None) | Q(ends_on__gte=first)).select_related("provider")
    for choice in chosen:
        known[choice.enrolment_id][choice.provider_id] = Card(choice.provider)
    given = Service.objects.filter(enrolment__in=found).between(first, last)
    sums = given.order_by().values_list("enrolment", "provider")
    sums = list(sums.annotate(minutes=Sum("minutes"), days=Sum("days")))
    providers = Provider.objects.in_bulk({provider for _, provider, _, _ in sums})
    for enrolment, provider, minutes, days in sums:
        known[enrolment][provider] = Card(providers[provider], minutes, days)
    for number, cards in known.items():
        found[number].cards = sorted(cards.values(), key=lambda card: card.provider.name)
    return list(found.values())


def providers_for(enrolment: Enrolment):
    """Who may have given something: chosen ones, institutions, and who gave before."""
    chosen = Choice.objects.filter(enrolment=enrolment).values("provider")
    gave = Service.with_voided.filter(enrolment=enrolment).values("provider")
    rows = Provider.objects.filter(Q(pk__in=chosen) | Q(pk__in=gave) | Q(is_institution=True))
    return rows.in_polish_order()


def services_of_card(
    enrolment: Enrolment, provider: Provider, month: datetime.date, *, voided=False
):
    rows = (Service.with_voided if voided else Service.objects).filter(
        enrolment=enrolment, provider=provider
    )
    return rows.between(*month_of(month)).select_related("entered_by", "voided_by").in_order()


def costs_of_month(edition, month: datetime.date, *, voided=False):
    rows = (Cost.with_voided if voided else Cost.objects).filter(
        enrolment__edition=edition, day__range=month_of(month)
    )
    told = rows.select_related("enrolment__person", "provider", "entered_by", "voided_by")
    return told.order_by("day", "pk")


def is_settled(edition, month: datetime.date) -> bool:
    rows = Settlement.objects.filter(edition=edition)
    return rows.filter(Q(month=month) | Q(month=None)).exists()


def month_asked(request, file) -> datetime.date:
    """That of the address; else the present one, within the edition."""
    try:
        month = datetime.date.fromisoformat(f"{request.GET.get('miesiac', '')}-01")
    except ValueError:
        month = file.on.replace(day=1)
    first, last = file.edition.starts_on.replace(day=1), file.edition.ends_on.replace(day=1)
    return min(max(month, first), last)
