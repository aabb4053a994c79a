"""What a page of an inspection was asked about: the year, and which rows of it."""

import datetime
from dataclasses import dataclass

from django.http import Http404
from django.utils import timezone

from kis.accounts.models import Inspection
from kis.accounts.rights import Role
from kis.inspection.stays import of_year

FIRST_YEAR, LAST_YEAR = 2005, 2199
YEARS_BACK = 5  # offered as links; any year may stand in the address


@dataclass(frozen=True)
class Asked:
    user: object
    on: datetime.date
    year: int
    bound: range | None = None  # the years of the inspection that the reader carries out

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
        near = self.bound or range(self.on.year, self.on.year - YEARS_BACK, -1)
        return sorted({*near, self.year}, reverse=True)


def asked_of(request) -> Asked:
    """Raises Http404 for an address that names no year, or one outside of the reader's inspection."""
    on = timezone.localdate()
    bound = years_of_inspection(request.user, on)
    year = number_in(request, "rok", FIRST_YEAR, LAST_YEAR) or min(
        on.year, (bound or [on.year])[-1]
    )
    if bound and year not in bound:
        raise Http404
    return Asked(request.user, on, year, bound)


def years_of_inspection(user, on: datetime.date) -> range | None:
    """None for whoever reads by another role. One query for an inspector."""
    if user.roles != {Role.INSPECTOR}:
        return None
    running = Inspection.objects.running(on).filter(inspector=user).first()
    if running is None:  # it ended while the page was asked for
        raise Http404
    return range(running.period_starts_on.year, running.period_ends_on.year + 1)


def number_in(request, name: str, least: int, most: int) -> int | None:
    typed = request.GET.get(name, "")
    if not typed:
        return None
    if not (typed.isascii() and typed.isdecimal() and least <= int(typed) <= most):
        raise Http404
    return int(typed)
