"""Whoever came with an invitation, from its code to what it is for."""

from django.conf import settings
from django.contrib.auth import logout
from django.urls import reverse
from django.utils import timezone

from kis.entry.models import Invitation

_KEPT_AS = "invitation"


def address_of(token: str) -> str:
    """The code stands behind a #: no server is told it by an address, and no log has it."""
    return f"{settings.PROGRAM_ADDRESS}{reverse('entry:invited')}#{token}"


def begin(request, invitation: Invitation) -> None:
    """Whoever was logged in here is not any more."""
    logout(request)
    request.session[_KEPT_AS] = invitation.pk


def current(request, to: str) -> Invitation | None:
    """Locked: of two with the same code the second comes too late."""
    rows = Invitation.objects.open(timezone.now()).select_related("user")
    waiting = rows.select_for_update(of=["self"], no_key=True)
    return waiting.filter(pk=request.session.get(_KEPT_AS), to=to).first()


def end(request, invitation: Invitation) -> None:
    invitation.use()
    del request.session[_KEPT_AS]
