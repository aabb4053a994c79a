"""The written authorisation, the pledge of secrecy and the register of both."""

import datetime

from kis.accounts.authorisations import papers
from kis.accounts.authorisations.columns import register_table
from tests.accounts.authorised import authorisation

AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)
LONG = "Przetwarzanie danych osób objętych pomocą i ich rodzin, na papierze i w programie. " * 20


def of_authorisation(scope: str = "", **facts):
    def make(users) -> bytes:
        return papers.authorisation_paper(_row(users, scope, **facts), at=AT)

    return make


def of_pledge(users) -> bytes:
    return papers.pledge_paper(_row(users), at=AT)


def of_register(rows: int):
    def make(users) -> bytes:
        table = register_table([_row(users)] * rows, AT.date())
        return papers.register_paper(table, "Stan na 19.11.2026.", at=AT)

    return make


def _row(users, scope: str = "", **facts):
    more = {"scope": scope} if scope else {}
    return authorisation(users.worker, position="pracownik socjalny", **more, **facts)
