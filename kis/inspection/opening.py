"""A page of the program opened by a worker for whoever ordered something: the same view, the same checks.

What the view notes for the access log is written down with what the worker makes.
"""

from urllib.parse import urlsplit

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.urls import Resolver404, resolve
from django.utils import timezone

from kis.accounts.entry import is_let_in
from kis.journal.models import AccessEntry
from kis.journal.record import NOTES
from kis.lib.refusals import Refused


class _Said(list):
    """What the view would say to its reader, in place of the messages of a page."""

    def add(self, level, message, extra_tags="") -> None:
        self.append(str(message))


def opened(
    address: str,
    user,
    *,
    otherwise: str,
    session: dict | None = None,
    takes_all=None,
    is_noted: bool = True,
) -> tuple[HttpResponseBase, str]:
    """The answer, and what was said beside it.

    Raises Refused with `otherwise` where the user may not open the page, or there is none. Not `is_noted`:
    nobody reads the answer, it is only asked whether there would be one.
    """
    if not is_let_in(user, timezone.localdate()):
        raise Refused(otherwise)
    parts = urlsplit(address)
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = parts.path
    request.META["QUERY_STRING"] = parts.query
    request.GET = QueryDict(parts.query)
    request.user, request.session, request.htmx = user, session or {}, False
    request._messages = said = _Said()
    request.takes_all = takes_all
    try:
        found = request.resolver_match = resolve(parts.path)
        response = found.func(request, *found.args, **found.kwargs)
    except (Http404, Resolver404, PermissionDenied):
        raise Refused(otherwise) from None
    if is_noted:
        AccessEntry.objects.bulk_create(getattr(request, NOTES, {}).values(), batch_size=1000)
    return response, " ".join(said)
