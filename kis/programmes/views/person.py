"""The tab *Programy* of a person's file: all programmes of one person, in whichever of its files."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.journal.record import record
from kis.programmes.models import Edition, Enrolment
from kis.programmes.overview import state_in_words
from kis.programmes.use import use_of
from participants.file import file_context
from participants.scope import readable_file


@permission_required("programmes.view_person", raise_exception=True)
@require_GET
def person(request, pk):
    """Which programme somebody is in tells of their health: as a category, it is not for every reader."""
    on = timezone.localdate()
    file = readable_file(request, pk, on)
    record(request, "view", kind="programme", person=file.person.pk)
    rows = list(_rows(file)) if file.sensitive else []
    rows = file.shown(rows, lambda row: (row.applied_on, row.ends_on or row.refused_on))
    used = use_of([row for row in rows if row.edition.has_services], on)
    seen = set()
    if request.user.has_perm("programmes.view_edition"):
        editions = Edition.objects.visible_to(request.user, on)
        seen = set(
            editions.filter(pk__in={row.edition_id for row in rows}).values_list("pk", flat=True)
        )
    own = {file.person.pk, *(other.pk for other in file.others)}
    told = [
        {
            "row": row,
            "state": state_in_words(row, on),
            "use": used.get(row.pk) if row.starts_on and not row.voided_at else None,
            "is_carer": row.person_id in own and row.beneficiary_id != row.person_id,
            "is_cared_for": row.person_id not in own,
            "may_open": row.edition_id in seen,
        }
        for row in rows
    ]
    return render(request, "programmes/person.html", file_context(request, file, rows=told))


def _rows(file):
    rows = Enrolment.with_voided.of_person(file.files).select_related(
        "edition", "group", "voided_by"
    )
    return rows.order_by("-edition__starts_on", "-applied_on", "-pk")
