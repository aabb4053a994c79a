"""Who gives the services, and whom of them a participant has chosen."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.lib.paging import rest_of_address
from kis.lib.refusals import carried_out
from kis.programmes.forms.provider import ChoiceEditForm, ChoiceForm, ProviderForm
from kis.programmes.models import Choice, Provider
from kis.programmes.providing import choose
from kis.programmes.scope import writable_enrolment
from kis.programmes.views.act import act_page

VIEW = permission_required("programmes.view_edition", raise_exception=True)
WRITE = permission_required("programmes.write_provider", raise_exception=True)
LIST, PAGE = "programmes:providers", "programmes:enrolment"
STATES = {"teraz": "Mają umowę", "wszyscy": "Wszyscy"}
PAGE_SIZE = 50


@VIEW
@require_GET
def providers(request):
    on = timezone.localdate()
    state = request.GET.get("stan")
    if state not in STATES:
        state = "teraz"
    rows = Provider.objects.on(on) if state == "teraz" else Provider.objects.all()
    context = {
        "page": Paginator(rows.in_polish_order(), PAGE_SIZE).get_page(request.GET.get("strona")),
        "states": STATES,
        "state": state,
        "query": rest_of_address(request),
    }
    return render(request, "programmes/providers.html", context)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def provider_new(request):
    form = ProviderForm(request.POST or None, instance=Provider())
    return _saved(request, form, "Nowa osoba świadcząca usługi")


@WRITE
@require_http_methods(["GET", "POST"])
def provider_edit(request, row_pk):
    row = get_object_or_404(Provider, pk=row_pk)
    return _saved(request, ProviderForm(request.POST or None, instance=row), f"Zmień: {row}")


def _saved(request, form, title):
    if carried_out(request, form, lambda: form.save_by(request.user)):
        messages.success(request, f"Zapisano: {form.instance}.")
        return redirect(LIST)
    return render(request, "programmes/provider_form.html", {"form": form, "title": title})


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def choice_new(request, pk, number):
    file, row = writable_enrolment(request, pk, number)
    choice = Choice(enrolment=row)
    form = ChoiceForm(request.POST or None, instance=choice, on=file.on)
    if carried_out(request, form, lambda: choose(choice, by=request.user)):
        messages.success(request, f"Zapisano wybór: {choice.provider}.")
        return redirect(PAGE, pk, number)
    back = (PAGE, pk, number)
    title = f"Kogo wybiera {row.person}"
    return act_page(request, file, form, title, tab="programmes:enrolments", back=back)


@WRITE
@require_http_methods(["GET", "POST"])
def choice_edit(request, pk, number, row_pk):
    file, row = writable_enrolment(request, pk, number)
    choice = get_object_or_404(row.choices.select_related("provider"), pk=row_pk)
    form = ChoiceEditForm(request.POST or None, instance=choice)
    if carried_out(request, form, form.save):
        messages.success(request, f"Zapisano wybór: {choice.provider}.")
        return redirect(PAGE, pk, number)
    back = (PAGE, pk, number)
    title = f"Wybór: {choice.provider}"
    return act_page(request, file, form, title, tab="programmes:enrolments", back=back)
