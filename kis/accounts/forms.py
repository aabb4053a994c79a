"""The library's own forms without the grey words inside the fields, which only repeat the labels."""

from allauth.account import forms as allauth
from django.conf import settings


class _LabelsAlone:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_LabelsAlone, allauth.LoginForm):
    @property
    def directory(self) -> str:
        """The name of the office's own directory, where there is one."""
        return settings.OIDC_PROVIDER if settings.OIDC_ISSUER else ""


class ChangePasswordForm(_LabelsAlone, allauth.ChangePasswordForm):
    pass


class ReauthenticateForm(_LabelsAlone, allauth.ReauthenticateForm):
    pass
