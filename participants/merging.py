"""Two files of one person are made one to read, and told apart where they are two people's; a person decides.

Nothing is moved and nothing deleted: the second file points to the first, and can be taken off it again.
"""

from django.db import transaction
from django.utils import timezone

from kis.accounts.models import User
from kis.lib.refusals import Refused, refused_by_database
from participants.models import Merge, Person, ToldApart


def merge(person: Person, *, into: Person, by: User, reason: str) -> None:
    """Let the file point to the other one. Raises Refused, also with what the database holds of both."""
    _needs(reason, "Napisz, skąd wiadomo, że to jedna osoba.")
    with refused_by_database():
        person, into = _locked(person, into)
        if _open_apart(person, into).exists():
            raise Refused(
                "Te karty oznaczono jako różne osoby. Najpierw cofnij to na liście „Oznaczone jako różne”."
            )
        if person.merged_into_id == into.pk:
            raise Refused("Te karty są już połączone.")
        if person.merged_into_id:
            raise Refused("Ta karta jest już połączona z inną: połącz z tamtą.")
        Merge.objects.create(person=person, into=into, reason=reason.strip(), merged_by=by)
        person.merged_into = into
        person.save(update_fields=["merged_into"])


class _Tried(Exception):
    pass


def why_not(person: Person, *, into: Person, by: User) -> str:
    """The sentence by which the merge would be refused now; empty where it would go through.

    It is tried and taken back: so nothing that the database holds needs to be said here again.
    """
    try:
        with transaction.atomic():
            merge(person, into=into, by=by, reason="-")
            raise _Tried
    except _Tried:
        return ""
    except Refused as refusal:
        return str(refusal)


def unmerge(person: Person, *, by: User, reason: str) -> None:
    """Take the file off the one that it points to: its rows are where they always were."""
    _needs(reason, "Napisz, dlaczego karty mają być rozłączone.")
    with refused_by_database():
        first = Person.objects.get(pk=person.merged_into_id) if person.merged_into_id else None
        if first is None:
            raise Refused("Ta karta nie jest połączona z inną.")
        person, first = _locked(person, first)
        if person.merged_into_id != first.pk:
            raise Refused("Ktoś zmienił to połączenie przed chwilą. Otwórz kartę jeszcze raz.")
        made = Merge.objects.filter(person=person, undone_at=None).first()
        if made:
            _undo(made, by, reason)
        person.merged_into = None
        person.save(update_fields=["merged_into"])


def tell_apart(one: Person, other: Person, *, by: User, reason: str) -> None:
    """Keep that these are two people, so that the pair is not shown again."""
    _needs(reason, "Napisz, po czym poznać, że to różne osoby.")
    with refused_by_database():
        first, second = sorted(_locked(one, other), key=lambda person: person.pk)
        if first.merged_into_id or second.merged_into_id:
            raise Refused("Jedna z tych kart jest połączona z inną. Najpierw ją rozłącz.")
        ToldApart.objects.create(first=first, second=second, reason=reason.strip(), told_by=by)


def take_back(apart: ToldApart, *, by: User, reason: str) -> None:
    """The pair is shown again."""
    _needs(reason, "Napisz, dlaczego to cofasz.")
    with refused_by_database():
        apart.refresh_from_db(from_queryset=ToldApart.objects.select_for_update(no_key=True))
        if apart.undone_at:
            raise Refused("To już cofnięto.")
        _undo(apart, by, reason)


def _needs(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise Refused(sentence)


def _undo(row: Merge | ToldApart, by: User, reason: str) -> None:
    row.undone_at, row.undone_by, row.undone_reason = timezone.now(), by, reason.strip()
    row.save(update_fields=["undone_at", "undone_by", "undone_reason"])


def _locked(one: Person, other: Person) -> tuple[Person, Person]:
    """Both as they stand behind their locks, which are taken in the order of their numbers."""
    if one.pk == other.pk:
        raise Refused("Osoby nie można połączyć z nią samą.")
    rows = Person.objects.select_for_update(no_key=True).order_by("pk")
    found = {row.pk: row for row in rows.filter(pk__in=[one.pk, other.pk])}
    return found[one.pk], found[other.pk]


def _open_apart(one: Person, other: Person):
    first, second = sorted([one.pk, other.pk])
    return ToldApart.objects.filter(first=first, second=second, undone_at=None)
