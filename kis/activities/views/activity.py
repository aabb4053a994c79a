"""A group: its page, its facts, who is enrolled."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.activities.forms.activity import (
    SHOWN,
    ActivityForm,
    EndEnrolmentForm,
    EnrolForm,
    SearchForm,
    people_to_enrol,
)
from kis.activities.models import Activity, Enrolment
from kis.activities.scans import with_scans
from kis.activities.scope import is_of_office, readable_activity
from kis.activities.timetable import standing, with_standing
from kis.journal.record import record
from kis.lib.refusals import carried_out
from participants.models import Person
from participants.scope import lead_back_if_restricted

MEETINGS_ON_A_PAGE = 30


@require_GET
@permission_required("activities.view_timetable", raise_exception=True)
def activity(request, pk):
    on = timezone.localdate()
    group = readable_activity(request.user, pk)
    is_past = request.GET.get("spotkania") == "minione"
    page = Paginator(
        _meetings(request.user, group, on, is_past=is_past), MEETINGS_ON_A_PAGE
    ).get_page(request.GET.get("strona"))
    enrolments = _enrolments(request.user, group)
    for enrolment in enrolments:
        record(request, "view", kind="activity", number=group.pk, person=enrolment.person_id)
    now = [row for row in enrolments if row.ends_on is None or row.ends_on >= on]
    context = {
        "group": group,
        "page": page,
        "rows": [(meeting, standing(meeting, on)) for meeting in page],
        "is_past": is_past,
        "query": "spotkania=minione&" if is_past else "",
        "enrolled": now,
        "left": [row for row in enrolments if row not in now],
        "taken": sum(row.starts_on <= on for row in now),
        "is_own": not is_of_office(request.user),
        "sees_names": _sees_names(request.user, group),
        "on": on,
    }
    return render(request, "activities/activity.html", context)


def _meetings(user, group: Activity, on, *, is_past: bool):
    rows = with_scans(with_standing(group.meetings.visible_to(user)))
    if is_past:
        return rows.filter(day__lt=on).order_by("-day", "-starts_at", "pk")
    return rows.filter(day__gte=on).in_order()


def _sees_names(user, group: Activity) -> bool:
    return is_of_office(user) or group.leader_id == user.pk


def _enrolments(user, group: Activity) -> list[Enrolment]:
    if not _sees_names(user, group):
        return []
    rows = group.enrolments.select_related("person").by_name()
    if is_of_office(user):
        rows = rows.filter(person__in=Person.objects.visible_to(user))
    return list(rows)


@require_http_methods(["GET", "POST"])
@permission_required("activities.write_activity", raise_exception=True)
@saves_once
def activity_new(request):
    form = ActivityForm(request.POST or None, instance=Activity())
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano zajęcia. Następny krok: dodaj spotkania.")
        return redirect("activities:meetings_new", form.instance.pk)
    return render(request, "activities/activity_form.html", {"form": form})


@require_http_methods(["GET", "POST"])
@permission_required("activities.write_activity", raise_exception=True)
def activity_edit(request, pk):
    group = get_object_or_404(Activity, pk=pk)
    form = ActivityForm(request.POST or None, instance=group)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano. Spotkania już zaplanowane zostały bez zmian.")
        return redirect("activities:activity", pk)
    return render(request, "activities/activity_form.html", {"form": form, "group": group})


@require_http_methods(["GET", "POST"])
@permission_required("activities.write_activity", raise_exception=True)
@saves_once
def enrol(request, pk):
    group = get_object_or_404(Activity, pk=pk)
    on = max(timezone.localdate(), group.starts_on)
    search = SearchForm(request.GET)
    words = search.cleaned_data["szukaj"] if search.is_valid() else ""
    seen = Person.objects.visible_to(request.user)
    found = people_to_enrol(group, on, seen=seen, words=words)
    shown = found[:SHOWN]
    # Whoever was found before may be sent, whatever is searched now.
    choices = people_to_enrol(group, on, seen=seen) if request.method == "POST" else shown
    data = request.POST if request.method == "POST" else None
    form = EnrolForm(data, activity=group, people=choices, initial={"starts_on": on})

    def act():
        for person in sorted(form.cleaned_data["people"], key=lambda person: person.pk):
            Enrolment.objects.create(
                activity=group,
                person=person,
                starts_on=form.cleaned_data["starts_on"],
                enrolled_by=request.user,
            )

    if carried_out(request, form, act):
        messages.success(
            request, f"Zapisano na zajęcia. Osoby: {len(form.cleaned_data['people'])}."
        )
        return redirect("activities:activity", pk)
    form.fields["people"].queryset = shown
    for person in shown:
        record(request, "view", kind="activity", number=group.pk, person=person.pk)
    context = {"form": form, "group": group, "search": search, "words": words, "shown": SHOWN}
    context["is_more"] = len(shown) == SHOWN
    return render(request, "activities/enrol.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("activities.write_activity", raise_exception=True)
def enrolment_end(request, pk, enrolment_pk):
    people = Person.objects.visible_to(request.user)
    rows = Enrolment.objects.filter(activity=pk, person__in=people)
    enrolment = get_object_or_404(rows.select_related("activity", "person"), pk=enrolment_pk)
    lead_back_if_restricted(enrolment.person)
    initial = {"ends_on": enrolment.ends_on or max(timezone.localdate(), enrolment.starts_on)}
    form = EndEnrolmentForm(request.POST or None, initial=initial)

    def act():
        if form.cleaned_data["is_mistake"]:
            enrolment.delete()
        else:
            enrolment.end(on=form.cleaned_data["ends_on"])

    if carried_out(request, form, act):
        messages.success(request, f"{enrolment.person}: zapisano zmianę na liście zajęć.")
        return redirect("activities:activity", pk)
    record(
        request, "view", kind="activity", number=enrolment.activity_id, person=enrolment.person_id
    )
    return render(request, "activities/enrolment_end.html", {"form": form, "enrolment": enrolment})
