"""What the list of referrals tells of each, to take away."""

from collections.abc import Sequence

from kis.lib.table_files import Column, Table
from psu.models import Referral
from psu.models.referral import Standing


def _of_referral(key: str, heading: str, name: str) -> Column:
    return Column(key, heading, lambda row: getattr(row[0], name))


def _named(key: str, heading: str, name: str) -> Column:
    """By the words for something that the referral points to."""
    return Column(key, heading, lambda row: str(getattr(row[0], name)))


COLUMNS = [
    _named("person", "Osoba", "person"),
    _of_referral("number", "Skierowanie", "number"),
    _of_referral("starts_on", "Od", "starts_on"),
    _of_referral("last_day", "Do", "last_day"),
    _named("place", "Miejsce", "place"),
    _named("kind", "Praca", "kind"),
    _named("agreement", "Porozumienie", "agreement"),
    Column("state", "Stan", lambda row: row[1].word),
    Column("reason", "Powód", lambda row: row[1].reason),
]


def referrals_table(rows: Sequence[tuple[Referral, Standing]]) -> Table:
    return Table("Skierowania PUP", "skierowania-pup", COLUMNS, rows)
