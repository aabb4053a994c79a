"""The office's own directory: OpenID Connect through the library, and stricter than it is.

Only people whom the administrator connected come in, each to the account that is there; roles and
authorisations stay the program's.
"""

import requests
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.shortcuts import render

SECONDS = 10  # that a page waits for the directory
NO_TOKEN = (KeyError, TypeError, ValueError, AttributeError)


class _PatientSession(requests.Session):
    def request(self, method, url, **options):
        return super().request(method, url, **{"timeout": SECONDS} | options)


class DirectoryAdapter(DefaultSocialAccountAdapter):
    def list_apps(self, request, provider=None, client_id=None):
        """Those of the settings alone: a row of the database would be a second directory."""
        found = super().list_apps(request, provider=provider, client_id=client_id)
        return [app for app in found if app.pk is None]

    def get_requests_session(self):
        return _PatientSession()

    def pre_social_login(self, request, sociallogin):
        """Nobody connects their account themselves."""
        if sociallogin.state.get("process") != AuthProcess.LOGIN:
            raise PermissionDenied

    def is_open_for_signup(self, request, sociallogin):
        told = {"issuer": settings.OIDC_ISSUER, "subject": sociallogin.account.uid}
        raise ImmediateHttpResponse(
            render(request, "entry/directory_unknown.html", told, status=403)
        )


class Strict(OpenIDConnectOAuth2Adapter):
    def _decode_id_token(self, app, id_token):
        # The library leaves the signature out on a token that it fetched itself.
        self.did_fetch_access_token = False
        try:
            claims = super()._decode_id_token(app, id_token)
        except NO_TOKEN:
            raise PermissionDenied from None
        is_ours = claims.get("iss") == settings.OIDC_ISSUER
        is_for_us = claims.get("aud") in (app.client_id, [app.client_id])
        subject = claims.get("sub")
        ends = isinstance(claims.get("exp"), int)
        if not (is_ours and is_for_us and ends and isinstance(subject, str) and subject):
            raise PermissionDenied
        return claims

    def complete_login(self, request, app, token, **facts):
        """Without a token of identity there is nobody to let in."""
        if not facts["response"].get("id_token"):
            raise PermissionDenied
        return super().complete_login(request, app, token, **facts)
