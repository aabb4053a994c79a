"""What a sheet asks for and the program cannot count."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from kis.lib.refusals import carried_out
from kis.reports.forms.typed import TypedForm
from kis.reports.kinds import KINDS
from kis.reports.views.years import FIRST_YEAR, LAST_YEAR

WRITE = "reports.write_entries"


@require_http_methods(["GET", "POST"])
@permission_required(WRITE, raise_exception=True)
def typed(request, report, year):
    kind = KINDS.get(report)
    if kind is None or not kind.is_sheet or not FIRST_YEAR <= year <= LAST_YEAR:
        raise Http404
    built = kind.build(year)
    form = TypedForm(request.POST or None, report=built)
    if carried_out(request, form, lambda: form.save(by=request.user)):
        messages.success(request, "Zapisano wpisane liczby.")
        return redirect(kind.page_of(year))
    context = {"form": form, "report": built, "back": kind.page_of(year)}
    return render(request, "reports/typed.html", context)
