"""What the database's planner knows of how many rows there are."""

from django.apps import apps
from django.db import connection


def tell_the_planner() -> None:
    """Count the rows of the program's own tables anew, within a transaction too.

    A bare ANALYZE of a superuser takes the cluster's shared catalogs as well and keeps their locks
    until the transaction ends: whoever does the same in the database beside waits for it.
    """
    quote = connection.ops.quote_name
    known = [model._meta for model in apps.get_models(include_auto_created=True)]
    tables = sorted({meta.db_table for meta in known if meta.managed and not meta.proxy})
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {', '.join(map(quote, tables))}")
