"""Invitations: the code that comes in, the password that it sets, and the administrator who gives one."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kis.accounts.models import User
from kis.entry import invited
from kis.entry.forms import FirstPasswordForm
from kis.entry.models import Invitation
from kis.entry.scope import is_supervisor_alone
from kis.entry.sessions import end_all
from kis.journal.entrances import note
from kis.lib.refusals import Refused

NEXT = {Invitation.To.PHONE: "entry:phone_key", Invitation.To.PASSWORD: "entry:password"}
BY_MAIL = "poczta"


@login_not_required
@require_http_methods(["GET", "POST"])
def come_in(request):
    """Its script moves the code from the address into the form."""
    if request.method == "GET":
        return render(request, "entry/invited.html")
    invitation = Invitation.objects.by_token(request.POST.get("kod", "").strip())
    if invitation is None:
        return render(request, "entry/invited.html", {"is_refused": True})
    invited.begin(request, invitation)
    return redirect(NEXT[invitation.to])


@login_not_required
@require_http_methods(["GET", "POST"])
@transaction.atomic
def password(request):
    """One's own, which nobody else has seen; the login comes behind it, with the second factor."""
    invitation = invited.current(request, Invitation.To.PASSWORD)
    if invitation is None:
        return redirect("entry:invited")
    user = invitation.user
    form = FirstPasswordForm(user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        invited.end(request, invitation)
        user.set_password(form.cleaned_data["password1"])
        user.save(update_fields=["password"])
        end_all(user)
        note(request, user, "password_changed")
        messages.success(request, "Hasło ustawione. Zaloguj się.")
        return redirect("account_login")
    return render(request, "entry/password.html", {"form": form, "of": user})


@permission_required("accounts.change_user", raise_exception=True)
@require_http_methods(["GET", "POST"])
def invite(request, pk):
    """Shown once, or sent; the administrator never learns the password."""
    user = get_object_or_404(User, pk=pk)
    context = {
        "of": user,
        "sends": settings.HAS_MAIL and bool(user.email),
        "is_supervisor_alone": is_supervisor_alone(user),
    }
    if request.method == "POST":
        try:
            return _invited(request, user, context)
        except Refused as refused:
            messages.warning(request, str(refused))
    return render(request, "entry/invite.html", context)


def _invited(request, user, context):
    if request.POST.get("jak") == BY_MAIL and context["sends"]:
        Invitation.objects.post(user, by=request.user)
        note(request, request.user, "password_mailed", of=user)
        messages.success(
            request, f"{user}: zaproszenie wyjdzie w ciągu kilku minut na {user.email}."
        )
        return redirect("admin:accounts_user_change", user.pk)
    token = Invitation.objects.invite(user, by=request.user, to=Invitation.To.PASSWORD)
    note(request, request.user, "password_invited", of=user)
    return render(request, "entry/invite.html", context | {"address": invited.address_of(token)})
