"""Keeping and throwing away what was typed and not saved; kis.accounts.drafts gives it back."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from kis.accounts.drafts import is_address_of_ours, number_of, pairs_of
from kis.accounts.models import LONGEST_ADDRESS, Draft
from kis.accounts.opened_forms import key_of
from kis.lib.posting import post_or_back


@post_or_back("desk:start")
def keep(request):
    """Answers with the time as it is shown, {"at": "10.17"}; what is no form of ours leads to the desk."""
    address, content = request.POST.get("adres", ""), pairs_of(request.POST.get("pola", ""))
    window = key_of(request.POST)
    is_form = window and len(address) <= LONGEST_ADDRESS and is_address_of_ours(address)
    if content is None or not is_form:
        return redirect("desk:start")
    draft = Draft.objects.keep(request.user, address, window, content)
    return JsonResponse({"at": f"{timezone.localtime(draft.saved_at):%-H.%M}"})


@post_or_back("desk:start")
def discard(request):
    """One text that was offered; those of other windows stay."""
    address, number = request.POST.get("adres", ""), number_of(request.POST.get("tekst", ""))
    Draft.objects.at(request.user, address).filter(pk=number).delete()
    return redirect(address if is_address_of_ours(address) else "desk:start")
