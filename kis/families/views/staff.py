"""The assistants: who they are, how many families each has, their limits, their coordinator, who leaves."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.families.forms.assignment import HandOverForm
from kis.families.forms.staff import (
    AssistantForm,
    CoordinatorEndForm,
    CoordinatorForm,
    LimitForm,
    NewAssistantForm,
)
from kis.families.load import load_by_month, load_of
from kis.families.models import Assistant, AssistantLimit, AssistantsCoordinator
from kis.families.models.family import sees_every_family
from kis.lib.dates import polish
from kis.lib.refusals import carried_out

VIEW = permission_required("families.view_staff", raise_exception=True)
WRITE = permission_required("families.write_staff", raise_exception=True)
LIST = "families:staff"


def _seen(request, on):
    """Everybody's rows for who sees all families, else one's own."""
    rows = Assistant.objects.select_related("user")
    return rows if sees_every_family(request.user, on) else rows.filter(user=request.user)


@VIEW
@require_GET
def staff(request):
    on = timezone.localdate()
    rows = _seen(request, on).with_load(on).order_by(*Assistant._meta.ordering)
    shown = [(row, load_of(row), row.ends_on is not None and row.ends_on < on) for row in rows]
    context = {
        "rows": shown,
        "coordinators": AssistantsCoordinator.objects.select_related("user", "named_by")[:5],
        "sees_all": sees_every_family(request.user, on),
        "on": on,
    }
    return render(request, "families/staff.html", context)


@VIEW
@require_GET
def load(request):
    """Of everybody for twelve months; of who sees all families alone."""
    on = timezone.localdate()
    if not sees_every_family(request.user, on):
        raise Http404
    years = load_by_month(on)
    months = [one.month for one in years[0].months] if years else []
    return render(request, "families/load.html", {"years": years, "months": months})


@VIEW
@require_GET
def assistant(request, pk):
    on = timezone.localdate()
    row = get_object_or_404(_seen(request, on).with_load(on), pk=pk)
    assignments = row.assignments.on(on).select_related("cooperation__family")
    context = {
        "assistant": row,
        "load": load_of(row),
        "assignments": assignments.order_by("cooperation__family__name", "pk"),
        "limits": row.limits.select_related("set_by"),
        "may_set": request.user.has_perm("families.write_staff")
        and (row.ends_on is None or row.ends_on >= on),
    }
    return render(request, "families/assistant.html", context)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def assistant_new(request):
    form = NewAssistantForm(request.POST or None)
    return _saved(request, form, "Nowy asystent rodziny", "Zapisano w kartotece asystentów.")


@WRITE
@require_http_methods(["GET", "POST"])
def assistant_edit(request, pk):
    row = get_object_or_404(Assistant.objects.select_related("user"), pk=pk)
    form = AssistantForm(request.POST or None, instance=row)
    return _saved(request, form, f"Zmień: {row}", "Zapisano w kartotece asystentów.")


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def limit_new(request, pk):
    on = timezone.localdate()
    row = get_object_or_404(Assistant.objects.select_related("user"), pk=pk)
    limit = AssistantLimit(assistant=row, set_by=request.user)
    form = LimitForm(request.POST or None, instance=limit, on=on)
    title = f"Mniejszy limit rodzin: {row}"
    return _saved(request, form, title, "Zapisano limit.", back=("families:assistant", row.pk))


@WRITE
@require_http_methods(["GET", "POST"])
def limit_edit(request, pk, limit_pk):
    limits = AssistantLimit.objects.select_related("assistant__user").filter(assistant=pk)
    limit = get_object_or_404(limits, pk=limit_pk)
    form = LimitForm(request.POST or None, instance=limit, on=timezone.localdate())
    title = f"Popraw limit od {polish(limit.valid_from)}: {limit.assistant}"
    return _saved(request, form, title, "Poprawiono limit.", back=("families:assistant", pk))


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def coordinator_new(request):
    on = timezone.localdate()
    form = CoordinatorForm(
        request.POST or None, instance=AssistantsCoordinator(named_by=request.user), on=on
    )
    return _saved(request, form, "Wyznacz koordynatora asystentów", "Zapisano koordynatora.")


@WRITE
@require_http_methods(["GET", "POST"])
def coordinator_end(request, pk):
    row = get_object_or_404(AssistantsCoordinator.objects.select_related("user"), pk=pk)
    form = CoordinatorEndForm(request.POST or None, instance=row, on=timezone.localdate())
    return _saved(request, form, f"Do kiedy koordynuje {row}", "Zapisano ostatni dzień.")


def _saved(request, form, title, told, *, back=(LIST,)):
    if carried_out(request, form, form.save):
        messages.success(request, told)
        return redirect(*back)
    context = {"form": form, "title": title, "back": back[0], "back_to": back[1:]}
    return render(request, "families/staff_form.html", context)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def hand_over(request, pk):
    """All open families of an assistant who leaves, on one screen."""
    on = timezone.localdate()
    row = get_object_or_404(Assistant.objects.select_related("user"), pk=pk)
    form = HandOverForm(request.POST or None, assistant=row, on=on)
    if carried_out(request, form, lambda: form.save_by(request.user, on)):
        messages.success(request, f"Przekazano rodziny: {len(form.rows)}. Asystent już odchodzi.")
        return redirect(LIST)
    return render(request, "families/hand_over.html", {"form": form, "assistant": row})
