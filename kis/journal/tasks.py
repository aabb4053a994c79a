"""The seals, by a worker."""

import logging

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kis.journal.leaving import send_head
from kis.journal.sealing import head, seal

logger = logging.getLogger(__name__)

# A server of mail or a disk of another machine may be away for a while; its faults are OSErrors.
AGAIN = RetryStrategy(max_attempts=6, wait=1800, retry_exceptions=[OSError])


@app.periodic(cron="* * * * *")
@app.task(name="seal_journal", queueing_lock="seal_journal", retry=RetryStrategy(max_attempts=3))
def seal_journal(timestamp: int) -> None:
    seal()


@app.periodic(cron="30 2 * * *")
@app.task(name="tell_head", queueing_lock="tell_head", retry=AGAIN)
def tell_head(timestamp: int) -> None:
    """Into the log of the process, which the server's system keeps, and out of the house as the settings say.

    By two ways of which one is shut, the other has it more than once: that does no harm.
    """
    if last := head():
        logger.info("dziennik dostępu: %s", last)
        send_head()
