"""Sentences with words of others in them: a label, an abbreviation, a name, what somebody typed."""

ENDS = (".", "!", "?", "…")


def full_stop(text) -> str:
    """The text with one full stop behind it: 5 godz., as 5 osób."""
    ended = str(text).rstrip()
    return ended if ended.endswith(ENDS) else f"{ended}."


def inside_a_sentence(label: str) -> str:
    """Nazwisko → nazwisko; PESEL stays, and so does PUP – numer."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
