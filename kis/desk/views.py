from django.contrib.auth.decorators import permission_required
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.desk.gathering import work_for
from kis.desk.history import history
from kis.desk.overview import deadlines, missing, recent_notes
from kis.journal.record import record
from participants.file import file_context
from participants.scope import readable_person


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
        "recent": history(person, sensitive=sensitive, limit=5),
    }
    return render(request, "desk/overview.html", context)


@require_GET
@permission_required("participants.view_register", raise_exception=True)
def person_history(request, pk):
    on = timezone.localdate()
    person = readable_person(request, pk, on)
    record(request, "view", kind="history", number=pk, person=pk)
    context = file_context(request, person, on)
    context["entries"] = history(person, sensitive=context["sensitive"])
    return render(request, "desk/history.html", context)
