"""The seals, by a worker."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kis.journal.sealing import head, seal

logger = logging.getLogger(__name__)


@app.periodic(cron="* * * * *")
@app.task(name="seal_journal", queueing_lock="seal_journal", retry=RetryStrategy(max_attempts=3))
def seal_journal(timestamp: int) -> None:
    seal()


@app.periodic(cron="30 2 * * *")
@app.task(name="tell_head", queueing_lock="tell_head")
def tell_head(timestamp: int) -> None:
    """Into the log of the process, which the server's system keeps and may send to another machine."""
    if last := head():
        logger.info("dziennik dostępu: %s", last)
