import logging
import re

# PostgreSQL repeats the refused row's values here: names, PESEL, reasons; a text of several lines in several
# lines. They end where the next exception of the chain begins.
DETAIL = re.compile(
    r"^(DETAIL|CONTEXT|HINT): .*?(?=^\s*\n(?:The above exception|During handling)|\Z)",
    re.MULTILINE | re.DOTALL,
)
DETAIL_IN_REPR = re.compile(r"\\n(DETAIL|CONTEXT|HINT): .*")


class WithoutRowsFormatter(logging.Formatter):
    """A log line never carries the values of a database row."""

    def format(self, record):
        # Twice: as the database writes it, and in the repr of an exception, where \n is written out.
        line = DETAIL.sub(r"\1: (pominięto)\n", super().format(record))
        return DETAIL_IN_REPR.sub(r" \1: (pominięto)", line)
