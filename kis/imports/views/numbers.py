from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.imports.forms.numbers import NumbersForm
from kis.imports.numbers import used
from kis.imports.tasks import RIGHT
from kis.lib.refusals import carried_out


@permission_required(RIGHT, raise_exception=True)
@require_http_methods(["GET", "POST"])
def numbers(request):
    year = timezone.localdate().year
    form = NumbersForm(request.POST or None, used=used(year))
    if carried_out(request, form, lambda: form.save(year)):
        messages.success(request, "Zapisano. Następne pisma dostaną kolejne numery.")
        return redirect("imports:start")
    return render(request, "imports/numbers.html", {"form": form, "year": year})
