"""All families that the reader sees, and the first page of one."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.families.listed import STATES, listed
from kis.families.models import Cooperation, Family
from kis.families.models.family import sees_every_family
from kis.families.overview import may_void, may_write, next_step, works_of
from kis.families.scope import readable_family
from kis.families.tabs import family_page
from kis.lib.paging import rest_of_address

PAGE_SIZE = 50
VIEW = "families.view_family"


@permission_required("families.open_families", raise_exception=True)
@require_GET
def families(request):
    on = timezone.localdate()
    state = request.GET.get("stan")
    if state not in STATES:
        state = next(iter(STATES))
    rows = listed(Family.objects.visible_to(request.user, on), state, on)
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("strona"))
    for family in page:
        family.basis_in_words = dict(Cooperation.Basis.choices).get(family.basis, "")
    context = {
        "page": page,
        "states": STATES,
        "state": state,
        "query": rest_of_address(request),
        "sees_all": sees_every_family(request.user, on),
    }
    return render(request, "families/families.html", context)


@permission_required(VIEW, raise_exception=True)
@require_GET
def family(request, pk):
    file = readable_family(request, pk)
    context = {
        "works": works_of(file),
        "step": next_step(file),
        "may_write": may_write(file),
        "may_void": may_void(file),
    }
    return family_page(request, file, "families/overview.html", "families:family", context)
