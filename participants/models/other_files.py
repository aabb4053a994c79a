from django.db.models import OuterRef, Q

from participants.models.person import Person


def of_other_file(person: str) -> Q:
    """The condition on rows with a `person` that they stand in another file of an outer row's person.

    `person` is the outer row's column. To be asked beside the plain question about the same file: few people
    have two files, and one condition for both would use no index.
    """
    outer = OuterRef(OuterRef(person))
    points_to_it = Q(merged_into=outer)
    first = Person.objects.filter(pk=outer).values("merged_into")
    same_first = Q(pk__in=first) | Q(merged_into__in=first)
    others = Person.objects.filter(points_to_it | same_first).exclude(pk=outer)
    return Q(person__in=others.values("pk"))
