"""The office's pages on data protection: what was asked for, and the register of processing activities."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.accounts.rights import Role
from kis.journal.record import record
from kis.privacy.information import current, with_an_old_one
from kis.privacy.models import DataRequest, ProcessingActivity
from kis.privacy.register_paper import register_paper
from participants.models import Person, Restriction

READ = permission_required("privacy.view_office", raise_exception=True)
ON_A_PAGE = 50


def seen_by(user):
    """Whose names the reader may know: a data officer follows the requests of everybody."""
    if Role.DATA_OFFICER in user.roles:
        return Person.objects.all()
    return Person.objects.visible_to(user)


@READ
@require_GET
def start(request):
    on = timezone.localdate()
    waiting = list(
        DataRequest.objects.open()
        .filter(person__in=seen_by(request.user))
        .select_related("person", "person__responsible")
        .order_by("received_on", "pk")
    )
    for asked in waiting:
        record(request, "view", kind="data_request", number=asked.pk, person=asked.person_id)
    restricted = list(
        Restriction.objects.in_force()
        .filter(person__in=seen_by(request.user))
        .select_related("person", "imposed_by")
    )
    for one in restricted:
        record(request, "view", kind="data_request", person=one.person_id)
    context = {
        "on": on,
        "waiting": waiting,
        "restricted": restricted,
        "knows_files": request.user.has_perm("privacy.view_person"),
    }
    return render(request, "privacy/start.html", context)


@READ
@require_GET
def register(request):
    on = timezone.localdate()
    context = {"on": on, "activities": ProcessingActivity.objects.on(on)}
    return render(request, "privacy/register.html", context)


@READ
@require_GET
def register_print(request):
    now = timezone.now()
    name = f"rejestr-czynnosci-{timezone.localdate(now)}.pdf"
    inline = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(register_paper(at=now), content_type="application/pdf", headers=inline)


@READ
@require_GET
def information(request):
    """Who takes part and has not the information in its wording of today."""
    on = timezone.localdate()
    people = with_an_old_one(seen_by(request.user), on).select_related("responsible")
    page = Paginator(people.in_polish_order(), ON_A_PAGE).get_page(request.GET.get("strona"))
    for person in page:
        record(request, "view", kind="information", person=person.pk)
    context = {
        "wording": current(on),
        "page": page,
        "knows_files": request.user.has_perm("privacy.view_person"),
    }
    return render(request, "privacy/information.html", context)
