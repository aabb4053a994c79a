import pghistory
import pgtrigger
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from psycopg import sql

from kis.lib.guards import WrittenOnce

READ = "SELECT"
ADD = "SELECT, INSERT"
WORK = "SELECT, INSERT, UPDATE, DELETE"
# pghistory writes a context once more for every further change in the same request.
CONTEXT = "SELECT, INSERT, UPDATE (metadata, updated_at)"

TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"

# A right may also come from another role that this one is a member of, so the server itself is asked.
EXCESS = """
    SELECT 'rola jest administratorem serwera'
    FROM pg_roles WHERE rolname = %(role)s AND rolsuper
    UNION ALL
    SELECT 'może zakładać schematy lub tabele tymczasowe, którymi zasłoni prawdziwe'
    WHERE has_database_privilege(%(role)s, current_database(), 'CREATE, TEMPORARY')
        OR has_schema_privilege(%(role)s, 'public', 'CREATE')
    UNION ALL
    SELECT 'może wyłączyć wyzwalacze (session_replication_role)'
    WHERE has_parameter_privilege(%(role)s, 'session_replication_role', 'SET')
    UNION ALL
    SELECT 'jest właścicielem: ' || relname
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'S', 'v')
        AND pg_has_role(%(role)s, relowner, 'MEMBER')
    UNION ALL
    SELECT 'może opróżnić lub obejść: ' || relname
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
        AND has_table_privilege(%(role)s, oid, 'TRUNCATE, TRIGGER, REFERENCES')
    UNION ALL
    SELECT 'może zmieniać to, co się tylko dopisuje: ' || relname
    FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relname = ANY(%(append_only)s)
        AND has_table_privilege(%(role)s, oid, 'UPDATE, DELETE')
"""


class Command(BaseCommand):
    help = (
        "Daje roli programu w bazie tyle praw, ile program potrzebuje, i sprawdza, że nie ma więcej. "
        "Uruchamia właściciel tabel (DATABASE_OWNER_URL), po każdym migrate."
    )

    def add_arguments(self, parser):
        parser.add_argument("--role", required=True, help="rola z DATABASE_URL, np. kis_program")

    def handle(self, *, role, **options):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
            if not cursor.fetchone():
                raise CommandError(f"Na serwerze nie ma roli {role}. Załóż ją: createuser {role}")
            cursor.execute(TABLES)
            for statement in statements(role, [table for (table,) in cursor.fetchall()]):
                cursor.execute(statement)
            cursor.execute(EXCESS, {"role": role, "append_only": sorted(append_only())})
            if excess := [text for (text,) in cursor.fetchall()]:
                raise CommandError(
                    "\n  ".join([f"Rola {role} ma więcej, niż powinna:", *excess[:10]])
                )
        self.stdout.write(f"Rola {role}: prawa nadane i sprawdzone.")


def append_only() -> set[str]:
    """Tables where a row once written stays: papers, the access log, the history of changes."""
    return {
        model._meta.db_table
        for model in apps.get_models()
        if issubclass(model, pghistory.models.Event)
    } | {
        model._meta.db_table
        for model, trigger in pgtrigger.registered()
        if isinstance(trigger, WrittenOnce)
    }


def rights() -> dict[str, str]:
    """What the application's role may do with a table, where that is less than all work on rows."""
    return dict.fromkeys(append_only(), ADD) | {
        LogEntry._meta.db_table: ADD,
        "django_migrations": READ,
        pghistory.models.Context._meta.db_table: CONTEXT,
    }


def statements(role: str, tables: list[str]) -> list[sql.Composed]:
    """Everything is taken away first, so that a table that became append-only loses what it had."""
    name, database = sql.Identifier(role), sql.Identifier(connection.settings_dict["NAME"])
    narrower = rights()
    return [
        sql.SQL("REVOKE ALL ON DATABASE {} FROM PUBLIC, {}").format(database, name),
        sql.SQL("GRANT CONNECT ON DATABASE {} TO {}").format(database, name),
        sql.SQL("REVOKE ALL ON SCHEMA public FROM PUBLIC, {}").format(name),
        sql.SQL("GRANT USAGE ON SCHEMA public TO {}").format(name),
        sql.SQL("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM PUBLIC, {}").format(name),
        sql.SQL("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM PUBLIC, {}").format(name),
        sql.SQL("GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {}").format(name),
        *(
            sql.SQL("GRANT {} ON {} TO {}").format(
                sql.SQL(narrower.get(table, WORK)), sql.Identifier(table), name
            )
            for table in tables
        ),
    ]
