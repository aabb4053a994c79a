"""How the program is, as rows of the desk: findings of the nightly check, and what did not go out."""

import datetime

from django.db.models import Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce, TruncDate
from django.urls import reverse
from django.utils import timezone

from kis.desk.consistency.checking import RULES
from kis.desk.mailing.showing import LOOKED_BACK
from kis.desk.models import DataCheck, Finding, Mailing
from kis.journal.leaving import ways
from kis.journal.models import HeadSent, Seal
from kis.lib.dates import DAY
from kis.lib.sentences import inside_a_sentence
from kis.lib.work import DeskGroup, Kind, asked

STATE = "desk.view_state"  # the right to see it
# A night without the check is a restart, two are a worker that does not work.
MISSED = 2 * DAY


def kinds(user) -> list[Kind]:
    if not user.has_perm(STATE):
        return []
    return [KEPT_IN, *KINDS] if ways() else KINDS


def _findings(people, user, on):
    """A row for each rule, whatever it was broken by: what is broken stands on the page."""
    found = Finding.objects.filter(rule__in=RULES).first_of_each_rule()
    return asked(found, person=None, day=TruncDate("found_at"), rule="rule", count="count")


def _tell_finding(row, user) -> dict:
    rule = row.facts["rule"]
    return {
        "who": "Kontrola danych",
        "what": inside_a_sentence(RULES[rule].what),
        "detail": f"wpisy: {row.facts['count']}",
        "url": f"{reverse('desk:state')}#{rule}",
        "action": "Sprawdź",
    }


def last_check(on: datetime.date):
    """The last one that came to its end, where that is too long ago."""
    finished = DataCheck.objects.exclude(finished_at=None)
    later = finished.filter(started_at__gt=OuterRef("started_at"))
    return finished.filter(~Exists(later), started_at__date__lt=on - MISSED)


def _missed(people, user, on):
    return asked(last_check(on), person=None, day=TruncDate("started_at"))


def _tell_missed(row, user) -> dict:
    return {
        "who": "Kontrola danych",
        "what": "nie było jej w ostatnich dniach",
        "url": reverse("desk:state"),
        "action": "Sprawdź",
    }


def _mail(people, user, on):
    """One row for all of them: which they are stands on the page."""
    # Asked by the day, as all of the desk: of what is being sent today nobody need know yet.
    moment = timezone.make_aware(datetime.datetime.combine(on, datetime.time.min))
    found = Mailing.objects.to_look_at(moment, moment - LOOKED_BACK)
    first = found.order_by("taken_at", "pk").values("pk")[:1]
    rows = Mailing.objects.filter(pk=Subquery(first))
    return asked(rows, person=None, day=TruncDate("taken_at"))


def _tell_mail(row, user) -> dict:
    return {
        "who": "Poczta",
        "what": "wiadomości, które nie wyszły albo nie wiadomo, czy wyszły",
        "url": f"{reverse('desk:state')}#poczta",
        "action": "Sprawdź",
    }


def kept_in(on: datetime.date):
    """The first seal, where the head did not leave the house for two days."""
    lately = HeadSent.objects.filter(at__date__gte=on - MISSED)
    first = Seal.objects.order_by("pk").values("pk")[:1]
    last = HeadSent.objects.order_by("-at").values("at")[:1]
    return Seal.objects.filter(
        ~Exists(lately), pk=Subquery(first), made_at__date__lt=on - MISSED
    ).annotate(since=TruncDate(Coalesce(Subquery(last), "made_at")))


def _kept_in(people, user, on):
    return asked(kept_in(on), person=None, day="since")


def _tell_kept_in(row, user) -> dict:
    return {
        "who": "Dziennik dostępu",
        "what": "jego skrót nie wyszedł poza program",
        "url": f"{reverse('desk:state')}#dziennik",
        "action": "Sprawdź",
    }


KEPT_IN = Kind(DeskGroup.URGENT, _kept_in, _tell_kept_in, is_deadline=False)
KINDS = [
    Kind(DeskGroup.URGENT, _findings, _tell_finding, is_deadline=False),
    Kind(DeskGroup.URGENT, _missed, _tell_missed, is_deadline=False),
    Kind(DeskGroup.URGENT, _mail, _tell_mail, is_deadline=False),
]
