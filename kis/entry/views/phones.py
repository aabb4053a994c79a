"""A supervisor's telephone: an invitation shown once, the first key made by it, and the login."""

import segno
from allauth.account.models import Login
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import flows
from allauth.mfa.webauthn.internal.auth import begin_registration
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.drafts import number_of
from kis.entry.forms import FirstKeyForm
from kis.entry.invited import address_of, current, end
from kis.entry.models import Invitation
from kis.entry.scope import supervisors
from kis.journal.entrances import note

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
    note(request, request.user, "phone_invited", of=user)
    return address_of(Invitation.objects.invite(user, by=request.user, to=Invitation.To.PHONE))


@login_not_required
@require_http_methods(["GET", "POST"])
@transaction.atomic
def phone_key(request):
    invitation = current(request, Invitation.To.PHONE)
    if invitation is None:
        return redirect("entry:invited")
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


def _join(request, invitation: Invitation, credential: dict):
    user = invitation.user
    end(request, invitation)
    key = flows.signup_authenticator(request, user=user, name=NAME, credential=credential)
    if not settings.DEMO:
        # From now on the telephone alone opens the account: a password would be a second, weaker door.
        user.set_unusable_password()
        user.save(update_fields=["password"])
    note(request, user, "phone_joined")
    return flows.perform_passwordless_login(request, key, Login(user=user))
