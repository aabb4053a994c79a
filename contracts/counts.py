"""How many people contracts concern."""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from contracts.models import Party
from participants.models import Person


def people_in(contracts) -> int:
    """The people of the files with those of their families, each once.

    Known by PESEL; whoever has none by the file, or in a family by names and birth date.
    """
    of_files = Person.objects.filter(pk__in=contracts.order_by().values("person"))
    of_families = Party.objects.filter(contract__in=contracts.order_by().values("pk"))
    return (
        of_files.values(who=_known_by(_FILE))
        .union(of_families.values(who=_known_by(_NAMES)))
        .count()
    )


def _known_by(otherwise):
    return Coalesce(NullIf(F("pesel"), Value("")), otherwise)


_FILE = Concat(Value("karta "), Cast("pk", CharField()))
_NAMES = Concat("last_name", Value(" "), "first_name", Value(" "), Cast("born_on", CharField()))
