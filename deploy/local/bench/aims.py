"""What was measured against what is aimed at, as a table."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured thing. Without an aim it is told and judges nothing."""

    what: str
    value: float
    aim: float | None = None
    unit: str = "×"

    @property
    def is_missed(self) -> bool:
        return self.aim is not None and self.value > self.aim

    def __str__(self):
        aim = "" if self.aim is None else f"≤ {_text(self.aim, self.unit)}"
        verdict = "" if self.aim is None else "NIE" if self.is_missed else "tak"
        return f"{self.what:<62}{_text(self.value, self.unit):>10}  {aim:<10} {verdict}"


def _text(value: float, unit: str) -> str:
    if isinstance(value, int) and not unit:
        return f"{value:d}"
    number = f"{value:.2f}" if unit == "×" else f"{value:.1f}"
    return f"{number.replace('.', ',')} {unit}"


def table(title: str, figures: list[Figure]) -> str:
    return "\n".join(["", title, *map(str, figures)])
