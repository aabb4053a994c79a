from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.journal.record import record
from participants.as_of import as_of
from participants.file import file_context
from participants.forms.as_of import AsOfForm
from participants.scope import readable_file
from participants.views.details import sections


@permission_required("participants.view_register", raise_exception=True)
@require_GET
def details_on(request, pk):
    """The data as they were known at the end of a day, for whoever may read today's."""
    file = readable_file(request, pk, timezone.localdate())
    record(request, "view_details", kind="person", number=pk, person=pk)
    form = AsOfForm(request.GET or None, initial={"dzien": file.on})
    context = file_context(request, file, form=form)
    if form.is_valid():
        found = as_of(file.person, file.files, form.cleaned_data["dzien"])
        context |= {"found": found, "sections": sections(found.person) if found.person else []}
    return render(request, "participants/details_on.html", context)
