from operator import attrgetter

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.accounts.list_columns import columns_form, columns_of, keep_columns
from kis.accounts.once import saves_once
from kis.journal.record import record
from kis.journal.tables import people_taken
from kis.lib import table_files
from kis.lib.posting import post_or_back
from kis.lib.refusals import Refused, carried_out
from kis.lib.table_files import Table, TooLong, prepared_instead
from participants.forms.register import FindForm, SearchForm
from participants.forms.registration import RegistrationForm
from participants.kept_searches import keep_search, kept_search
from participants.people_columns import LIST, TITLE, WHOLE_PESEL, offered_to, people_table
from participants.register import PeopleGroup, look_up, short_fragments
from participants.registration import NEEDS_IDENTIFICATION, register

PAGE_SIZE = 25
SHOWN_WHILE_TYPING = 8
LOST = "To wyszukiwanie już wygasło. Wpisz je jeszcze raz."


@permission_required("participants.view_register", raise_exception=True)
@require_http_methods(["GET", "POST"])
def person_list(request):
    """The register. Words come by POST and stay with the login: the address carries only their token."""
    on = timezone.localdate()
    if request.method == "POST":
        form = SearchForm(request.POST, user=request.user, on=on)
        if form.is_valid():
            return _to_search(request, form.search)
        return render(request, "participants/list.html", {"form": form})
    search, query = _search_of(request)
    found = look_up(request.user, on, **search)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("strona"))
    offered = offered_to(request.user)
    table = _table(request, page.object_list, offered, on)
    return render(
        request,
        "participants/list.html",
        {
            "form": SearchForm(initial=search, user=request.user, on=on),
            "page": page,
            "table": table,
            "columns_form": columns_form(offered, table.columns),
            "query": query,
            "words": search.get("words", ""),
            "short": short_fragments(search.get("words", "")),
            "found": found,
            "lost": LOST if _is_lost(request, query) else "",
        },
    )


def _table(request, people, offered, on) -> Table:
    """The columns that the user chose of these people; whole numbers that it shows are noted."""
    columns = columns_of(request.user, LIST, offered)
    if WHOLE_PESEL in columns:
        for person in people:
            record(request, "reveal_pesel", kind="person", number=person.pk, person=person.pk)
    return people_table(people, columns, request.user, on)


@permission_required("participants.view_register", raise_exception=True)
@require_GET
def person_table(request):
    """Whom the list finds, to take away in its order and columns."""
    on = timezone.localdate()
    search, query = _search_of(request)
    try:
        if _is_lost(request, query):
            raise Refused(LOST)
        found = look_up(request.user, on, most=table_files.most_rows(request), **search)
        if found.too_many:
            return prepared_instead(request, TITLE, TooLong(None))
        return people_taken(
            request,
            found,
            lambda people: _table(request, people, offered_to(request.user), on),
            kind="people_list",
            person=attrgetter("pk"),
            on=on,
        )
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(_back(request))


@permission_required("participants.view_register", raise_exception=True)
@post_or_back("participants:list")
def person_columns(request):
    keep_columns(request, LIST, offered_to(request.user))
    return redirect(_back(request))


def _back(request) -> str:
    _, query = _search_of(request)
    return reverse("participants:list") + (f"?{query.removesuffix('&')}" if query else "")


@permission_required("participants.view_register", raise_exception=True)
@post_or_back("participants:list")
def person_find(request):
    """The field in the header: the first people while somebody types, else the register's whole list."""
    on = timezone.localdate()
    form = FindForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["find"][0])
        return redirect("participants:list")
    words = form.words
    if request.htmx:
        found = look_up(request.user, on, words=words) if words else None
        return render(
            request,
            "participants/includes/found_people.html",
            {
                "words": words,
                "short": short_fragments(words),
                "found": found,
                "people": found[:SHOWN_WHILE_TYPING] if found else [],
            },
        )
    if not words:
        return redirect("participants:list")
    return _to_search(request, {"words": words, "group": PeopleGroup.ALL})


def _to_search(request, search):
    token = keep_search(request.session, search)
    return redirect(f"{reverse('participants:list')}?s={token}")


def _is_lost(request, query: str) -> bool:
    """A search was asked for that is not kept any more."""
    return bool(request.GET.get("s")) and not query


def _search_of(request) -> tuple[dict, str]:
    """What to look for, and what the addresses of further pages carry of it."""
    token = request.GET.get("s", "")
    if kept := kept_search(request.session, token):
        return kept, f"s={token}&"
    group = request.GET.get("grupa")
    if group in PeopleGroup.values:
        return {"group": group}, f"grupa={group}&"
    return {"group": PeopleGroup.NOW}, ""


@permission_required("participants.write_person", raise_exception=True)
@require_http_methods(["GET", "POST"])
@saves_once
def person_new(request):
    on = timezone.localdate()
    form = RegistrationForm(request.POST or None, user=request.user, on=on)

    def act():
        register(form.instance, by=request.user, on=on, note=form.cleaned_data["note"])

    if carried_out(request, form, act):
        return _to_the_next_step(request, form.instance, on)
    return render(request, "participants/new.html", {"form": form})


def _to_the_next_step(request, person, on):
    messages.success(request, f"Zapisano: {person}.")
    if "category" in request.POST and person.is_writable_by(request.user, on):
        # The page of the details says it itself.
        if not person.is_identified:
            messages.warning(request, NEEDS_IDENTIFICATION)
        return redirect("participants:eligibility_new", person.pk)
    return redirect("participants:details", person.pk)
