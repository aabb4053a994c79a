"""What of contracts waits for somebody: stays without one, ends, signatures, reviews."""

import datetime

from django.db.models import Exists, Max, OuterRef, Q
from django.urls import reverse

from contracts.models import PlannedReview, SocialContract
from contracts.participation import people_in_gap
from kis.lib.dates import DAY, polish
from kis.lib.work import DeskGroup, Task
from participants.desk import MOST, door

SOON = 30 * DAY
REVIEW_SOON = 14 * DAY
State = SocialContract.State


def tasks(user, on: datetime.date, people, own: frozenset[int], groups) -> list[Task]:
    """As participants.desk.tasks; nothing without the right to see contracts."""
    if not user.has_perm("contracts.view_contract"):
        return []
    asked = [kind for group, kind in KINDS if group in groups]
    return [task for kind in asked for task in kind(people, user, on, own)]


def _bare(people, user, on, own):
    bound = Q(contracts__state__in=SocialContract.BINDING, contracts__voided_at=None)
    bare = (
        people_in_gap(on)
        .filter(pk__in=people)
        .annotate(
            last=Max("contracts__last_day", filter=bound & Q(contracts__last_day__lt=on)),
            begun=Max("participations__starts_on", filter=Q(participations__starts_on__lte=on)),
        )
        .in_polish_order()
    )
    for person in bare[:MOST]:
        day = max(person.last + DAY, person.begun) if person.last else person.begun
        yield Task(
            DeskGroup.URGENT,
            on,
            day,
            str(person),
            "udział bez kontraktu",
            detail=f"od {polish(day)}",
            is_deadline=False,
            is_mine=person.pk in own,
            **door(
                user, person.pk, own, "contracts.write_contract", "contracts:new", "Nowy kontrakt"
            ),
        )


def _task(contract, group, on, day, own, **words) -> Task:
    return Task(
        group,
        on,
        day,
        str(contract.person),
        url=reverse("contracts:contract", args=[contract.person_id, contract.pk]),
        action="Otwórz",
        is_mine=contract.person_id in own,
        **words,
    )


def _ending(people, user, on, own):
    """Unless another one binds from the day after."""
    next_one = SocialContract.objects.binding().filter(
        person=OuterRef("person"),
        signed_on__lte=OuterRef("last_day") + DAY,
        last_day__gt=OuterRef("last_day"),
    )
    ending = (
        SocialContract.objects.covering(on)
        .filter(~Exists(next_one), person__in=people, last_day__lte=on + SOON)
        .select_related("person")
        .order_by("last_day", "pk")
    )
    for contract in ending[:MOST]:
        yield _task(
            contract,
            DeskGroup.ENDING,
            on,
            contract.last_day,
            own,
            what=f"kontrakt {contract.type} {contract.number}",
            detail=f"do {polish(contract.last_day)}",
        )


def _waiting_for_signature(people, user, on, own):
    printed = (
        SocialContract.objects.filter(state=State.PRINTED, person__in=people)
        .annotate(printed_on=Max("prints__printed_on", filter=Q(prints__voided_at=None)))
        .select_related("person")
        .order_by("printed_on", "pk")
    )
    for contract in printed[:MOST]:
        yield _task(
            contract,
            DeskGroup.APPLICATIONS,
            on,
            contract.printed_on,
            own,
            what=f"kontrakt {contract.type} {contract.number} do podpisu",
            detail=f"wydruk z {polish(contract.printed_on)}",
            is_deadline=False,
        )


def _reviews(people, user, on, own):
    planned = (
        PlannedReview.objects.filter(
            contract__in=SocialContract.objects.covering(on),
            contract__person__in=people,
            on__range=(on, on + REVIEW_SOON),
        )
        .select_related("contract__person")
        .order_by("on", "pk")
    )
    for review in planned[:MOST]:
        kind = "ocena końcowa" if review.is_final else "ocena"
        contract = review.contract
        yield _task(
            contract,
            DeskGroup.QUESTIONS,
            on,
            review.on,
            own,
            what=f"{kind} kontraktu {contract.type} {contract.number}",
            detail=f"termin {polish(review.on)}",
        )


KINDS = [
    (DeskGroup.URGENT, _bare),
    (DeskGroup.ENDING, _ending),
    (DeskGroup.APPLICATIONS, _waiting_for_signature),
    (DeskGroup.QUESTIONS, _reviews),
]
