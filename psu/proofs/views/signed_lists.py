from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.documents.models import Document
from kis.journal.record import record
from kis.lib.refusals import carried_out
from psu.models import SignedList, WorkPlace
from psu.proofs.forms import SignedListForm
from psu.proofs.list_changes import (
    ChangedDay,
    changed_days_since,
    entries_stand,
    last_change,
    with_changed_days,
)
from psu.scope import sees_paid_people

ENDINGS = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


@require_http_methods(["GET", "POST"])
@permission_required("psu.write_signed_list", raise_exception=True)
@saves_once
def signed_list(request, pk, month):
    place = get_object_or_404(WorkPlace, pk=pk)
    # Agreements are locked before the list's row, as in the close.
    last = (entries_stand if request.method == "POST" else last_change)(place, month)
    lists = with_changed_days(SignedList.objects.filter(place=place, month=month))
    instance = lists.first() or SignedList(place=place, month=month)
    form = SignedListForm(
        request.POST or None,
        request.FILES or None,
        instance=instance,
        today=timezone.localdate(),
        is_behind=request.POST.get("seen") != str(last),
    )
    if carried_out(request, form, lambda: _keep(form, request.user, last)):
        _tell(request, form.instance)
        return redirect("psu:sheet", place.pk, month)
    context = {
        "form": form,
        "place": place,
        "month": month,
        "changed": _changed(request, instance),
        "seen": last,
    }
    return render(request, "psu/proofs/signed_list.html", context)


def _changed(request, signed: SignedList) -> list[ChangedDay]:
    """What the paper is to be compared with once more, noted as looked at."""
    if not (signed.pk and signed.changed_days):
        return []
    found = changed_days_since(signed.place, signed.month, signed.entries_seen)
    for person in {each.referral.person_id for each in found}:
        record(request, "view", kind="psu_sheet", number=signed.place_id, person=person)
    return found


def _tell(request, signed):
    if signed.agrees:
        messages.success(request, "Odnotowano podpisaną listę. Następny krok: sprawdź miesiąc.")
    else:
        messages.warning(
            request,
            "Odnotowano listę, która nie zgadza się z wpisami. Miesiąca nie można zamknąć: popraw "
            "godziny albo wyjaśnij różnicę w miejscu PSU, potem zaznacz „zgodna z wpisami”.",
        )


def _keep(form, user, seen):
    signed = form.save(commit=False)
    signed.noted_by, signed.entries_seen = user, seen
    if file := form.cleaned_data["file"]:
        ending = ENDINGS[form.content_type]
        signed.scan = Document.objects.keep(
            kind="signed_list",
            name=f"lista-obecnosci-{signed.place_id}-{signed.month:%Y-%m}.{ending}",
            content=file.read(),
            content_type=form.content_type,
            by=user,
        )
    signed.save()


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def signed_list_scan(request, pk, month):
    if not sees_paid_people(request.user):
        raise PermissionDenied
    signed = get_object_or_404(
        SignedList.objects.select_related("scan"), place=pk, month=month, scan__isnull=False
    )
    record(request, "print", kind="signed_list", number=signed.pk)
    return HttpResponse(
        signed.scan.content,
        content_type=signed.scan.content_type,
        headers={"Content-Disposition": f'inline; filename="{signed.scan.name}"'},
    )
