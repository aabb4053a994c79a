"""The figures of an edition; each opens the rows that it is made of."""

from datetime import MAXYEAR, MINYEAR

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.db.models import Q, Sum
from django.http import Http404
from django.views.decorators.http import require_GET

from kis.journal.record import record
from kis.lib.money import figures as figures_in_words, hours as in_hours
from kis.programmes import durability
from kis.programmes.figures import HOUR, figures_of
from kis.programmes.indicators import counted
from kis.programmes.models import Cost, Kind, Service
from kis.programmes.plot import drawn
from kis.programmes.project.participants import participants_of
from kis.programmes.project.words import Dictionaries
from kis.programmes.scope import readable_edition
from kis.programmes.tabs import edition_page

VIEW = permission_required("programmes.view_edition", raise_exception=True)
TAB, KIND = "programmes:figures", "programme_figures"
PAGE_SIZE = 50


@VIEW
@require_GET
def figures(request, pk):
    file = readable_edition(request, pk)
    told = figures_of(file.edition, file.on)
    context = {"figures": told}
    if file.edition.has_services:
        hours, cost = told.hours_forecast(), told.cost_forecast()
        page = Paginator(told.people, PAGE_SIZE).get_page(request.GET.get("strona"))
        for one in page:
            _note(request, pk, one.person, *one.participants.values())
        context |= {
            "page": page,
            "months": list(zip(hours, cost, strict=True)),
            "hours_end": hours[-1].at_end,
            "cost_end": cost[-1].at_end,
            "hours_plot": drawn("godziny", hours, told.allowed, told=in_hours),
            "cost_plot": drawn("koszt", cost, told.budget, told=figures_in_words),
        }
    elif file.edition.kind == Kind.PROJECT:
        groups = counted(participants_of(file.edition), Dictionaries(file.on), file.on)
        context["parts"] = _parts(groups)
    return edition_page(request, file, "programmes/figures/figures.html", TAB, context)


def _note(request, pk, *people):
    for person in people:
        record(request, "view", kind=KIND, number=pk, person=person.pk)


def _parts(groups):
    """By their headings, each group with its number."""
    parts = {}
    for number, group in enumerate(groups):
        parts.setdefault(group.part, []).append((number, group))
    return list(parts.items())


ROWS = {
    "udzial": "Biorą udział",
    "czekaja": "Czekają",
    "godziny": "Godziny i doby",
    "zostalo": "Komu zostały godziny",
    "koszt": "Koszt",
}


@VIEW
@require_GET
def figure_rows(request, pk, what):
    file = readable_edition(request, pk)
    if what not in ROWS:
        raise Http404
    told = figures_of(file.edition, file.on)
    rows = {
        "udzial": told.enrolled,
        "czekaja": told.waiting,
        "godziny": [one for one in told.people if one.minutes or one.days],
        "zostalo": told.going_on,
        "koszt": [one for one in told.people if one.cost],
    }[what]
    page = Paginator(rows, PAGE_SIZE).get_page(request.GET.get("strona"))
    for row in page:
        _note(request, pk, row.person)
    context = {"title": ROWS[what], "what": what, "page": page, "figures": told}
    return edition_page(request, file, "programmes/figures/rows.html", TAB, context)


@VIEW
@require_GET
def person_rows(request, pk, number):
    """The services and costs that the figures of one person are made of."""
    file = readable_edition(request, pk)
    enrolment = file.edition.enrolments.filter(beneficiary=number).first()
    if enrolment is None:
        raise Http404
    person = enrolment.beneficiary
    services = Service.objects.filter(edition=file.edition, beneficiary=person)
    costs = Cost.objects.filter(enrolment__edition=file.edition, enrolment__beneficiary=person)
    return _given(request, file, str(person), services, costs)


@VIEW
@require_GET
def month_rows(request, pk, year, month):
    file = readable_edition(request, pk)
    if not (1 <= month <= 12 and MINYEAR <= year <= MAXYEAR):
        raise Http404
    services = Service.objects.filter(edition=file.edition, day__year=year, day__month=month)
    costs = Cost.objects.filter(enrolment__edition=file.edition, day__year=year, day__month=month)
    return _given(request, file, f"{month:02}.{year}", services, costs)


def _given(request, file, title, services, costs):
    services = services.told().in_order()
    page = Paginator(services, PAGE_SIZE).get_page(request.GET.get("strona"))
    costs = list(costs.select_related("enrolment__beneficiary", "provider"))
    for row in page:
        row.hours = row.minutes / HOUR
        _note(request, file.edition.pk, row.beneficiary)
    for row in costs:
        _note(request, file.edition.pk, row.enrolment.beneficiary)
    whole = services.aggregate(
        minutes=Sum("minutes", filter=Q(form=Service.Form.HOURS), default=0),
        days=Sum("days", default=0),
    )
    context = {
        "title": title,
        "page": page,
        "hours": whole["minutes"] / HOUR,
        "days": whole["days"],
        "costs": costs,
        "amount": sum(row.amount for row in costs),
    }
    return edition_page(request, file, "programmes/figures/given.html", TAB, context)


@VIEW
@require_GET
def group_rows(request, pk, number):
    """The people of a group of indicators, by the group's number: its name is no part of an address."""
    file = readable_edition(request, pk)
    if file.edition.kind != Kind.PROJECT:
        raise Http404
    groups = counted(participants_of(file.edition), Dictionaries(file.on), file.on)
    if number >= len(groups):
        raise Http404
    group = groups[number]
    for one in group.people.values():
        _note(request, pk, one.person)
    context = {"group": group, "rows": list(group.people.values())}
    return edition_page(request, file, "programmes/figures/group.html", TAB, context)


@VIEW
@require_GET
def year_rows(request, pk, year):
    """The children whom a durability edition counts in a year."""
    file = readable_edition(request, pk)
    if file.edition.kind != Kind.DURABILITY:
        raise Http404
    people = durability.children_of(file.edition, year, file.on)
    page = Paginator(people, PAGE_SIZE).get_page(request.GET.get("strona"))
    for person in page:
        _note(request, pk, person)
    context = {"year": year, "page": page}
    return edition_page(
        request, file, "programmes/durability/people.html", "programmes:durability", context
    )
