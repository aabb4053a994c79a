"""A table of an inspection on paper: whatever the page shows, with its heading and the day."""

import datetime

from kis.accounts.models import Centre
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused
from kis.lib.table_files import Table, in_words

# A page waits for so many rows: a long table is slow to lay out.
MOST_PRINTED = 100


def refuse_long_print(count: int) -> None:
    if count > MOST_PRINTED:
        raise Refused(
            f"Naraz drukuje się najwyżej {MOST_PRINTED} wierszy, a ta lista ma ich {count}. Zawęź listę "
            "albo pobierz tabelę."
        )


def table_paper(table: Table, name: str, subtitle: str, *, at: datetime.datetime) -> bytes:
    """Raises Refused for a list that is too long or too slow."""
    refuse_long_print(len(table.rows))
    return render_paper(
        "table_print.html",
        {
            "centre": Centre.objects.current(),
            "subtitle": subtitle,
            "headings": table.headings,
            # Whose line it is, and the other cells.
            "lines": [(in_words(who), list(map(in_words, cells))) for who, *cells in table.cells()],
        },
        name=name,
        made_at=at,
    )
