"""The acts of assessments: writing one, handing it over to the head."""

import datetime
from collections.abc import Mapping

from django.utils import timezone

from contracts.printing import new_code
from kis.documents.models import Document
from kis.families.assessment_paper import assessment_content, render_assessment
from kis.families.models import AssessedGoal, Assessment, Cooperation
from kis.families.models.due import assessment_due as due_by_facts
from kis.families.plans import plan_in_force
from kis.lib.refusals import Refused, refused_by_database

Progress = tuple[str, str]  # a result and its remark


def assessment_due(cooperation: Cooperation, on: datetime.date) -> datetime.date | None:
    """The last day of the next periodic assessment; None where no assistant is at work that day.

    As CooperationQuerySet.with_assessment_due says it of many at once.
    """
    starts_on, ended_on = cooperation.starts_on, cooperation.ended_on
    if starts_on is None or on < starts_on or (ended_on and ended_on < on):
        return None
    held = cooperation.assessments.filter(on__lte=on, handed_on__lte=on).order_by("on").last()
    return due_by_facts(starts_on, held.on if held else None)


def write(
    assessment: Assessment, progress: Mapping[int, Progress], *, at: datetime.datetime
) -> Assessment:
    """Save a draft with what became of the goals, by their numbers; the plan follows from its day."""
    with refused_by_database():
        Cooperation.with_voided.select_for_update(no_key=True).get(pk=assessment.cooperation_id)
        plan = plan_in_force(assessment.cooperation, assessment.on)
        assessment.plan, assessment.written_at = plan, at
        if assessment.pk:
            assessment.progress.all().delete()
        assessment.save()
        goals = {goal.pk for goal in plan.goals.all()} if plan else set()
        AssessedGoal.objects.bulk_create(
            AssessedGoal(assessment=assessment, goal_id=pk, result=result, remark=remark)
            for pk, (result, remark) in progress.items()
            if pk in goals and result
        )
        assessment.refresh_from_db(fields=["version"])
    return assessment


def lacks(assessment: Assessment) -> list[str]:
    """What follows *brakuje* (genitive); empty when it may be handed over."""
    told = {row.goal_id for row in assessment.progress.all()}
    goals = assessment.plan.goals.all() if assessment.plan else []
    found = {
        "opisu, co się zmieniło": not assessment.situation.strip(),
        "postępu w każdym celu": any(goal.pk not in told for goal in goals),
        "wniosków": not assessment.conclusion.strip(),
        "odpowiedzi, co dalej": not assessment.what_next,
    }
    return [words for words, is_lacking in found.items() if is_lacking]


def hand_over(
    assessment: Assessment, *, on: datetime.date, by, at: datetime.datetime, version: int
) -> None:
    """To the head, on that day: from then on it is closed, and its paper is kept.

    Raises Refused with what is missing, for a day to come, and where somebody changed it meanwhile.
    """
    if found := lacks(assessment):
        raise Refused(f"Oceny nie można jeszcze przekazać. Brakuje: {', '.join(found)}.")
    if on > timezone.localtime(at).date():
        raise Refused("Dzień przekazania nie może być późniejszy niż dzisiaj.")
    code = new_code(lambda code: Assessment.with_voided.filter(code=code).exists())
    # The paper is made before the row is locked: a slow one keeps nobody waiting.
    pdf = render_assessment(assessment_content(assessment, on), at=at, code=code)
    with refused_by_database():
        assessment.lock()
        if not assessment.is_open:
            raise Refused("Tę ocenę już przekazano kierownikowi.")
        if assessment.version != version:
            raise Refused(
                "W tym czasie ktoś zmienił tę ocenę. Niczego nie przekazano: sprawdź treść i przekaż jeszcze "
                "raz."
            )
        assessment.document = Document.objects.keep(
            kind="family_assessment",
            name=f"ocena-{assessment.pk}-{code}.pdf",
            content=pdf,
            content_type="application/pdf",
            by=by,
        )
        assessment.code, assessment.handed_on = code, on
        assessment.save(update_fields=["document", "code", "handed_on"])


def discard(assessment: Assessment) -> None:
    """Delete a draft that was not handed over."""
    with refused_by_database():
        assessment.lock()
        if not assessment.is_open:
            raise Refused("Oceny przekazanej kierownikowi nie usuwa się. Można ją unieważnić.")
        assessment.progress.all().delete()
        assessment.delete()
