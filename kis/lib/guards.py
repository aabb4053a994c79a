"""Rules that the database holds against everybody: forms, admin, imports and SQL alike."""

import json

import pgtrigger
from pgtrigger.compiler import Trigger as CompiledTrigger, UpsertTriggerSql


class GuardSql(UpsertTriggerSql):
    """Without pgtrigger's switch: any connection may set `pgtrigger.ignore`; these rules allow none."""

    def get_template(self):
        return """
            CREATE OR REPLACE FUNCTION {pgid}() RETURNS TRIGGER AS $$ {declare} BEGIN {func} END; $$
                LANGUAGE plpgsql SET search_path FROM CURRENT;
            DROP TRIGGER IF EXISTS {pgid} ON {table};
            CREATE {constraint} TRIGGER {pgid} {when} {operation} ON {table} {timing} {referencing}
                FOR EACH {level} {condition} EXECUTE PROCEDURE {execute};
            COMMENT ON TRIGGER {pgid} ON {table} IS '{hash}';
        """


class Guard(pgtrigger.Trigger):
    """A trigger that cannot be switched off; it refuses with `refuse(...)`, by a name."""

    def compile(self, model):
        trigger = super().compile(model)
        return CompiledTrigger(name=self.name, sql=GuardSql(**trigger.sql.kwargs))


def refuse(name: str, **facts: str) -> str:
    """The plpgsql statement that refuses under this constraint's name.

    `facts` are SQL expressions; their values reach the sentence as JSON (see kis.lib.refusals). They must
    hold no personal data beyond row numbers, days and hours: the database may log them.
    """
    pairs = ", ".join(f"{json.dumps(key)[1:-1]!r}, {value}" for key, value in facts.items())
    return (
        f"RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', CONSTRAINT = '{name}', "
        f"DETAIL = jsonb_build_object({pairs})::text;"
    )


BUMP_VERSION = Guard(
    name="row_version",
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func="NEW.version = OLD.version + 1; RETURN NEW;",
)


class WrittenOnce(Guard):
    """Of a table to which the application's role may only add rows."""


def immutable(name: str = "immutable_row", *, row: str = "OLD.id") -> Guard:
    """Rows that are written once: every change and deletion is refused under the given name.

    `row` is the SQL of the row's number where its column is not called `id`.
    """
    return WrittenOnce(
        name=name,
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=refuse(name, row=row),
    )
