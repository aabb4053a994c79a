"""The access log: the whole, of one person, of one user; and what was unusual in a week."""

from operator import attrgetter

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.rights import Role
from kis.journal.record import record
from kis.journal.tables import people_asked_for
from kis.lib.dates import DAY
from kis.oversight.columns import log_table
from kis.oversight.forms import LogFilter, PersonForm
from kis.oversight.log import before, lines
from kis.oversight.unusual import WEEK, weeks_of_users
from participants.models import Person

READ = permission_required("oversight.view_log", raise_exception=True)
ON_A_PAGE, MOST_FOUND = 50, 20


def seen_by(user):
    """Whose names the reader of the log may know: a data officer is asked about everybody."""
    if Role.DATA_OFFICER in user.roles:
        return Person.objects.all()
    return Person.objects.visible_to(user)


@READ
@require_GET
def log(request):
    record(request, "view", kind="journal")
    return _log(request)


@READ
@require_GET
def log_of_person(request, pk):
    person = get_object_or_404(seen_by(request.user), pk=pk)
    record(request, "view", kind="journal", person=person.pk)
    return _log(request, person)


def _log(request, person=None):
    form = LogFilter(request.GET or None)
    entries, seen = form.asked(person).entries(), seen_by(request.user)
    if file := people_asked_for(
        request,
        entries,
        lambda taken: log_table(lines(taken, seen)),
        kind="journal",
        person=attrgetter("entry.person_number"),
        on=timezone.localdate(),
    ):
        return file
    found = list(before(entries, _number(request.GET.get("przed", "")))[: ON_A_PAGE + 1])
    context = {
        "form": form,
        "find": PersonForm(),
        "of": person,
        "lines": lines(found[:ON_A_PAGE], seen),
        "older": found[ON_A_PAGE - 1].pk if len(found) > ON_A_PAGE else None,
        "is_first": not request.GET.get("przed"),
        "query": _query(request),
        "knows_files": request.user.has_perm("participants.view_register"),
    }
    return render(request, "oversight/log.html", context)


LONGEST_NUMBER = 18  # digits that every column of numbers holds


def _number(typed: str) -> int | None:
    is_number = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER
    return int(typed) if is_number else None


def _query(request) -> str:
    """The filter of the address, to go on with: ends with & or is empty."""
    kept = request.GET.copy()
    for name in ("przed", "plik"):
        kept.pop(name, None)
    return f"{kept.urlencode()}&" if kept else ""


@READ
@require_http_methods(["GET", "POST"])
def find_person(request):
    form = PersonForm(request.POST or None)
    people = []
    if form.is_valid():
        found = seen_by(request.user).found_by(form.cleaned_data["find"]).in_polish_order()
        people = list(found[: MOST_FOUND + 1])
    context = {
        "form": form,
        "people": people[:MOST_FOUND],
        "is_more": len(people) > MOST_FOUND,
        "is_asked": form.is_bound and form.is_valid(),
    }
    return render(request, "oversight/find_person.html", context)


@READ
@require_GET
def unusual(request):
    record(request, "view", kind="journal")
    last = timezone.localdate()
    weeks = weeks_of_users(last)
    context = {
        "first": last - WEEK + DAY,
        "last": last,
        "told": [week for week in weeks if week.reasons],
        "usual": [week for week in weeks if not week.reasons],
    }
    return render(request, "oversight/unusual.html", context)
