from http import HTTPStatus

from allauth.account.adapter import get_adapter
from django.core.exceptions import PermissionDenied

from kis.journal.models import AccessEntry
from kis.journal.record import NOTES, record_of

REFUSED = "refused"
# Longer names of addresses are cut: see AccessEntry.kind.
NAME_LENGTH = 40


def write_notes(get_response):
    """Write what the view noted for the access log; without it the page is not sent."""

    def middleware(request):
        response = get_response(request)
        if response.status_code == HTTPStatus.FORBIDDEN:
            _note_refusal(request)
        notes = list(getattr(request, NOTES, {}).values())
        if notes:
            _write(notes, _address_of(request))
        return response

    return middleware


def _write(notes: list[AccessEntry], address: str | None) -> None:
    for note in notes:
        note.address = address
    if len(notes) == 1:  # most pages: without the transaction that bulk_create opens
        notes[0].save(force_insert=True)
    else:
        AccessEntry.objects.bulk_create(notes)


def _note_refusal(request) -> None:
    """By the name of the address: which page, and of a person's page whose."""
    match = request.resolver_match
    if match is None:
        return
    user = request.user if request.user.is_authenticated else None
    number = match.kwargs.get("pk")
    is_of_person = match.route.startswith("osoby/<int:pk>/")
    record_of(
        request,
        user,
        REFUSED,
        kind=match.view_name[:NAME_LENGTH],
        number=number if isinstance(number, int) else None,
        person=number if is_of_person else None,
    )


def _address_of(request) -> str | None:
    """As the limits of logins know it, behind the proxies that the settings name."""
    try:
        return get_adapter(request).get_client_ip(request)
    except PermissionDenied:  # a proxy that hides it
        return None
