"""The way to the office's directory and back, and whom the administrator connects with it."""

from allauth.socialaccount.models import SocialAccount, SocialApp
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods
from requests import RequestException

from kis.accounts.models import User
from kis.entry.directory import Strict
from kis.entry.forms import DirectoryForm
from kis.entry.sessions import end_all
from kis.journal.entrances import note
from kis.lib.posting import post_or_back
from kis.lib.refusals import carried_out


@login_not_required
@post_or_back("account_login", keeps=())
def login(request, provider_id):
    return _through(OAuth2LoginView, request, provider_id)


@login_not_required
@require_GET
def callback(request, provider_id):
    return _through(OAuth2CallbackView, request, provider_id)


def _through(view, request, provider_id):
    try:
        return view.adapter_view(Strict(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (RequestException, KeyError):  # KeyError: what it tells of itself lacks an address
        return render(request, "entry/directory_down.html", status=503)


@login_not_required
@require_GET
def cancelled(request):
    messages.info(request, "Przerwano logowanie przez katalog urzędu.")
    return redirect("account_login")


@permission_required("accounts.change_user", raise_exception=True)
@require_http_methods(["GET", "POST"])
def connect(request, pk):
    """One account has one person of the directory, by what the directory calls them."""
    user = get_object_or_404(User, pk=pk)
    if not settings.OIDC_ISSUER:
        return render(request, "entry/directory.html", {"of": user})
    now = SocialAccount.objects.filter(user=user, provider=settings.OIDC_PROVIDER).first()
    form = DirectoryForm(request.POST or None, initial={"subject": now.uid if now else ""})

    def act():
        SocialAccount.objects.filter(user=user, provider=settings.OIDC_PROVIDER).delete()
        if subject := form.cleaned_data["subject"]:
            SocialAccount.objects.create(user=user, provider=settings.OIDC_PROVIDER, uid=subject)
        if now and now.uid != subject:
            # Who came in by the connection that was taken away comes in by it no more.
            end_all(user, but=request.session.session_key)
        note(request, request.user, "directory", of=user)

    if carried_out(request, form, act):
        messages.success(request, "Zapisano.")
        return redirect("admin:accounts_user_change", user.pk)
    back = reverse("openid_connect_callback", args=[settings.OIDC_PROVIDER])
    context = {"form": form, "of": user, "back": f"{settings.PROGRAM_ADDRESS}{back}"}
    return render(request, "entry/directory.html", context)
