"""A folder of backups: each an encrypted dump with its manifest beside it, and a note when it was proven."""

import datetime
import os
from dataclasses import dataclass
from pathlib import Path

from kis.recovery.manifest import Manifest
from kis.recovery.rotation import kept

NAMED = "kis-%Y-%m-%dT%H-%M-%S"
DUMP, MANIFEST, PROVEN, UNFINISHED = ".dump.age", ".json", ".proven", ".part"


@dataclass(frozen=True)
class Backup:
    """Of the moment in its name (UTC)."""

    folder: Path
    made_at: datetime.datetime

    @property
    def name(self) -> str:
        return self.made_at.strftime(NAMED)

    def _file(self, ending: str) -> Path:
        return self.folder / f"{self.name}{ending}"

    @property
    def dump(self) -> Path:
        return self._file(DUMP)

    @property
    def manifest(self) -> Manifest:
        """Raises OSError or ValueError where it is not there or not whole."""
        return Manifest.from_json(self._file(MANIFEST).read_text(encoding="utf-8"))

    @property
    def proven_at(self) -> str:
        """When it was last laid out and compared; empty for never."""
        note = self._file(PROVEN)
        return note.read_text(encoding="utf-8").strip() if note.exists() else ""

    def keep_manifest(self, manifest: Manifest) -> None:
        keep(self._file(MANIFEST), manifest.as_json())

    def prove(self, at: datetime.datetime) -> None:
        keep(self._file(PROVEN), at.isoformat(timespec="seconds"))

    def remove(self) -> None:
        # The dump first: what is left of a removal that was cut off is no backup.
        for ending in (DUMP, MANIFEST, PROVEN):
            self._file(ending).unlink(missing_ok=True)


def keep(path: Path, text: str) -> None:
    """Whole or not at all, also where the machine stops."""
    unfinished = path.with_name(f"{path.name}{UNFINISHED}")
    unfinished.write_text(text, encoding="utf-8")
    put_in_place(unfinished, path)


def put_in_place(unfinished: Path, path: Path) -> None:
    with unfinished.open("rb") as file:
        os.fsync(file.fileno())
    unfinished.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def backups_in(folder: Path) -> list[Backup]:
    """The oldest first; files of other names are not ours."""
    found = []
    for path in folder.glob(f"kis-*{DUMP}"):
        try:
            made_at = datetime.datetime.strptime(
                f"{path.name.removesuffix(DUMP)}+0000", f"{NAMED}%z"
            )
        except ValueError:
            continue
        found.append(Backup(folder, made_at))
    return sorted(found, key=lambda backup: backup.made_at)


def rotate(folder: Path) -> list[Backup]:
    """Removes those that the rule does not keep, never the last proven one. Gives the removed."""
    found = backups_in(folder)
    stay = kept(backup.made_at for backup in found)
    proven = [backup.made_at for backup in found if backup.proven_at]
    stay |= {max(proven)} if proven else set()
    gone = [backup for backup in found if backup.made_at not in stay]
    for backup in gone:
        backup.remove()
    return gone
