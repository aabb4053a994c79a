"""What a worker does for months."""

from django.db import InterfaceError, OperationalError
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from psu.models import CloseOrder, MonthCount
from psu.months import counting, ordered_close

# The database may be away for a while; an order is never given up, for nobody could order anew.
AGAIN = RetryStrategy(wait=10, retry_exceptions=[OperationalError, InterfaceError])


@app.task(name="close_month", retry=AGAIN)
def close_month(order: int) -> None:
    ordered_close.carry_out(order, on=timezone.localdate())


@app.task(name="count_month", retry=AGAIN)
def count_month(order: int) -> None:
    counting.carry_out(order, on=timezone.localdate())


def defer_close(order: CloseOrder) -> None:
    """Within the transaction that writes the order: rolled back, it leaves no job."""
    close_month.defer(order=order.pk)


def defer_count(order: MonthCount) -> None:
    """As defer_close. A second job of the same order comes after the first, and finds it settled."""
    count_month.configure(lock=f"count_month {order.pk}").defer(order=order.pk)
