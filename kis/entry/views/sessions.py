"""Where an account is logged in now, and the end of it: one's own, and for an administrator another's."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kis.accounts.logins import previous_login
from kis.accounts.models import User
from kis.entry.sessions import device, end, failed_lately, open_logins
from kis.journal.entrances import note
from kis.journal.models import AccessEntry
from kis.journal.words import act_word

OTHERS = "inne"
EVENTS = 10


@require_http_methods(["GET", "POST"])
def own(request):
    return _logins(request, request.user, previous_login(request))


@permission_required("accounts.change_user", raise_exception=True)
@require_http_methods(["GET", "POST"])
def of_user(request, pk):
    return _logins(request, get_object_or_404(User, pk=pk))


def _logins(request, user, previous=None):
    logins, key = open_logins(user), request.session.session_key
    for login in logins:
        login.is_this, login.device = login.session_key == key, device(login.user_agent)
    if request.method == "POST":
        return _end(request, user, logins)
    context = {
        "of": user,
        "logins": logins,
        "others": [login for login in logins if not login.is_this],
        "previous": previous,
        "failed": failed_lately(user),
        "events": _events(user),
        "has_directory": bool(settings.OIDC_ISSUER),
    }
    return render(request, "entry/sessions.html", context)


def _events(user) -> list[AccessEntry]:
    """What changed how one gets into the account, also by somebody else."""
    entries = list(AccessEntry.objects.of_account(user.pk).select_related("user")[:EVENTS])
    for entry in entries:
        entry.word = act_word(entry.act)
    return entries


def _end(request, user, logins):
    asked = request.POST.get("koniec", "")
    chosen = [
        login
        for login in logins
        if (asked == OTHERS and not login.is_this) or asked == str(login.pk)
    ]
    if not chosen:
        messages.info(request, "Tego logowania już nie ma.")
        return redirect(request.path)
    note(request, request.user, "session_ended", of=user)
    count = end(chosen)
    if any(login.is_this for login in chosen):
        logout(request)
        return redirect("account_login")
    messages.success(request, f"Zakończono logowania: {count}.")
    return redirect(request.path)
