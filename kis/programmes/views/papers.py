"""The card of an application to be signed, and its scan as it was kept."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.http import require_GET

from contracts.views.papers import pdf
from kis.lib.refusals import Refused
from kis.programmes import papers
from kis.programmes.scope import readable_enrolment

VIEW = permission_required("programmes.view_edition", raise_exception=True)


@VIEW
@require_GET
def application_card(request, pk, number):
    file, row = readable_enrolment(request, pk, number, act="print", kind="programme_card")
    try:
        content = papers.application_card(file, row, file.on)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("programmes:enrolment", pk, number)
    return pdf(content, f"karta-zgloszenia-{row.pk}.pdf")


@VIEW
@require_GET
def questionnaire_scan(request, pk, number):
    _, row = readable_enrolment(request, pk, number, kind="programme_card")
    scan = row.questionnaire_scan
    if scan is None:
        raise Http404
    return pdf(scan.content, scan.name, scan.content_type)
