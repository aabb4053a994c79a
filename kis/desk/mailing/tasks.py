"""E-mails, by a worker."""

import datetime
from collections.abc import Callable

from django.conf import settings
from django.core.mail import get_connection
from django.utils import timezone
from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from kis.desk.mailing.accounts import (
    addresses_left,
    send_changes,
    send_invitations,
    send_to_addresses_left,
    untold,
)
from kis.desk.mailing.digests import send_digests
from kis.desk.mailing.reminders import send_reminders
from kis.entry.models import Invitation

# By the clock of Warsaw: people read it when they come, and nobody is woken by it.
FROM_HOUR, UNTIL_HOUR = 6, 20

# The server of mail may be away for a while (its faults are OSErrors, too). Behind these the next hour
# tries again.
_AGAIN = RetryStrategy(max_attempts=3, wait=120, retry_exceptions=[OSError])


@app.periodic(cron="5 * * * *")
@app.task(name="send_mail", queueing_lock="send_mail", retry=_AGAIN)
def send_mail(timestamp: int) -> None:
    send_due(timezone.localtime())


def send_due(now: datetime.datetime) -> int:
    """How many went out. Asked every hour of the day: what went out once does not go out again."""
    if not settings.HAS_MAIL or not FROM_HOUR <= now.hour < UNTIL_HOUR:
        return 0
    return sum(_over_one_connection(send, now) for send in (send_digests, send_reminders))


OF_ACCOUNTS = (send_changes, send_to_addresses_left, send_invitations)


@app.periodic(cron="* * * * *")
@app.task(name="send_account_mail", queueing_lock="send_account_mail")
def send_account_mail(timestamp: int) -> None:
    send_of_accounts(timezone.now())


def send_of_accounts(now: datetime.datetime) -> int:
    """How many went out. No connection is opened while nothing waits; the next minute tries again."""
    if not settings.HAS_MAIL or not (
        untold(now) or addresses_left(now).exists() or Invitation.objects.to_send(now).exists()
    ):
        return 0
    return sum(_over_one_connection(send, now) for send in OF_ACCOUNTS)


def _over_one_connection(send: Callable, now: datetime.datetime) -> int:
    """Opened before anything is written down: without a server nothing is taken for sent."""
    mailer = get_connection()
    mailer.open()
    try:
        return send(mailer, now)
    finally:
        mailer.close()
