"""The family that is asked for, within what the user may see or work with: else there is no such page."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kis.accounts.models import Deputy
from kis.families.models import Assignment, Cooperation, Family
from kis.families.models.family import parents_first, sees_every_family
from kis.journal.record import record


@dataclass
class FamilyFile:
    """A family as a user sees it on a day: what its every page asks, each question once."""

    family: Family
    user: object
    on: datetime.date

    @cached_property
    def cooperation(self) -> Cooperation | None:
        """The work that waits, goes on or was the last one."""
        return self.family.cooperations.select_related("applied_by", "monitored_by").first()

    @cached_property
    def assignment(self) -> Assignment | None:
        """Of the day, or the next one; behind the end of the work the last one."""
        if self.cooperation is None:
            return None
        rows = self.cooperation.assignments.select_related("assistant__user")
        return rows.on(self.on).first() or rows.first()

    @cached_property
    def members(self) -> list:
        """Of the day, with their people."""
        return parents_first(self.family.members.on(self.on).select_related("person"))

    @cached_property
    def is_worked_with(self) -> bool:
        """By the user, as the assistant of the day or the one who monitors."""
        return Family.objects.worked_with_by(self.user, self.on).filter(pk=self.family.pk).exists()

    @cached_property
    def is_led(self) -> bool:
        """By the user, as its social worker or in the social worker's place."""
        led_by = self.family.social_worker_id
        if led_by == self.user.pk:
            return True
        absent = Deputy.objects.standing_in(self.on).filter(absent=led_by, deputy=self.user.pk)
        return absent.exists()

    @cached_property
    def sees_all(self) -> bool:
        return sees_every_family(self.user, self.on)


def readable_family(
    request, pk: int, *, act: str = "view", kind: str = "family", number: int | None = None
) -> FamilyFile:
    """Of whom the user sees; the look is noted of each of its members of today.

    `number` is of the thing that is looked at, where it is not the family itself.
    """
    on = timezone.localdate()
    rows = Family.objects.visible_to(request.user, on).select_related("social_worker")
    file = FamilyFile(get_object_or_404(rows, pk=pk), request.user, on)
    for member in file.members:
        record(request, act, kind=kind, number=number or pk, person=member.person_id)
    return file


def own_family(
    request, pk: int, *, act: str = "edit", kind: str = "family", number: int | None = None
) -> FamilyFile:
    """One with which the user works: visits, plans and assessments are written by its assistant alone."""
    file = readable_family(request, pk, act=act, kind=kind, number=number)
    if not file.is_worked_with:
        raise Http404
    return file


def led_family(request, pk: int, *, act: str = "edit", kind: str = "family") -> FamilyFile:
    """One whose social worker the user is: applications, and the word on a plan."""
    file = readable_family(request, pk, act=act, kind=kind)
    if not file.is_led:
        raise Http404
    return file
