"""The library's own forms without the grey words inside the fields, which only repeat the labels."""

from allauth.account import forms as allauth


class _LabelsAlone:
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class LoginForm(_LabelsAlone, allauth.LoginForm):
    pass


class ChangePasswordForm(_LabelsAlone, allauth.ChangePasswordForm):
    pass


class ReauthenticateForm(_LabelsAlone, allauth.ReauthenticateForm):
    pass
