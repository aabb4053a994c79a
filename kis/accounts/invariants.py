"""What never breaks about accounts, asked of all rows at once; see kis.lib.invariants."""

from kis.accounts.models import Authorisation
from kis.lib.invariants import Invariant, voided_alone

VOIDABLE = [Authorisation]

_TWICE = """
    SELECT one.id, NULL::bigint, one.starts_on, ''::text
    FROM {table} one JOIN {table} other ON other.{whose} = one.{whose} AND other.id < one.id
        AND daterange(other.starts_on, other.ends_on, '[]') && daterange(one.starts_on, one.ends_on, '[]')
    WHERE one.{gone} IS NULL AND other.{gone} IS NULL
"""

INVARIANTS = [
    Invariant(
        "authorisations_voided_alone",
        "Upoważnienie unieważniono bez powodu albo zrobił to jego autor",
        "Unieważnia druga osoba i podaje powód. Zawiadom administratora systemu.",
        **voided_alone(VOIDABLE),
    ),
    Invariant(
        "authorisation_dates",
        "Ktoś ma dwa upoważnienia na ten sam dzień",
        "Odwołaj jedno z nich w rejestrze upoważnień.",
        _TWICE.format(
            table="(SELECT * FROM accounts_authorisation WHERE voided_at IS NULL)",
            whose="user_id",
            gone="revoked_at",
        ),
        thing="upoważnienie",
    ),
    Invariant(
        "inspection_dates",
        "Konto kontrolującego jest związane z dwiema kontrolami naraz",
        "Zakończ jedną z nich na stronie Kontrole.",
        _TWICE.format(table="accounts_inspection", whose="inspector_id", gone="closed_at"),
        thing="kontrola",
    ),
    Invariant(
        "deputy_dates",
        "Kogoś zastępują dwie osoby naraz",
        "Odwołaj jedno z zastępstw na stronie Zastępstwa.",
        _TWICE.format(table="accounts_deputy", whose="absent_id", gone="cancelled_at"),
        thing="zastępstwo",
    ),
]
