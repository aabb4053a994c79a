"""Meetings planned, changed, moved and cancelled."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.activities.forms.meetings import CancelForm, MeetingForm, SeriesForm
from kis.activities.models import Activity, Meeting
from kis.activities.scheduling import cancel, clashes, lock, move, plan
from kis.lib.refusals import carried_out


@require_http_methods(["GET", "POST"])
@permission_required("activities.write_activity", raise_exception=True)
@saves_once
def meetings_new(request, pk):
    """*Pokaż terminy* saves nothing: it tells the days, the holidays left out, other meetings then."""
    group = get_object_or_404(Activity.objects.select_related("kind", "leader"), pk=pk)
    form = SeriesForm(request.POST or None, activity=group)
    context = {"form": form, "group": group}
    if request.method == "POST" and "show" in request.POST and form.is_valid():
        facts = form.cleaned_data
        found = facts["series"]
        met = clashes(facts["leader"], found.days, facts["starts_at"], facts["ends_at"])
        context |= {"series": found, "clashes": met}
        return render(request, "activities/meetings_new.html", context)

    def act():
        names = ("starts_at", "ends_at", "place", "leader")
        plan(group, form.cleaned_data["series"].days, **{n: form.cleaned_data[n] for n in names})

    if carried_out(request, form, act):
        count = len(form.cleaned_data["series"].days)
        messages.success(request, f"Zaplanowano. Spotkania: {count}. Następny krok: zapisz osoby.")
        return redirect("activities:activity", pk)
    return render(request, "activities/meetings_new.html", context)


def _planned(pk) -> Meeting:
    rows = Meeting.objects.select_related("activity", "leader")
    return get_object_or_404(rows, pk=pk)


def _over(request, meeting: Meeting):
    """Led back from a page that was opened before somebody else cancelled or moved it."""
    messages.info(request, "To spotkanie jest już odwołane albo przeniesione.")
    return redirect("activities:meeting", meeting.pk)


@require_http_methods(["GET", "POST"])
@permission_required("activities.write_activity", raise_exception=True)
@saves_once
def meeting_change(request, pk):
    meeting = _planned(pk)
    if not meeting.is_planned:
        return _over(request, meeting)
    # Before the form, which locks the meeting's row by itself.
    if request.method == "POST":
        lock(meeting.activity)
    form = MeetingForm(request.POST or None, instance=meeting)
    new = []

    def act():
        if not form.is_move:
            form.save()
            return
        facts = {name: form.cleaned_data[name] for name in MeetingForm.Meta.fields}
        former = _planned(pk)
        reason = form.cleaned_data["reason"]
        new.append(move(former, **facts, reason=reason, by=request.user))

    if carried_out(request, form, act):
        if new:
            messages.success(request, "Przeniesiono spotkanie. Osoby z listy trzeba zawiadomić.")
        else:
            messages.success(request, "Zapisano zmianę spotkania.")
        return redirect("activities:meeting", new[0].pk if new else pk)
    return render(
        request, "activities/meeting_change.html", {"form": form, "meeting": _planned(pk)}
    )


@require_http_methods(["GET", "POST"])
@permission_required("activities.write_activity", raise_exception=True)
def meeting_cancel(request, pk):
    meeting = _planned(pk)
    if not meeting.is_planned:
        return _over(request, meeting)
    form = CancelForm(request.POST or None)

    def act():
        cancel(meeting, reason=form.cleaned_data["reason"], by=request.user)

    if carried_out(request, form, act):
        messages.success(request, "Odwołano spotkanie. Osoby z listy trzeba zawiadomić.")
        return redirect("activities:activity", meeting.activity_id)
    return render(request, "activities/meeting_cancel.html", {"form": form, "meeting": meeting})
