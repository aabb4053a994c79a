from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone

from kis.lib.dates import month_name, polish
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused
from kis.lib.sentences import full_stop
from psu.models import WorkPlace
from psu.proofs.confirming import confirm, confirm_day

LONGEST_NUMBER = 18  # digits


@post_or_back("psu:sheet")
@permission_required("psu.look_after_place", raise_exception=True)
def month_confirm(request, pk, month):
    """From the phone and from the sheet, back to where the button was pressed. 404 for another's place."""
    place = _own_place(request, pk)
    try:
        confirm(place, month, by=request.user, at=timezone.now(), seen=_seen(request))
        messages.success(request, full_stop(f"Potwierdzono wpisy: {month_name(month)}, {place}"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    if request.POST.get("from") == "phone":
        return redirect("psu:own_month_of", month)
    return redirect("psu:sheet", place.pk, month)


@post_or_back("psu:day", keeps=("day",))
@permission_required("psu.look_after_place", raise_exception=True)
def day_confirm(request, day, pk):
    """The entries of one day at a place, from the phone."""
    place = _own_place(request, pk)
    if day > timezone.localdate():  # whose page there is none
        raise Http404
    try:
        confirm_day(place, day, by=request.user, at=timezone.now(), seen=_seen(request))
        messages.success(request, full_stop(f"Potwierdzono wpisy: {polish(day)}, {place}"))
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("psu:day", day)


def _own_place(request, pk) -> WorkPlace:
    places = WorkPlace.objects.supervised_by(request.user, timezone.localdate())
    return get_object_or_404(places, pk=pk)


def _seen(request) -> int:
    seen = request.POST.get("seen", "")
    # A hidden field that somebody changed: 0 then means that nothing was seen.
    return int(seen) if seen.isdecimal() and len(seen) <= LONGEST_NUMBER else 0
