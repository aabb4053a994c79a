"""A supervisor's telephone: an invitation shown once, the first key made by it, and the login."""

import segno
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required, permission_required
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.drafts import number_of
from kis.entry.forms import FirstKeyForm
from kis.entry.models import Invitation
from kis.entry.scope import supervisors
from kis.journal.entrances import note

INVITED = "phone_invitation"
NAME = "telefon"


@permission_required("entry.invite_phone", raise_exception=True)
@require_http_methods(["GET", "POST"])
def phones(request):
    rows = supervisors().annotate(
        has_key=Exists(Authenticator.objects.filter(user=OuterRef("pk"))),
        is_invited=Exists(Invitation.objects.filter(user=OuterRef("pk")).open(timezone.now())),
    )
    context = {"supervisors": rows}
    if request.method == "POST":
        chosen = rows.filter(has_key=False, pk=number_of(request.POST.get("kto", ""))).first()
        if chosen is None:
            messages.info(request, "Ta osoba ma już podłączony telefon albo nie ma jej na liście.")
            return redirect("entry:phones")
        context |= {"invited": chosen, "address": _invite(request, chosen)}
        context["picture"] = segno.make(context["address"], error="m").svg_data_uri(scale=5)
    return render(request, "entry/phones.html", context)


def _invite(request, user) -> str:
    """The code stands behind a #: no server is told it by an address, and no log has it."""
    note(request, request.user, "phone_invited", of=user)
    token = Invitation.objects.invite(user, by=request.user)
    return f"{settings.PROGRAM_ADDRESS}{reverse('entry:phone')}#{token}"


@login_not_required
@require_http_methods(["GET", "POST"])
def phone(request):
    """Its script moves the code from the address into the form."""
    if request.method == "GET":
        return render(request, "entry/phone.html")
    invitation = Invitation.objects.by_token(request.POST.get("kod", ""))
    if invitation is None:
        return render(request, "entry/phone.html", {"is_refused": True})
    # Whoever was logged in on this telephone is not any more.
    logout(request)
    request.session[INVITED] = invitation.pk
    return redirect("entry:phone_key")


@login_not_required
@require_http_methods(["GET", "POST"])
@transaction.atomic
def phone_key(request):
    invitation = _invitation_of(request)
    if invitation is None:
        return redirect("entry:phone")
    user = invitation.user
    form = FirstKeyForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        return _join(request, invitation, form.cleaned_data["credential"])
    context = {
        "form": form,
        "of": user,
        "js_data": {"creation_options": begin_registration(user, True)},
    }
    return render(request, "entry/phone_key.html", context)


def _invitation_of(request) -> Invitation | None:
    """Locked: of two telephones with the same code the second comes too late."""
    rows = Invitation.objects.open(timezone.now()).select_related("user")
    return (
        rows.select_for_update(of=["self"], no_key=True)
        .filter(pk=request.session.get(INVITED))
        .first()
    )


def _join(request, invitation: Invitation, credential: dict):
    user = invitation.user
    invitation.used_at = timezone.now()
    invitation.save(update_fields=["used_at"])
    del request.session[INVITED]
    key = flows.signup_authenticator(request, user=user, name=NAME, credential=credential)
    if not settings.DEMO:
        # From now on the telephone alone opens the account: a password would be a second, weaker door.
        user.set_unusable_password()
        user.save(update_fields=["password"])
    note(request, user, "phone_joined")
    return flows.perform_passwordless_login(request, key, Login(user=user))
