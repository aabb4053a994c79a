"""Addresses that only take what a form sends, and how a page tells whether it was saved."""

from collections.abc import Callable
from functools import wraps

from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST


def post_or_back(to: str, *, keeps: tuple[str, ...] | None = None) -> Callable:
    """As require_POST, yet whoever comes by GET (a reload, a saved address) is led to the form's page.

    `to` names that page's URL; `keeps` are the arguments of the address that it takes, all by default.
    """

    def decorate(view):
        posting = require_POST(view)

        @wraps(view)
        def answer(request, *args, **arguments):
            if request.method in ("GET", "HEAD"):
                kept = arguments if keeps is None else {name: arguments[name] for name in keeps}
                return redirect(to, **kept)
            return posting(request, *args, **arguments)

        return answer

    return decorate


def nothing_saved(response: HttpResponse) -> HttpResponse:
    """For a redirect after a refusal: what was sent may be sent again."""
    response.nothing_saved = True
    return response


def saved_something(response: HttpResponse) -> bool:
    """What was saved redirects, or names where it `leads_to`; what was refused is shown again or says so."""
    is_led = response.status_code == 302 or hasattr(response, "leads_to")
    return is_led and not getattr(response, "nothing_saved", False)
