"""Files that workers prepare: ordering one, how far it is, fetching it. Each order is its author's alone."""

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from kis.accounts.once import saves_once
from kis.documents import progress
from kis.documents.exports import kinds
from kis.documents.models import Export
from kis.documents.ordering import order_papers
from kis.documents.tasks import is_anybody_working
from kis.inspection.long_lists import LongList
from kis.inspection.package.kind import InspectionPackage
from kis.journal.record import record
from kis.lib.posting import nothing_saved
from kis.lib.refusals import Refused
from kis.lib.table_files import SIGNED_AS
from kis.lib.workbooks import CONTENT_TYPE
from kis.programmes.project.export import ProjectFile

SHOWN = 20
KINDS = [LongList.name, InspectionPackage.name, ProjectFile.name]
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": CONTENT_TYPE, "pdf": "application/pdf"}


@require_http_methods(["GET", "POST"])
@saves_once
def file_new(request, told):
    """A list sent its reader here, being too long: its file is ordered instead. `told`: what it signed."""
    try:
        listed = signing.loads(told, salt=SIGNED_AS)
    except signing.BadSignature:
        raise Http404 from None
    if request.method == "POST":
        kind, at = LongList(), timezone.now()
        try:
            wanted = kind.wanted(listed["address"], listed["title"], request.session)
            made = order_papers(kind, wanted.title, [wanted], by=request.user, at=at)
            return redirect("inspection:order", made.pk)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return nothing_saved(redirect("inspection:orders"))
    return render(request, "inspection/file_new.html", listed)


@require_GET
def orders(request):
    """What the user has ordered; nobody else's."""
    now = timezone.now()
    own = _orders(request)[:SHOWN]
    for export in own:
        export.has_expired = export.is_expired(now)
    return render(request, "inspection/orders.html", {"exports": own})


@require_GET
def order(request, pk):
    """How far it is. The part alone is asked for every two seconds, until all is settled."""
    now, export = timezone.now(), _own(request, pk)
    is_waiting = export.settled < export.total and not export.is_expired(now)
    if request.htmx and not is_waiting:
        return HttpResponseClientRefresh()
    items = list(export.items.defer("content", "outcome"))
    first = next((item for item in items if item.state == item.State.WAITING), None)
    context = {
        "export": export,
        "has_expired": export.is_expired(now),
        "is_waiting": is_waiting,
        "is_one": len(items) == 1,
        "far": progress.how_far(first) if is_waiting and first else None,
        "failed": [item for item in items if item.state == item.State.FAILED],
        "result": None if is_waiting else _result(export),
        "nobody_works": is_waiting and not is_anybody_working(now),
    }
    page = "inspection/order.html#progress" if request.htmx else "inspection/order.html"
    return render(request, page, context)


@require_GET
def order_download(request, pk):
    """The one file; each person in it is noted as given out."""
    now, export = timezone.now(), _own(request, pk)
    item = None if export.is_expired(now) else _result(export)
    if item is None:
        return redirect("inspection:order", pk)
    kind, people = kinds()[export.kind], item.outcome.get("people", [])
    left_out = set(people) - kind.readable(people, request.user, timezone.localdate(now))
    if left_out or not kind.may_fetch(item, request.user):
        messages.error(request, "Tego pliku, albo osób w nim, nie możesz już czytać.")
        return redirect("inspection:order", pk)
    for person in people:
        record(request, kind.act, kind=item.outcome.get("kind") or kind.thing, person=person)
    name = item.outcome.get("file_name") or item.name
    disposition = {"Content-Disposition": content_disposition_header(True, name)}
    content_type = TYPES[name.rpartition(".")[2]]
    return HttpResponse(item.paper, content_type=content_type, headers=disposition)


def _orders(request):
    return Export.objects.of(request.user).filter(kind__in=KINDS).with_counts()


def _own(request, pk) -> Export:
    return get_object_or_404(_orders(request), pk=pk)


def _result(export):
    """The file that is given out: of several the one that is put together of the others, if it was made."""
    last = export.items.defer("content").order_by("comes_last", "pk").last()
    return last if last and last.state == last.State.DONE else None
