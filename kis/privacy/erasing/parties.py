"""Family members of contracts stay counted once: who each was to the reports is written down as a number."""
# ruff: noqa: S608 – put together from constants

from contracts.named import WHO, WITH_KNOWN

# Whoever the person's contracts name, and the person where other contracts do. What stood for a PESEL or a
# name becomes the number of the first row that told it.
KEPT_APART = f"""
WITH told AS (
    SELECT party.id, contract.person_id, {WHO} AS who
    FROM {WITH_KNOWN} JOIN contracts_socialcontract contract ON contract.id = party.contract_id),
meant AS (
    SELECT DISTINCT who FROM told WHERE person_id = %(person)s
    UNION
    SELECT 'file ' || COALESCE(merged_into_id, id) FROM participants_person WHERE id = %(person)s),
named AS (
    SELECT told.id, CASE WHEN who ~ '^(file|party) [0-9]+$' THEN who
        ELSE 'party ' || min(told.id) OVER (PARTITION BY who) END AS stands_for
    FROM told JOIN meant USING (who))
UPDATE contracts_party SET stands_for = named.stands_for
FROM named WHERE named.id = contracts_party.id"""


def keep_counted(cursor, person: int) -> None:
    """Before anything of the person is taken away."""
    cursor.execute(KEPT_APART, {"person": person})
