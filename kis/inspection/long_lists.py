"""The file of a list that is too long for a page: a worker opens the list's own address and takes all of it.

So no list has a second way to its rows: who may read it, whom it names and what its columns say is asked of
the same view.
"""

import tempfile
from pathlib import Path
from urllib.parse import urlsplit

from django.http import QueryDict

from kis.documents import progress
from kis.documents.exports import ExportKind, Made, Wanted
from kis.inspection.opening import opened
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

    def may_fetch(self, item, user):
        """Who lost the right to the list since it was ordered does not get its file either."""
        page = urlsplit(item.facts["address"])
        query = QueryDict(page.query, mutable=True)
        query.pop("plik", None)
        asked = page._replace(query=query.urlencode()).geturl()
        session = {KEPT: item.facts["searches"]}
        try:
            opened(asked, user, otherwise=NOT_THERE, session=session, is_noted=False)
        except Refused:
            return False
        return True

    def make(self, item, user, on) -> Made:
        """Raises Refused where the list is not the user's to read any more, or says no itself."""
        ending = item.name.rpartition(".")[2]
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / item.name
            taken = LongTable(
                path, ending, on=on, tell=lambda done, of: progress.tell(item, done, of)
            )
            try:
                open_list(item.facts, user, taken)
            except Refused:
                progress.told_all()
                raise
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


def open_list(facts: dict, user, taken: LongTable) -> None:
    session = {KEPT: facts["searches"]}
    asked = {"otherwise": NOT_THERE, "session": session, "takes_all": taken}
    _, said = opened(facts["address"], user, **asked)
    if not taken.is_taken:
        raise Refused(said or NOT_THERE)
