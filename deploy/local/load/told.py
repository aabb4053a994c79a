"""What the people under load were answered. Plain functions."""

from dataclasses import dataclass
from itertools import pairwise

AFTERWARDS = 10  # seconds after a server is back in which old connections may still fail


@dataclass(frozen=True)
class Requests:
    """`all`: (when sent, name, seconds, whether it succeeded); `away`: while the database was dead."""

    all: list[tuple[float, str, float, bool]]
    away: tuple[float, float]

    @property
    def names(self) -> list[str]:
        return sorted({name for _, name, _, _ in self.all})

    def count(self, name: str) -> int:
        return sum(each == name for _, each, _, _ in self.all)

    def part(self, name: str, part: float) -> float:
        """Of those that succeeded, so long that this part of them took no longer; 0 without any."""
        times = sorted(took for _, each, took, good in self.all if each == name and good)
        return times[min(len(times) - 1, int(part * len(times)))] if times else 0.0

    def _is_meanwhile(self, sent: float, took: float) -> bool:
        """Whether the death of the database may have reached it."""
        return sent + took >= self.away[0] and sent <= self.away[1] + AFTERWARDS

    @property
    def failed_meanwhile(self) -> int:
        return sum(not good and self._is_meanwhile(sent, took) for sent, _, took, good in self.all)

    @property
    def failed_otherwise(self) -> int:
        return sum(not good for *_, good in self.all) - self.failed_meanwhile

    @property
    def silence(self) -> float:
        """The longest time between two answers that succeeded."""
        moments = sorted(sent + took for sent, _, took, good in self.all if good)
        return max((b - a for a, b in pairwise(moments)), default=0.0)
