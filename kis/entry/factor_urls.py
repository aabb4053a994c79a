"""The library's pages of second factors, under addresses and with words of ours."""

from allauth.mfa.base import views
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as keys
from django.urls import path

from kis.entry.views import directory

# Codes cannot be taken away as a file: they are shown once.
urlpatterns = [
    path("skladniki/", views.index, name="mfa_index"),
    path("kod/", views.authenticate, name="mfa_authenticate"),
    path("potwierdz/kod/", views.reauthenticate, name="mfa_reauthenticate"),
    path("potwierdz/klucz/", keys.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
    path("skladniki/aplikacja/", totp.activate_totp, name="mfa_activate_totp"),
    path("skladniki/aplikacja/usun/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("skladniki/klucze/", keys.list_webauthn, name="mfa_list_webauthn"),
    path("skladniki/klucze/dodaj/", keys.add_webauthn, name="mfa_add_webauthn"),
    path("skladniki/klucze/<int:pk>/nazwa/", keys.edit_webauthn, name="mfa_edit_webauthn"),
    path("skladniki/klucze/<int:pk>/usun/", keys.remove_webauthn, name="mfa_remove_webauthn"),
    # The office's directory; what a strange name leads to is 404.
    path("katalog/przerwano/", directory.cancelled, name="socialaccount_login_cancelled"),
    path("katalog/<slug:provider_id>/", directory.login, name="openid_connect_login"),
    path("katalog/<slug:provider_id>/powrot/", directory.callback, name="openid_connect_callback"),
    path("klucz/", keys.login_webauthn, name="mfa_login_webauthn"),
    path("skladniki/kody/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("skladniki/kody/nowe/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
]
