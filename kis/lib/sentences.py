"""Sentences that end with words of others: an abbreviation, a name, what somebody typed."""

ENDS = (".", "!", "?", "…")


def full_stop(text) -> str:
    """The text with one full stop behind it: 5 godz., as 5 osób."""
    ended = str(text).rstrip()
    return ended if ended.endswith(ENDS) else f"{ended}."
