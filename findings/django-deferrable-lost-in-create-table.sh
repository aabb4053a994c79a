#!/bin/sh
# Django 5.2.19 with psycopg 3.3.9, for PostgreSQL 15 and later.
#
# A UniqueConstraint may be deferrable and may hold nulls for equal (nulls_distinct=False). Added to a table
# that exists it is both. Written into CREATE TABLE, as a CreateModel with the constraint in its options is,
# it holds nulls for equal but is not deferrable any more: two rows that change places inside one transaction
# are refused, and nothing warns. So migrations that were squashed by hand, or optimised so that AddConstraint
# became a part of CreateModel, make another table than the migrations that they replace.
#
# Without nulls_distinct both ways are deferrable. No server is needed: only the SQL is collected.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "django==5.2.19" "psycopg[binary]==3.3.9"
cat > "$work/seen.py" <<'PY'
import django
from django.conf import settings

database = {"ENGINE": "django.db.backends.postgresql", "NAME": "x"}
settings.configure(DATABASES={"default": database}, INSTALLED_APPS=[], USE_TZ=True)
django.setup()

from django.db import connections, models

connection = connections["default"]
connection.__dict__["pg_version"] = 150_000  # asked of a server otherwise


def sql_of(act):
    with connection.schema_editor(collect_sql=True, atomic=False) as editor:
        act(editor)
    text = " ".join(map(str, editor.collected_sql))
    unique = text[text.index("UNIQUE") :]
    return "NULLS NOT DISTINCT" in unique, "DEFERRABLE INITIALLY DEFERRED" in unique


def both_ways(name, **options):
    constraint = models.UniqueConstraint(
        fields=["group", "place"], name=f"once_{name}", deferrable=models.Deferrable.DEFERRED, **options
    )
    meta = type("Meta", (), {"app_label": "seen", "constraints": [constraint]})
    columns = {field: models.IntegerField(null=True) for field in ("group", "place")}
    model = type(name, (models.Model,), {"__module__": "seen", "Meta": meta, **columns})
    for way, act in {
        "CREATE TABLE": lambda editor: editor.create_model(model),
        "ALTER TABLE": lambda editor: editor.add_constraint(model, constraint),
    }.items():
        nulls, deferrable = sql_of(act)
        print(f"{name}, {way}: nulls not distinct {nulls}, deferrable {deferrable}")


both_ways("Plain")
both_ways("NullsEqual", nulls_distinct=False)
PY
"$work/venv/bin/python" "$work/seen.py" > "$work/out"
cat "$work/out"
cat > "$work/wanted" <<'OUT'
Plain, CREATE TABLE: nulls not distinct False, deferrable True
Plain, ALTER TABLE: nulls not distinct False, deferrable True
NullsEqual, CREATE TABLE: nulls not distinct True, deferrable False
NullsEqual, ALTER TABLE: nulls not distinct True, deferrable True
OUT
diff "$work/wanted" "$work/out"
echo "as described"
