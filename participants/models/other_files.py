from django.db.models import OuterRef, Q, Subquery

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
    return Q(person__in=others.exclude(pk=outer).values("pk"))
