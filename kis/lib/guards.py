"""Rules that the database holds against everybody: forms, admin, imports and SQL alike."""

import json
from collections.abc import Callable

import pgtrigger
from pgtrigger.compiler import Trigger as CompiledTrigger, UpsertTriggerSql


class SwitchlessSql(UpsertTriggerSql):
    """Without pgtrigger's switch: any connection may set `pgtrigger.ignore`; our triggers allow none."""

    def get_template(self):
        return self.template("{func}")

    @staticmethod
    def template(body: str) -> str:
        return f"""
            CREATE OR REPLACE FUNCTION {{pgid}}() RETURNS TRIGGER AS $$ {{declare}} BEGIN {body} END; $$
                LANGUAGE plpgsql SET search_path FROM CURRENT;
            DROP TRIGGER IF EXISTS {{pgid}} ON {{table}};
            CREATE {{constraint}} TRIGGER {{pgid}} {{when}} {{operation}} ON {{table}} {{timing}}
                {{referencing}} FOR EACH {{level}} {{condition}} EXECUTE PROCEDURE {{execute}};
            COMMENT ON TRIGGER {{pgid}} ON {{table}} IS '{{hash}}';
        """


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


ISOLATION = {
    "guard_isolation": "Połączenie z bazą ma inny poziom izolacji niż READ COMMITTED. Niczego nie zapisano: "
    "zawiadom administratora systemu.",
}
# Locks and sums are true only where each statement sees what others committed before it.
_READ_COMMITTED = (
    "IF current_setting('transaction_isolation') <> 'read committed' THEN "
    f"{refuse('guard_isolation')} END IF;"
)


class GuardSql(SwitchlessSql):
    """Refuses under any isolation but READ COMMITTED."""

    def get_template(self):
        return self.template(f"{_READ_COMMITTED} {{func}}")


Sentences = dict[str, str | Callable[[dict], str]]


class Guard(pgtrigger.Trigger):
    """A trigger that cannot be switched off; it refuses with `refuse(...)`, by a name.

    `sentences`: what each name says to the person at the screen, a sentence or a function of the refusal's
    facts. Or the dotted name of such a dict, where its wording reads rows of models that stand above.
    """

    def __init__(self, *, sentences: Sentences | str, **trigger):
        super().__init__(**trigger)
        self.sentences = sentences

    def compile(self, model):
        trigger = super().compile(model)
        return CompiledTrigger(name=self.name, sql=GuardSql(**trigger.sql.kwargs))


# Keys to other rows are checked at the end of a transaction: two rows whose numbers were exchanged until then
# would have changed places under everything that points to them.
BUMP_VERSION = Guard(
    name="row_version",
    sentences={
        "row_keeps_its_number": "Numeru, pod którym wpis stoi w bazie, nie można zmienić.",
    },
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    func=f"""
        IF OLD.id <> NEW.id THEN {refuse("row_keeps_its_number", row="OLD.id")} END IF;
        NEW.version = OLD.version + 1;
        RETURN NEW;
    """,
)


class WrittenOnce(Guard):
    """Of a table to which the application's role may only add rows."""


def immutable(name: str, sentence: str, *, row: str = "OLD.id") -> Guard:
    """Rows that are written once: every change and deletion is refused under the given name.

    `row` is the SQL of the row's number where its column is not called `id`.
    """
    return WrittenOnce(
        name=name,
        sentences={name: sentence},
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=refuse(name, row=row),
    )


def kept(*columns: str, until: str = "") -> Guard:
    """Rows that are never deleted, and whose columns (where they belong) never change.

    `until`: the SQL of when one may still be deleted, by what the row itself tells.
    """
    may_go = f"IF {until} THEN RETURN OLD; END IF; " if until else ""
    moved = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in columns)
    return Guard(
        name="row_is_kept",
        sentences={
            "row_is_kept": "Tego wpisu nie usuwa się i nie przenosi do innej osoby. Błędny wpis można "
            "unieważnić.",
        },
        when=pgtrigger.Before,
        operation=pgtrigger.Update | pgtrigger.Delete,
        func=f"""
        IF TG_OP = 'DELETE' THEN {may_go}{refuse("row_is_kept", row="OLD.id")} END IF;
        IF {moved or "FALSE"} THEN {refuse("row_is_kept", row="OLD.id")} END IF;
        RETURN NEW;
        """,
    )


# A voided entry is a fact about the past: neither taken back nor mended.
VOIDED_STAYS = Guard(
    name="voided_stays",
    sentences={"voided_stays": "Ten wpis jest unieważniony i nie można go już zmienić."},
    when=pgtrigger.Before,
    operation=pgtrigger.Update,
    condition=pgtrigger.Q(old__voided_at__isnull=False),
    func=refuse("voided_stays", row="OLD.id"),
)
