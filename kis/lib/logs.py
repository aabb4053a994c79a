import logging
import re

# PostgreSQL repeats the refused row's values here: names, PESEL, reasons.
DETAIL = re.compile(r"^(DETAIL|CONTEXT):.*$", re.MULTILINE)


class WithoutRowsFormatter(logging.Formatter):
    """A log line never carries the values of a database row."""

    def formatException(self, ei):
        return DETAIL.sub(r"\1: (pominięto)", super().formatException(ei))
