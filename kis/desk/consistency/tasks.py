"""The nightly check, by a worker."""

import datetime
from contextlib import suppress

from django.db import InterfaceError, OperationalError, transaction
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from kis.desk.consistency.checking import check
from kis.desk.models import DataCheck

# By the clock of Warsaw: behind the copies of the night, before anybody comes.
FROM_HOUR = 3
ONE_AT_A_TIME = "check_data"

_database = RetryStrategy(
    max_attempts=5, wait=60, retry_exceptions=[OperationalError, InterfaceError]
)


def is_due(now: datetime.datetime) -> bool:
    """Once a day, behind the hour: a server that slept through it looks as soon as it is up."""
    last = DataCheck.objects.exclude(finished_at=None).order_by("-started_at").first()
    from_then = now.replace(hour=FROM_HOUR, minute=0, second=0, microsecond=0)
    return now >= from_then and (last is None or last.started_at < from_then)


@app.periodic(cron="15 * * * *")
@app.task(
    name="check_data_nightly",
    queueing_lock="check_data_nightly",
    lock=ONE_AT_A_TIME,
    retry=_database,
)
def check_data_nightly(timestamp: int) -> None:
    now = timezone.localtime()
    if is_due(now):
        check(now)


@app.task(name="check_data", queueing_lock="check_data", lock=ONE_AT_A_TIME, retry=_database)
def check_data() -> None:
    check(timezone.localtime())


def defer_check() -> None:
    """At once, whatever the hour; one that waits already is enough."""
    with suppress(AlreadyEnqueued), transaction.atomic():
        check_data.defer()
