"""The edition that is asked for, within what the user may see: else there is no such page."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kis.journal.record import record
from kis.programmes.models import Edition, Enrolment, Provider


@dataclass
class EditionFile:
    """An edition as a user sees it on a day."""

    edition: Edition
    user: object
    on: datetime.date

    @cached_property
    def unconfirmed(self) -> list[str]:
        """The names of its numbers that nobody compared with their source yet, in words."""
        numbers = [str(number) for number in self.edition.numbers.unconfirmed()]
        return numbers + [f"limit grupy „{group}”" for group in self.edition.groups.unconfirmed()]


def readable_edition(request, pk: int) -> EditionFile:
    """A look at an edition that names nobody is not noted; whoever shows people notes them."""
    on = timezone.localdate()
    rows = Edition.objects.visible_to(request.user, on)
    return EditionFile(get_object_or_404(rows, pk=pk), request.user, on)


def readable_enrolment(
    request, pk: int, number: int, *, act: str = "view", kind: str = "programme"
) -> tuple[EditionFile, Enrolment]:
    """Of an edition that the user sees; the look is noted of the participant and of the cared-for person."""
    file = readable_edition(request, pk)
    rows = Enrolment.with_voided.select_related("person", "beneficiary", "group", "edition")
    enrolment = get_object_or_404(rows, pk=number, edition=file.edition)
    for person in {enrolment.person_id, enrolment.beneficiary_id}:
        record(request, act, kind=kind, number=enrolment.pk, person=person)
    return file, enrolment


def own_provider(request) -> Provider:
    """As whom the user gives services, today."""
    provider = Provider.objects.on(timezone.localdate()).filter(user=request.user.pk).first()
    if provider is None:
        raise Http404
    return provider
