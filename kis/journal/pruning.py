"""The oldest entries taken away when the law lets them go; what the seals tell of them stays."""

import datetime

from django.db import connection, transaction
from django.db.models import Max

from kis.journal.models import AccessEntry, Pruning, Seal
from kis.lib.refusals import Refused

# Kept at least two years: with what a log of access to personal data is asked for after a breach.
LEAST_YEARS = 2
KEEPER = AccessEntry._meta.triggers[0]
ACT = "prune_journal"


def last_seal_before(at: datetime.datetime) -> Seal | None:
    """The last seal under which everything was written before that moment, of those that hold entries."""
    young = AccessEntry.objects.filter(at__gte=at).order_by("pk")
    first_young = young.values_list("pk", flat=True).first()
    seals = Seal.objects.all() if first_young is None else Seal.objects.filter(last__lt=first_young)
    pruned = Pruning.objects.aggregate(last=Max("seal"))["last"] or 0
    return seals.filter(pk__gt=pruned).last()


@transaction.atomic
def prune(before: datetime.date, *, reason: str, on: datetime.date) -> Pruning:
    """Takes away what was written before the day. Only the owner of the tables can, by a command.

    Raises Refused for a day that is too near, and where nothing of that age is left.
    """
    if before > on.replace(year=on.year - LEAST_YEARS, day=min(on.day, 28)):
        raise Refused(f"Wpisy dziennika dostępu trzyma się co najmniej {LEAST_YEARS} lata.")
    seal = last_seal_before(_midnight(before))
    if seal is None:
        raise Refused("Nie ma zapieczętowanych wpisów z tego czasu.")
    count = _taken_away(seal)
    pruning = Pruning.objects.create(seal=seal, count=count, reason=reason, by=_role())
    AccessEntry.objects.create(act=ACT, kind="journal", number=seal.last)
    return pruning


def _midnight(day: datetime.date) -> datetime.datetime:
    return datetime.datetime.combine(day, datetime.time.min).astimezone()


def _taken_away(seal: Seal) -> int:
    trigger = f"{KEEPER.get_pgid(AccessEntry)}"
    with connection.cursor() as cursor:
        # Other connections wait until this transaction ends: none of them writes without the trigger.
        cursor.execute(f"ALTER TABLE journal_accessentry DISABLE TRIGGER {trigger}")
        cursor.execute("DELETE FROM journal_accessentry WHERE id <= %s", [seal.last])
        count = cursor.rowcount
        cursor.execute(f"ALTER TABLE journal_accessentry ENABLE TRIGGER {trigger}")
    return count


def _role() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        return cursor.fetchone()[0]
