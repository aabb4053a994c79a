"""What the database checks at the end of a transaction, where many tests share one."""

from django.db import connection


def check_what_waits() -> None:
    """Now instead of at its end. What is checked at once goes on so, what waits goes on waiting."""
    connection.check_constraints()  # leaves everything waiting
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT quote_ident(conname) FROM pg_constraint WHERE condeferrable AND NOT condeferred"
        )
        at_once = ", ".join(name for (name,) in cursor.fetchall())
        cursor.execute(f"SET CONSTRAINTS {at_once} IMMEDIATE")
