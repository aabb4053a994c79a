"""A day on which a person is expected, told to who asked for it: when and where to call, never why."""

import datetime

from django.db.models import Q

import contracts.reminders
import kis.activities.reminders
from kis.accounts.models import Centre
from kis.desk.mailing.sending import sent_once
from kis.desk.models import Mailing
from kis.lib.dates import DAY, polish, weekday
from kis.lib.expected import Expected
from participants.models import MailConsent, Person

# Each tells the days of its own.
APPS = [contracts.reminders, kis.activities.reminders]
DAYS_BEFORE = 2
KIND = Mailing.Kind.REMINDER


def due(on: datetime.date) -> list[tuple[MailConsent, Expected]]:
    """Days of the next two, of people with a standing consent, that nobody was reminded of yet.

    Days stand in any file of the person; an e-mail is kept with the file whose consent it is by. Of one day
    with two causes there is one e-mail. Three queries and some for each app.
    """
    consents = _standing_by_file()
    if not consents:
        return []
    until = on + DAYS_BEFORE * DAY
    days = [day for app in APPS for day in app.expected(list(consents), on, until)]
    done = set(
        Mailing.objects.filter(kind=KIND, day__gt=on, day__lte=until).values_list(
            "person_id", "day"
        )
    )
    found = {}
    for expected in sorted(days, key=lambda one: (one.day, one.hour or datetime.time.max)):
        consent = consents[expected.person]
        if (consent.person_id, expected.day) not in done:
            found.setdefault((consent.person_id, expected.day), (consent, expected))
    return list(found.values())


def _standing_by_file() -> dict[int, MailConsent]:
    """By the number of every file of the person who gave it."""
    standing = MailConsent.objects.standing().select_related("person").order_by("given_on", "pk")
    by_whole = {consent.person.merged_into_id or consent.person_id: consent for consent in standing}
    files = Person.objects.filter(Q(pk__in=by_whole) | Q(merged_into__in=by_whole))
    rows = files.order_by().values_list("pk", "merged_into")
    return {pk: by_whole[merged_into or pk] for pk, merged_into in rows}


def send_reminders(mailer, now: datetime.datetime) -> int:
    """How many went out."""
    found = due(now.date())
    centre = Centre.objects.current() if found else None
    return sum(
        sent_once(
            mailer,
            subject=f"Przypomnienie: {polish(expected.day)}",
            text=text_of(expected, centre),
            to=consent.email,
            kind=KIND,
            user=None,
            person=consent.person,
            day=expected.day,
        )
        for consent, expected in found
    )


def text_of(expected: Expected, centre: Centre) -> str:
    hour = f", godz. {expected.hour:%-H.%M}" if expected.hour else ""
    phone = centre.club_phone or centre.phone
    return "\n".join(
        [
            "Dzień dobry,",
            "",
            f"przypominamy o umówionym dniu: {weekday(expected.day)}, {polish(expected.day)}{hour}.",
            "",
            centre.name,
            *([f"Telefon: {phone}"] if phone else []),
            "",
            "Na tę wiadomość nie trzeba odpowiadać. Kto nie chce takich przypomnień, mówi o tym w ośrodku.",
        ]
    )
