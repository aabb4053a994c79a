"""What never breaks about the access log, asked each night; `manage.py verify_journal` tells more."""
# ruff: noqa: S608 – of constants

from kis.journal.sealing import BEGINNING, DIGEST
from kis.lib.invariants import Invariant

TO_DO = (
    "Niczego nie poprawiaj. Zawiadom kierownika i inspektora ochrony danych; administrator systemu "
    "uruchamia manage.py verify_journal i porównuje z kopią zapasową."
)

INVARIANTS = [
    Invariant(
        "journal_sealed",
        "Wpisy dziennika dostępu są inne niż w chwili zapieczętowania",
        TO_DO,
        thing="pieczęć dziennika",
        sql=f"""SELECT s.id, NULL::bigint, s.made_at::date, '' FROM journal_seal s
        CROSS JOIN LATERAL (
            SELECT count(*) AS count, {DIGEST} AS digest
            FROM journal_accessentry e WHERE e.id BETWEEN s.first AND s.last) now
        WHERE s.id > COALESCE((SELECT max(seal_id) FROM journal_pruning), 0)
            AND (now.count, now.digest) IS DISTINCT FROM (s.count::bigint, s.digest::text)""",
    ),
    Invariant(
        "journal_chain",
        "W łańcuchu pieczęci dziennika dostępu czegoś brakuje albo coś zmieniono",
        TO_DO,
        thing="pieczęć dziennika",
        sql=f"""SELECT id, NULL::bigint, made_at::date, '' FROM (
            SELECT *, lag(chain, 1, '{BEGINNING}') OVER by_id AS before,
                lag(last, 1, 0::bigint) OVER by_id AS until
            FROM journal_seal WINDOW by_id AS (ORDER BY id)) s
        WHERE first <> until + 1 OR chain <> encode(
            sha256(convert_to(concat_ws('|', before, first, last, count, digest), 'UTF8')), 'hex')""",
    ),
    Invariant(
        "journal_waits",
        "Od ponad godziny wpisy dziennika dostępu czekają na zapieczętowanie",
        "Sprawdź, czy działa proces roboczy (usługa kis-worker).",
        thing="wpis dziennika",
        sql="""SELECT min(id), NULL::bigint, min(at)::date, '' FROM journal_accessentry
        WHERE id > COALESCE((SELECT max(last) FROM journal_seal), 0)
        HAVING min(at) < now() - interval '1 hour'""",
    ),
]
