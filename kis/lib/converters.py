"""Days and months in addresses: `<day:…>` and `<month:…>` in the urls of every app."""

import datetime


class MonthConverter:
    """rrrr-mm ↔ the first day of the month."""

    # Nothing that the program keeps by month is older; years far away would leave the calendar at its ends.
    regex = r"20\d{2}-\d{2}"

    def to_python(self, value: str) -> datetime.date:
        """Raises ValueError, which Django turns into 404, for a month that there is not."""
        return datetime.date.fromisoformat(f"{value}-01")

    def to_url(self, value: datetime.date | str) -> str:
        return value if isinstance(value, str) else f"{value:%Y-%m}"


class DayConverter:
    """rrrr-mm-dd"""

    regex = r"20\d{2}-\d{2}-\d{2}"

    def to_python(self, value: str) -> datetime.date:
        """Raises ValueError, which Django turns into 404, for a day that there is not."""
        return datetime.date.fromisoformat(value)

    def to_url(self, value: datetime.date | str) -> str:
        return value if isinstance(value, str) else f"{value:%Y-%m-%d}"
