"""Keeping and throwing away what was typed and not saved; kis.accounts.drafts gives it back."""

from django.http import JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from kis.accounts.drafts import is_address_of_ours, pairs_of
from kis.accounts.models import Draft
from kis.lib.posting import post_or_back

LONGEST_ADDRESS = Draft._meta.get_field("address").max_length


@post_or_back("desk:start")
def keep(request):
    """Answers with the time as it is shown, {"at": "10.17"}; what is no form of ours leads to the desk."""
    address, content = request.POST.get("adres", ""), pairs_of(request.POST.get("pola", ""))
    if content is None or len(address) > LONGEST_ADDRESS or not is_address_of_ours(address):
        return redirect("desk:start")
    draft = Draft.objects.keep(request.user, address, content)
    return JsonResponse({"at": f"{timezone.localtime(draft.saved_at):%-H.%M}"})


@post_or_back("desk:start")
def discard(request):
    address = request.POST.get("adres", "")
    Draft.objects.at(request.user, address).delete()
    return redirect(address if is_address_of_ours(address) else "desk:start")
