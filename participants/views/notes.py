from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.lib.dates import polish
from kis.lib.refusals import carried_out
from participants.file import file_context
from participants.forms.note import NoteForm
from participants.forms.voiding import VoidForm
from participants.models import Note
from participants.scope import readable_file, row_to_change, writable_file
from participants.views.form_page import form_page

PAGE_SIZE = 25


@permission_required("participants.view_register", raise_exception=True)
@require_GET
def notes(request, pk):
    on = timezone.localdate()
    file = readable_file(request, pk, on)
    context = file_context(request, file)
    readable = (
        Note.with_voided.filter(person__in=file.files)
        .readable(sensitive=context["sensitive"])
        .filter(request.user.window.touching("at__date", "at__date"))
        .select_related("author", "voided_by")
    )
    page = Paginator(readable, PAGE_SIZE).get_page(request.GET.get("strona"))
    record(request, "view_notes", kind="person", number=pk, person=pk)
    return render(request, "participants/notes.html", context | {"page": page})


@permission_required("participants.write_note", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def note_new(request, pk):
    now = timezone.localtime()
    file = writable_file(request, pk, now.date())
    note = Note(person=file.person, author=request.user)
    form = NoteForm(request.POST or None, instance=note, now=now)
    if carried_out(request, form, form.save):
        messages.success(request, "Zapisano notatkę.")
        return redirect("participants:notes", pk)
    return form_page(
        request,
        file,
        form,
        "Nowa notatka",
        back="participants:notes",
        submit="Zapisz notatkę",
    )


@permission_required("participants.write_note", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def note_void(request, pk, row_pk):
    """By a second person; a note is not worded anew."""
    file = writable_file(request, pk, timezone.localdate())
    rows = Note.with_voided.filter(person=file.person)
    note = row_to_change(request, rows, row_pk, tab="participants:notes", person=pk)
    form = VoidForm(request.POST or None)
    if carried_out(request, form, lambda: note.void(by=request.user, **form.cleaned_data)):
        messages.success(request, "Wpis unieważniono. Zostaje widoczny i już się nie liczy.")
        return redirect("participants:notes", pk)
    moment = timezone.localtime(note.at)
    return form_page(
        request,
        file,
        form,
        f"Unieważnij notatkę: {note.get_kind_display()}, {polish(moment.date())}",
        back="participants:notes",
        hint="Notatka zostanie widoczna i przekreślona; właściwą dopisz obok niej.",
        submit="Unieważnij wpis",
    )
