"""All files of one person: merging leaves both, the second points to the first, and reading follows.

Merging goes one step (participants.guards): what was merged has nothing merged into it.
"""

from typing import TypeVar

from participants.models import Person

Row = TypeVar("Row")


def whole(person: Person) -> int:
    """The number of the file that stands for the person."""
    return person.merged_into_id or person.pk


def with_own(rows: list[Row], person: Person) -> list[Row]:
    """Gives the rows of this very file its person, so that nobody reads it again."""
    for row in rows:
        if row.person_id == person.pk:
            row.person = person
    return rows


def other_files(person: Person) -> list[Person]:
    """The person's files but this one. One query, unless the person was read with `has_merged`."""
    if not person.merged_into_id and not getattr(person, "has_merged", True):
        return []
    files = Person.objects.filter(pk__in=Person.objects.files_of(whole(person)))
    return list(files.exclude(pk=person.pk).select_related("responsible").order_by("pk"))
