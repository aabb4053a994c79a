"""Whether the access log is as it was sealed. Reads it from the database alone, row after row."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from django.db import connection, transaction

from kis.journal.models import AccessEntry, Pruning, Seal
from kis.journal.sealing import BEGINNING, DIGEST, Head, chain_of


class Light(Enum):
    GREEN = "zielone"
    AMBER = "pomarańczowe"
    RED = "czerwone"


@dataclass(frozen=True)
class Verdict:
    """`faults` are sentences; `waiting` counts the newest entries that no seal holds yet."""

    faults: list[str]
    waiting: int
    entries: int

    @property
    def light(self) -> Light:
        if self.faults:
            return Light.RED
        return Light.AMBER if self.waiting else Light.GREEN


# A seal beside what stands in its range now; of a pruned range the entries are not read.
SEALS = f"""
    SELECT s.id, s.first, s.last, s.count, s.digest, s.chain, now.count, now.digest
    FROM journal_seal s
    LEFT JOIN LATERAL (
        SELECT count(*) AS count, {DIGEST} AS digest
        FROM journal_accessentry e WHERE e.id BETWEEN s.first AND s.last
    ) now ON s.id > %s
    ORDER BY s.id"""  # noqa: S608 - of constants
MOST_FAULTS = 20


@transaction.atomic
def verify(known: Head | None = None) -> Verdict:
    """`known`: a head that was noted outside of the house; the chain must still hold it."""
    pruning = Pruning.objects.select_related("seal").last()
    faults, last, entries = [], 0, 0
    for number, fault in _faults(pruning):
        if fault and len(faults) < MOST_FAULTS:
            faults.append(fault)
        last, entries = number
    faults += [*_of_pruned(pruning), *_of_known(known)]
    waiting = AccessEntry.objects.filter(pk__gt=last).count()
    return Verdict(faults, waiting, entries)


def _faults(pruning: Pruning | None) -> Iterator[tuple[tuple[int, int], str]]:
    """Of each seal: up to where, how many entries so far, and what is wrong with it."""
    before, end, entries = BEGINNING, 0, 0
    with connection.cursor() as plain, connection.connection.cursor("seals") as cursor:
        # A page's limit of time is not meant for a million rows.
        plain.execute("SET LOCAL statement_timeout = 0")
        cursor.itersize = 200
        cursor.execute(SEALS, [pruning.seal_id if pruning else 0])
        for number, first, last, count, digest, chain, is_count, is_digest in cursor:
            entries += count
            wrong = _wrong_in_chain(before, end, (first, last, count, digest), chain)
            if not wrong and is_digest is not None and (is_count, is_digest) != (count, digest):
                wrong = f"wpisów jest {is_count}, było {count}" if is_count != count else CHANGED
            yield (last, entries), f"Pieczęć {number} ({first}–{last}): {wrong}." if wrong else ""
            before, end = chain, last


CHANGED = "wpisy zmieniono po zapieczętowaniu"


def _wrong_in_chain(before: str, end: int, told: tuple[int, int, int, str], chain: str) -> str:
    if told[0] != end + 1:
        return "brakuje pieczęci przed nią"
    return "" if chain_of(before, *told) == chain else "pieczęć zmieniono"


def _of_pruned(pruning: Pruning | None) -> Iterator[str]:
    if pruning and (left := AccessEntry.objects.filter(pk__lte=pruning.seal.last).count()):
        yield f"W zakresie usuniętym zgodnie z prawem (do numeru {pruning.seal.last}) są wpisy: {left}."


def _of_known(known: Head | None) -> Iterator[str]:
    if known is None:
        return
    found = Seal.objects.filter(pk=known.seal).first()
    if found is None:
        yield f"Nie ma pieczęci {known.seal}, którą zanotowano poza bazą."
    elif found.chain != known.chain:
        yield f"Pieczęć {known.seal} jest inna niż zanotowana poza bazą."


TOLD = re.compile(r"pieczęć (\d+), wpisy (\d+), skrót ([0-9a-f]{64})")


def read_head(text: str) -> Head | None:
    """The last head in a text, such as an e-mail or a log."""
    found = TOLD.findall(text)
    return Head(int(found[-1][0]), int(found[-1][1]), found[-1][2]) if found else None
