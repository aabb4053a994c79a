from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.db import OperationalError
from django.shortcuts import render, resolve_url
from django.urls import get_resolver, get_urlconf
from django.utils.cache import add_never_cache_headers
from django_htmx.http import HttpResponseClientRedirect

from kis.lib.refusals import BUSY, is_busy

# No page of ours asks for any of them, and nothing put into one may.
NOT_ALLOWED = (
    *("accelerometer", "autoplay", "bluetooth", "camera", "display-capture", "encrypted-media"),
    *("fullscreen", "geolocation", "gyroscope", "hid", "magnetometer", "microphone", "midi"),
    *("payment", "picture-in-picture", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
)
# Beside what Django's SecurityMiddleware and django-csp send; files of the program have them, too.
SECURITY_HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in NOT_ALLOWED),
    "X-Permitted-Cross-Domain-Policies": "none",
    "X-Robots-Tag": "noindex, nofollow",
}


def security_headers(get_response):
    """On every answer, whatever answered; passkeys stay possible, for they are not among NOT_ALLOWED."""
    sent = SECURITY_HEADERS | {"Reporting-Endpoints": f'kis="{settings.POLICY_REPORTS}"'}

    def middleware(request):
        response = get_response(request)
        for name, value in sent.items():
            response.headers.setdefault(name, value)
        if response.status_code == 302 and is_logout(request):
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response

    return middleware


def is_logout(request) -> bool:
    return bool(request.resolver_match) and request.resolver_match.view_name == "account_logout"


def never_cache(get_response):
    """No page of ours is kept by a browser or a proxy: they hold people's data."""

    def middleware(request):
        response = get_response(request)
        add_never_cache_headers(response)
        return response

    return middleware


def htmx_login(get_response):
    """When the login expired, the whole page goes to the login, not the part that htmx asked for."""

    def middleware(request):
        response = get_response(request)
        login_path = resolve_url(settings.LOGIN_URL)
        if request.htmx and urlsplit(response.headers.get("Location", "")).path == login_path:
            page = request.htmx.current_url_abs_path or request.path
            return HttpResponseClientRedirect(redirect_to_login(page).url)
        return response

    return middleware


def our_error_pages(get_response):
    """In the demonstration people see the error pages that a centre sees, not Django's for programmers.

    The error itself stands in the console, as everywhere.
    """

    def middleware(request):
        response = get_response(request)
        is_technical = settings.DEBUG and response.status_code in (400, 404, 500)
        if not is_technical or not response.headers["Content-Type"].startswith("text/html"):
            return response
        handler = get_resolver(get_urlconf()).resolve_error_handler(response.status_code)
        if response.status_code == 500:
            return handler(request)
        return handler(request, exception=Exception())

    return middleware


class BusyRows:
    """A page that waited in vain for rows that somebody else is saving says so instead of failing."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    # Not around get_response: by then Django has made an error page of the exception.
    def process_exception(self, request, exception):
        if isinstance(exception, OperationalError) and is_busy(exception):
            return render(request, "busy.html", {"sentence": BUSY}, status=503)
        return None
