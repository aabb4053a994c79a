"""The library of goals and actions: read by the office, written by the coordinator."""

from itertools import groupby
from operator import itemgetter

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from contracts.forms.draft_buttons import with_row
from contracts.forms.library import ACTIONS, LibraryPage
from contracts.library_columns import library_table
from contracts.models import LibraryAction, LibraryGoal
from kis.accounts.once import saves_once
from kis.lib.refusals import refusals
from kis.lib.row_history import acts_on, acts_on_parts
from kis.lib.table_files import asked_for
from participants.models import EligibilityCategory

FOR_EVERYBODY = "Dla wszystkich"


@permission_required("contracts.view_library", raise_exception=True)
@require_GET
def library(request):
    names = _names_of_categories()
    goals = LibraryGoal.objects.by_group().annotate(action_count=Count("actions"))
    if "plik" in request.GET:
        goals = goals.prefetch_related("actions")  # the table tells them, the page their number
    rows = [(_title(goal.categories, names), goal) for goal in goals]
    if file := asked_for(request, library_table(rows), on=timezone.localdate()):
        return file
    groups = [
        {"title": title, "goals": [goal for _, goal in found]}
        for title, found in groupby(rows, key=itemgetter(0))
    ]
    return render(request, "contracts/library/list.html", {"groups": groups})


@permission_required("contracts.view_library", raise_exception=True)
@require_GET
def library_goal(request, pk):
    goal = get_object_or_404(LibraryGoal, pk=pk)
    return render(
        request,
        "contracts/library/goal.html",
        {
            "goal": goal,
            "actions": goal.actions.all(),
            "for_whom": _title(goal.categories, _names_of_categories()),
            "history": _history(goal),
        },
    )


@permission_required("contracts.write_library", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def library_goal_new(request):
    return _edit(request, LibraryGoal(position=LibraryGoal.objects.next_position()))


@permission_required("contracts.write_library", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def library_goal_edit(request, pk):
    return _edit(request, get_object_or_404(LibraryGoal, pk=pk))


def _edit(request, goal):
    """One button saves, another adds a row and saves nothing."""
    is_sent, adds = request.method == "POST", request.POST.get("add") == ACTIONS
    # Posted fields on a page that is opened: text that was typed before and not saved.
    data = request.POST if is_sent else request.POST or None
    if adds:
        data = with_row(data, ACTIONS)
    with transaction.atomic():
        page = LibraryPage(goal, data, on=timezone.localdate())
        if is_sent and not adds and page.is_valid():
            with refusals(page.form):
                saved = page.save()
            if page.form.is_valid():
                messages.success(request, "Zapisano cel w bibliotece.")
                return redirect("contracts:library_goal", saved.pk)
    context = {"page": page, "form": page.form, "goal": goal}
    return render(request, "contracts/library/form.html", context)


def _names_of_categories() -> dict[int, str]:
    categories = EligibilityCategory.objects.last_by(timezone.localdate())
    return dict(categories.values_list("code", "public_wording"))


def _title(codes, names) -> str:
    words = [names.get(code, f"kategoria {code}") for code in codes]
    return "; ".join(words) or FOR_EVERYBODY


def _history(goal) -> list[tuple]:
    """Pairs of what was changed and the act, the newest first."""
    acts = [("cel", act) for act in acts_on(goal)]
    parts = acts_on_parts(LibraryAction, owner="goal", of=goal, named="text")
    acts += [(f"działanie „{name}”", act) for name, act in parts]
    return sorted(acts, key=lambda pair: pair[1].at, reverse=True)
