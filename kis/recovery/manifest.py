"""What a database held: of each table how many rows, and a digest that no order of them changes."""

import json
import re
from dataclasses import asdict, dataclass, field

from psycopg import sql

# What the text of a row depends on.
AS_EVERYWHERE = """
    SET LOCAL timezone = 'UTC'; SET LOCAL datestyle = 'ISO, YMD'; SET LOCAL intervalstyle = 'postgres';
    SET LOCAL bytea_output = 'hex'; SET LOCAL extra_float_digits = 1; SET LOCAL statement_timeout = 0"""
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
# A sum of digests: the same in whatever order the rows lie, and no row has to wait for another.
CONTENTS = """
    SELECT count(*), COALESCE(sum(('x' || left(md5(r::text), 15))::bit(60)::bigint), 0)::text FROM {} r"""


ROLE = re.compile(r'^CREATE ROLE "?([^";]+)"?;$', re.MULTILINE)
HEAD = "SELECT chain FROM journal_seal ORDER BY id DESC LIMIT 1"


@dataclass(frozen=True)
class Manifest:
    """`tables`: {table: (rows, digest)}; `chain`: of the last seal of the access log."""

    made_at: str
    version: str
    tables: dict[str, tuple[int, str]] = field(default_factory=dict)
    chain: str = ""
    roles: str = ""

    @property
    def rows(self) -> int:
        return sum(rows for rows, _ in self.tables.values())

    @property
    def role_names(self) -> set[str]:
        return set(ROLE.findall(self.roles))

    def differences(self, other: "Manifest") -> list[str]:
        """What stands otherwise there than here, in sentences."""
        told = []
        for table in sorted(self.tables.keys() | other.tables.keys()):
            mine, theirs = self.tables.get(table), other.tables.get(table)
            if mine is None or theirs is None:
                told.append(
                    f"{table}: tabeli nie ma {'w kopii' if mine is None else 'po odtworzeniu'}"
                )
            elif mine[0] != theirs[0]:
                told.append(f"{table}: wierszy było {mine[0]}, jest {theirs[0]}")
            elif mine[1] != theirs[1]:
                told.append(f"{table}: treść wierszy jest inna")
        if self.chain != other.chain:
            told.append("łańcuch dziennika dostępu kończy się inaczej")
        return told

    def as_json(self) -> str:
        return json.dumps(asdict(self), indent=1, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Manifest":
        """Raises ValueError for what is no manifest."""
        facts = json.loads(text)
        try:
            facts["tables"] = {name: tuple(of) for name, of in facts["tables"].items()}
            return cls(**facts)
        except (TypeError, KeyError) as fault:
            raise ValueError("this is no manifest") from fault


def manifest_of(connection, *, made_at: str, roles: str = "") -> Manifest:
    """Of what the connection sees, in its transaction. Reads every row."""
    with connection.cursor() as cursor:
        cursor.execute(AS_EVERYWHERE)
        cursor.execute("SHOW server_version")
        (version,) = cursor.fetchone()
        cursor.execute(TABLES)
        tables = {}
        for (table,) in cursor.fetchall():
            cursor.execute(sql.SQL(CONTENTS).format(sql.Identifier(table)))
            tables[table] = cursor.fetchone()
        cursor.execute(HEAD)
        last = cursor.fetchone()
    return Manifest(made_at, version, tables, last[0] if last else "", roles)
