from allauth.mfa.models import Authenticator

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.entry.models import FactorReset
from tests.access import COORDINATOR, EVERYBODY, GET, HEAD, POST, SYSTEM, Page


def records(known, users):
    """Somebody who lost a telephone, which a coordinator told."""
    loser = User.objects.create_user(
        f"zgubiony-{known.person.pk}",
        roles=[Role.SUPERVISOR],
        first_name="Lena",
        last_name="Zguba",
    )
    Authenticator.objects.create(user=loser, type=Authenticator.Type.TOTP, data={})
    return {"reset": FactorReset.objects.ask(loser, by=users.coordinator, reason="zgubiła w lesie")}


def of_reset(records):
    return [records.reset.pk]


def of_loser(records):
    return [records.reset.user_id]


ASKING, SETTLING = frozenset({SYSTEM, COORDINATOR}), frozenset({SYSTEM, HEAD})

PAGES = [
    Page("entry:sessions", EVERYBODY, (GET, POST)),
    Page("entry:user_sessions", frozenset({SYSTEM}), (GET, POST), of_loser, scoped=False),
    Page("entry:directory", frozenset({SYSTEM}), (GET, POST), of_loser, scoped=False),
    Page("entry:resets", ASKING | SETTLING),
    Page("entry:reset_ask", ASKING, (GET, POST)),
    Page("entry:phones", ASKING, (GET, POST)),
    Page("entry:invited", EVERYBODY, (GET, POST), anonymous=True),
    Page("entry:password", EVERYBODY, (GET, POST), anonymous=True),
    Page("entry:invite", frozenset({SYSTEM}), (GET, POST), of_loser, scoped=False),
    Page("entry:phone_key", EVERYBODY, (GET, POST), anonymous=True),
    Page("entry:reset_settle", SETTLING, (GET, POST), arguments=of_reset, scoped=False),
]
