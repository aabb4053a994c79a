"""What the start page shows: each app tells it in its `desk.py`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """Things of one kind that wait for somebody; the address opens exactly the rows that were counted."""

    title: str
    count: int
    url: str
    action: str = "Otwórz"
