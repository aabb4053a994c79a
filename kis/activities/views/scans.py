"""Scans of signed lists: kept with a meeting, opened, voided."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.views.papers import pdf
from kis.accounts.once import saves_once
from kis.activities.forms.scan import MeetingScanForm
from kis.activities.models import Meeting, MeetingScan
from kis.activities.scans import chosen_at_first, keep, on_one_sheet, people_on
from kis.activities.scope import readable_meeting
from kis.journal.record import record
from kis.lib.refusals import carried_out
from participants.forms.voiding import VoidForm


def _lists_of(meeting: Meeting) -> str:
    return f"{reverse('activities:meeting', args=[meeting.pk])}#listy"


@require_http_methods(["GET", "POST"])
@permission_required("activities.keep_meeting_scan", raise_exception=True)
@saves_once
def scan_new(request, pk):
    """From the meeting; `?kartka=` tells that the sheet is of the whole day or of the group's month."""
    one, on = readable_meeting(request.user, pk), timezone.localdate()
    if request.method == "GET" and (not one.is_planned or one.day > on):
        messages.info(request, "To spotkanie się nie odbyło, więc nie ma podpisanej listy.")
        return redirect("activities:meeting", pk)
    others = on_one_sheet(one, request.user, on)
    sheet = request.GET.get("kartka", "")
    form = MeetingScanForm(
        request.POST or None,
        request.FILES or None,
        others=others,
        chosen=chosen_at_first(one, others, sheet),
    )

    def act():
        facts = form.cleaned_data
        keep([one, *facts.get("also", [])], facts["file"], by=request.user)

    if carried_out(request, form, act):
        messages.success(request, "Dodano skan podpisanej listy.")
        return redirect(_lists_of(one))
    return render(request, "activities/scan_form.html", {"form": form, "meeting": one})


def _scan(request, pk, scan_pk) -> MeetingScan:
    """404 for a sheet that names somebody whom the reader does not see."""
    one = readable_meeting(request.user, pk)
    rows = MeetingScan.with_voided.filter(meeting=one).shown_to(request.user)
    return get_object_or_404(
        rows.select_related("document", "meeting__activity", "kept_by", "voided_by"), pk=scan_pk
    )


@require_GET
@permission_required("activities.view_meeting_scan", raise_exception=True)
def scan(request, pk, scan_pk):
    found = _scan(request, pk, scan_pk)
    for person in people_on(found, request.user):
        record(request, "open_scan", kind="attendance_list", number=pk, person=person)
    return pdf(found.document.content, found.document.name, found.document.content_type)


@require_http_methods(["GET", "POST"])
@permission_required("activities.void_meeting_scan", raise_exception=True)
@saves_once
def scan_void(request, pk, scan_pk):
    """By a second person; at this meeting alone."""
    found = _scan(request, pk, scan_pk)
    if found.voided_at and request.method == "GET":
        messages.info(request, found.void_in_words)
        return redirect(_lists_of(found.meeting))
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: found.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(_lists_of(found.meeting))
    return render(request, "activities/scan_void.html", {"form": form, "scan": found})
