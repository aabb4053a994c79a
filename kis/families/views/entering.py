"""A family entered, put right, and led by another social worker."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.families.forms.family import FamilyForm, NewFamilyForm, WorkerForm
from kis.families.models import Family
from kis.families.scope import readable_family
from kis.families.views.act import act_page
from kis.lib.refusals import carried_out


@permission_required("families.receive_application", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def family_new(request):
    row = Family(entered_by=request.user)
    form = NewFamilyForm(request.POST or None, instance=row, user=request.user)
    if carried_out(request, form, form.save):
        messages.success(request, f"Zapisano rodzinę: {row}. Teraz wpisz, kto do niej należy.")
        on = timezone.localdate()
        if Family.objects.visible_to(request.user, on).filter(pk=row.pk).exists():
            return redirect("families:members", row.pk)
        return redirect("families:list")
    return render(request, "families/new.html", {"form": form})


@permission_required("families.write_family", raise_exception=True)
@require_http_methods(["GET", "POST"])
def family_edit(request, pk):
    file = written_family(request, pk)
    form = FamilyForm(request.POST or None, instance=file.family)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano dane rodziny.")
        return redirect("families:family", pk)
    return act_page(request, file, form, "Zmień dane rodziny")


@permission_required("families.assign", raise_exception=True)
@require_http_methods(["GET", "POST"])
def family_worker(request, pk):
    file = readable_family(request, pk, act="edit")
    form = WorkerForm(request.POST or None, instance=file.family)
    if carried_out(request, form, form.save):
        messages.success(request, f"Rodzinę prowadzi teraz {form.instance.social_worker}.")
        return redirect("families:family", pk)
    return act_page(request, file, form, "Inny pracownik socjalny rodziny")


def written_family(request, pk):
    """Of its social worker or its assistant: others only read."""
    file = readable_family(request, pk, act="edit")
    if not (file.is_led or file.is_worked_with):
        raise Http404
    return file
