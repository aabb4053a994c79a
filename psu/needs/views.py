from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.lib.refusals import Refused, carried_out, refusals
from kis.lib.table_files import asked_for
from participants.forms.voiding import VoidForm
from psu.models import NeedsPlan
from psu.needs import planning
from psu.needs.columns import plan_table, plans_table
from psu.needs.forms import LineFormSet, PlanForm, PlanYearForm, read_choices_once
from psu.sending import SendingForm, given_out


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def needs_plans(request):
    plans = NeedsPlan.with_voided.all()
    return asked_for(request, plans_table(plans), on=timezone.localdate()) or render(
        request, "psu/needs/list.html", {"plans": plans}
    )


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_needs_plan", raise_exception=True)
@saves_once
def needs_plan_new(request):
    on = timezone.localdate()
    form = PlanYearForm(request.POST or None, initial={"plan_year": planning.year_to_plan(on)})
    begun = []

    def act():
        begun.append(planning.begin(form.cleaned_data["plan_year"], by=request.user, on=on))

    if carried_out(request, form, act):
        messages.success(request, "Utworzono szkic planu. Następny krok: popraw liczby.")
        return redirect("psu:needs_plan_edit", begun[0].pk)
    return render(request, "psu/needs/new.html", {"form": form})


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def needs_plan(request, pk):
    plan = _plan(pk)
    lines = plan.lines.select_related("place", "kind")
    if file := asked_for(request, plan_table(plan, lines), on=timezone.localdate()):
        return file
    context = {"plan": plan, "lines": lines, "sums": plan.sums()}
    return render(request, "psu/needs/plan.html", context)


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_needs_plan", raise_exception=True)
@saves_once
def needs_plan_edit(request, pk):
    """Until the print; a guard holds that."""
    plan = _plan(pk)
    data = request.POST if request.method == "POST" else None
    form = PlanForm(data, instance=plan)
    rows = LineFormSet(data, instance=plan, prefix="lines")
    read_choices_once(rows)
    if request.method == "POST":
        is_sound = rows.is_valid()
        if form.is_valid() and is_sound:
            with refusals(form):
                form.save()
                rows.save()
            if form.is_valid():
                messages.success(request, "Zapisano plan. Następny krok: wydrukuj i wyślij.")
                return redirect("psu:needs_plan", pk)
        elif not is_sound:
            form.add_error(None, "Popraw zaznaczone wiersze planu.")
    return render(request, "psu/needs/form.html", {"form": form, "rows": rows, "plan": plan})


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_needs_plan", raise_exception=True)
@saves_once
def needs_plan_send(request, pk):
    plan = _plan(pk)
    initial = {"day": timezone.localdate(), "how": "e_delivery"}
    form = SendingForm(request.POST or None, written_on=plan.written_on, initial=initial)

    def act():
        planning.send(plan, by=request.user, **form.cleaned_data)

    if carried_out(request, form, act):
        messages.success(request, "Odnotowano wysłanie planu potrzeb.")
        return redirect("psu:needs_plan", pk)
    return render(request, "psu/needs/send.html", {"form": form, "plan": plan})


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_needs_plan", raise_exception=True)
@saves_once
def needs_plan_void(request, pk):
    plan = _plan(pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: plan.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Plan unieważniono. Można utworzyć nowy na ten sam rok.")
        return redirect("psu:needs_plan", pk)
    return render(request, "psu/needs/void.html", {"form": form, "plan": plan})


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def needs_plan_pdf(request, pk):
    """The kept paper; only who may send the plan prints it first."""
    plan = _plan(pk)
    try:
        if plan.document is None and not request.user.has_perm("psu.write_needs_plan"):
            raise Refused("Planu jeszcze nie wydrukowano. Drukuje go koordynator KIS.")
        return given_out(planning.printed(plan, by=request.user))
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("psu:needs_plan", pk)


def _plan(pk) -> NeedsPlan:
    people = ("written_by", "sent_by", "voided_by", "document")
    return get_object_or_404(NeedsPlan.with_voided.select_related(*people), pk=pk)
