"""How often a contract asks somebody to come, where an action of it says so: plain text, no database."""

import re
from collections.abc import Iterable

# „co najmniej 80% zajęć”, „80 proc. obecności”; a percent of anything else says nothing of coming.
PERCENT = re.compile(r"(?<![\d,.])(\d{1,3})\s*(?:%|proc\b|procent)")
OF_COMING = re.compile(r"obecno|frekwencj|uczestnic|udział|zaję|spotka|warsztat", re.IGNORECASE)
SENTENCES = re.compile(r"[;\n]|\.\s")


def asked_rate(actions: Iterable[str]) -> int | None:
    """The highest percent that a sentence about coming names; None where none does."""
    found = [
        int(number)
        for text in actions
        for sentence in SENTENCES.split(text)
        if OF_COMING.search(sentence)
        for number in PERCENT.findall(sentence)
    ]
    return max((number for number in found if 0 < number <= 100), default=None)
