"""An event at the place of work: reported by the supervisor, settled by the coordinator."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.refusals import carried_out
from participants.forms.voiding import VoidForm
from participants.models import Person
from psu.events import noticing
from psu.events.forms import SettlementForm, WorkEventForm
from psu.models import WorkEvent
from psu.scope import own_places


@require_http_methods(["GET", "POST"])
@permission_required("psu.look_after_place", raise_exception=True)
@saves_once
def event_new(request):
    now = timezone.localtime()
    places = own_places(request.user, now.date())
    form = WorkEventForm(
        request.POST or None,
        instance=WorkEvent(reported_by=request.user),
        initial={"day": now.date(), "hour": now.time()},
        places=places,
        on=now.date(),
    )
    if carried_out(request, form, form.save):
        messages.success(request, "Wysłano do KIS. Zawiadomienie pisze koordynator.")
        return redirect("psu:today")
    return render(request, "psu/events/form.html", {"form": form, "places": places})


@require_http_methods(["GET", "POST"])
@permission_required("psu.settle_event", raise_exception=True)
def event(request, pk):
    """What was reported, and its notice. Of an announced absence the coordinator notes what was done."""
    found = find_event(request, pk)
    form = None if found.needs_notice else SettlementForm(request.POST or None)
    on = timezone.localdate()
    if form and carried_out(
        request, form, lambda: found.settle(by=request.user, on=on, **form.cleaned_data)
    ):
        messages.success(request, "Zapisano, co zrobiono. Zdarzenie nie czeka już na pulpicie.")
        return redirect("psu:event", found.pk)
    if request.method == "POST":  # a refused act leaves what it was to write
        found.refresh_from_db()
    record(request, "view", kind="psu", number=found.pk, person=found.referral.person_id)
    context = {"event": found, "form": form, "notice": noticing.of_event(found)}
    return render(request, "psu/events/event.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("psu.settle_event", raise_exception=True)
@saves_once
def event_void(request, pk):
    """Reported by mistake, about another person or another day."""
    found = find_event(request, pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: found.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Zgłoszenie unieważniono.")
        return redirect("psu:event", found.pk)
    record(request, "view", kind="psu", number=found.pk, person=found.referral.person_id)
    return render(request, "psu/events/void.html", {"event": found, "form": form})


def find_event(request, pk) -> WorkEvent:
    """404 for a person whom the coordinator does not see."""
    events = WorkEvent.with_voided.of(Person.objects.visible_to(request.user))
    rows = events.select_related(
        *("referral__person", "referral__place", "referral__agreement__regime"),
        *("reported_by", "settled_by", "voided_by"),
    )
    return get_object_or_404(rows, pk=pk)
