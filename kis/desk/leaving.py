"""Who left, what they left behind, and handing it over: cases, drafts, groups, places of work."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse

from contracts.drafting import pass_on
from contracts.models import SocialContract
from kis.accounts.models import User, holding
from kis.accounts.rights import Role
from kis.activities.models import Activity, Meeting
from kis.activities.models.activity import LEADERS
from kis.lib.refusals import Refused, refused_by_database
from kis.lib.work import DeskGroup, Task
from participants.handover import CASE_LEADERS, hand_over
from participants.models import Area, Person
from psu.models import Supervision

CHANGED = (
    "W tym czasie ktoś przekazał część zaznaczonych spraw. Niczego nie zapisano: sprawdź, co zostało, "
    "i zaznacz jeszcze raz."
)


def open_cases(by, on: date) -> QuerySet:
    """Of the people whom the reader sees: somebody still works with them."""
    areas = Area.objects.open(on).filter(person=OuterRef("pk"))
    return Person.objects.visible_to(by).filter(Exists(areas), merged_into=None)


def open_drafts(by) -> QuerySet:
    """What is printed names its worker: that is signed, or taken back to be a draft again."""
    people = Person.objects.visible_to(by)
    return SocialContract.objects.filter(state=SocialContract.State.DRAFT, person__in=people)


def open_groups(on: date) -> QuerySet:
    return Activity.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on))


def coming_meetings(on: date) -> QuerySet:
    return Meeting.objects.planned().filter(day__gte=on)


def groups_of(user: User, on: date) -> QuerySet:
    """Groups that go on and are led by the user, or in which the user leads a meeting still to come."""
    theirs = coming_meetings(on).filter(leader=user, activity=OuterRef("pk"))
    return open_groups(on).filter(Q(leader=user) | Exists(theirs)).order_by("name", "pk")


@dataclass(frozen=True)
class LeftBehind:
    """What waits for another person."""

    cases: QuerySet
    drafts: QuerySet
    groups: QuerySet
    supervisions: QuerySet

    @property
    def has_cases(self) -> bool:
        return self.cases.exists() or self.drafts.exists()


def left_by(user: User, by, on: date) -> LeftBehind:
    return LeftBehind(
        open_cases(by, on).filter(responsible=user).in_polish_order(),
        open_drafts(by).filter(worker=user).select_related("person").order_by("pk"),
        groups_of(user, on),
        Supervision.objects.to_hand_over(on)
        .filter(user=user)
        .select_related("place")
        .order_by("place__name"),
    )


def others_there(supervisions: QuerySet, leaver: User, on: date) -> dict[int, list[str]]:
    """By place: who else looks after it and can. One query."""
    able = User.objects.with_role(Role.SUPERVISOR).exclude(pk=leaver.pk)
    others = Supervision.objects.on(on).filter(
        place__in=supervisions.order_by().values("place"), user__in=able
    )
    found: dict[int, list[str]] = {}
    for row in others.select_related("user").order_by("user__last_name", "user__first_name", "pk"):
        found.setdefault(row.place_id, []).append(row.user.short_name)
    return found


def leavers(by, on: date) -> QuerySet:
    """Those who can do their work no more, with how much of it they left. One query."""
    # Switched off, or without a valid authorisation.
    is_let_in = Q(pk__in=User.objects.let_in(on).order_by().values("pk"))
    leads = is_let_in & Q(holding(CASE_LEADERS))
    teaches = is_let_in & Q(holding(LEADERS))
    looks_after = is_let_in & Q(holding([Role.SUPERVISOR]))
    users = User.objects.annotate(
        cases_left=_count(open_cases(by, on), "responsible"),
        drafts_left=_count(open_drafts(by), "worker"),
        groups_left=_count(open_groups(on), "leader"),
        meetings_left=_count(coming_meetings(on), "leader"),
        places_left=_count(Supervision.objects.to_hand_over(on), "user"),
    )
    return users.filter(
        ~leads & (Q(cases_left__gt=0) | Q(drafts_left__gt=0))
        | ~teaches & (Q(groups_left__gt=0) | Q(meetings_left__gt=0))
        | ~looks_after & Q(places_left__gt=0)
    ).order_by("last_name", "first_name", "pk")


def _count(rows: QuerySet, column: str) -> Coalesce:
    """How many of the rows name the user of the outer question in this column."""
    theirs = rows.filter(**{column: OuterRef("pk")}).order_by().values(column)
    counted = Subquery(theirs.annotate(count=Count("pk")).values("count"))
    return Coalesce(counted, 0, output_field=IntegerField())


def tasks(user, on: date, groups: Collection[DeskGroup]) -> list[Task]:
    if DeskGroup.HANDING_OVER not in groups or not user.has_perm("participants.hand_over"):
        return []
    return [_task(leaver, on) for leaver in leavers(user, on)]


def _task(leaver: User, on: date) -> Task:
    counted = {
        "sprawy": leaver.cases_left,
        "szkice kontraktów": leaver.drafts_left,
        "grupy zajęć": leaver.groups_left,
        "spotkania": leaver.meetings_left,
        "miejsca PSU": leaver.places_left,
    }
    return Task(
        DeskGroup.HANDING_OVER,
        on,
        on,
        str(leaver),
        "praca do przekazania" if leaver.is_active else "konto wyłączone, praca do przekazania",
        reverse("desk:left_behind", args=[leaver.pk]),
        "Przekaż",
        detail=", ".join(f"{what}: {count}" for what, count in counted.items() if count),
        is_deadline=False,
    )


@transaction.atomic
def hand_over_cases(
    leaver: User,
    *,
    cases: Collection[Person],
    drafts: Collection[SocialContract],
    to: User,
    by,
    on: date,
    reason: str,
    keep_until: date,
) -> None:
    """All of them or none. Raises Refused, also where somebody handed one over meanwhile."""
    if drafts and Role.SOCIAL_WORKER not in to.roles:
        raise Refused("Szkic kontraktu prowadzi pracownik socjalny. Wybierz inną osobę.")
    # The order of locks: all people by number, then their contracts.
    numbers = {person.pk for person in cases} | {draft.person_id for draft in drafts}
    people = Person.objects.filter(pk__in=numbers).order_by("pk")
    list(people.select_for_update(no_key=True))
    for person in cases:
        hand_over(person, to=to, by=by, on=on, reason=reason, keep_until=keep_until, led_by=leaver)
    for draft in sorted(drafts, key=lambda draft: draft.pk):
        pass_on(draft, of=leaver, to=to)


@transaction.atomic
def hand_over_groups(leaver: User, *, groups: Collection[Activity], to: User, on: date) -> None:
    """The groups and their meetings that the leaver was still to lead. Raises Refused.

    What was held stays with the name of whoever held it.
    """
    numbers = sorted(group.pk for group in groups)
    if groups_of(leaver, on).filter(pk__in=numbers).count() != len(numbers):
        raise Refused(CHANGED)
    with refused_by_database():
        rows = Activity.objects.filter(pk__in=numbers).order_by("pk")
        for group in rows.select_for_update(no_key=True):
            if group.leader_id == leaver.pk:
                group.leader = to
                group.save(update_fields=["leader"])
        meetings = coming_meetings(on).filter(activity__in=numbers, leader=leaver).order_by("pk")
        for meeting in meetings.select_for_update(of=("self",), no_key=True):
            meeting.leader = to
            meeting.save(update_fields=["leader"])


@transaction.atomic
def hand_over_places(
    leaver: User, *, supervisions: Collection[Supervision], to: User | None, on: date
) -> None:
    """From that day on `to` looks after the places, or nobody anew. Raises Refused."""
    numbers = [row.pk for row in supervisions]
    locked = Supervision.objects.to_hand_over(on).filter(pk__in=numbers, user=leaver).order_by("pk")
    rows = list(locked.select_for_update(no_key=True))
    if len(rows) != len(numbers):
        raise Refused(CHANGED)
    for row in rows:
        row.pass_on(to, on)
