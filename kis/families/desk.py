"""What of families waits: for the assistant today's visits, requests and terms, for the social worker plans
to agree on, for the head applications and who has many families.

Rows are of families, not of people of the register: each kind asks for those that the reader sees.
"""

import datetime

from django.db.models import DateField, DateTimeField, ExpressionWrapper, F, Value
from django.db.models.functions import Cast, TruncDate
from django.urls import reverse

from kis.accounts.rights import Role
from kis.families.models import (
    AccompanyingRequest,
    Assistant,
    Cooperation,
    CourtPaper,
    Plan,
    Visit,
)
from kis.families.models.cooperation import FOR_LIFE_DAYS
from kis.families.models.visit import clock, unvisited
from kis.lib.clock import WARSAW
from kis.lib.dates import DAY, polish
from kis.lib.work import DeskGroup, Kind, asked

AHEAD = 30 * DAY
# About once a week: a second one that did not take place is told.
DAYS_WITHOUT_VISIT = 14
TO_PLAN = 30 * DAY  # of a new work, until its plan is signed
NAME = "cooperation__family__name"


def kinds(user) -> list[Kind]:
    return [kind for role, own in KINDS_OF_ROLE.items() if role in user.roles for kind in own]


def _hour(text: str) -> str:
    """Of a moment as JSON tells it."""
    return clock(datetime.datetime.fromisoformat(text))


def _later(column: str, days: datetime.timedelta) -> Cast:
    """PostgreSQL makes a moment of a day and an interval."""
    moment = ExpressionWrapper(F(column) + Value(days), output_field=DateTimeField())
    return Cast(moment, DateField())


def _works(user, on):
    """With which the reader works that day."""
    return Cooperation.objects.active(on).of_assistant(user, on)


# the assistant


def _visits(people, user, on):
    rows = Visit.objects.planned().of_assistant(user).filter(day__lte=on)
    facts = {"name": NAME, "starts": "starts_at", "place": "place", "kind": "kind"}
    return asked(rows, person=None, day="day", moment="starts_at", **facts)


def _tell_visit(row, user) -> dict:
    kind = Visit.Kind(row.facts["kind"]).label
    return {
        "who": row.facts["name"],
        "what": f"{kind} o {_hour(row.facts['starts'])}",
        "detail": row.facts["place"] if row.day == row.on else f"{polish(row.day)}, bez wpisu",
        "url": reverse("families:visit_entry", args=[row.number]),
        "action": "Zapisz przebieg",
    }


def _requests(people, user, on):
    rows = AccompanyingRequest.objects.waiting().of_assistant(user, on)
    rows = rows.annotate(asked_for=TruncDate("starts_at", tzinfo=WARSAW))
    facts = {"name": NAME, "where": "where", "starts": "starts_at"}
    return asked(rows, person=None, day="asked_for", moment="starts_at", **facts)


def _tell_request(row, user) -> dict:
    where = AccompanyingRequest.Where(row.facts["where"]).label
    return {
        "who": row.facts["name"],
        "what": f"prosi o towarzyszenie: {where}",
        "detail": f"{polish(row.day)} o {_hour(row.facts['starts'])}",
        "url": reverse("families:request", args=[row.number]),
        "action": "Odpowiedz",
    }


def _assessments(people, user, on):
    rows = _works(user, on).with_assessment_due(on).filter(assessment_due__lte=on + AHEAD)
    return asked(rows, person=None, day="assessment_due", number="family", name="family__name")


def _tell_assessment(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "ocena sytuacji rodziny",
        "detail": f"najpóźniej {polish(row.day)}",
        "url": reverse("families:assessments", args=[row.number]),
        "action": "Oceń",
    }


def _unplanned(people, user, on):
    by = _later("starts_on", TO_PLAN)
    rows = Cooperation.objects.without_signed_plan(on).of_assistant(user, on).annotate(by=by)
    return asked(rows, person=None, day="by", number="family", name="family__name")


def _tell_unplanned(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "nie ma jeszcze podpisanego planu pracy",
        "url": reverse("families:plan", args=[row.number]),
        "action": "Ułóż plan",
    }


def _reports(people, user, on):
    rows = Cooperation.objects.reports_due(on, on + AHEAD).of_assistant(user, on)
    return asked(rows, person=None, day="report_due", number="family", name="family__name")


def _tell_report(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "sprawozdanie dla sądu",
        "detail": f"najpóźniej {polish(row.day)}",
        "url": reverse("families:assessments", args=[row.number]),
        "action": "Napisz",
    }


def _opinions(people, user, on):
    rows = CourtPaper.objects.opinions_awaited().filter(
        cooperation__in=Cooperation.objects.of_assistant(user, on)
    )
    return asked(rows, person=None, day="due", number="cooperation__family", name=NAME)


def _tell_opinion(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "opinia dla sądu",
        "detail": f"sąd czeka do {polish(row.day)}",
        "url": reverse("families:assessments", args=[row.number]),
        "action": "Napisz",
    }


def _monitoring(people, user, on):
    rows = Cooperation.objects.monitoring_due_by(on + AHEAD).filter(monitored_by=user.pk)
    return asked(rows, person=None, day="monitoring_due", number="family", name="family__name")


def _tell_monitoring(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "monitorowanie po zakończeniu pracy",
        "detail": f"zajrzeć najpóźniej {polish(row.day)}",
        "url": reverse("families:assessments", args=[row.number]),
        "action": "Zapisz",
    }


def _unvisited(people, user, on):
    rows = unvisited(_works(user, on), on, DAYS_WITHOUT_VISIT)
    facts = {"name": "family__name", "last": "last_visit"}
    return asked(rows, person=None, day="since", number="family", **facts)


def _tell_unvisited(row, user) -> dict:
    last = row.facts["last"]
    return {
        "who": row.facts["name"],
        "what": "rodzina bez wizyty",
        "detail": f"ostatnia {polish(row.day)}" if last else "jeszcze żadnej",
        "url": reverse("families:visits", args=[row.number]),
        "action": "Zaplanuj wizytę",
    }


# the social worker


def _to_agree(people, user, on):
    rows = Plan.objects.waiting_for_agreement().filter(cooperation__family__social_worker=user.pk)
    rows = rows.annotate(created_on=TruncDate("created_at", tzinfo=WARSAW))
    return asked(rows, person=None, day="created_on", number="cooperation__family", name=NAME)


def _tell_to_agree(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "plan pracy z rodziną do uzgodnienia",
        "url": reverse("families:plan", args=[row.number]),
        "action": "Uzgodnij",
    }


# the head


def _applications(people, user, on):
    """But those that a family made itself under "Za życiem"."""
    rows = Cooperation.objects.waiting().exclude(basis=Cooperation.Basis.FOR_LIFE)
    facts = {"name": "family__name", "basis": "basis", "family": "family"}
    return asked(rows, person=None, day="applied_on", **facts)


def _for_life(people, user, on):
    by = _later("applied_on", FOR_LIFE_DAYS * DAY)
    rows = Cooperation.objects.waiting().filter(basis=Cooperation.Basis.FOR_LIFE).annotate(by=by)
    facts = {"name": "family__name", "basis": "basis", "family": "family"}
    return asked(rows, person=None, day="by", **facts)


def _tell_application(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "wniosek o asystenta rodziny",
        "detail": Cooperation.Basis(row.facts["basis"]).label,
        "url": reverse("families:assign", args=[row.facts["family"], row.number]),
        "action": "Przydziel",
    }


def _late_assessments(people, user, on):
    rows = Cooperation.objects.assessments_late(on)
    return asked(rows, person=None, day="assessment_due", number="family", name="family__name")


def _tell_late_assessment(row, user) -> dict:
    return {
        "who": row.facts["name"],
        "what": "ocena sytuacji rodziny po terminie",
        "detail": f"najpóźniej {polish(row.day)}",
        "url": reverse("families:assessments", args=[row.number]),
        "action": "Zobacz",
    }


def _loaded(people, user, on):
    rows = Assistant.objects.on(on).with_load(on).filter(families__gte=F("told_from"))
    name = {"first": "user__first_name", "last": "user__last_name"}
    facts = {"families": "families", "most": "most", **name}
    return asked(rows, person=None, day=Cast(Value(on), DateField()), **facts)


def _tell_loaded(row, user) -> dict:
    facts = row.facts
    return {
        "who": f"{facts['first']} {facts['last']}",
        "what": f"asystent ma rodzin: {facts['families']} z {facts['most']}",
        "url": reverse("families:assistant", args=[row.number]),
        "action": "Zobacz rodziny",
    }


KINDS_OF_ROLE = {
    Role.FAMILY_ASSISTANT: [
        Kind(DeskGroup.VISITS, _visits, _tell_visit),
        Kind(DeskGroup.REQUESTS, _requests, _tell_request),
        Kind(DeskGroup.ENDING, _assessments, _tell_assessment),
        Kind(DeskGroup.ENDING, _opinions, _tell_opinion),
        Kind(DeskGroup.ENDING, _reports, _tell_report),
        Kind(DeskGroup.ENDING, _unplanned, _tell_unplanned),
        Kind(DeskGroup.ENDING, _monitoring, _tell_monitoring),
        Kind(DeskGroup.UNVISITED, _unvisited, _tell_unvisited, is_deadline=False),
    ],
    Role.SOCIAL_WORKER: [
        Kind(DeskGroup.QUESTIONS, _to_agree, _tell_to_agree, is_deadline=False),
    ],
    Role.HEAD: [
        Kind(DeskGroup.URGENT, _for_life, _tell_application),
        Kind(DeskGroup.SIGNING, _applications, _tell_application, is_deadline=False),
        Kind(DeskGroup.URGENT, _late_assessments, _tell_late_assessment),
        Kind(DeskGroup.SIGNING, _loaded, _tell_loaded, is_deadline=False),
    ],
}
