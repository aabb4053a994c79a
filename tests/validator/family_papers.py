"""Papers of the work of a family assistant, short and long."""

import datetime

from kis.families.models import Assistant
from kis.families.papers import court_list, issue
from tests.families.factories import (
    AssignmentFactory,
    AssistantFactory,
    CooperationFactory,
    FamilyFactory,
    LoadLimitFactory,
    member,
)

ON = datetime.date(2026, 3, 5)
LONG = (
    "Rodzice proszą o pomoc w prowadzeniu domu, w wychowaniu dzieci i w kontaktach ze szkołą. " * 25
)


def of_work(kind: str, people: int, reasons: str = "Trudności wychowawcze."):
    def make(users) -> bytes:
        work = _work(users, people, reasons)
        assignment = work.assignments.first() if kind == "assignment" else None
        paper = issue(work, kind, by=users.head, on=ON, assignment=assignment)
        return paper.document.content

    return make


def of_court(assistants: int):
    def make(users) -> bytes:
        Assistant.objects.update(ends_on=datetime.date(2026, 6, 30))
        for number in range(assistants):
            user = type(users.head).objects.create_user(f"a{number}", roles=["family_assistant"])
            AssistantFactory(user=user, starts_on=datetime.date(2026, 7, 1))
        return court_list(datetime.date(2026, 7, 1))

    return make


def _work(users, people: int, reasons: str):
    assistant = Assistant.objects.filter(user=users.assistant).first()
    if assistant is None:
        LoadLimitFactory()
        assistant = AssistantFactory(user=users.assistant)
    family = FamilyFactory(social_worker=users.worker)
    for _ in range(people):
        member(family)
        member(family, part="child")
    work = CooperationFactory(family=family, reasons=reasons, application_number="WAR/1/2026")
    AssignmentFactory(cooperation=work, assistant=assistant, assigned_by=users.head, ends_on=ON)
    work.refresh_from_db()
    work.ended_on, work.end_reason, work.ended_by = ON, "goals_met", users.head
    work.end_note, work.closing_number, work.monitored_by = reasons, "ZAR/1/2026", users.assistant
    work.save()
    return work
