"""What of the register waits for somebody: papers that run out, questions, applications."""

from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, Max, OuterRef, Q
from django.db.models.functions import Greatest
from django.urls import reverse
from django.utils import timezone

from kis.accounts.rights import Role
from kis.lib.dates import polish
from kis.lib.work import DeskGroup, Task
from participants.models import (
    Area,
    BenefitCheck,
    Eligibility,
    Evidence,
    Note,
    Participation,
)
from participants.register import active

SOON = timedelta(days=30)
ASK = timedelta(days=14)
SILENCE = timedelta(days=30)
REMINDED = timedelta(days=7)
# Of a kind; nobody works through more.
MOST = 1000


def tasks(user, on: date, people, own: frozenset[int], groups: Collection[DeskGroup]) -> list[Task]:
    """Of these people, all of them visible to the user, and of these groups; `own` are the numbers of those
    whose case the user leads or was given.
    """
    if not user.has_perm("participants.view_register"):
        return []
    people = people.filter(merged_into=None)
    asked = [kind for group, kind in KINDS if group in groups]
    return [task for kind in asked for task in kind(people, user, on, own)]


def door(user, person: int, own, right: str, name: str, action: str, *, number=None) -> dict:
    """The address and words of the act for who may do it in this case, of the person's file for others.

    `number` is the act's argument where it is not the person's.
    """
    may_write = person in own or Role.COORDINATOR in user.roles
    if may_write and user.has_perm(right):
        return {"url": reverse(name, args=[number or person]), "action": action}
    return {"url": reverse("desk:overview", args=[person]), "action": "Otwórz"}


def _papers(people, user, on, own):
    running_out = (
        Eligibility.objects.on(on)
        .filter(is_main=True, person__in=active(people, on))
        .exclude(Exists(Evidence.objects.filter(eligibility=OuterRef("pk"), is_indefinite=True)))
        .annotate(
            last=Max(
                Greatest("evidence__valid_until", "evidence__extended_until"),
                filter=Q(evidence__voided_at=None),
            )
        )
        .filter(last__lte=on + SOON)
        .select_related("person")
        .order_by("last", "pk")
    )
    right, name = "participants.write_eligibility", "participants:eligibility"
    for row in running_out[:MOST]:
        yield Task(
            DeskGroup.ENDING,
            on,
            row.last,
            str(row.person),
            "dokument kategorii",
            detail=f"{'wygasł' if row.last < on else 'do'} {polish(row.last)}",
            is_mine=row.person_id in own,
            **door(user, row.person_id, own, right, name, "Dodaj dokument"),
        )


def _stays(people, user, on, own):
    ending = (
        Participation.objects.on(on)
        .filter(ends_on=None, planned_end_on__lte=on + SOON, person__in=people)
        .select_related("person")
        .order_by("planned_end_on", "pk")
    )
    right, name = "contracts.write_participation", "contracts:participation"
    for stay in ending[:MOST]:
        yield Task(
            DeskGroup.ENDING,
            on,
            stay.planned_end_on,
            str(stay.person),
            "planowany koniec udziału",
            detail=polish(stay.planned_end_on),
            is_mine=stay.person_id in own,
            **door(user, stay.person_id, own, right, name, "Zakończ lub przedłuż"),
        )


def _questions(people, user, on, own):
    later = BenefitCheck.objects.filter(
        person=OuterRef("person"), asked_on__gt=OuterRef("asked_on")
    )
    to_ask = (
        BenefitCheck.objects.filter(
            ~Exists(later), person__in=active(people, on), ask_again_on__lte=on + ASK
        )
        .select_related("person")
        .order_by("ask_again_on", "pk")
    )
    right, name = "participants.write_eligibility", "participants:benefits_new"
    for check in to_ask[:MOST]:
        yield Task(
            DeskGroup.QUESTIONS,
            on,
            check.ask_again_on,
            str(check.person),
            "świadczenia wykluczające",
            detail=f"pytano {polish(check.asked_on)}",
            is_mine=check.person_id in own,
            **door(user, check.person_id, own, right, name, "Zapytaj"),
        )


def _silence(people, user, on, own):
    """Of those who take part: nobody wrote a note for a month."""
    silent = (
        Participation.objects.on(on)
        .filter(person__in=people, starts_on__lt=on - SILENCE)
        .annotate(spoken=Max("person__notes__at"))
        .filter(Q(spoken=None) | Q(spoken__date__lt=on - SILENCE))
        .select_related("person")
        .order_by("spoken", "starts_on", "pk")
    )
    right, name = "participants.write_note", "participants:note_new"
    for stay in silent[:MOST]:
        day = timezone.localtime(stay.spoken).date() if stay.spoken else stay.starts_on
        yield Task(
            DeskGroup.QUESTIONS,
            on,
            day,
            str(stay.person),
            "brak kontaktu",
            detail=f"ostatnia notatka {polish(day)}" if stay.spoken else "nie ma żadnej notatki",
            is_deadline=False,
            is_mine=stay.person_id in own,
            **door(user, stay.person_id, own, right, name, "Dodaj notatkę"),
        )


def _reminders(people, user, on, own):
    sees_all = bool(user.roles & {Role.COORDINATOR, Role.HEAD})
    # Few notes remind on a day: whose they are is asked of those alone, not of everybody.
    due = Note.objects.filter(remind_on__range=(on - REMINDED, on)).order_by("remind_on", "pk")
    notes = list(due.select_related("person")[:MOST])
    seen = people.filter(pk__in={note.person_id for note in notes})
    seen = set(seen.values_list("pk", flat=True))
    return [
        Task(
            DeskGroup.QUESTIONS,
            on,
            note.remind_on,
            str(note.person),
            f"przypomnienie: {note.get_kind_display()}",
            url=reverse("desk:overview", args=[note.person_id]),
            action="Otwórz",
            is_mine=note.person_id in own,
        )
        for note in notes
        if note.person_id in seen and (sees_all or not note.is_restricted or note.person_id in own)
    ]


def _applications(people, user, on, own):
    stays = Participation.objects.filter(person=OuterRef("person"))
    waiting = (
        Area.objects.open(on)
        .filter(~Exists(stays), kind=Area.Kind.KIS, person__in=people)
        .select_related("person")
        .order_by("starts_on", "pk")
    )
    for area in waiting[:MOST]:
        yield Task(
            DeskGroup.APPLICATIONS,
            on,
            area.starts_on,
            str(area.person),
            "zgłoszenie czeka na decyzję",
            url=reverse("desk:overview", args=[area.person_id]),
            action="Otwórz",
            is_deadline=False,
            is_mine=area.person_id in own,
        )


KINDS = [
    (DeskGroup.ENDING, _papers),
    (DeskGroup.ENDING, _stays),
    (DeskGroup.QUESTIONS, _questions),
    (DeskGroup.QUESTIONS, _silence),
    (DeskGroup.QUESTIONS, _reminders),
    (DeskGroup.APPLICATIONS, _applications),
]
