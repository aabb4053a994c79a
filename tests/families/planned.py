"""Plans, assessments and papers of the work that tests.families.factories begins on 5 March 2026."""

import datetime

from django.utils import timezone

from contracts.models.reviews import GoalResult
from kis.documents.models import Document
from kis.families import assessments, court_papers, plans
from kis.families.models import (
    Assessment,
    Cooperation,
    CourtPaper,
    MonitoringNote,
    MonitoringStep,
    Plan,
    PlanAction,
    PlanGoal,
    PlanPrint,
)

D, DAY = datetime.date, datetime.timedelta(days=1)
SIGNED_ON, REQUESTED_ON, ENDED_ON = D(2026, 3, 20), D(2026, 5, 4), D(2026, 9, 30)


def at_noon(day: datetime.date) -> datetime.datetime:
    noon = datetime.datetime.combine(day, datetime.time(12))
    return timezone.make_aware(noon)


def goal(plan, text="Dzieci chodzą do szkoły", *, actions=1, **facts) -> PlanGoal:
    made = PlanGoal.objects.create(
        plan=plan,
        text=text,
        effect="frekwencja co najmniej 90%",
        position=plan.goals.count(),
        **facts,
    )
    for number in range(actions):
        PlanAction.objects.create(
            goal=made, text=f"Działanie {number + 1}", who="matka", deadline=D(2026, 6, 30)
        )
    return made


def draft(cooperation, users, **facts) -> Plan:
    """With one goal and one action."""
    plan = plans.begin_plan(cooperation, by=users.assistant)
    facts = {"difficulties": "Długi i zadłużone mieszkanie.", "made_with": "Anna Nowak"} | facts
    if plan.ordinal:
        facts.setdefault("change", "Nowa sytuacja w szkole.")
    for name, value in facts.items():
        setattr(plan, name, value)
    plan.save()
    plan.refresh_from_db()
    if not plan.goals.exists():
        goal(plan)
    return plan


def agreed(plan, users, on=SIGNED_ON) -> Plan:
    plan.agreed_by, plan.agreed_on = users.worker, on
    plan.save()
    plan.refresh_from_db()
    return plan


def paper_of(by, kind="family_plan") -> Document:
    return Document.objects.keep(
        kind=kind, name="plan.pdf", content=b"%PDF-1.7", content_type="application/pdf", by=by
    )


def printed(plan, users, on=SIGNED_ON) -> PlanPrint:
    """Locked with a print, whose bytes are none of a real paper: those cost time."""
    plan.step(Plan.State.PRINTED)
    return PlanPrint.objects.create(
        plan=plan,
        code=_code(PlanPrint.objects.count()),
        document=paper_of(users.assistant),
        facts={},
        printed_at=at_noon(on),
        printed_on=on,
        printed_by=users.assistant,
    )


def _code(number: int) -> str:
    letters = "ACDEFGHJKM"
    return "".join(letters[int(digit)] for digit in f"{number:04d}")


def signed(cooperation, users, on=SIGNED_ON, **facts) -> Plan:
    plan = agreed(draft(cooperation, users, **facts), users, on)
    paper = printed(plan, users, on)
    plans.sign(plan, on=on, names="Anna Nowak", code=paper.code, by=users.assistant, today=on)
    return plan


def assessed(cooperation, users, on, *, handed=True, kind="periodic") -> Assessment:
    """Of the plan in force that day, every goal going on."""
    plan = plans.plan_in_force(cooperation, on)
    made = assessments.write(
        Assessment(
            cooperation=cooperation,
            kind=kind,
            on=on,
            situation="Dzieci chodzą do szkoły.",
            conclusion="Praca przynosi skutek.",
            what_next="go_on",
            written_by=users.assistant,
        ),
        {row.pk: (GoalResult.GOING_ON, "") for row in (plan.goals.all() if plan else [])},
        at=at_noon(on),
    )
    return hand(made, users, on) if handed else made


def hand(made, users, on) -> Assessment:
    made.handed_on, made.code = on, _code(Assessment.with_voided.count())
    made.document = paper_of(users.assistant, "family_assessment")
    made.save()
    made.refresh_from_db()
    return made


def ended(cooperation, users, on=ENDED_ON, monitored_by=None) -> Cooperation:
    """The assignment ends with it."""
    for assignment in cooperation.assignments.filter(ends_on=None):
        assignment.ends_on = on
        assignment.save()
    cooperation.refresh_from_db()
    cooperation.ended_on, cooperation.ended_by = on, users.head
    cooperation.end_reason, cooperation.monitored_by = "goals_met", monitored_by
    cooperation.save()
    cooperation.refresh_from_db()
    return cooperation


def steps(*months) -> None:
    for number in months or (1, 3, 6):
        MonitoringStep.objects.create(months=number, source="praktyka", valid_from=D(2012, 1, 1))


def noted(cooperation, users, on, months=None) -> MonitoringNote:
    return MonitoringNote.objects.create(
        cooperation=cooperation,
        months=months,
        on=on,
        way="visit",
        text="Rodzina sobie radzi.",
        written_by=users.assistant,
        written_at=at_noon(on),
    )


def opinion(cooperation, users, requested_on=REQUESTED_ON, **facts) -> CourtPaper:
    return CourtPaper.objects.create(
        **{
            "cooperation": cooperation,
            "kind": CourtPaper.Kind.OPINION,
            "court_name": "Sąd Rejonowy w Puławach",
            "court_number": "III Nsm 1/26",
            "requested_on": requested_on,
            "within_days": 14,
            "written_by": users.assistant,
        }
        | facts
    )


def closed(paper, users, dated) -> CourtPaper:
    """Printed; the bytes are none of a real paper."""
    paper.text, paper.dated, paper.code = "Rodzina współpracuje.", dated, _code(paper.pk)
    paper.document = paper_of(users.assistant, "family_court")
    paper.save()
    paper.refresh_from_db()
    return paper


def report(cooperation, users, first, last, *, sent_on=None) -> CourtPaper:
    paper = CourtPaper.objects.create(
        cooperation=cooperation,
        kind=CourtPaper.Kind.REPORT,
        court_name="Sąd Rejonowy w Puławach",
        court_number="III Nsm 1/26",
        period_from=first,
        period_to=last,
        written_by=users.assistant,
    )
    if sent_on:
        closed(paper, users, sent_on)
        court_papers.note_sent(paper, on=sent_on, today=sent_on)
    return paper
