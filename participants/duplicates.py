"""Who in the register is probably the same person."""

from django.db.models import Q, Value

from participants.models import Person
from participants.models.people import Fold


def probable_duplicates(*, pesel="", last_name="", first_name="", born_on=None):
    """People with the same PESEL, or with the same names and no other birth date.

    Names are compared without Polish letters and capitals. Everybody is searched: what the reader may be
    told of whom is the caller's matter.
    """
    same_names = Q(
        folded_last_name=Fold(Value(last_name)), folded_first_name=Fold(Value(first_name))
    )
    if born_on:
        # Without a birth date in one of the two the names alone must do.
        same_names &= Q(born_on=born_on) | Q(born_on=None)
    same = same_names & Q(merged_into=None)
    if pesel:
        same |= Q(pesel=pesel)
    people = Person.objects.alias(folded_first_name=Fold("first_name"))
    return people.filter(same).in_polish_order()
