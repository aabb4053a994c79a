"""Contracts that bound on a day of the period, and everybody whom they named."""
# ruff: noqa: S608 – put together from constants of this module

from contracts.named import WHO, WITH_KNOWN
from kis.reports.asking import Facts

_BOUND = """
    bound AS (
        SELECT c.*, COALESCE(file.merged_into_id, file.id) AS whole,
            c.signed_on BETWEEN %(first)s AND %(last)s AS signed,
            c.last_day BETWEEN %(first)s AND %(last)s AS ended
        FROM contracts_socialcontract c JOIN participants_person file ON file.id = c.person_id
        WHERE c.voided_at IS NULL AND c.state IN ('signed', 'ended')
            AND c.signed_on <= %(last)s AND c.last_day >= %(first)s)"""

# Ended: by an act or by its term.
CONTRACTS = Facts(
    "contracts",
    f"""
    WITH {_BOUND}
    SELECT b.id AS number, b.whole AS person, b.signed_on AS first, b.last_day AS last,
        'Kontrakt ' || b.type || ' ' || b.number AS words, b.type, b.signed, b.ended,
        CASE WHEN NOT b.ended THEN '' WHEN b.end_reason = '' THEN 'term' ELSE b.end_reason END AS reason
    FROM bound b""",
    dimensions=("type", "signed", "ended", "reason"),
    page="contracts:person",
)

PEOPLE = Facts(
    "people",
    f"""
    WITH {_BOUND},
    named AS (
        SELECT b.id, b.whole, b.type, b.signed, b.signed_on, b.last_day, 'person' AS role,
            'file ' || b.whole AS who, '' AS words
        FROM bound b
        UNION ALL
        SELECT b.id, b.whole, b.type, b.signed, b.signed_on, b.last_day, party.role,
            {WHO},
            party.last_name || ' ' || party.first_name
        FROM bound b JOIN ({WITH_KNOWN}) ON party.contract_id = b.id)
    SELECT n.id AS number, n.whole AS person, n.signed_on AS first, n.last_day AS last, n.words,
        n.type, n.signed, n.role <> 'listed' AS signs,
        row_number() OVER (PARTITION BY n.who, n.type ORDER BY n.id) = 1 AS once_of_type,
        row_number() OVER (PARTITION BY n.who ORDER BY n.id) = 1 AS once,
        n.role <> 'listed' AND row_number() OVER
            (PARTITION BY n.who, n.type, n.role <> 'listed' ORDER BY n.id) = 1 AS signing_once_of_type,
        n.role <> 'listed' AND row_number() OVER
            (PARTITION BY n.who, n.role <> 'listed' ORDER BY n.id) = 1 AS signing_once,
        n.signed AND row_number() OVER
            (PARTITION BY n.who, n.type, n.signed ORDER BY n.id) = 1 AS new_once_of_type,
        n.signed AND row_number() OVER
            (PARTITION BY n.who, n.signed ORDER BY n.id) = 1 AS new_once
    FROM named n""",
    dimensions=(
        *("type", "once_of_type", "once", "signing_once_of_type", "signing_once"),
        *("new_once_of_type", "new_once"),
    ),
    page="contracts:person",
)

ALL = [CONTRACTS, PEOPLE]
