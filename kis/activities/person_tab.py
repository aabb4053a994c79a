"""What the tab of a person's file tells beside the marks: one question for all its short lists."""

from dataclasses import dataclass

from django.db.models import Q

from kis.accounts.models import User
from kis.activities.models import Activity, ActivityKind, Consultation, Enrolment, Placement
from kis.lib.together import point, together
from participants.file import PersonFile
from participants.models import Person


@dataclass(frozen=True)
class PersonTab:
    """Of all the person's files, voided entries too; the newest first."""

    enrolments: list[Enrolment]
    placements: list[Placement]
    talks: list[Consultation]


def person_tab(file: PersonFile) -> PersonTab:
    """One query."""
    enrolments, placements, talks, groups, kinds, users = _asked(file.whole)
    point(groups, users, "leader")
    point([*enrolments, *talks], groups, "activity")
    point([*placements, *talks], kinds, "kind")
    point(talks, users, "author", "voided_by")
    return PersonTab(enrolments, placements, talks)


@together
def _asked(whole: int):
    files = Person.objects.files_of(whole)
    enrolments = Enrolment.objects.filter(person__in=files)
    placements = Placement.with_voided.filter(person__in=files)
    talks = Consultation.with_voided.filter(person__in=files)
    groups = Activity.objects.filter(
        Q(pk__in=enrolments.values("activity")) | Q(pk__in=talks.values("activity"))
    )
    kinds = ActivityKind.objects.filter(
        Q(pk__in=placements.values("kind")) | Q(pk__in=talks.values("kind"))
    )
    users = User.objects.filter(
        Q(pk__in=groups.values("leader"))
        | Q(pk__in=talks.values("author"))
        | Q(pk__in=talks.values("voided_by"))
    )
    return (
        enrolments.order_by("-starts_on", "activity__name"),
        placements,
        talks,
        *(rows.order_by() for rows in (groups, kinds, users)),
    )
