"""A family's visits: their list, each of them, what came of it; planned, moved, cancelled, voided."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.families.forms.visits import OtherTimeForm, ReasonForm, VisitForm, VisitSeriesForm
from kis.families.models import Visit
from kis.families.models.family import parents_first
from kis.families.scope import own_family, readable_family
from kis.families.tabs import family_page
from kis.families.visit_scope import own_assignment, own_visit, readable_visit
from kis.families.visit_words import worded
from kis.families.visiting import cancel, plan_next, plan_series, span, usual_hours
from kis.journal.record import record
from kis.lib.dates import polish
from kis.lib.refusals import carried_out
from participants.forms.voiding import VoidForm

VIEW, WORK, VOID = "families.view_family", "families.work", "families.void_visit"
TAB, VISIT = "families:visits", "families:visit"
PAGE_SIZE = 25
AT_HOME = "u rodziny"


@require_GET
@permission_required(VIEW, raise_exception=True)
def visits(request, pk):
    file = readable_family(request, pk)
    rows = Visit.with_voided.filter(cooperation__family=file.family).told().order_by("-starts_at")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("strona"))
    context = {
        "page": page,
        "rows": worded(page),
        "writes": _works(request, file),
        "month": file.on.replace(day=1),
    }
    return family_page(request, file, "families/visits.html", TAB, context)


def _works(request, file) -> bool:
    return request.user.has_perm(WORK) and file.is_worked_with and file.cooperation is not None


@require_GET
@permission_required(VIEW, raise_exception=True)
def visit(request, pk):
    file, row = readable_visit(request, pk)
    reads = row.restricted_readable_by(request.user, file.on)
    if reads and row.restricted_note:
        record(request, "read_note", kind="family_visit", number=row.pk)
    is_own = request.user.has_perm(WORK) and row.assistant.user_id == request.user.pk
    voids = request.user.has_perm(VOID) and file.sees_all and row.entered_by != request.user
    context = {
        "visit": worded([row])[0],
        "reads_restricted": reads,
        "writes": is_own and row.voided_at is None and file.is_worked_with,
        "voids": voids and row.voided_at is None and row.is_reported,
        "request_row": getattr(row, "request", None),
    }
    return family_page(request, file, "families/visit.html", TAB, context)


@require_http_methods(["GET", "POST"])
@permission_required(WORK, raise_exception=True)
@saves_once
def visit_entry(request, pk):
    """What came of a visit; the same form mends it later."""
    file, row = own_visit(request, pk)
    if row.state == Visit.State.CANCELLED:
        messages.info(request, "Ta wizyta jest odwołana.")
        return redirect(VISIT, pk)
    if request.method == "POST" and row.client_key and row.client_key == request.form_key:
        return redirect(VISIT, pk)
    return _entry(request, file, row, f"Przebieg: {polish(row.day)}, {row.hours}")


@require_http_methods(["GET", "POST"])
@permission_required(WORK, raise_exception=True)
@saves_once
def visit_new(request, pk):
    """One that nobody planned."""
    file = own_family(request, pk)
    assignment = own_assignment(file)
    now = timezone.localtime()
    if request.method == "POST" and request.form_key:
        # Of a telephone that sends once more what got through long ago.
        sent = Visit.with_voided.filter(client_key=request.form_key, entered_by=request.user)
        if found := sent.first():
            return redirect(VISIT, found.pk)
    first, last = span(file.on, *usual_hours(now))
    row = Visit(
        cooperation=assignment.cooperation,
        assistant=assignment.assistant,
        is_planned_ahead=False,
        starts_at=first,
        ends_at=last,
        place=AT_HOME,
        entered_by=request.user,
    )
    return _entry(request, file, row, "Wizyta bez planu")


def _entry(request, file, row, title):
    now = timezone.now()
    rows = file.family.members.on(row.day or file.on).select_related("person")
    members = parents_first(rows)
    form = VisitForm(request.POST or None, instance=row, members=members, now=now)
    said = []

    def act():
        if request.form_key:
            row.client_key = request.form_key
        form.save()
        said.append(plan_next(row, request.user))

    if carried_out(request, form, act):
        messages.success(request, f"Zapisano o {timezone.localtime(now):%-H.%M}.")
        if said[0]:
            messages.info(request, said[0])
        return redirect(VISIT, row.pk)
    context = {"form": form, "title": title, "family": file.family, "visit": row}
    return render(request, "families/visit_entry.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(WORK, raise_exception=True)
@saves_once
def visits_plan(request, pk):
    file = own_family(request, pk)
    assignment = own_assignment(file)
    form = VisitSeriesForm(request.POST or None)
    planned = []

    def act():
        names = ("starts_at", "ends_at", "place")
        facts = {name: form.cleaned_data[name] for name in names}
        planned.append(plan_series(assignment, form.cleaned_data["days"], **facts, by=request.user))

    if carried_out(request, form, act):
        messages.success(request, f"Zaplanowano wizyty: {len(planned[0].visits)}.")
        for day, why in planned[0].left_out:
            messages.warning(request, f"Pominięto {polish(day)}. {why}")
        return redirect(TAB, pk)
    context = {
        "form": form,
        "family": file.family,
        "title": "Zaplanuj wizyty",
        "button": "Zaplanuj",
    }
    return render(request, "families/visit_form.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(WORK, raise_exception=True)
def visit_move(request, pk):
    file, row = own_visit(request, pk)
    if not row.is_planned:
        return _no_longer(request, row)
    form = OtherTimeForm(request.POST or None, instance=row)
    if carried_out(request, form, form.save):
        messages.success(request, "Zmieniono termin.")
        return redirect(VISIT, pk)
    context = {"form": form, "family": file.family, "title": "Zmień termin", "button": "Zapisz"}
    return render(request, "families/visit_form.html", context)


@require_http_methods(["GET", "POST"])
@permission_required(WORK, raise_exception=True)
def visit_cancel(request, pk):
    file, row = own_visit(request, pk)
    if not row.is_planned:
        return _no_longer(request, row)
    form = ReasonForm(request.POST or None)
    if carried_out(request, form, lambda: cancel(row, **form.cleaned_data)):
        messages.success(request, "Odwołano. Termin jest znowu wolny.")
        return redirect(TAB, file.family.pk)
    context = {
        "form": form,
        "family": file.family,
        "title": f"Odwołaj: {row.get_kind_display()} {polish(row.day)}, {row.hours}",
        "button": "Odwołaj",
    }
    return render(request, "families/visit_form.html", context)


def _no_longer(request, row):
    messages.info(request, "Ta wizyta nie jest już planowana.")
    return redirect(VISIT, row.pk)


@require_http_methods(["GET", "POST"])
@permission_required(VOID, raise_exception=True)
@saves_once
def visit_void(request, pk):
    """By the head or the coordinator of assistants, never by who entered it."""
    file, row = readable_visit(request, pk)
    if not file.sees_all:
        raise Http404
    if row.voided_at or not row.is_reported:
        return _no_longer(request, row)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(VISIT, pk)
    context = {
        "form": form,
        "family": file.family,
        "title": f"Unieważnij: {row}",
        "button": "Unieważnij wpis",
    }
    return render(request, "families/visit_form.html", context)
