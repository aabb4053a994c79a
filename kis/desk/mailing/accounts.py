"""What changed in how one gets into an account, to its owner; and invitations to set a password.

Nothing in them tells of whom the office works for, nor from where somebody came. Sent at any hour: whoever
was robbed of an account wants to know it by night, too.
"""

import datetime

import pghistory
from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import timezone

from kis.accounts.models import Centre, User
from kis.desk.mailing.sending import sent_once
from kis.desk.models import Mailing
from kis.entry.invited import address_of
from kis.entry.models import Invitation
from kis.journal.models import OF_ACCOUNTS, AccessEntry
from kis.journal.words import TOLD, act_word
from kis.lib.dates import polish

# Where there was no server of mail for longer, *Moje sesje* tells it.
LOOKED_BACK = datetime.timedelta(days=1)

(UserEvent,) = pghistory.core.event_models(tracks_model=User)


def untold(now: datetime.datetime) -> list[AccessEntry]:
    """Of the last day those that nobody was written to of. One query."""
    told = Mailing.objects.filter(kind=Mailing.Kind.ACCOUNT, about=OuterRef("pk"))
    entries = AccessEntry.objects.filter(
        OF_ACCOUNTS, ~Exists(told), act__in=TOLD, at__gt=now - LOOKED_BACK
    )
    return list(entries.order_by("pk"))


def send_changes(mailer, now: datetime.datetime) -> int:
    """How many went out."""
    entries = untold(now)
    owners = User.objects.exclude(email="").in_bulk({entry.number for entry in entries})
    return sum(
        sent_once(
            mailer,
            subject="KIS: zmiana w logowaniu Twojego konta",
            text=text_of(entry),
            to=owners[entry.number].email,
            kind=Mailing.Kind.ACCOUNT,
            user=owners[entry.number],
            person=None,
            day=timezone.localdate(entry.at),
            about=entry.pk,
        )
        for entry in entries
        if entry.number in owners
    )


def addresses_left(now: datetime.datetime) -> QuerySet:
    """Changes of the last day, each with the `former` address that its account has no more and that was not
    written to of it. By the history, whoever changed it and wherever.
    """
    before = UserEvent.objects.filter(pgh_obj=OuterRef("pgh_obj"), pgh_id__lt=OuterRef("pgh_id"))
    told = Mailing.objects.filter(kind=Mailing.Kind.FORMER, about=OuterRef("pgh_id"))
    changes = UserEvent.objects.filter(
        ~Exists(told), pgh_created_at__gt=now - LOOKED_BACK
    ).annotate(former=Subquery(before.order_by("-pgh_id").values("email")[:1]))
    return changes.exclude(former="").exclude(former=F("email")).order_by("pgh_id")


def send_to_addresses_left(mailer, now: datetime.datetime) -> int:
    """How many went out. Whoever took an account over would else be the only one to hear of it."""
    return sum(
        sent_once(
            mailer,
            subject="KIS: zmiana w logowaniu Twojego konta",
            text=_told(
                "zmiana adresu e-mail. Na ten adres program już nie pisze", change.pgh_created_at
            ),
            to=change.former,
            kind=Mailing.Kind.FORMER,
            user=change.pgh_obj,
            person=None,
            day=timezone.localdate(change.pgh_created_at),
            about=change.pgh_id,
        )
        for change in addresses_left(now).select_related("pgh_obj")
    )


def text_of(entry: AccessEntry) -> str:
    return _told(act_word(entry.act), entry.at)


def _told(what: str, moment: datetime.datetime) -> str:
    at = timezone.localtime(moment)
    return "\n".join(
        [
            "Dzień dobry,",
            "",
            f"co się stało na Twoim koncie w programie KIS: {what}.",
            f"Kiedy: {polish(at.date())}, godz. {at:%-H.%M}.",
            "",
            "Jeśli to nie Ty, ani nikt na Twoją prośbę, od razu zadzwoń do administratora systemu albo do "
            "kierownika.",
            "",
            f"Co jeszcze się zmieniło: {settings.PROGRAM_ADDRESS}{reverse('entry:sessions')}",
        ]
    )


def send_invitations(mailer, now: datetime.datetime) -> int:
    """How many went out. The code is made here and stands in the e-mail alone."""
    return sum(_invited(mailer, invitation) for invitation in Invitation.objects.to_send(now))


def _invited(mailer, invitation: Invitation) -> bool:
    token = invitation.take_in_hand()
    if token is None:
        return False
    return sent_once(
        mailer,
        subject="KIS: zaproszenie do programu",
        text=invitation_text(invitation, token, Centre.objects.current()),
        to=invitation.user.email,
        kind=Mailing.Kind.INVITE,
        user=invitation.user,
        person=None,
        day=timezone.localdate(invitation.made_at),
        about=invitation.pk,
    )


def invitation_text(invitation: Invitation, token: str, centre: Centre) -> str:
    until = timezone.localtime(invitation.ends_at)
    return "\n".join(
        [
            "Dzień dobry,",
            "",
            "pod tym adresem ustawisz własne hasło do programu KIS:",
            address_of(token),
            "",
            f"Nazwa użytkownika: {invitation.user.username}",
            f"Adres działa raz, do {polish(until.date())}, godz. {until:%-H.%M}. Nikomu go nie przekazuj.",
            "",
            centre.name,
            "",
            "Nie spodziewasz się tej wiadomości? Nie otwieraj adresu i powiedz administratorowi systemu.",
        ]
    )
