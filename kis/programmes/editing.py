"""An edition begun anew or as a copy, its numbers compared with their source, who runs it."""

import datetime

from django.utils import timezone

from kis.lib.refusals import Refused, refused_by_database
from kis.programmes.models import Edition, EditionNumber, EditionStaff, Group

# What a copy has from the edition before it; its name, days and money are its own.
_RULES = ("kind", "source", "entitlement", "limit_unit", "eligible_costs")
_OF_GROUP = (
    *("name", "degree", "is_coupled", "points_from", "age_from", "age_to"),
    *("hours_limit", "days_limit"),
)


def begin(edition: Edition, *, by) -> Edition:
    """A new one without numbers yet. Raises Refused."""
    with refused_by_database():
        edition.entered_by = by
        edition.save()
        return edition


def copied(earlier: Edition) -> Edition:
    """Not saved yet: the rules of an earlier edition, to be named and dated."""
    return Edition(copied_from=earlier, **{name: getattr(earlier, name) for name in _RULES})


def begin_copy(edition: Edition, *, by) -> Edition:
    """With the numbers and groups of the edition that it was copied from, each waiting to be confirmed.

    They come without a source: whoever confirms one names the text where it stands now. Raises Refused.
    """
    earlier = edition.copied_from
    with refused_by_database():
        begin(edition, by=by)
        EditionNumber.objects.bulk_create(
            EditionNumber(edition=edition, code=row.code, value=row.value)
            for row in earlier.numbers.all()
        )
        Group.objects.bulk_create(
            Group(edition=edition, **{name: getattr(row, name) for name in _OF_GROUP})
            for row in earlier.groups.all()
        )
        return edition


def confirm(row: EditionNumber | Group, *, source: str, by) -> None:
    """Somebody has compared the number with its source. Raises Refused."""
    if not source.strip():
        raise Refused(
            "Wpisz, w jakim tekście stoi ta liczba. Bez źródła nie można jej potwierdzić."
        )
    with refused_by_database():
        row.source, row.confirmed_at, row.confirmed_by = source.strip(), timezone.now(), by
        row.save()


def change(row: EditionNumber | Group, *, is_confirmed: bool, by) -> None:
    """As it was typed. Without the confirmation of whoever types, the number waits for it. Raises Refused."""
    if is_confirmed:
        confirm(row, source=row.source, by=by)
        return
    with refused_by_database():
        row.confirmed_at = row.confirmed_by = None
        row.save()


def name_staff(edition: Edition, user, *, since: datetime.date, by) -> EditionStaff:
    """Raises Refused."""
    with refused_by_database():
        return EditionStaff.objects.create(edition=edition, user=user, starts_on=since, named_by=by)


def end_staff(row: EditionStaff, *, last_day: datetime.date) -> None:
    """Raises Refused."""
    with refused_by_database():
        row.ends_on = last_day
        row.save()
