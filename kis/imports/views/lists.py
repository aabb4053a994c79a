"""The lists of the office, a new one, a template to fill in."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.imports.forms.lists import ListForm
from kis.imports.models import ImportFile
from kis.imports.registry import KINDS
from kis.imports.staging import SameFile, receive
from kis.imports.templates_to_fill import workbook
from kis.lib.paging import rest_of_address
from kis.lib.posting import nothing_saved
from kis.lib.refusals import Refused
from kis.lib.workbooks import CONTENT_TYPE

PAGE_SIZE = 50
RIGHT = "imports.write_import"


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def start(request):
    form = ListForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            file = _received(form, request.user)
        except SameFile as same:
            messages.warning(request, str(same))
            return nothing_saved(redirect("imports:file", same.known.pk))
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("imports:columns", file.pk)
    files = ImportFile.objects.with_counts().select_related("created_by").defer("content")
    files = files.order_by("-created_at", "-pk")  # counting left the model's own order out
    page = Paginator(files, PAGE_SIZE).get_page(request.GET.get("strona"))
    context = {
        "form": form,
        "page": page,
        "query": rest_of_address(request),
        "kinds": KINDS.values(),
    }
    return render(request, "imports/start.html", context)


def _received(form: ListForm, user) -> ImportFile:
    sent = form.cleaned_data["file"]
    return receive(
        sent.read(),
        name=sent.name,
        kind=KINDS[form.cleaned_data["kind"]],
        expected=form.cleaned_data["expected"],
        by=user,
    )


@permission_required(RIGHT, raise_exception=True)
@require_GET
def template(request, kind):
    if kind not in KINDS:
        raise Http404
    content = workbook(KINDS[kind], made_on=timezone.localdate())
    disposition = content_disposition_header(True, f"wzor-{kind}.xlsx")
    headers = {"Content-Disposition": disposition}
    return HttpResponse(content, content_type=CONTENT_TYPE, headers=headers)
