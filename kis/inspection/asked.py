"""What a page of an inspection was asked about: the year, and which rows of it."""

import datetime
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from kis.inspection.stays import of_year

FIRST_YEAR, LAST_YEAR = 2005, 2199
YEARS_BACK = 5  # offered as links; any year may stand in the address


@dataclass(frozen=True)
class Asked:
    user: object
    on: datetime.date
    year: int

    @property
    def first(self) -> datetime.date:
        return of_year(self.year)[0]

    @property
    def last(self) -> datetime.date:
        return of_year(self.year)[1]

    @property
    def last_so_far(self) -> datetime.date:
        return min(self.last, self.on)

    @property
    def years(self) -> list[int]:
        """To choose from, with the one asked for."""
        near = range(self.on.year, self.on.year - YEARS_BACK, -1)
        return sorted({*near, self.year}, reverse=True)


def asked_of(request) -> Asked:
    """Raises Http404 for an address that names no year."""
    on = timezone.localdate()
    year = number_in(request, "rok", FIRST_YEAR, LAST_YEAR) or on.year
    return Asked(request.user, on, year)


def number_in(request, name: str, least: int, most: int) -> int | None:
    typed = request.GET.get(name, "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and least <= int(typed) <= most):
        raise Http404
    return int(typed)
