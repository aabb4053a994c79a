"""What a worker does for months."""

from django.db import InterfaceError, OperationalError
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from psu.models import CloseOrder
from psu.months.ordered_close import carry_out


@app.task(
    name="close_month",
    # The database may be away for a while; an order is never given up, for nobody could order anew.
    retry=RetryStrategy(wait=10, retry_exceptions=[OperationalError, InterfaceError]),
)
def close_month(order: int) -> None:
    carry_out(order, on=timezone.localdate())


def defer_close(order: CloseOrder) -> None:
    """Within the transaction that writes the order: rolled back, it leaves no job."""
    close_month.defer(order=order.pk)
