"""What a run showed, from what was answered and what was found. Plain functions."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from deploy.local.rehearse.saving import KEY, Save


@dataclass(frozen=True)
class Verdict:
    """Keys. `lost`: answered and not found; `doubled`: found more than once; `unanswered`: given up.

    `doubtful`: without a clear answer at first; `kept`: of those, what had been saved all the same.
    """

    answered: int
    lost: list[str]
    doubled: list[str]
    doubtful: list[str]
    kept: list[str]
    unanswered: list[str]


def judged(saves: list[Save], texts: Iterable[str], saved_at: dict[str, float]) -> Verdict:
    """`texts` of the notes that were found; `saved_at`: when each key was taken, by the program's clock."""
    found = Counter(match[1] for text in texts if (match := KEY.match(text)))
    answered = [save for save in saves if save.answered_at is not None]
    doubtful = [save for save in saves if save.doubtful_at is not None]
    return Verdict(
        answered=len(answered),
        lost=[save.key for save in answered if save.key not in found],
        doubled=[key for key, count in found.items() if count > 1],
        doubtful=[save.key for save in doubtful],
        kept=[
            save.key for save in doubtful if saved_at.get(save.key, float("inf")) < save.doubtful_at
        ],
        unanswered=[save.key for save in saves if save.answered_at is None],
    )


def gap(moments: Iterable[float], at: float) -> float:
    """Seconds between the last moment up to `at` and the first after it; endless where one is missing."""
    moments = sorted(moments)
    before = [moment for moment in moments if moment <= at]
    after = [moment for moment in moments if moment > at]
    return after[0] - before[-1] if before and after else float("inf")
