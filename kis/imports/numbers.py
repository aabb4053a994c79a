"""Numbers that papers of this year had before the program: it goes on behind the last of them."""

from django.db import transaction

from kis.documents.models import NumberSeries

# Every series that the program takes numbers from, as an office calls its papers.
SERIES = {
    "social-contract": "Kontrakty socjalne",
    "kis_certificate": "Zaświadczenia o udziale w KIS",
    "psu_eligible_list": "Listy kandydatów do PUP",
    "psu_needs_plan": "Plany potrzeb PSU",
    "psu_notice": "Zawiadomienia PSU",
    "psu_accident": "Protokoły wypadków PSU",
    "psu_slip": "PSU: godziny i świadczenie osoby",
    "psu_certificate": "PSU: zaświadczenia o wykonywaniu prac",
    "psu_statement": "PSU: zestawienia dla pracownika socjalnego",
    "pay_list": "Listy wypłat",
    "refund_application": "Wnioski o refundację",
}


def used(year: int) -> dict[str, int]:
    """The last number of each series in the year, 0 where none was given yet. One query."""
    given = dict(NumberSeries.objects.filter(year=year).values_list("kind", "last"))
    return {kind: given.get(kind, 0) for kind in SERIES}


@transaction.atomic
def use_up_to(year: int, numbers: dict[str, int]) -> list[str]:
    """Numbers up to these are used. Gives the titles of what changed; a lower one is refused by the guard."""
    changed = []
    for kind, last in sorted(numbers.items()):
        series, _ = NumberSeries.objects.get_or_create(kind=kind, year=year)
        series = NumberSeries.objects.select_for_update(no_key=True).get(pk=series.pk)
        if series.last != last:
            series.last = last
            series.save(update_fields=["last"])
            changed.append(SERIES[kind])
    return changed
