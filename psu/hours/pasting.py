"""What a pasted block would do to a sheet, before anything is saved."""

from dataclasses import dataclass, field

from kis.lib.cells import MarkedCell, SavedCells
from psu.hours.sheet_parts import MonthSheet


@dataclass(frozen=True)
class PastedLine:
    """`name` of the field; `now`, `becomes` as cells show them; `sentence`: why it would be refused."""

    name: str
    number: int
    person: str
    day: str
    now: str
    becomes: str
    sentence: str
    warnings: list[str]

    @property
    def overwrites(self) -> bool:
        return bool(self.now) and not self.sentence


@dataclass(frozen=True)
class PastePreview:
    """`outside`: pasted cells that met no day of the sheet."""

    outside: int
    lines: list[PastedLine] = field(default_factory=list)

    @property
    def written(self) -> list[PastedLine]:
        return [line for line in self.lines if not line.sentence]

    @property
    def overwritten(self) -> list[PastedLine]:
        return [line for line in self.lines if line.overwrites]

    @property
    def refused(self) -> list[PastedLine]:
        return [line for line in self.lines if line.sentence]


def preview_of(sheet: MonthSheet, tried: SavedCells, *, outside: int) -> PastePreview:
    """`sheet` as it stands, `tried` on it. Refused days first, in the order of the sheet otherwise."""
    places = {row.referral.pk: row.number for row in sheet.rows}
    known = [m for m in [*tried.refused, *tried.saved] if m.cell.referral in places]
    known.sort(key=lambda m: (not m.sentence, places[m.cell.referral], m.cell.day))
    unknown = len(tried.refused) + len(tried.saved) - len(known)
    return PastePreview(outside + unknown, [_line(sheet, marked) for marked in known])


def _line(sheet: MonthSheet, marked: MarkedCell) -> PastedLine:
    cell = sheet.cell(marked.cell.referral, marked.cell.day)
    return PastedLine(
        name=cell.name,
        number=sheet.row(cell.referral).number,
        person=cell.person,
        day=cell.column.in_full,
        now=cell.value,
        becomes=marked.cell.text.strip() if marked.sentence else marked.now,
        sentence=marked.sentence,
        # Worded for what was saved; here nothing is yet.
        warnings=[warning.removesuffix(" Zapisano.") for warning in marked.warnings],
    )
