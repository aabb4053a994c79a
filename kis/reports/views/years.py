"""The year that a report is of."""

from django.http import Http404
from django.utils import timezone

FIRST_YEAR, LAST_YEAR = 2003, 2199
STILL_LAST_YEAR = 6  # months in which the report of the year before is what is asked for


def year_of(request) -> int:
    """What the address says, else the year whose report is due next. Raises Http404 for what is no year."""
    typed = request.GET.get("rok", "")
    if not typed:
        today = timezone.localdate()
        return today.year - 1 if today.month <= STILL_LAST_YEAR else today.year
    is_number = typed.isascii() and typed.isdecimal() and len(typed) == len(str(FIRST_YEAR))
    if not is_number or not FIRST_YEAR <= int(typed) <= LAST_YEAR:
        raise Http404
    return int(typed)


def years_beside(year: int) -> dict:
    """For the buttons of a report: the year before and the one after, where they may be asked for."""
    return {
        "before": year - 1 if year > FIRST_YEAR else None,
        "after": year + 1 if year < timezone.localdate().year else None,
    }
