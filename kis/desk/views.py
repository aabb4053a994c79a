from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.logins import previous_login
from kis.accounts.models import Deputy, Inspection, User
from kis.accounts.once import saves_once
from kis.accounts.rights import Role
from kis.desk.changes import count_of_others_changes, others_changes
from kis.desk.document_columns import documents_table
from kis.desk.first_steps import FIRST_STEPS, doers, progress
from kis.desk.gathering import (
    PAGE_SIZE as GROUP_PAGE,
    Shelf,
    columns,
    groups_of,
    nearest,
    sees_everything_first,
    shelves,
)
from kis.desk.history import history, history_of_family, recent
from kis.desk.leaving import CHANGED, left_by
from kis.desk.leaving_forms import CasesForm, GroupsForm, PlacesForm, hand_over_ticked
from kis.desk.overview import OverviewPart, deadlines, missing
from kis.desk.returning import LAST, last_opened, not_saved
from kis.families.scope import readable_family
from kis.families.tabs import family_page
from kis.journal.record import record
from kis.journal.tables import people_asked_for
from kis.lib.work import DeskGroup
from participants.file import file_context
from participants.file_parts import StayPart
from participants.models.people import leads_cases
from participants.scope import readable_file

PAGE_SIZE = 25
CHANGES_SHOWN = 100


def _asks_for_everybody(request) -> bool:
    asked = request.GET.get("czyje", "")
    if not leads_cases(request.user):
        return True
    return asked == "wszystkie" or (not asked and sees_everything_first(request.user))


@require_GET
def start(request):
    if request.user.roles == {Role.SUPERVISOR}:
        return redirect("psu:today")
    now, user = timezone.localtime(), request.user
    on, everybody = now.date(), _asks_for_everybody(request)
    found = shelves(user, on, everybody=everybody, groups=groups_of(user))
    since = previous_login(request)
    steps = progress(user, on) if user.has_perm(FIRST_STEPS) else None
    context = {
        "shelves": found,
        "columns": columns(found),
        "count": sum(shelf.total for shelf in found),
        "is_more": any(shelf.is_more for shelf in found),
        "late": sum(shelf.late for shelf in found),
        "nearest": nearest(found),
        "everybody": everybody,
        "has_cases": leads_cases(user),
        "opened": [*not_saved(user, now), *last_opened(user, now)][:LAST],
        "changes": count_of_others_changes(user, on, since) if since else 0,
        "first_steps": steps if steps and not steps.is_over else None,
        "standing_in": _standing_in(user, on),
        "inspection": _inspection(user, on),
        "on": on,
    }
    return render(request, "desk/start.html", context)


def _inspection(user, on) -> Inspection | None:
    """The one that the reader carries out. No query for whoever is no inspector."""
    if not user.window.is_bound:
        return None
    return Inspection.objects.running(on).filter(inspector=user).first()


def _standing_in(user, on) -> list[Deputy]:
    """No query for whoever stands in for nobody."""
    if not user.roles_taken_over:
        return []
    rows = Deputy.objects.standing_in(on).filter(deputy=user)
    return list(rows.select_related("absent").order_by("ends_on", "pk"))


@require_GET
@permission_required(FIRST_STEPS, raise_exception=True)
def first_steps(request):
    """What an office enters before it can work, and who does it; every visit asks anew what is there."""
    found = progress(request.user, timezone.localdate())
    people = doers(found.steps)
    rows = [(step, people[step.title]) for step in found.steps]
    return render(request, "desk/first_steps.html", {"progress": found, "rows": rows})


@require_GET
def group(request, group):
    """Exactly the rows that the desk counted, page by page."""
    if group not in DeskGroup:
        raise Http404
    on, user = timezone.localdate(), request.user
    everybody, asked = _asks_for_everybody(request), {DeskGroup(group)} & groups_of(user)
    page = _page(request.GET.get("strona", ""))
    first = (page - 1) * GROUP_PAGE
    found = shelves(user, on, everybody=everybody, groups=asked, first=first, count=GROUP_PAGE)
    shelf = found[0] if found else Shelf(DeskGroup(group), [], 0, 0)
    if page > 1 and not shelf.tasks:  # settled since: the first page tells how many are left
        return redirect(f"{request.path}?czyje={'wszystkie' if everybody else 'moje'}")
    context = {
        "shelf": shelf,
        "everybody": everybody,
        "has_cases": leads_cases(user),
        "first": first + 1,
        "last": first + len(shelf.tasks),
        "earlier": page - 1,
        "later": page + 1 if first + len(shelf.tasks) < shelf.total else None,
    }
    return render(request, "desk/group.html", context | {"on": on})


@permission_required("participants.hand_over", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def left_behind(request, pk):
    """The work of somebody who left, or is about to: what is ticked goes at once or not at all."""
    on = timezone.localdate()
    leaver = get_object_or_404(User, pk=pk)
    left = left_by(leaver, request.user, on)
    kinds = [CasesForm] if left.has_cases else []
    kinds += [GroupsForm] if left.groups.exists() else []
    kinds += [PlacesForm] if left.supervisions.exists() else []
    forms = [kind(_sent_to(request, kind), leaver=leaver, left=left, on=on) for kind in kinds]
    sent = [form for form in forms if form.is_bound]
    if sent and hand_over_ticked(sent, by=request.user):
        taken = [
            f"{form.title}: {form.cleaned_data['to'] or 'nikt nowy'}" for form in sent if form.wants
        ]
        messages.success(request, f"Przekazano. {'. '.join(taken)}.")
        return redirect("desk:left_behind", pk)
    if request.method == "POST" and not sent:
        messages.warning(request, CHANGED)  # all of it went to others since the page was opened
    context = {"leaver": leaver, "forms": forms, "has_cases": CasesForm in kinds}
    return render(request, "desk/left_behind.html", context)


def _sent_to(request, kind):
    """Each part of the page sends its own mark: one that is gone since was there when it was opened."""
    return request.POST if kind.mark in request.POST else None


@require_GET
def changes(request):
    """What others did in one's own cases since the last login."""
    on, since = timezone.localdate(), previous_login(request)
    found = others_changes(request.user, on, since, count=CHANGES_SHOWN) if since else []
    context = {"changes": found, "since": since and timezone.localtime(since)}
    return render(request, "desk/changes.html", context | {"most": CHANGES_SHOWN})


@require_GET
@permission_required("participants.view_register", raise_exception=True)
def overview(request, pk):
    on = timezone.localdate()
    file = readable_file(request, pk, on)
    record(request, "view", kind="person", number=pk, person=pk)
    context = file_context(request, file)
    context |= {
        "missing": missing(file) if file.sensitive else None,
        "is_over": file.part(StayPart).is_over,
        "deadlines": deadlines(file),
        "notes": file.part(OverviewPart).recent_notes,
        "recent": recent(file.person, of_all_files=file.has_merged),
    }
    return render(request, "desk/overview.html", context)


@require_GET
@permission_required("participants.view_register", raise_exception=True)
def documents(request, pk):
    """Every paper made and every scan, by date, with the place of the original."""
    file = readable_file(request, pk, timezone.localdate())
    papers = file.papers()
    if taken := people_asked_for(
        request,
        papers,
        documents_table,
        kind="documents",
        person=attrgetter("person"),
        on=file.on,
    ):
        return taken
    record(request, "view", kind="documents", number=pk, person=pk)
    context = file_context(request, file, papers=papers)
    return render(request, "desk/documents.html", context)


def _page(typed: str) -> int:
    return max(1, int(typed)) if typed.isdecimal() and len(typed) < 7 else 1


@require_GET
@permission_required("participants.view_register", raise_exception=True)
def person_history(request, pk):
    on = timezone.localdate()
    file = readable_file(request, pk, on)
    record(request, "view", kind="history", number=pk, person=pk)
    context = file_context(request, file)
    number = _page(request.GET.get("strona", ""))
    entries = history(
        file.person,
        of_all_files=file.has_merged,
        sensitive=file.sensitive,
        first=(number - 1) * PAGE_SIZE,
        count=PAGE_SIZE + 1,
    )
    return render(request, "desk/history.html", context | _paged(entries, number))


@require_GET
@permission_required("families.view_family", raise_exception=True)
def family_history(request, pk):
    file = readable_family(request, pk, kind="family_history")
    number = _page(request.GET.get("strona", ""))
    first = (number - 1) * PAGE_SIZE
    entries = history_of_family(file.family, first=first, count=PAGE_SIZE + 1)
    context = _paged(entries, number)
    return family_page(request, file, "desk/family_history.html", "desk:family_history", context)


def _paged(entries, number: int) -> dict:
    """Asked for one entry more than a page holds."""
    return {
        "entries": entries[:PAGE_SIZE],
        "newer": number - 1,
        "older": number + 1 if len(entries) > PAGE_SIZE else None,
    }
