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
    "family_application": "Wnioski o asystenta rodziny",
    "family_assignment": "Przydzielenia asystenta rodziny",
    "family_closing": "Zakończenia pracy asystenta z rodziną",
}
LAST_NUMBER = 99_999


def used(year: int) -> dict[str, NumberSeries]:
    """The series of the year, new ones where no number was given yet. One query."""
    given = {series.kind: series for series in NumberSeries.objects.filter(year=year)}
    return {kind: given.get(kind) or NumberSeries(kind=kind, year=year) for kind in SERIES}


@transaction.atomic
def begin_behind(year: int, numbers: dict[str, int]) -> None:
    """Numbers up to these were used before. A series that the program has begun is refused by its guard."""
    for kind, last in sorted(numbers.items()):
        series, _ = NumberSeries.objects.get_or_create(kind=kind, year=year)
        series = NumberSeries.objects.select_for_update(no_key=True).get(pk=series.pk)
        series.last = series.before_program = last
        series.save(update_fields=["last", "before_program"])
