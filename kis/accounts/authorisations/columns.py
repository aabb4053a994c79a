"""The register of authorised persons, to take away and on paper."""

import datetime
from collections.abc import Sequence
from operator import attrgetter

from kis.accounts.models import Authorisation
from kis.lib.table_files import Column, Table


def register_table(rows: Sequence[Authorisation], on: datetime.date) -> Table:
    return Table("Rejestr upoważnień", "rejestr-upowaznien", columns(on), rows)


def columns(on: datetime.date) -> list[Column]:
    return [
        Column("name", "Imię i nazwisko", lambda row: str(row.user)),
        Column("position", "Stanowisko", attrgetter("position")),
        Column("number", "Numer", attrgetter("number")),
        Column("scope", "Zakres", attrgetter("scope")),
        Column("starts_on", "Od", attrgetter("starts_on")),
        Column("ends_on", "Do", attrgetter("ends_on")),
        Column("granted_on", "Podpisano dnia", attrgetter("granted_on")),
        Column("granted_by", "Kto podpisał", attrgetter("granted_by")),
        Column("pledge", "Zobowiązanie z dnia", attrgetter("pledge_signed_on")),
        Column("state", "Stan", lambda row: state(row, on)),
    ]


def state(row: Authorisation, on: datetime.date) -> str:
    why = row.why_invalid(on)
    if row.revoked_at and not row.voided_at:
        why += f": {row.revoke_reason}"
    return why or "ważne"
