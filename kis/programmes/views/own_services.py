"""One's own services, on a phone: written where they were given."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.dates import add_months
from kis.programmes.forms.services import OwnServiceForm, usual_hours
from kis.programmes.giving import give, seen_by
from kis.programmes.hours import told_hours, told_span
from kis.programmes.models import Enrolment, Service
from kis.programmes.scope import own_provider
from kis.programmes.use import use_of


def served_by(provider, on) -> list[Enrolment]:
    """Who has chosen the provider and takes part, or did last month: its services may still be written."""
    since = add_months(on.replace(day=1), -1)
    rows = Enrolment.objects.filter(choices__provider=provider, choices__starts_on__lte=on)
    rows = rows.filter(starts_on__lte=on).exclude(ends_on__lt=since)
    rows = rows.exclude(edition__ends_on__lt=since)
    told = rows.select_related("person", "beneficiary", "edition", "group").distinct()
    return list(told.order_by("beneficiary__last_name", "beneficiary__first_name", "pk"))


@permission_required("programmes.write_own_service", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def own_services(request):
    provider, now = own_provider(request), timezone.localtime()
    served = served_by(provider, now.date())
    form = OwnServiceForm(request.POST or None, served=served, initial=usual_hours(now))
    if request.method == "POST" and form.is_valid():
        row = form.service(provider=provider, entry=Service.Entry.PHONE, entered_by=request.user)
        refused = give([row], seen_by(request.user, now.date()))
        if not refused:
            messages.success(request, _saved(row))
            return redirect("programmes:own_services")
        form.add_error(None, refused[0])
    use = use_of(served, now.date())
    for one in served:
        record(request, "view", kind="programme", number=one.pk, person=one.beneficiary_id)
    month = now.date().replace(day=1)
    given = Service.objects.filter(provider=provider, day__gte=month).told().order_by("-starts_at")
    context = {
        "provider": provider,
        "form": form if served else None,
        "served": [(row, use[row.pk]) for row in served],
        "month": month,
        "given": given,
        "minutes": sum(row.minutes for row in given),
    }
    return render(request, "programmes/services/own.html", context)


def _saved(row: Service) -> str:
    minutes = int((row.ends_at - row.starts_at).total_seconds()) // 60
    use = use_of([row.enrolment], row.day)[row.enrolment_id]
    left = "" if use.left is None else f" Zostało {told_hours(use.left)}"
    return f"Zapisano {told_hours(minutes)}: {told_span(row.starts_at, row.ends_at)}.{left}"
