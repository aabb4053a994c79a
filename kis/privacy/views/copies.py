"""The copy of a person's data: ordered in the file, made by workers, fetched by whoever ordered it."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods
from django_htmx.http import HttpResponseClientRefresh

from kis.accounts.once import saves_once
from kis.documents.models import Export, ExportItem
from kis.documents.ordering import order_papers
from kis.documents.packing import packed
from kis.documents.tasks import is_anybody_working
from kis.journal.record import record
from kis.lib.posting import nothing_saved
from kis.privacy.copy.kind import MAKE, PersonCopy
from kis.privacy.copy.papers import papers_of
from kis.privacy.forms.copies import CopyForm
from participants.scope import led_file
from participants.views.form_page import form_page

TYPES = {
    "pdf": "application/pdf",
    "json": "application/json; charset=utf-8",
    "jpg": "image/jpeg",
    "png": "image/png",
}
HINT = (
    "Wszystko, co program wie o tej osobie: PDF do czytania, JSON do przeniesienia i wybrane pisma, razem w "
    "jednym pliku ZIP. W PDF i JSON dane innych osób są pominięte. Powstaje obok pracy i czeka 48 godzin. "
    "Wydaje się ją po ustaleniu tożsamości."
)
NOT_READABLE = "Danych tej osoby nie możesz już czytać."


@permission_required(MAKE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def copy_new(request, pk):
    now = timezone.now()
    file = led_file(request, pk, timezone.localdate(now))
    record(request, "edit", kind="data_request", number=pk, person=pk)
    offered = papers_of(list(file.files.values_list("pk", flat=True)))
    form = CopyForm(request.POST if request.method == "POST" else None, offered=offered)
    if form.is_valid():
        kind = PersonCopy()
        title = f"Kopia danych, karta nr {file.whole}"
        wanted = kind.wanted(file.person, form.chosen)
        made = order_papers(kind, title, wanted, by=request.user, at=now)
        return redirect("privacy:copy_order", made.pk)
    return form_page(
        request,
        file,
        form,
        "Kopia danych (art. 15)",
        back="privacy:person",
        submit="Przygotuj kopię danych",
        hint=HINT,
    )


@require_GET
@permission_required(MAKE, raise_exception=True)
def copy_order(request, pk):
    """How far it is; the part alone is asked for every two seconds until both files are settled."""
    now, export = timezone.now(), _own(request, pk)
    has_expired = export.is_expired(now)
    is_waiting = export.settled < export.total and not has_expired
    if request.htmx and not is_waiting:
        return HttpResponseClientRefresh()
    items = [] if has_expired else list(export.items.defer("content"))
    context = {
        "export": export,
        "has_expired": has_expired,
        "is_waiting": is_waiting,
        "items": items,
        "person": next((item.person_number for item in items), None),
        "nobody_works": is_waiting and not is_anybody_working(now),
    }
    page = "privacy/copy.html#progress" if request.htmx else "privacy/copy.html"
    return render(request, page, context)


@require_GET
@permission_required(MAKE, raise_exception=True)
def copy_download(request, pk, number):
    now, export = timezone.now(), _own(request, pk)
    done = export.items.filter(state=ExportItem.State.DONE)
    item = get_object_or_404(done, pk=number)
    if export.is_expired(now):
        return redirect("privacy:copy_order", pk)
    if _may_not_be_had(request, export, now):
        return nothing_saved(redirect("privacy:start"))
    disposition = {"Content-Disposition": content_disposition_header(True, item.name)}
    content_type = TYPES.get(item.name.rpartition(".")[2], "application/octet-stream")
    return HttpResponse(item.paper, content_type=content_type, headers=disposition)


@require_GET
@permission_required(MAKE, raise_exception=True)
def copy_archive(request, pk):
    """All that was made, in one file; what was not made is named in it."""
    now, export = timezone.now(), _own(request, pk)
    items = list(export.items.done().defer("content"))
    if export.is_expired(now) or export.settled < export.total or not items:
        return redirect("privacy:copy_order", pk)
    if _may_not_be_had(request, export, now):
        return nothing_saved(redirect("privacy:start"))
    left_out = export.items.failed().values_list("title", "why")
    name = f"kopia-danych-{items[0].person_number}.zip"
    return StreamingHttpResponse(
        packed(items, left_out, at=export.created_at),
        content_type="application/zip",
        headers={"Content-Disposition": content_disposition_header(True, name)},
    )


def _may_not_be_had(request, export: Export, now) -> bool:
    """Told on the page; otherwise that it is taken out is noted."""
    people = set(export.items.values_list("person_number", flat=True))
    if people - PersonCopy().readable(people, request.user, timezone.localdate(now)):
        messages.error(request, NOT_READABLE)
        return True
    for person in people:
        record(request, PersonCopy.act, kind=PersonCopy.thing, number=export.pk, person=person)
    return False


def _own(request, pk) -> Export:
    own = Export.objects.of(request.user).filter(kind=PersonCopy.name).with_counts()
    return get_object_or_404(own, pk=pk)
