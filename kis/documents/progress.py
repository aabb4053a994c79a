"""How far a long paper of an order is, told while it is made.

A worker makes a paper in one transaction, of which nobody sees a row before its end. What a connection is
called everybody sees at once, and it goes with the worker that dies.
"""

from django.db import connection

from kis.documents.models import ExportItem


def tell(item: ExportItem, done: int, of: int) -> None:
    _call(f"kis-item-{item.pk}-{done}-{of}")


def told_all() -> None:
    _call("")


def _call(name: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('application_name', %s, false)", [name])


def how_far(item: ExportItem) -> tuple[int, int] | None:
    """What is done, of how much; None while nobody has it in hand."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT application_name FROM pg_stat_activity WHERE datname = current_database() "
            "AND application_name LIKE %s",
            [f"kis-item-{item.pk}-%"],
        )
        found = cursor.fetchone()
    if found is None:
        return None
    done, of = found[0].split("-")[3:]
    return int(done), int(of)
