from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.inspection.package.form import PackageForm
from kis.inspection.package.kind import MAKE
from kis.inspection.stays import of_year
from kis.lib.refusals import refusals


@permission_required(MAKE, raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def package_new(request):
    """Whose papers and of what period; the package is made by workers."""
    now = timezone.now()
    on = timezone.localdate(now)
    first, _ = of_year(on.year)
    form = PackageForm(
        request.POST or None, user=request.user, on=on, initial={"od": first, "do": on}
    )
    if request.method == "POST" and form.is_valid():
        with refusals(form):
            return redirect("inspection:order", form.order(now).pk)
    return render(request, "inspection/package_new.html", {"form": form})
