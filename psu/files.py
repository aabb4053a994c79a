"""Two files of one person, of which one was merged into the other: what is in either is the person's.

Merging goes one step: what was merged has nothing merged into it (participants.guards).
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from participants.files import whole as whole
from participants.models import Person

# Of a row with a `person`: the number of the file that stands for the person.
WHOLE = Coalesce("person__merged_into", "person")


def files_of(people: Iterable[Person]) -> QuerySet[Person]:
    """All files of these people, to be asked within another query."""
    wholes = {whole(person) for person in people}
    return Person.objects.filter(Q(pk__in=wholes) | Q(merged_into__in=wholes))
