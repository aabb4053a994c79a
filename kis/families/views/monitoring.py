"""Monitoring behind the end of the work: a note of a step, its voiding, its end."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.families import monitoring
from kis.families.forms.court import EndMonitoringForm, MonitoringForm
from kis.families.models import Family, MonitoringNote
from kis.families.scope import readable_family
from kis.families.views.act import act_page
from kis.families.views.assessments import TAB, may_monitor, void_page
from kis.families.views.plans import voiding_family
from kis.lib.dates import polish
from kis.lib.refusals import carried_out

WRITE = permission_required("families.write_family", raise_exception=True)
KIND = "family_monitoring"


def _monitored(request, pk):
    """One that the user monitors."""
    file = readable_family(request, pk, act="edit", kind=KIND)
    if not may_monitor(file):
        raise Http404
    return file


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def monitoring_new(request, pk, months):
    """`months` is the step that the note answers, 0 for one beside them."""
    file = _monitored(request, pk)
    open_steps = {step.months for step in monitoring.steps(file.cooperation) if not step.note}
    if months and months not in open_steps:
        messages.info(request, "Ten krok monitorowania już zapisano.")
        return redirect(TAB, pk)
    row = MonitoringNote(
        cooperation=file.cooperation,
        months=months or None,
        written_by=request.user,
        written_at=timezone.now(),
    )
    form = MonitoringForm(request.POST or None, instance=row, initial={"on": file.on})
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano wpis z monitorowania.")
        return redirect(TAB, pk)
    return act_page(request, file, form, f"Monitorowanie: {row.step_in_words}", back=TAB)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def monitoring_end(request, pk):
    file = _monitored(request, pk)
    form = EndMonitoringForm(request.POST or None, initial={"on": file.on})

    def end():
        monitoring.end_monitoring(file.cooperation, today=file.on, **form.cleaned_data)

    if carried_out(request, form, end):
        messages.success(request, "Zapisano koniec monitorowania.")
        seen = Family.objects.visible_to(request.user, file.on).filter(pk=pk).exists()
        return redirect(TAB, pk) if seen else redirect("families:list")
    more = {"submit": "Zakończ monitorowanie", "back": TAB}
    return act_page(request, file, form, "Zakończ monitorowanie", **more)


@permission_required("families.void_work", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def monitoring_void(request, pk, row_pk):
    file = voiding_family(request, pk, KIND)
    rows = MonitoringNote.with_voided.filter(cooperation__family=file.family)
    row = get_object_or_404(rows, pk=row_pk)
    return void_page(request, file, row, f"Unieważnij wpis z monitorowania z {polish(row.on)}")
