"""The close of a month with very many people: ordered in a request, carried out by a worker."""

import datetime
import logging
from collections.abc import Callable

import pghistory
from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone

from kis.lib.refusals import Refused
from psu.models import Agreement, CloseOrder
from psu.months.closing import close
from psu.months.large import not_closed

logger = logging.getLogger(__name__)

FAULT = "Miesiąca nie zamknięto przez błąd programu. Niczego nie zapisano: zawiadom administratora systemu."
NOT_ANY_MORE = "Osoba, która zleciła zamknięcie, nie ma już do tego uprawnienia."


def waiting_order(agreement: Agreement, month: datetime.date) -> CloseOrder | None:
    return agreement.close_orders.waiting().filter(month=month).first()


def order_close(
    agreement: Agreement, month: datetime.date, *, by, with_earlier: bool
) -> CloseOrder:
    """The one that waits already, where somebody ordered it first."""
    order, _ = CloseOrder.objects.get_or_create(
        agreement=agreement,
        month=month,
        finished_at=None,
        defaults={
            "with_earlier": with_earlier,
            "people": not_closed(agreement, month),
            "ordered_by": by,
            "ordered_at": timezone.now(),
        },
    )
    return order


def carry_out(number: int, *, on: datetime.date) -> None:
    """Close what was ordered. A killed worker leaves all as it was, and whoever comes next begins anew.

    A fault of the program settles the order, too: an order that waited for ever would keep the month open.
    """
    # By itself, so that the page can tell it while the close runs.
    CloseOrder.objects.waiting().filter(pk=number).update(started_at=timezone.now())
    try:
        _with_order(number, lambda order: _settle(order, on))
    except (OperationalError, InterfaceError):  # the database's trouble: tried again
        raise
    except Exception:
        logger.exception("close order %s", number)
        _with_order(number, lambda order: order.refuse(FAULT))


@transaction.atomic
def _with_order(number: int, act: Callable[[CloseOrder], None]) -> None:
    # Before the agreement: only workers of this very order meet here, and the second finds it settled.
    waiting = CloseOrder.objects.waiting().select_for_update(no_key=True, of=("self",))
    if order := waiting.filter(pk=number).first():
        with pghistory.context(user=order.ordered_by_id):
            act(order)


def _settle(order: CloseOrder, on: datetime.date) -> None:
    by = order.ordered_by
    if not (by.is_active and by.has_perm("psu.close_month")):
        order.refuse(NOT_ANY_MORE)
        return
    try:
        closed = close(order.agreement, order.month, by=by, on=on, with_earlier=order.with_earlier)
    except Refused as refusal:
        order.refuse(str(refusal))
        return
    order.closed, order.pay_list = len(closed.rows), closed.pay_list
    order.finished_at = timezone.now()
    order.save()
