"""Papers of the work of a family assistant, short and long."""

import datetime

from kis.families import court_papers, plans, visit_papers
from kis.families.assessment_paper import assessment_content, render_assessment
from kis.families.models import Assistant, Cooperation, LoadLimit
from kis.families.papers import court_list, issue
from kis.families.plan_paper import plan_content, render_plan
from kis.lib.dates import DAY
from tests.families import planned
from tests.families.factories import (
    APPLIED_ON,
    AssignmentFactory,
    AssistantFactory,
    CooperationFactory,
    FamilyFactory,
    LoadLimitFactory,
    member,
)
from tests.families.visit_factories import visit

ON = datetime.date(2026, 3, 5)
LONG = (
    "Rodzice proszą o pomoc w prowadzeniu domu, w wychowaniu dzieci i w kontaktach ze szkołą. " * 25
)


def of_work(kind: str, people: int, reasons: str = "Trudności wychowawcze."):
    def make(users) -> bytes:
        work = _work(users, people, reasons)
        work = Cooperation.objects.get(pk=work.pk)  # the database counted versions
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


def of_plan(goals: int, *, is_annex: bool = False):
    """Its draft, and of an annex what it changes."""

    def make(users) -> bytes:
        work = _running(users)
        plan = planned.draft(work, users, difficulties=LONG if goals > 1 else "Długi.")
        for number in range(goals - 1):
            planned.goal(plan, text=f"Cel {number + 2}. {LONG[:400]}", actions=4)
        if is_annex:
            agreed = planned.agreed(plan, users, ON)
            paper = planned.printed(agreed, users, ON)
            facts = {"on": ON, "names": "Anna Nowak", "by": users.assistant, "today": ON}
            plans.sign(agreed, code=paper.code, **facts)
            plan = planned.draft(work, users, change="Nowa sytuacja w szkole.")
            planned.goal(plan, text="Nowy cel")
        return render_plan(plan_content(plan, ON), at=planned.at_noon(ON), code="A1B2")

    return make


def of_assessment(users) -> bytes:
    work = _running(users)
    planned.signed(work, users, on=ON)
    made = planned.assessed(work, users, ON, handed=False)
    facts = assessment_content(made, ON)
    return render_assessment(facts, at=planned.at_noon(ON), code="A1B2")


def of_opinion(users) -> bytes:
    paper = planned.opinion(_running(users), users, requested_on=ON, text=LONG, dated=ON)
    paper.refresh_from_db()
    court_papers.close(paper, by=users.assistant, at=planned.at_noon(ON), version=paper.version)
    return paper.document.content


def of_visits(kind: str, count: int):
    """So many held visits, a day each, and what the paper tells of them."""

    def make(users) -> bytes:
        work = _running(users)
        assignment = work.assignments.get()
        words = {
            "arrangements": LONG,
            "family_tasks": LONG,
            "assistant_tasks": "Telefon do szkoły.",
        }
        rows = [
            visit(assignment, ON + number * DAY, state="held", kilometres=4, **words)
            for number in range(count)
        ]
        month = ON.replace(day=1)
        return {
            "protocol": lambda: visit_papers.protocol(rows[0]),
            "card": lambda: visit_papers.family_card(work.family, month),
            "report": lambda: visit_papers.assistant_report(assignment.assistant, month),
            "hours": lambda: visit_papers.assistant_hours(assignment.assistant, month),
        }[kind]()

    return make


def _running(users) -> Cooperation:
    """Of an assistant of its own: visits of two families at one time would overlap."""
    if not LoadLimit.objects.exists():
        LoadLimitFactory()
    number = Assistant.objects.count()
    user = type(users.head).objects.create_user(f"v{number}", roles=["family_assistant"])
    family = FamilyFactory(social_worker=users.worker)
    member(family)
    work = CooperationFactory(family=family)
    AssignmentFactory(
        cooperation=work,
        assistant=AssistantFactory(user=user),
        assigned_by=users.head,
        starts_on=APPLIED_ON,
    )
    return Cooperation.objects.get(pk=work.pk)


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
