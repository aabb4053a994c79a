"""The tab *Zajęcia* of a person's file."""

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.activities.asked_rate import asked_rate
from kis.activities.counted_days import counted_days
from kis.activities.how_often import how_often
from kis.activities.person_marks import marks_of, months_of, tally_of
from kis.activities.person_tab import person_tab
from kis.activities.views.consultations import ANYBODY, VOID, told
from kis.journal.record import record
from participants.file import file_context
from participants.file_parts import StayPart
from participants.scope import readable_file

ON_A_PAGE = 50
CARDS = 6  # months; of an earlier one the address is typed


def _days(row) -> tuple:
    return row.starts_on, row.ends_on


@require_GET
@permission_required("activities.view_person_attendance", raise_exception=True)
def person(request, pk):
    on = timezone.localdate()
    file = readable_file(request, pk, on)
    record(request, "view", kind="attendance", person=file.person.pk)
    days = counted_days([file.whole], on)[file.whole]
    contract = days.contract_in(on, on)
    marks = marks_of(file, days=days)
    stay = file.part(StayPart).last
    of_stay = [one for one in marks if stay and one.mark.meeting.day >= stay.starts_on]
    tab = person_tab(file)
    marks = file.shown(marks, lambda one: (one.mark.meeting.day, one.mark.meeting.day))
    enrolments = file.shown(tab.enrolments, _days)
    page = Paginator(marks, ON_A_PAGE).get_page(request.GET.get("strona"))
    context = file_context(
        request,
        file,
        placements=file.shown(tab.placements, _days),
        may_write=file.writable and request.user.has_perm("activities.write_placement"),
        consultations=told(request, file.shown(tab.talks, lambda one: (one.day, one.day)))
        if file.sensitive
        else [],
        may_consult=file.writable and request.user.has_perm(ANYBODY),
        may_void=file.writable and request.user.has_perm(VOID),
        contract=contract,
        asked=contract and asked_rate(contract.coming),
        often=contract and how_often(contract.coming),
        stay=stay,
        tally=tally_of(of_stay),
        enrolled=[row for row in enrolments if row.ends_on is None or row.ends_on >= on],
        left=[row for row in enrolments if row.ends_on and row.ends_on < on],
        page=page,
        on=on,
        card_months=months_of(marks)[:CARDS],
    )
    return render(request, "activities/person.html", context)
