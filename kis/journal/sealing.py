"""Seals on the access log: behind its writing, so that no request waits for another one's digest.

What is sealed can still be changed by whoever owns the tables, yet no longer unseen: `verifying` finds it.
"""

import hashlib
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Max, Sum

from kis.journal.models import WRITERS_LOCK, AccessEntry, Seal

AT_ONCE = 10_000  # entries under one seal
BEGINNING = "0" * 64
SEALERS_LOCK = WRITERS_LOCK + 1

# Each entry as a line, the same whatever the time zone and the settings of the connection.
LINE = """
    concat_ws('|', e.id, (extract(epoch FROM e.at) * 1000000)::bigint, coalesce(e.user_id::text, ''), e.act,
        e.kind, coalesce(e.number::text, ''), coalesce(e.person_number::text, ''),
        coalesce(host(e.address), ''))"""
DIGEST = f"""
    encode(sha256(convert_to(coalesce(string_agg({LINE}, E'\\n' ORDER BY e.id), ''), 'UTF8')), 'hex')"""
CONTENTS = f"SELECT count(*), {DIGEST} FROM journal_accessentry e WHERE e.id BETWEEN %s AND %s"  # noqa: S608


def chain_of(before: str, first: int, last: int, count: int, digest: str) -> str:
    return hashlib.sha256(f"{before}|{first}|{last}|{count}|{digest}".encode()).hexdigest()


def last_written() -> int:
    """The number up to which every entry is there for good; 0 for none."""
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        # Behind it nobody is in the middle of writing; it is given back at once, the digest needs no lock.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [WRITERS_LOCK])
        return AccessEntry.objects.aggregate(last=Max("pk"))["last"] or 0


def seal() -> int:
    """Seals what was written since the last seal. Gives the number of entries.

    Must run outside of a transaction: inside of one it would not see what others commit meanwhile.
    """
    until, sealed = last_written(), 0
    while entries := _seal_next(until):
        sealed += entries
    return sealed


@transaction.atomic
def _seal_next(until: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [SEALERS_LOCK])
        before = Seal.objects.last()
        first = before.last + 1 if before else 1
        last = _end_of_range(first, until)
        if last is None:
            return 0
        cursor.execute(CONTENTS, [first, last])
        count, digest = cursor.fetchone()
    chain = chain_of(before.chain if before else BEGINNING, first, last, count, digest)
    Seal.objects.create(first=first, last=last, count=count, digest=digest, chain=chain)
    return count


def _end_of_range(first: int, until: int) -> int | None:
    """The number of the last entry of the next seal; None where there is none."""
    waiting = AccessEntry.objects.filter(pk__range=(first, until)).order_by("pk")
    return waiting[:AT_ONCE].aggregate(last=Max("pk"))["last"]


@dataclass(frozen=True)
class Head:
    """What is told outside of the house: whoever has it notices when later seals or the whole chain go."""

    seal: int
    entries: int
    chain: str

    def __str__(self):
        return f"pieczęć {self.seal}, wpisy {self.entries}, skrót {self.chain}"


def head() -> Head | None:
    """Of the last seal, with the number of entries under all of them."""
    last = Seal.objects.last()
    if last is None:
        return None
    return Head(last.pk, Seal.objects.aggregate(sum=Sum("count"))["sum"], last.chain)
