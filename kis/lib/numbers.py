"""Numbers of papers, and names with numbers, in the order in which an office counts them."""

import re

# Polish letters, and digits read as a number: „Szkoła nr 9” stands before „Szkoła nr 10”.
POLISH_WITH_NUMBERS = "pl-numeric"

YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")


def in_order(number: str) -> tuple:
    """A key to sort by: 9/2026 before 10/2026, and 12/2026 before 1/2027; without a year first."""
    years = YEAR.findall(number)
    parts = re.split(r"([0-9]+)", number)
    # Words and digits take turns: those of one place are always compared with their like.
    return years[-1:], [int(part) if place % 2 else part for place, part in enumerate(parts)]
