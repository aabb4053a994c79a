"""The head of the seals leaves the house: whoever owns the tables can seal anew, yet not what left."""

from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.utils import timezone

from kis.journal.models import HeadSent, Seal
from kis.journal.sealing import Head, head

HOW_TO_COMPARE = (
    "Zachowaj tę wiadomość poza programem. Gdy trzeba sprawdzić dziennik dostępu, administrator systemu "
    "porównuje z nią bazę: manage.py verify_journal --head PLIK, gdzie w pliku jest wiersz powyżej."
)


def ways() -> list[HeadSent.Way]:
    """How the head leaves, by the settings; empty where nobody chose one."""
    chosen = {
        HeadSent.Way.EMAIL: settings.JOURNAL_HEAD_EMAIL,
        HeadSent.Way.FILE: settings.JOURNAL_HEAD_FILE,
    }
    return [way for way, target in chosen.items() if target]


def send_head() -> list[HeadSent]:
    """By each chosen way, and written down. Raises OSError where one is shut, when the others were tried."""
    last = head()
    if last is None:
        return []
    sent, faults = [], []
    for way in ways():
        try:
            SENDERS[way](last)
        except OSError as fault:
            faults.append(fault)
        else:
            sent.append(HeadSent.objects.create(seal=Seal.objects.get(pk=last.seal), way=way))
    if faults:
        raise faults[0]
    return sent


def _mail(last: Head) -> None:
    day = timezone.localdate()
    message = EmailMessage(
        f"KIS: skrót dziennika dostępu, {day:%Y-%m-%d}",
        f"{last}\n\n{HOW_TO_COMPARE}\n",
        settings.DEFAULT_FROM_EMAIL,
        [settings.JOURNAL_HEAD_EMAIL],
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.send()


def _append(last: Head) -> None:
    with Path(settings.JOURNAL_HEAD_FILE).open("a", encoding="utf-8") as file:
        file.write(f"{timezone.localtime():%Y-%m-%d %H:%M} {last}\n")


SENDERS = {HeadSent.Way.EMAIL: _mail, HeadSent.Way.FILE: _append}
