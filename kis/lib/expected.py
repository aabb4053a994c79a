"""Days on which somebody is expected: each app tells its own, the roof reminds of them."""

import datetime
from dataclasses import dataclass


@dataclass(frozen=True)
class Expected:
    """Whose (the number of the file), when; without why. Some days have no hour."""

    person: int
    day: datetime.date
    hour: datetime.time | None = None
