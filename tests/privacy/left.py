"""What is left of somebody in the whole database."""

from django.db import connection


def everywhere(words: str) -> list[str]:
    """Tables in which the words stand in some row, history and papers among them."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(
                f'SELECT count(*) FROM "{table}" r WHERE strpos(r::text, %s) > 0', [words]
            )
            if cursor.fetchone()[0]:
                found.append(table)
    return found
