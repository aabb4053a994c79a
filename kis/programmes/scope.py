"""The edition that is asked for, within what the user may see: else there is no such page."""

import datetime
from dataclasses import dataclass
from functools import cached_property

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from kis.journal.record import record
from kis.programmes.models import Edition, Enrolment, Provider
from participants.files import whole
from participants.guards import SENTENCES
from participants.models import Person, Restriction
from participants.scope import LedOn


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
    rows = Edition.objects.visible_to(request.user, on).select_related("copied_from")
    return EditionFile(get_object_or_404(rows, pk=pk), request.user, on)


def readable_enrolment(
    request, pk: int, number: int, *, act: str = "view", kind: str = "programme"
) -> tuple[EditionFile, Enrolment]:
    """Of an edition that the user sees; the look is noted of the participant and of the cared-for person."""
    file = readable_edition(request, pk)
    rows = Enrolment.with_voided.select_related(
        "person__merged_into", "beneficiary__merged_into", "group", "edition", "voided_by"
    )
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


def writable_enrolment(request, pk: int, number: int) -> tuple[EditionFile, Enrolment]:
    """Of a voided one, and of somebody whose data are restricted, the reader is led back and told why."""
    file, row = readable_enrolment(request, pk, number, act="edit")
    back = ("programmes:enrolment", pk, number)
    if row.voided_at:
        raise LedOn(row.void_in_words, *back)
    lead_back_if_restricted(row, *back)
    return file, row


def lead_back_if_restricted(enrolment: Enrolment, *back) -> None:
    """`back`: the name of a page and its arguments."""
    people = {whole(enrolment.person), whole(enrolment.beneficiary)}
    files = Person.objects.filter(pk__in=people) | Person.objects.filter(merged_into__in=people)
    if Restriction.objects.in_force().filter(person__in=files).exists():
        raise LedOn(SENTENCES["processing_restricted"], *back)
