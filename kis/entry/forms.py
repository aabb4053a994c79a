"""The library's forms of second factors with rules of ours."""

from allauth.account import forms as account
from allauth.core import context
from allauth.mfa import app_settings
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base
from allauth.mfa.totp import forms as totp
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.webauthn import forms as webauthn
from allauth.socialaccount.models import SocialAccount
from django import forms
from django.conf import settings
from django.core.cache import cache

from kis.accounts.models import User
from kis.entry import secrets

CODE_HELP = "Sześć cyfr z aplikacji, która pokazuje kody."


def _is_spent(user, code: str) -> bool:
    """Marks it as spent: in the cache of the database, which all workers share."""
    digits = "".join(filter(str.isdigit, code))
    life = app_settings.TOTP_PERIOD * (2 * app_settings.TOTP_TOLERANCE + 1)
    return not cache.add(f"kis.entry.spent:{user.pk}:{digits}", True, life)


class _GoodOnce(forms.Form):
    """A code is taken once in all the time that it holds, also the one that began with the factor."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        field.label = "Kod"
        field.widget.attrs.pop("placeholder", None)
        field.widget.attrs |= {"inputmode": "numeric", "autocomplete": "one-time-code"}

    def clean_code(self):
        code = super().clean_code()
        if _is_spent(self.user, code):
            raise get_adapter().validation_error("incorrect_code")
        return code


class AuthenticateForm(_GoodOnce, base.AuthenticateForm):
    pass


class ReauthenticateForm(_GoodOnce, base.ReauthenticateForm):
    pass


class ActivateTOTPForm(_GoodOnce, totp.ActivateTOTPForm):
    """The secret that waits in the session for its first code is encrypted there, too."""

    def __init__(self, *args, **kwargs):
        session = context.request.session
        if waiting := session.get(SECRET_SESSION_KEY):
            try:
                session[SECRET_SESSION_KEY] = secrets.decrypt(waiting)
            except secrets.UnreadableSecret:
                del session[SECRET_SESSION_KEY]
        super().__init__(*args, **kwargs)
        session[SECRET_SESSION_KEY] = secrets.encrypt(self.secret)
        self.fields["code"].help_text = CODE_HELP


class _WhateverWasSent(forms.Form):
    """What is no answer of a key at all is refused like a wrong one; the library stumbles over it."""

    NO_ANSWER = (AttributeError, KeyError, TypeError, ValueError)

    def clean(self):
        try:
            return super().clean()
        except self.NO_ANSWER:
            raise get_adapter().validation_error("incorrect_code") from None


class _WhateverAnswered(_WhateverWasSent):
    def clean_credential(self):
        try:
            return super().clean_credential()
        except self.NO_ANSWER:
            raise get_adapter().validation_error("incorrect_code") from None


class AuthenticateWebAuthnForm(_WhateverAnswered, webauthn.AuthenticateWebAuthnForm):
    pass


class ReauthenticateWebAuthnForm(_WhateverAnswered, webauthn.ReauthenticateWebAuthnForm):
    pass


class LoginWebAuthnForm(_WhateverAnswered, webauthn.LoginWebAuthnForm):
    pass


class FirstKeyForm(_WhateverWasSent, webauthn.SignupWebAuthnForm):
    pass


class AddWebAuthnForm(_WhateverWasSent, webauthn.AddWebAuthnForm):
    """A key that logs in alone unless somebody unticks it."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Nazwa klucza"
        self.fields["name"].help_text = "Po czym go poznasz, np. „telefon służbowy”."
        box = self.fields["passwordless"]
        box.label, box.initial = "Klucz wystarcza do logowania", True
        box.help_text = (
            "Bez nazwy użytkownika i hasła: wystarczy odcisk palca, twarz albo PIN tego urządzenia. Odznacz "
            "przy starszym kluczu USB, który tego nie umie: będzie potrzebny obok hasła."
        )


class FirstPasswordForm(account.SetPasswordForm):
    """By an invitation; judged as any password is."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, label in (("password1", "Nowe hasło"), ("password2", "Nowe hasło jeszcze raz")):
            field = self.fields[name]
            field.label, field.help_text = label, ""
            field.widget.attrs.pop("placeholder", None)


class EditWebAuthnForm(webauthn.EditWebAuthnForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].label = "Nazwa klucza"
        self.fields["name"].max_length = 60


class ResetForm(forms.Form):
    user = forms.ModelChoiceField(User.objects.none(), label="Czyj telefon albo klucz")
    reason = forms.CharField(
        label="Co się stało",
        widget=forms.Textarea({"rows": 3}),
        max_length=500,
        help_text="Co zginęło, kiedy, i jak sprawdzono, że zgłasza to właściciel konta.",
    )

    def __init__(self, *args, users, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = users


class SettleForm(forms.Form):
    answer = forms.ChoiceField(
        label="Decyzja",
        choices=[
            ("confirmed", "Skasuj składnik i zakończ wszystkie logowania tego konta"),
            ("refused", "Odmów: składnik zostaje"),
        ],
        widget=forms.RadioSelect,
    )


class DirectoryForm(forms.Form):
    subject = forms.CharField(
        label="Identyfikator w katalogu (sub)",
        max_length=191,
        required=False,
        help_text="Widać go na stronie, na którą trafia nieznana osoba. Puste: bez logowania katalogiem.",
    )

    def clean_subject(self):
        subject = self.cleaned_data["subject"]
        taken = SocialAccount.objects.filter(provider=settings.OIDC_PROVIDER, uid=subject)
        if subject and subject != self.initial["subject"] and taken.exists():
            raise forms.ValidationError("Ten identyfikator ma już inne konto.")
        return subject
