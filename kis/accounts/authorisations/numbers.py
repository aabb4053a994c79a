import datetime
import re

from kis.accounts.models import Authorisation


def next_number(on: datetime.date) -> str:
    """What the next one of the year may be called; the office may call it otherwise. One query."""
    ending = f"/{on.year}"
    used = Authorisation.objects.filter(number__endswith=ending).values_list("number", flat=True)
    counted = [
        int(match[1]) for number in used if (match := re.match(r"^(\d{1,6})/\d{4}$", number))
    ]
    return f"{max(counted, default=0) + 1}{ending}"
