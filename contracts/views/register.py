from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from contracts.counts import people_in
from contracts.forms.register import RegisterForm

PAGE_SIZE = 25


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def register(request):
    """Number, kind, days and state of the contracts of everybody whom the user sees."""
    on = timezone.localdate()
    form = RegisterForm(request.GET, user=request.user)
    chosen = form.chosen(request.user, on)
    page = Paginator(chosen, PAGE_SIZE).get_page(request.GET.get("strona"))
    address = request.GET.copy()
    address.pop("strona", None)
    query = f"{address.urlencode()}&" if address else ""
    return render(
        request,
        "contracts/register.html",
        {
            "form": form,
            "page": page,
            "people": None if form.is_about_people else people_in(chosen),
            "query": query,
            "on": on,
        },
    )
