"""What waits on somebody's desk, in numbers: no name, no case, a link."""

import datetime

from django.conf import settings
from django.urls import reverse

from kis.accounts.models import Digest, User
from kis.desk.gathering import Shelf, groups_of, sees_everything_first, shelves
from kis.desk.mailing.sending import nothing_to_send, sent_once
from kis.desk.models import Mailing
from kis.lib.dates import SATURDAY, holiday_name, week_of

KIND = Mailing.Kind.DIGEST


def is_work_day(day: datetime.date) -> bool:
    return day.weekday() < SATURDAY and not holiday_name(day)


def due(on: datetime.date) -> list[tuple[User, datetime.date]]:
    """Who is to be written to that day, and the day their e-mail is for. Two queries.

    A weekly one is for the week's Monday: it comes on the first day of work, or later where that was missed.
    """
    if not is_work_day(on):
        return []
    monday, _ = week_of(on)
    wanting = User.objects.active().exclude(digest=Digest.NEVER).exclude(email="").knowing_roles()
    done = set(Mailing.objects.filter(kind=KIND, day__gte=monday).values_list("user_id", "day"))
    found = [
        (user, monday if user.digest == Digest.WEEKLY else on) for user in wanting.order_by("pk")
    ]
    return [(user, day) for user, day in found if (user.pk, day) not in done]


def send_digests(mailer, now: datetime.datetime) -> int:
    """How many went out."""
    return sum(_sent(mailer, user, day, now) for user, day in due(now.date()))


def _sent(mailer, user: User, day: datetime.date, now: datetime.datetime) -> bool:
    recipient = {"kind": KIND, "user": user, "person": None, "day": day}
    waiting = [shelf for shelf in _shelves(user, now.date()) if shelf.total]
    if not waiting:
        nothing_to_send(now, **recipient)
        return False
    return sent_once(
        mailer,
        subject="KIS: co czeka na pulpicie",
        text=text_of(waiting),
        to=user.email,
        **recipient,
    )


def _shelves(user: User, on: datetime.date) -> list[Shelf]:
    """As the desk counts them; of none of the rows anything is told."""
    return shelves(user, on, everybody=sees_everything_first(user), groups=groups_of(user), count=1)


def text_of(waiting: list[Shelf]) -> str:
    rows = [_row(shelf) for shelf in waiting]
    return "\n".join(
        [
            "Na pulpicie czeka:",
            "",
            *rows,
            "",
            f"Pulpit: {settings.PROGRAM_ADDRESS}{reverse('desk:start')}",
            "",
            "Jak często przychodzi ta wiadomość, ustawia się w programie: Moje ustawienia.",
        ]
    )


def _row(shelf: Shelf) -> str:
    late = f", w tym po terminie i pilne: {shelf.late}" if shelf.late else ""
    return f"  {shelf.group.label}: {shelf.counted}{late}"
