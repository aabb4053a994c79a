"""How the program is, as rows of the desk: findings of the nightly check, and that it did not come."""

import datetime

from django.db.models import Exists, OuterRef
from django.db.models.functions import TruncDate
from django.urls import reverse

from kis.desk.consistency.checking import RULES
from kis.desk.models import DataCheck, Finding
from kis.lib.dates import DAY
from kis.lib.sentences import inside_a_sentence
from kis.lib.work import DeskGroup, Kind, asked

STATE = "desk.view_state"  # the right to see it
# A night without the check is a restart, two are a worker that does not work.
MISSED = 2 * DAY


def kinds(user) -> list[Kind]:
    return KINDS if user.has_perm(STATE) else []


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


KINDS = [
    Kind(DeskGroup.URGENT, _findings, _tell_finding, is_deadline=False),
    Kind(DeskGroup.URGENT, _missed, _tell_missed, is_deadline=False),
]
