"""The papers of visits, made when asked for; nothing is kept."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from contracts.views.papers import pdf
from kis.families import visit_papers
from kis.families.models import Assistant, FamilyMember, Visit
from kis.families.models.family import sees_every_family
from kis.families.scope import readable_family
from kis.families.visit_scope import readable_visit
from kis.journal.record import record
from kis.lib.dates import month_of
from kis.lib.refusals import Refused

VIEW, STAFF = "families.view_family", "families.view_staff"


@require_GET
@permission_required(VIEW, raise_exception=True)
def protocol(request, pk):
    _, visit = readable_visit(request, pk, act="print")
    if visit.state != Visit.State.HELD or visit.kind != Visit.Kind.VISIT or visit.voided_at:
        messages.info(request, "Protokół drukuje się z wizyty, która się odbyła.")
        return redirect("families:visit", pk)
    return _given(
        request, lambda: visit_papers.protocol(visit), f"protokol-{pk}.pdf", ("families:visit", pk)
    )


@require_GET
@permission_required(VIEW, raise_exception=True)
def card(request, pk, month):
    file = readable_family(request, pk, act="print")
    return _given(
        request,
        lambda: visit_papers.family_card(file.family, month),
        f"karta-wizyt-{month:%Y-%m}.pdf",
        ("families:visits", pk),
    )


def _assistant(request, pk: int) -> Assistant:
    """One's own row, or anybody's for who sees every family."""
    rows = Assistant.objects.select_related("user")
    if not sees_every_family(request.user, timezone.localdate()):
        rows = rows.filter(user=request.user)
    return get_object_or_404(rows, pk=pk)


def _of_assistant(request, pk, month, make, name):
    assistant = _assistant(request, pk)
    rows = Visit.objects.filter(assistant=assistant).between(*month_of(month))
    members = FamilyMember.objects.filter(family__cooperations__visits__in=rows).distinct()
    for family, person in members.values_list("family", "person"):
        record(request, "print", kind="family", number=family, person=person)
    return _given(
        request,
        lambda: make(assistant, month),
        f"{name}-{month:%Y-%m}.pdf",
        ("families:calendar_month", month),
    )


@require_GET
@permission_required(STAFF, raise_exception=True)
def report(request, pk, month):
    return _of_assistant(request, pk, month, visit_papers.assistant_report, "sprawozdanie")


@require_GET
@permission_required(STAFF, raise_exception=True)
def hours(request, pk, month):
    return _of_assistant(request, pk, month, visit_papers.assistant_hours, "godziny")


def _given(request, make, name: str, back: tuple):
    try:
        return pdf(make(), name)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(*back)
