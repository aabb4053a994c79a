"""A person's talks with specialists in a period, and their card to be signed."""

from functools import partial

from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.activities.forms.sheets import LONGEST_PERIOD, READ_PERSON, ServicesForm
from kis.activities.sheets.services import hours_of, services_card, talks_of
from kis.activities.views.sheets import find_address, given
from kis.journal.record import record
from kis.lib.dates import add_months, month_of, polish
from participants.file import PersonFile, file_context
from participants.scope import readable_file


def _file(request, pk) -> PersonFile:
    """Of whose talks the user may read: as on the tab, the person's sensitive facts."""
    file = readable_file(request, pk, timezone.localdate())
    if not file.sensitive:
        raise Http404
    return file


@require_GET
@permission_required(READ_PERSON, raise_exception=True)
def services(request, pk):
    """Without a period the last month that is over."""
    file = _file(request, pk)
    first, last = map(polish, month_of(add_months(file.on, -1)))
    form = ServicesForm({"od": first, "do": last} | request.GET.dict())
    context = file_context(request, file, form=form)
    if form.is_valid():
        days = form.cleaned_data["od"], form.cleaned_data["do"]
        talks = talks_of(file, *days)
        for talk in talks:
            record(request, "view", kind="consultation", number=talk.pk, person=talk.person_id)
        context |= {"talks": talks, "days": days, "hours": hours_of(talks)}
    return render(request, "activities/services.html", context)


@require_GET
@permission_required(READ_PERSON, raise_exception=True)
def services_card_of(request, pk, first, last):
    if not 0 <= (last - first).days < LONGEST_PERIOD:
        raise Http404
    file = _file(request, pk)
    record(request, "print", kind="consultation", person=file.person.pk)
    make = partial(services_card, file, first, last, find=find_address(request))
    name = f"karta-uslug-{pk}-{first}-{last}.pdf"
    return given(request, make, name, ("activities:services", pk))
