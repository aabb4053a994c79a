from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from contracts.forms.register import RegisterForm

PAGE_SIZE = 25


@permission_required("contracts.view_contract", raise_exception=True)
@require_GET
def register(request):
    """Number, kind, days and state of the contracts of everybody whom the user sees."""
    on = timezone.localdate()
    form = RegisterForm(request.GET)
    page = Paginator(form.chosen(request.user, on), PAGE_SIZE).get_page(request.GET.get("strona"))
    address = request.GET.copy()
    address.pop("strona", None)
    query = f"{address.urlencode()}&" if address else ""
    return render(
        request,
        "contracts/register.html",
        {"form": form, "page": page, "query": query, "on": on},
    )
