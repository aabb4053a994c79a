"""The preview of a very large month: ordered in a request, counted part by part by a worker."""

import datetime
import logging
from collections.abc import Iterator

import pghistory
from django.db import InterfaceError, OperationalError
from django.utils import timezone

from psu.models import Agreement, MonthCount
from psu.months.closing import review
from psu.months.large import people_of
from psu.months.preview import MonthPreview, preview
from psu.months.sums import MonthSums

logger = logging.getLogger(__name__)

PART = 500  # people; what has been counted is told after each
FAULT = "Miesiąca nie policzono przez błąd programu. Zawiadom administratora systemu."
NOT_ANY_MORE = "Osoba, która zleciła sprawdzenie, nie ma już do tego uprawnienia."


def order_count(
    agreement: Agreement, month: datetime.date, *, by, marks_reviewed: bool = False
) -> MonthCount:
    """The one that waits already, where somebody ordered it first.

    With `marks_reviewed` those of whom nothing is open but the review are marked as reviewed, too.
    """
    order, _ = MonthCount.objects.get_or_create(
        agreement=agreement,
        month=month,
        finished_at=None,
        defaults={
            "marks_reviewed": marks_reviewed,
            "people": people_of(agreement, month).count(),
            "ordered_by": by,
            "ordered_at": timezone.now(),
        },
    )
    return order


def counts_of(
    agreement: Agreement, month: datetime.date
) -> tuple[MonthCount | None, MonthCount | None]:
    """The one that is under way, and the newest that is finished; `why` says that it counted nothing."""
    # The newest first; only one can wait, and it was ordered after all others were finished.
    newest = list(agreement.month_counts.filter(month=month)[:2])
    waiting = newest.pop(0) if newest and newest[0].is_waiting else None
    return waiting, newest[0] if newest else None


def carry_out(number: int, *, on: datetime.date) -> None:
    """Count what was ordered. A killed worker leaves the order, and whoever comes next begins anew.

    It ends without a word where the month was closed or opened again in the meantime: such a count is gone.
    """
    waiting = MonthCount.objects.waiting().filter(pk=number)
    order = waiting.select_related("agreement", "ordered_by").first()
    if order is None:
        return
    try:
        with pghistory.context(user=order.ordered_by_id):
            found = _counted(order, waiting, on)
    except (OperationalError, InterfaceError):  # the database's trouble: tried again
        raise
    except Exception:
        logger.exception("month count %s", number)
        found = {"why": FAULT}
    waiting.update(finished_at=timezone.now(), **found)


def _counted(order: MonthCount, waiting, on: datetime.date) -> dict:
    by = order.ordered_by
    if order.marks_reviewed and not (by.is_active and by.has_perm("psu.review_month")):
        return {"why": NOT_ANY_MORE}
    numbers = people_of(order.agreement, order.month).order_by("pk").values_list("pk", flat=True)
    sums, left_open, reviewed = MonthSums(), [], 0
    for counted, people in _parts(list(numbers)):
        found = preview(order.agreement, order.month, on=on, people=people)
        if order.marks_reviewed and found.to_review_at_once:
            reviewed += _marked(order, found, on)
            found = preview(order.agreement, order.month, on=on, people=people)
        sums += found.sums
        left_open += [row.person.pk for row in found.waiting]
        # By itself, so that the page can tell it while the next part is counted.
        waiting.update(counted=counted)
    return {"sums": sums.as_json(), "left_open": left_open, "reviewed": reviewed}


def _parts(numbers: list[int]) -> Iterator[tuple[int, list[int]]]:
    """Each with how many are counted with it."""
    for start in range(0, len(numbers), PART):
        part = numbers[start : start + PART]
        yield start + len(part), part


def _marked(order: MonthCount, found: MonthPreview, on: datetime.date) -> int:
    people = [row.person for row in found.to_review_at_once]
    return review(order.agreement, order.month, by=order.ordered_by, on=on, people=people)


def sums_of(count: MonthCount | None) -> MonthSums | None:
    """None where nothing was counted yet, or could be."""
    return MonthSums.from_json(count.sums) if count and not count.why else None
