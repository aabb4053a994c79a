"""Whether the login of a session has passed its second factor."""

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
METHOD = "mfa"


def factors_of(user) -> set[str]:
    """Kinds of what the user owns; codes for a lost phone are none."""
    owned = Authenticator.objects.filter(user_id=user.pk, type__in=FACTORS)
    return set(owned.values_list("type", flat=True))


def has_passed(request) -> bool:
    records = get_authentication_records(request, request.user)
    return any(record.get("method") == METHOD for record in records)


def _note_new_factor(sender, request, user, authenticator, **kwargs):
    """Whoever has just set it up holds it in hand: they are not asked for it on the next page."""
    is_own = request.user.is_authenticated and request.user.pk == user.pk
    if is_own and authenticator.type in FACTORS:
        record_authentication(request, user, METHOD, id=authenticator.pk, type=authenticator.type)


def connect() -> None:
    authenticator_added.connect(_note_new_factor, dispatch_uid="entry_new_factor")
