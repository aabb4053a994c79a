"""The file of a list that is too long for a page: a worker opens the list's own address and takes all of it.

So no list has a second way to its rows: who may read it, whom it names and what its columns say is asked of
the same view.
"""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from kis.documents import progress
from kis.documents.exports import ExportKind, Made, Wanted
from kis.journal.models import AccessEntry
from kis.journal.record import NOTES
from kis.lib.long_tables import LongTable
from kis.lib.refusals import Refused
from participants.kept_searches import KEPT, kept_search

ENDINGS = ("csv", "xlsx")
NOT_THERE = (
    "Tej listy nie można już przygotować: zmieniła się albo nie możesz jej już czytać. Otwórz ją i zleć plik "
    "jeszcze raz."
)


class LongList(ExportKind):
    """One file; who is in it is known when it is made."""

    name, act, thing = "long-list", "download", "long_list"

    def wanted(self, address: str, title: str, session) -> Wanted:
        """Raises Refused for an address that gives no table."""
        query = QueryDict(urlsplit(address).query)
        # The address of a table gives a workbook, unless it asks for something else.
        if (ending := query.get("plik", "xlsx")) not in ENDINGS:
            raise Refused(NOT_THERE)
        return Wanted(
            title=f"{title} ({ending.upper()})",
            name=f"lista.{ending}",
            facts={"address": address, "searches": _searches(session, query.get("s", ""))},
        )

    def readable(self, people, user, on):
        return set(people)  # the list itself asks, when it is opened

    def make(self, item, user, on) -> Made:
        """Raises Refused where the list is not the user's to read any more, or says no itself."""
        ending = item.name.rpartition(".")[2]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / item.name
            taken = LongTable(
                path, ending, on=on, tell=lambda done, of: progress.tell(item, done, of)
            )
            try:
                _open(item.facts, user, taken)
            finally:
                progress.told_all()
            outcome = {
                "people": sorted(taken.people),
                "kind": taken.kind,
                "rows": taken.count,
                "file_name": taken.file_name,
            }
            return Made(path.read_bytes(), outcome)

    def people(self, item) -> list[int]:
        return item.outcome["people"]


def _searches(session, token: str) -> dict:
    """What was looked for stays with the login, which may be over before the file is made."""
    search = kept_search(session, token)
    return {token: search} if search else {}


class _Said(list):
    """What the view would say to its reader, in place of the messages of a page."""

    def add(self, level, message, extra_tags="") -> None:
        self.append(str(message))


def _open(facts: dict, user, taken: LongTable) -> None:
    address = urlsplit(facts["address"])
    try:
        found = resolve(address.path)
    except Resolver404:
        raise Refused(NOT_THERE) from None
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = address.path
    request.META["QUERY_STRING"] = address.query
    request.GET = QueryDict(address.query)
    request.user, request.session = user, {KEPT: facts["searches"]}
    request.htmx, request.resolver_match = False, found
    request._messages = said = _Said()
    request.takes_all = taken
    try:
        found.func(request, *found.args, **found.kwargs)
    except (Http404, PermissionDenied):
        raise Refused(NOT_THERE) from None
    if not taken.is_taken:
        raise Refused(" ".join(said) or NOT_THERE)
    # Whole numbers that the file shows and such, as the view noted them.
    AccessEntry.objects.bulk_create(getattr(request, NOTES, {}).values(), batch_size=1000)
