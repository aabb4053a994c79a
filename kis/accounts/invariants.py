"""What never breaks about accounts, asked of all rows at once; see kis.lib.invariants."""

from kis.accounts.models import Authorisation
from kis.lib.invariants import Invariant, voided_alone

VOIDABLE = [Authorisation]

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
        """
        SELECT one.id, NULL::bigint, one.starts_on, ''::text
        FROM accounts_authorisation one JOIN accounts_authorisation other
            ON other.user_id = one.user_id AND other.id < one.id
            AND daterange(other.starts_on, other.ends_on, '[]') && daterange(one.starts_on, one.ends_on, '[]')
        WHERE one.voided_at IS NULL AND one.revoked_at IS NULL
            AND other.voided_at IS NULL AND other.revoked_at IS NULL
        """,
        thing="upoważnienie",
    ),
]
