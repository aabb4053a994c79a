"""Substitutions: the list, a new one, and one that is over before its day."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.deputies.forms import DeputyForm
from kis.accounts.models import Deputy
from kis.accounts.once import saves_once
from kis.lib.paging import rest_of_address
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused, carried_out

WRITE = permission_required("accounts.write_deputy", raise_exception=True)
PAGE_SIZE = 30


@WRITE
@require_GET
def deputies(request):
    on = timezone.localdate()
    rows = Deputy.objects.select_related("absent", "deputy", "entered_by")
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("strona"))
    context = {
        "page": page,
        "rows": [
            (row, row.state(on), row.cancelled_at is None and row.ends_on >= on) for row in page
        ],
        "query": rest_of_address(request),
    }
    return render(request, "deputies/list.html", context)


@WRITE
@require_http_methods(["GET", "POST"])
@saves_once
def new(request):
    on = timezone.localdate()
    row = Deputy(entered_by=request.user, starts_on=on)
    form = DeputyForm(request.POST or None, instance=row, on=on)
    if carried_out(request, form, form.save):
        messages.success(request, f"Zapisano: {row}.")
        return redirect("deputies:list")
    return render(request, "deputies/new.html", {"form": form})


@WRITE
@post_or_back("deputies:list", keeps=())
def cancel(request, pk):
    row = get_object_or_404(Deputy.objects.select_related("absent", "deputy"), pk=pk)
    try:
        row.cancel(by=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, f"Odwołano zastępstwo: {row}.")
    return redirect("deputies:list")
