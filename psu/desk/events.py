"""What happened at work and what news reached back: it waits for the coordinator."""

import datetime

from django.db.models import BigIntegerField, DateField, Exists, OuterRef, Value
from django.db.models.functions import Cast, Extract, TruncDate
from django.urls import reverse

from kis.lib.dates import month_name
from kis.lib.work import asked
from psu.models import Notice, PersonMonth, Referral, WorkEvent
from psu.months.contract_news import to_settle, words_of
from psu.months.late_news import late_since
from psu.rules.sentences import short_day


def reported(people, user, on):
    notices = Notice.objects.filter(event=OuterRef("pk"))
    return asked(
        WorkEvent.objects.waiting().annotate(
            is_written=Exists(notices), is_printed=Exists(notices.filter(document__isnull=False))
        ),
        person="referral__person",
        day=TruncDate("reported_at"),
        kind="kind",
        place="referral__place__name",
        on="day",
        at="hour",
        is_written="is_written",
        is_printed="is_printed",
    )


def tell_event(row, user) -> dict:
    day = datetime.date.fromisoformat(row.facts["on"])
    hour = datetime.time.fromisoformat(row.facts["at"])
    return {
        "what": f"PSU: {WorkEvent.Kind(row.facts['kind']).label}",
        "detail": f"{row.facts['place']}, {short_day(day)} o {hour:%-H.%M}",
        **_step_of_event(row),
    }


def _step_of_event(row) -> dict:
    """The page of the event, yet to the writing at once."""
    is_new = row.facts["kind"] != WorkEvent.Kind.ANNOUNCED and not row.facts["is_written"]
    url = reverse("psu:notice_new" if is_new else "psu:event", args=[row.number])
    if row.facts["kind"] == WorkEvent.Kind.ANNOUNCED:
        action = "Odnotuj"
    elif is_new:
        action = "Napisz zawiadomienie"
    else:
        action = "Odnotuj wysłanie" if row.facts["is_printed"] else "Wydrukuj zawiadomienie"
    return {"url": url, "action": action}


def late_news(people, user, on):
    late = late_since(PersonMonth.objects.all()).annotate(back=_backwards("month"))
    return asked(late, person="person", day="since", rank="back", month="month")


def _backwards(day: str):
    # Ranks rise, and of months touched by the same letter the newest is told first.
    return Cast(Extract(day, "epoch") * -1, BigIntegerField())


def tell_late_news(row, user) -> dict:
    return {
        "what": "utrata statusu po zamknięciu miesiąca",
        "detail": month_name(datetime.date.fromisoformat(row.facts["month"])),
        "url": reverse("psu:late_news"),
        "action": "Sprawdź godziny",
    }


def contract_news(people, user, on):
    return asked(to_settle(on), person="person", day="signed_on", signed_on="signed_on")


def tell_contract_news(row, user) -> dict:
    return {
        "what": words_of(datetime.date.fromisoformat(row.facts["signed_on"])),
        "url": reverse("psu:contract_checked", args=[row.person, row.number]),
        "action": "Sprawdź",
    }


def to_unused_places(people, user, on):
    """Of places that were switched off before that was refused."""
    sent = Referral.objects.not_over(on).filter(place__is_active=False, ended_on=None)
    return asked(sent, person="person", day=Cast(Value(on), DateField()), place="place__name")


def tell_unused_place(row, user) -> dict:
    return {
        "what": "skierowanie do miejsca, którego się już nie używa",
        "detail": row.facts["place"],
        "url": reverse("psu:person", args=[row.person]),
        "action": "Zakończ lub przenieś",
    }
