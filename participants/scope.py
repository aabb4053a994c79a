"""The person whose file is asked for, within what the user may see or write: else there is no such page."""

import datetime
from functools import cache

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.journal.record import record
from kis.lib.posting import nothing_saved
from kis.lib.worded import worded
from participants.file import PersonFile
from participants.files import whole
from participants.guards import SENTENCES
from participants.models import CaseOpening, Person, Restriction

# The kind under which the access log names what was read because it was opened with a reason.
OPENED = "case_opening"


class LedOn(Exception):
    """What was asked for is to be found on another page now: the reader is led there and told why."""

    def __init__(self, sentence: str, page: str, *numbers: int):
        super().__init__()
        self.sentence, self.page, self.numbers = sentence, page, numbers


class LeadsOn:
    """Middleware: see LedOn."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, LedOn):
            return None
        messages.info(request, exception.sentence)
        return nothing_saved(redirect(exception.page, *exception.numbers))


def _is_about_the_file(request) -> bool:
    """A page opened about the person, not about a row."""
    return request.method in ("GET", "HEAD") and list(request.resolver_match.kwargs) == ["pk"]


def readable_file(request, pk, on: datetime.date) -> PersonFile:
    """One query: whether the user may write in the case is answered with it.

    Opened by its own address a merged file leads to the first one; what stands in it keeps its address.
    """
    found = _asked_in(request.user.roles)(pk, request.user.pk, on)
    if not found:
        raise Http404
    if found[0].merged_into_id and _is_about_the_file(request):
        merged = found[0]
        sentence = f"Karta nr {merged.pk} ({merged}) jest połączona z tą: {merged.merged_into}."
        raise LedOn(sentence, request.resolver_match.view_name, merged.merged_into_id)
    file = PersonFile(found[0], request.user, on)
    file.leads = file.person.writable
    if not file.sensitive and found[0].opening:
        file.opening = CaseOpening.objects.get(pk=found[0].opening)
        # Beside what the page itself notes: each look by what opened it.
        record(request, "view", kind=OPENED, number=file.opening.pk, person=file.person.pk)
    return file


@cache
def _asked_in(roles: frozenset[Role]):
    """The question of a reader in these roles: they decide its words."""

    @worded("responsible")
    def person_for(pk: int, reader: int, on: datetime.date):
        user = User(pk=reader)
        user.roles = roles
        merged = Person.objects.filter(merged_into=OuterRef("pk"))
        people = Person.objects.with_writable(user, on).with_opening(user)
        return people.annotate(has_merged=Exists(merged)).filter(pk=pk)

    return person_for


def led_file(request, pk, on: datetime.date) -> PersonFile:
    """One in which the user writes, also while the processing of its data is restricted."""
    file = readable_file(request, pk, on)
    if not file.leads:
        raise Http404
    return file


def writable_file(request, pk, on: datetime.date) -> PersonFile:
    """Of restricted data the reader is led back to the file and told why."""
    file = led_file(request, pk, on)
    if file.is_restricted:
        raise _restricted(file.whole)
    return file


def _restricted(number: int) -> LedOn:
    return LedOn(SENTENCES["processing_restricted"], "participants:details", number)


def lead_back_if_restricted(person: Person) -> None:
    """As `writable_file`, for a page that reads the person by itself, or a row of the person."""
    number = whole(person)
    if Restriction.objects.of_files(Person.objects.files_of(number)).exists():
        raise _restricted(number)


def row_to_change(request, rows, number, *, tab: str, person: int | None = None):
    """One of these `rows`, voided ones among them, for a page on which it is changed or voided.

    A window on a row that somebody voided meanwhile leads to the tab of the person, by default the row's
    own. What was sent from such a window goes on: the act refuses it, and what was typed stays on the page.
    """
    row = get_object_or_404(rows, pk=number)
    if row.voided_at and not request.POST:
        raise LedOn(row.void_in_words, tab, person or row.person_id)
    return row


def as_saved(request, file: PersonFile) -> PersonFile:
    """For a page under a form that was sent: its head shows what is saved, not what was typed and refused."""
    return readable_file(request, file.person.pk, file.on) if request.POST else file
