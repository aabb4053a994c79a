"""What a worker does for months."""

from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from psu.models import CloseOrder
from psu.months.ordered_close import carry_out


@app.task(
    name="close_month",
    # The database may be away for a while.
    retry=RetryStrategy(max_attempts=10, exponential_wait=2),
)
def close_month(order: int) -> None:
    carry_out(order, on=timezone.localdate())


def defer_close(order: CloseOrder) -> None:
    """Within the transaction that writes the order: rolled back, it leaves no job."""
    close_month.defer(order=order.pk)
