from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.accounts.logins import previous_login
from kis.accounts.rights import Role
from kis.desk.gathering import Shelf, has_cases, sees_everything_first, shelves
from kis.desk.history import count_of_others_changes, history, others_changes, recent
from kis.desk.overview import deadlines, missing, recent_notes
from kis.desk.returning import LAST, last_opened, not_saved
from kis.journal.record import record
from kis.lib.work import Group
from participants.file import file_context
from participants.models import Person
from participants.scope import readable_person

PAGE_SIZE = 50


CHANGES_SHOWN = 100


def _shelves(request, on):
    """The groups, and whether everybody's rows are asked for."""
    asked = request.GET.get("czyje", "")
    everybody = asked == "wszystkie" or (not asked and sees_everything_first(request.user))
    everybody = everybody or not has_cases(request.user)
    return shelves(request.user, on, everybody=everybody), everybody


@require_GET
def start(request):
    if request.user.roles == {Role.SUPERVISOR}:
        return redirect("psu:today")
    now = timezone.localtime()
    found, everybody = _shelves(request, now.date())
    context = {
        "shelves": found,
        "columns": [found[: (len(found) + 1) // 2], found[(len(found) + 1) // 2 :]],
        "count": sum(len(shelf.tasks) for shelf in found),
        "late": sum(shelf.late for shelf in found),
        "everybody": everybody,
        "has_cases": has_cases(request.user),
        "opened": [*not_saved(request.user, now), *last_opened(request.user, now)][:LAST],
        "changes": _count_of_changes(request, now.date()),
        "on": now.date(),
    }
    return render(request, "desk/start.html", context)


def _own_cases(user, on) -> list[int]:
    if not has_cases(user):
        return []
    return Person.objects.numbers_led_by(user, on)


def _count_of_changes(request, on) -> int:
    since = previous_login(request)
    own = _own_cases(request.user, on) if since else []
    return count_of_others_changes(own, since, request.user)


@require_GET
def group(request, group):
    """Exactly the rows that the desk counted."""
    if group not in Group:
        raise Http404
    on = timezone.localdate()
    found, everybody = _shelves(request, on)
    shelf = next((shelf for shelf in found if shelf.group == group), Shelf(Group(group), []))
    context = {"shelf": shelf, "everybody": everybody, "has_cases": has_cases(request.user)}
    return render(request, "desk/group.html", context | {"on": on})


@require_GET
def changes(request):
    """What others did in one's own cases since the last login."""
    on, since = timezone.localdate(), previous_login(request)
    own = _own_cases(request.user, on) if since else []
    found = others_changes(own, since, request.user, count=CHANGES_SHOWN)
    context = {"changes": found, "since": since and timezone.localtime(since)}
    return render(request, "desk/changes.html", context | {"most": CHANGES_SHOWN})


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


def _page(typed: str) -> int:
    return max(1, int(typed)) if typed.isdecimal() and len(typed) < 7 else 1


@require_GET
@permission_required("participants.view_register", raise_exception=True)
def person_history(request, pk):
    on = timezone.localdate()
    person = readable_person(request, pk, on)
    record(request, "view", kind="history", number=pk, person=pk)
    context = file_context(request, person, on)
    number = _page(request.GET.get("strona", ""))
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
