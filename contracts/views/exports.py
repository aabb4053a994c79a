"""Many papers at once: ordering them, how far they are, fetching them."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from contracts.exports import ReviewSheets, SignedContracts
from contracts.forms.exports import MonthForm, YearForm
from contracts.list_paper import ContractList
from kis.accounts.once import saves_once
from kis.documents.exports import kinds
from kis.documents.making import NOT_READABLE
from kis.documents.models import Export
from kis.documents.packing import packed
from kis.documents.tasks import is_anybody_working
from kis.journal.record import record
from kis.lib.refusals import refusals

SHOWN = 20
KINDS = [kind.name for kind in (SignedContracts, ReviewSheets, ContractList)]


@permission_required("contracts.view_contract", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def exports(request):
    """What may be ordered, and what the user has ordered; nobody else's orders."""
    now = timezone.now()
    year, month = (_form(kind, request, timezone.localdate(now)) for kind in (YearForm, MonthForm))
    sent = next((form for form in (year, month) if form and form.is_bound), None)
    if sent and sent.is_valid():
        with refusals(sent):
            return redirect("contracts:export", sent.order(now).pk)
    own = _orders(request)[:SHOWN]
    for export in own:
        export.has_expired = export.is_expired(now)
    context = {"year_form": year, "month_form": month, "exports": own}
    return render(request, "contracts/exports.html", context)


def _form(kind, request, on):
    """Bound where it is the one that was sent; None for who may not order such papers."""
    if not request.user.has_perm(kind.right):
        return None
    is_sent = request.method == "POST" and kind.field in request.POST
    return kind(request.POST if is_sent else None, user=request.user, on=on)


def _orders(request):
    return Export.objects.of(request.user).filter(kind__in=KINDS).with_counts()


def _own(request, pk) -> Export:
    return get_object_or_404(_orders(request), pk=pk)


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def export_page(request, pk):
    """How far the order is. The part alone is asked for every two seconds, until all is settled."""
    now, export = timezone.now(), _own(request, pk)
    is_waiting = export.settled < export.total and not export.is_expired(now)
    if request.htmx and not is_waiting:
        return HttpResponseClientRefresh()
    failed = list(export.items.failed().defer("content"))
    for item in failed:
        item.address = kinds()[export.kind].address(item)
    context = {
        "export": export,
        "has_expired": export.is_expired(now),
        "is_waiting": is_waiting,
        "failed": failed,
        "nobody_works": is_waiting and not is_anybody_working(now),
    }
    page = "contracts/export.html#progress" if request.htmx else "contracts/export.html"
    return render(request, page, context)


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def export_download(request, pk):
    """What was made, but for what the user may not read any more; each paper is noted."""
    now, export = timezone.now(), _own(request, pk)
    if export.is_expired(now) or export.settled < export.total:
        return redirect("contracts:export", pk)
    items, left_out = _allowed(export, request.user, timezone.localdate(now))
    if not items:
        messages.error(request, "Nie ma tu żadnego pisma, które można pobrać.")
        return redirect("contracts:export", pk)
    kind = kinds()[export.kind]
    for item in items:
        for person in kind.people(item):
            record(request, kind.act, kind=kind.thing, number=item.number, person=person)
    pieces = packed(items, left_out, at=export.created_at)
    attached = {"Content-Disposition": f'attachment; filename="{export.kind}-{export.pk}.zip"'}
    return StreamingHttpResponse(pieces, content_type="application/zip", headers=attached)


def _allowed(export, user, on):
    """What may be given out, and what is missing with its reason."""
    made = list(export.items.done().defer("content"))
    people = {item.person_number for item in made if item.person_number}
    readable = kinds()[export.kind].readable(people, user, on) | {None}
    left_out = [(item.title, item.why) for item in export.items.failed().defer("content")]
    left_out += [(item.title, NOT_READABLE) for item in made if item.person_number not in readable]
    return [item for item in made if item.person_number in readable], left_out
