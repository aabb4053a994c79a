"""The list of erasures outside of the database: numbers only, a line each, on the disk before the data go.

Whoever restores an older backup brings the people back; by this list they are taken away again.
"""

import datetime
import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from django.conf import settings

from kis.lib.refusals import Refused


@dataclass(frozen=True)
class Line:
    """`registered` tells the person apart from another one who got the number after a restore."""

    person: int
    registered: str
    destruction: int
    consent: str
    erased: str

    @property
    def erased_on(self) -> datetime.date:
        return datetime.date.fromisoformat(self.erased)


def path() -> Path | None:
    return Path(settings.ERASURES_FILE) if settings.ERASURES_FILE else None


def lines() -> list[Line]:
    """Each person once. Raises Refused for a list that cannot be read: nothing is taken for done then."""
    file = path()
    if file is None or not file.exists():
        return []
    found = {}
    try:
        for text in file.read_text(encoding="utf-8").splitlines():
            if text.strip():
                line = Line(**json.loads(text))
                found.setdefault(line.person, line)
    except (OSError, ValueError, TypeError) as fault:
        raise Refused(f"Nie można przeczytać spisu usuniętych danych {file}.") from fault
    return list(found.values())


def append(new: list[Line]) -> None:
    """On the disk when it returns. Raises Refused where there is no list or it cannot be written."""
    file = path()
    if file is None:
        raise Refused(
            "Nie ma ustawienia ERASURES_FILE: bez spisu poza bazą usunięte dane wróciłyby z kopią zapasową."
        )
    try:
        with file.open("a", encoding="utf-8") as opened:
            opened.writelines(json.dumps(asdict(line), ensure_ascii=False) + "\n" for line in new)
            opened.flush()
            os.fsync(opened.fileno())
    except OSError as fault:
        raise Refused(f"Nie można dopisać do spisu usuniętych danych {file}.") from fault
