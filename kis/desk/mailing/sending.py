"""One e-mail to one recipient, once: written down, then sent, then marked as sent.

A worker that is killed in between leaves a row that is *being sent*. It is not sent again, for it may have
gone out: the page of the program's state shows it.
"""

import datetime
import logging
from smtplib import SMTPException, SMTPServerDisconnected

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from kis.desk.models import Mailing

State = Mailing.State

logger = logging.getLogger(__name__)


def sent_once(mailer, *, subject: str, text: str, to: str, **recipient) -> bool:
    """Whether it was this call that sent it. `mailer` is an open connection; `recipient` names the row."""
    row = Mailing.objects.take(state=State.SENDING, at=timezone.now(), **recipient)
    if row is None:
        return False
    message = EmailMessage(subject, text, settings.DEFAULT_FROM_EMAIL, [to], connection=mailer)
    # Of a holiday notice no other machine answers to.
    message.extra_headers = {"Auto-Submitted": "auto-generated"}
    try:
        message.send()
    except SMTPServerDisconnected:
        raise  # it may have gone out: nobody knows, as behind a killed worker
    except SMTPException as error:
        # Neither the address nor the server's words: both may name somebody.
        logger.warning("mailing %s was refused: %s", row.pk, type(error).__name__)
        row.settle(State.FAILED)
        return False
    row.settle(State.SENT)
    return True


def nothing_to_send(at: datetime.datetime, **recipient) -> None:
    """Looked up for the day: the next hour need not look again."""
    Mailing.objects.take(state=State.EMPTY, at=at, **recipient)
