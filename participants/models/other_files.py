from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, F, Func, OuterRef, Q, Subquery

from participants.models.person import Person


def of_other_file(person: str) -> Q:
    """The condition on rows with a `person` that they stand in another file of an outer row's person.

    `person` is the outer row's column. To be asked beside the plain question about the same file: few people
    have two files, and one condition for both would use no index.
    """
    outer = OuterRef(OuterRef(person))
    # One level deeper; a single value, which the indexes can be asked for.
    first = Subquery(Person.objects.filter(pk=OuterRef(outer)).values("merged_into"))
    others = Person.objects.filter(Q(merged_into=outer) | Q(pk=first) | Q(merged_into=first))
    return Q(_IsAnyOf(F("person"), ArraySubquery(others.exclude(pk=outer).values("pk"))))


def is_anybody_merged() -> bool:
    return Person.objects.filter(merged_into__isnull=False).exists()


def has_other_files(*, merged: bool = True) -> Q:
    """The condition on rows with a `person`; few have, and nobody else is asked of a second file.

    Where nobody is `merged` at all, what stands behind this condition is left out of the question.
    """
    if not merged:
        return Q(pk__in=())
    second = Person.objects.filter(merged_into__isnull=False)
    return Q(person__merged_into__isnull=False) | Q(person__in=second.values("merged_into"))


class _IsAnyOf(Func):
    """As an array the index on the rows' person is asked for those few files. A subquery would be asked anew
    for every pair of an outer and an inner row: with three thousand participants half a minute for the desk.
    """

    arg_joiner, template = " = ANY(", "%(expressions)s)"
    output_field = BooleanField()
