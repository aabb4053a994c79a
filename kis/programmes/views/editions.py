"""All editions that the reader sees, the first page of one, and its numbers."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.lib.paging import rest_of_address
from kis.programmes.listed import STATES, listed
from kis.programmes.models import Edition, Provider
from kis.programmes.scope import readable_edition
from kis.programmes.tabs import edition_page

PAGE_SIZE = 50
VIEW = "programmes.view_edition"


@permission_required("programmes.open_programmes", raise_exception=True)
@require_GET
def editions(request):
    on = timezone.localdate()
    state = request.GET.get("stan")
    if state not in STATES:
        state = next(iter(STATES))
    rows = listed(Edition.objects.visible_to(request.user, on), state, on)
    context = {
        "page": Paginator(rows, PAGE_SIZE).get_page(request.GET.get("strona")),
        "states": STATES,
        "state": state,
        "query": rest_of_address(request),
        "gives_services": Provider.objects.on(on).filter(user=request.user.pk).exists(),
    }
    return render(request, "programmes/editions.html", context)


@permission_required(VIEW, raise_exception=True)
@require_GET
def edition(request, pk):
    file = readable_edition(request, pk)
    costs = dict(Edition.Cost.choices)
    context = {
        "staff": file.edition.staff.exclude(ends_on__lt=file.on).select_related("user"),
        "costs": [costs[cost] for cost in file.edition.eligible_costs],
    }
    return edition_page(request, file, "programmes/overview.html", "programmes:edition", context)


@permission_required(VIEW, raise_exception=True)
@require_GET
def numbers(request, pk):
    file = readable_edition(request, pk)
    context = {
        "numbers": file.edition.numbers.select_related("confirmed_by"),
        "groups": file.edition.groups.select_related("confirmed_by"),
        "may_write": request.user.has_perm("programmes.write_edition"),
    }
    return edition_page(request, file, "programmes/numbers.html", "programmes:numbers", context)
