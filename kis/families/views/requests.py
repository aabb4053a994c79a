"""What a family asks its assistant for ahead, and the answers."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.families.forms.requests import RequestForm, TakeForm
from kis.families.forms.visits import ReasonForm
from kis.families.models import AccompanyingRequest
from kis.families.scope import own_family, readable_family
from kis.families.tabs import family_page
from kis.families.visit_scope import own_assignment, own_request
from kis.families.visit_words import worded_requests
from kis.families.visiting import refuse_request, take
from kis.lib.refusals import carried_out
from participants.forms.voiding import VoidForm

VIEW, WORK, VOID = "families.view_family", "families.work", "families.void_visit"
TAB = "families:requests"
PAGE_SIZE = 25


@require_GET
@permission_required(VIEW, raise_exception=True)
def requests(request, pk):
    file = readable_family(request, pk)
    rows = AccompanyingRequest.with_voided.filter(cooperation__family=file.family).told()
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("strona"))
    works = request.user.has_perm(WORK) and file.is_worked_with
    context = {
        "page": page,
        "rows": worded_requests(page),
        "writes": works,
        "voids": request.user.has_perm(VOID) and file.sees_all,
    }
    return family_page(request, file, "families/requests.html", TAB, context)


@require_GET
@permission_required(VIEW, raise_exception=True)
def request_row(request, pk):
    """Where a request of the desk leads: to its row among those of the family."""
    row = get_object_or_404(AccompanyingRequest.with_voided.select_related("cooperation"), pk=pk)
    file = readable_family(request, row.cooperation.family_id)
    return redirect(f"{reverse(TAB, args=[file.family.pk])}#prosba-{pk}")


@require_http_methods(["GET", "POST"])
@permission_required(WORK, raise_exception=True)
@saves_once
def request_new(request, pk):
    file = own_family(request, pk)
    assignment = own_assignment(file)
    row = AccompanyingRequest(cooperation=assignment.cooperation, entered_by=request.user)
    form = RequestForm(
        request.POST or None, instance=row, members=file.members, today=timezone.localdate()
    )
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano prośbę. Następny krok: przyjmij ją albo odmów.")
        return redirect(TAB, pk)
    return _page(request, form, file, "Nowa prośba", "Zapisz prośbę")


@require_http_methods(["GET", "POST"])
@permission_required(WORK, raise_exception=True)
@saves_once
def request_take(request, pk):
    file, row = own_request(request, pk)
    if not row.is_waiting:
        return _answered(request, file)
    assignment = own_assignment(file)
    form = TakeForm(request.POST or None, request_row=row)

    def act():
        facts = {name: form.cleaned_data[name] for name in ("starts_at", "ends_at", "place")}
        take(row, assignment, **facts, by=request.user)

    if carried_out(request, form, act):
        messages.success(request, "Przyjęto prośbę. Termin jest w kalendarzu.")
        return redirect(TAB, file.family.pk)
    return _page(request, form, file, f"Przyjmij prośbę: {row}", "Przyjmij")


@require_http_methods(["GET", "POST"])
@permission_required(WORK, raise_exception=True)
@saves_once
def request_refuse(request, pk):
    file, row = own_request(request, pk)
    if not row.is_waiting:
        return _answered(request, file)
    form = ReasonForm(request.POST or None)

    def act():
        refuse_request(row, **form.cleaned_data, by=request.user, on=file.on)

    if carried_out(request, form, act):
        messages.success(request, "Zapisano odmowę.")
        return redirect(TAB, file.family.pk)
    return _page(request, form, file, f"Odmów: {row}", "Zapisz odmowę")


@require_http_methods(["GET", "POST"])
@permission_required(VOID, raise_exception=True)
@saves_once
def request_void(request, pk):
    """By the head or the coordinator of assistants, never by who entered it."""
    rows = AccompanyingRequest.objects.select_related("cooperation", "visit", "asked_by__person")
    row = get_object_or_404(rows, pk=pk)
    file = readable_family(request, row.cooperation.family_id)
    if not file.sees_all:
        raise Http404
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: row.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect(TAB, file.family.pk)
    return _page(request, form, file, f"Unieważnij prośbę: {row}", "Unieważnij wpis")


def _answered(request, file):
    messages.info(request, "Na tę prośbę już odpowiedziano.")
    return redirect(TAB, file.family.pk)


def _page(request, form, file, title, button):
    context = {
        "form": form,
        "family": file.family,
        "title": title,
        "button": button,
        "is_request": True,
    }
    return render(request, "families/visit_form.html", context)
