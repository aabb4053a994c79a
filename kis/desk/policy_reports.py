"""Browsers report what the content policy stopped; anybody may send, so nothing that is sent is kept."""

import json
from urllib.parse import urlsplit

from allauth.core import ratelimit
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from kis.desk.models import PolicyReport

Blocked = PolicyReport.Blocked
KINDS = ("application/csp-report", "application/reports+json", "application/json")
LONGEST = 16 * 1024  # bytes
MOST_AT_ONCE = 5
DIRECTIVES = frozenset(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"]) | {
    *("script-src-elem", "script-src-attr", "style-src-elem", "style-src-attr"),
    *("object-src", "frame-src", "worker-src", "media-src", "manifest-src", "child-src"),
}


@csrf_exempt
@login_not_required
@require_POST
def policy_report(request):
    """204 whatever stands in it: whoever sends learns nothing."""
    if request.content_type not in KINDS or not _is_short(request):
        return HttpResponse(status=400)
    if not ratelimit.consume(request, action="policy_report"):
        return HttpResponse(status=429)
    day = timezone.localdate()
    for told in _told(request.body)[:MOST_AT_ONCE]:
        if facts := _facts(told, request.get_host()):
            PolicyReport.objects.note(day=day, **facts)
    return HttpResponse(status=204)


def _is_short(request) -> bool:
    length = request.META.get("CONTENT_LENGTH") or ""
    return length.isdecimal() and int(length) <= LONGEST


def _told(body: bytes) -> list[dict]:
    """Of both forms: one report of `report-uri`, or the list of `report-to`."""
    try:
        sent = json.loads(body)
    except (ValueError, RecursionError):
        return []
    listed = sent if isinstance(sent, list) else [sent]
    found = [
        each.get("csp-report") or each.get("body") for each in listed if isinstance(each, dict)
    ]
    return [each for each in found if isinstance(each, dict)]


def _facts(told: dict, host: str) -> dict | None:
    """By closed lists alone; None for what is not about a policy of ours."""
    named = _text(told, "effectiveDirective", "effective-directive", "violated-directive")
    directive = named.split(" ")[0]
    if directive not in DIRECTIVES:
        return None
    return {
        "page": _page_of(_text(told, "documentURL", "document-uri")),
        "directive": directive,
        "blocked": _blocked(_text(told, "blockedURL", "blocked-uri"), host),
    }


def _text(told: dict, *names: str) -> str:
    found = next((told[name] for name in names if told.get(name)), "")
    return found if isinstance(found, str) else ""


def _page_of(address: str) -> str:
    """The name of the address's page, without the numbers in it; empty for none of ours."""
    try:
        return resolve(urlsplit(address).path).view_name[:80]
    except (Resolver404, ValueError):
        return ""


def _blocked(address: str, host: str) -> Blocked:
    if address in ("inline", "eval", "wasm-eval"):
        return Blocked.INLINE if address == "inline" else Blocked.EVAL
    try:
        parts = urlsplit(address)
    except ValueError:
        return Blocked.OTHER
    if (parts.scheme or address) in ("data", "blob"):
        return Blocked.DATA
    return Blocked.OWN if parts.netloc == host else Blocked.OTHER
