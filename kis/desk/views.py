from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.desk.gathering import work_for
from kis.desk.history import history, recent
from kis.desk.overview import deadlines, missing, recent_notes
from kis.journal.record import record
from participants.file import file_context
from participants.scope import readable_person

PAGE_SIZE = 50


@require_GET
def start(request):
    on = timezone.localdate()
    return render(request, "desk/start.html", {"work": work_for(request.user, on), "on": on})


@require_GET
@permission_required("participants.view_register", raise_exception=True)
def overview(request, pk):
    on = timezone.localdate()
    person = readable_person(request, pk, on)
    record(request, "view", kind="person", number=pk, person=pk)
    context = file_context(request, person, on)
    sensitive = context["sensitive"]
    notes, reminders = recent_notes(person, sensitive=sensitive)
    context |= {
        "missing": missing(person, on) if sensitive else None,
        "deadlines": deadlines(person, on, reminders, sensitive=sensitive),
        "notes": notes,
        "recent": recent(person, sensitive=sensitive),
    }
    return render(request, "desk/overview.html", context)


@require_GET
@permission_required("participants.view_register", raise_exception=True)
def person_history(request, pk):
    on = timezone.localdate()
    person = readable_person(request, pk, on)
    record(request, "view", kind="history", number=pk, person=pk)
    context = file_context(request, person, on)
    number = max(1, int(request.GET["strona"])) if request.GET.get("strona", "").isdigit() else 1
    entries = history(
        person,
        sensitive=context["sensitive"],
        first=(number - 1) * PAGE_SIZE,
        count=PAGE_SIZE + 1,
    )
    context |= {
        "entries": entries[:PAGE_SIZE],
        "newer": number - 1,
        "older": number + 1 if len(entries) > PAGE_SIZE else None,
    }
    return render(request, "desk/history.html", context)
