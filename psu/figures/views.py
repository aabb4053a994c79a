import datetime
from operator import attrgetter
from urllib.parse import urlencode

from django.contrib.auth.decorators import permission_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.journal.tables import people_asked_for
from kis.lib.dates import month_name, month_of
from kis.lib.paging import rest_of_address
from kis.lib.table_files import asked_for
from kis.lib.workbooks import CONTENT_TYPE
from participants.models import Person
from psu.figures.asking import Table, figures
from psu.figures.columns import OfPerson, days_table, figures_table, people_table
from psu.figures.days import days_used
from psu.figures.over import named, over_the_limit
from psu.figures.workbook import figures_workbook
from psu.models import WorkPlace
from psu.rules.year_days import warn_from

ROWS_ON_A_PAGE = 50
FIRST_YEAR, LAST_YEAR = 2005, 2199
EVER = (datetime.date(FIRST_YEAR, 1, 1), datetime.date(LAST_YEAR, 12, 31))
NO_PLACE = "bez wpisanych dni"
HIDDEN = "osoba spoza zakresu"
PEOPLE = "psu.view_figure_people"


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def figures_page(request):
    years = figures("year", *EVER)
    year = _number(request, "rok", FIRST_YEAR, LAST_YEAR) or _last_year(years)
    opens = request.user.has_perm(PEOPLE)
    tables = list(_tables(year, years))
    if file := _table_asked_for(request, tables):
        return file
    used = days_used(year).values()
    most = next((days.most for days in used), None)
    context = {
        "year": year,
        "tables": [
            (*_shown(*table, opens=opens), f"rok={year}&tabela={number}&")
            for number, table in enumerate(tables, start=1)
        ],
        "days": _steps_of_days(year, used, most, opens=opens) if most else [],
        "most": most,
        "opens": opens,
    }
    return render(request, "psu/figures/figures.html", context)


def _table_asked_for(request, tables):
    """Which of them, its place on the page tells."""
    number = _number(request, "tabela", 1, len(tables)) or 1
    title, head, _, _, rows = tables[number - 1]
    return asked_for(request, figures_table(title, head, rows), on=timezone.localdate())


def _tables(year: int, years: Table):
    """Title, head of the first column, the table, and its rows by name with what tells their people.

    Four queries.
    """
    known = dict(WorkPlace.objects.order_by("name").values_list("pk", "name"))
    months, places = figures("month", *_days(year)), figures("place", *_days(year))
    of_months = [
        (month_name(datetime.date(year, row.key, 1)), {"rok": year, "miesiac": row.key}, row)
        for row in months.rows
    ]
    by_place = {row.key: row for row in places.rows}
    of_places = [
        (name, {"rok": year, "miejsce": pk}, by_place[pk])
        for pk, name in known.items()
        if pk in by_place
    ]
    if row := by_place.get(None):
        of_places.append((NO_PLACE, {}, row))
    of_years = [(str(row.key), {"rok": row.key}, row) for row in years.rows]
    yield f"Miesiące {year}", "Miesiąc", {"rok": year}, months, of_months
    yield f"Miejsca {year}", "Miejsce PSU", {"rok": year}, places, of_places
    yield "Lata", "Rok", {}, years, of_years


def _shown(title, head, whole, table: Table, rows, *, opens: bool):
    def people(choice) -> str:
        address = reverse("psu:figure_people") if opens else ""
        return f"{address}?{urlencode(choice)}" if opens and choice else address

    def own(choice) -> str:
        return f"{reverse('psu:figures')}?{urlencode(choice)}" if head == "Rok" else ""

    told = [
        (name, own(choice), people(choice) if choice else "", row) for name, choice, row in rows
    ]
    return title, head, told, [("Razem", "", people(whole), table.total)]


def _steps_of_days(year: int, used, most: int, *, opens: bool) -> list[tuple[str, str, int]]:
    """Words, the address of the people, and how many they are."""
    steps = [
        ("osoby, których dotyczy limit", 1),
        (f"od {warn_from(most)} dni", warn_from(most)),
        (f"więcej niż {most} dni", most + 1),
    ]
    address = reverse("psu:year_days")
    return [
        (words, f"{address}?rok={year}&od={least}" if opens else "", _reaching(used, least))
        for words, least in steps
    ]


def _reaching(used, least: int) -> int:
    return sum(days.used >= least for days in used)


@require_GET
@permission_required(PEOPLE, raise_exception=True)
def figure_people(request):
    """Whose hours and money a figure is the sum of: of a year or all, of its month, of a place."""
    year = _number(request, "rok", FIRST_YEAR, LAST_YEAR)
    month = _number(request, "miesiac", 1, 12)
    place = _number(request, "miejsce", 1, 2**62)
    if month and not year:
        raise Http404
    first, last = _days(year, month) if year else EVER
    table = figures("person", first, last, place=place)
    about = _about(year, first if month else None, place)
    rows = _by_name(request, {row.key: row for row in table.rows})
    if file := _people_asked_for(request, rows, people_table):
        return file
    context = {
        "about": about,
        "page": _page(request, rows),
        "total": table.total,
        "year": year,
        "query": rest_of_address(request),
    }
    return render(request, "psu/figures/people.html", context)


def _about(year, month, place) -> str:
    of_year = f"{year} rok" if year else "wszystkie lata"
    when = month_name(month) if month else of_year
    if not place:
        return when
    name = WorkPlace.objects.filter(pk=place).values_list("name", flat=True).first()
    if name is None:
        raise Http404
    return f"{when}, {name}"


def _by_name(request, rows: dict) -> list[OfPerson]:
    """Who is not the reader's to see is counted without a name, at the end."""
    seen = Person.objects.visible_to(request.user).filter(pk__in=rows).in_polish_order()
    found = [
        OfPerson(
            str(person), reverse("psu:person", args=[person.pk]), person.pk, rows.pop(person.pk)
        )
        for person in seen
    ]
    return [*found, *(OfPerson(HIDDEN, "", None, row) for row in rows.values())]


def _people_asked_for(request, rows: list[OfPerson], table):
    return people_asked_for(
        request,
        rows,
        table,
        kind="figure_people",
        person=attrgetter("person"),
        on=timezone.localdate(),
    )


@require_GET
@permission_required(PEOPLE, raise_exception=True)
def year_days_page(request):
    """Who has used how many days of the year, from so many on."""
    year = _number(request, "rok", FIRST_YEAR, LAST_YEAR) or timezone.localdate().year
    least = _number(request, "od", 1, 367) or 1
    used = {pk: days for pk, days in days_used(year).items() if days.used >= least}
    rows = _by_name(request, used)
    if file := _people_asked_for(request, rows, days_table):
        return file
    context = {
        "year": year,
        "least": least,
        "page": _page(request, rows),
        "query": rest_of_address(request),
    }
    return render(request, "psu/figures/days.html", context)


@require_GET
@permission_required("psu.view_psu", raise_exception=True)
def figures_xlsx(request):
    years = figures("year", *EVER)
    year = _number(request, "rok", FIRST_YEAR, LAST_YEAR) or _last_year(years)
    sheets = {
        title: ([(name, row) for name, _, row in rows], table.total)
        for title, _, _, table, rows in _tables(year, years)
    }
    return HttpResponse(
        figures_workbook(sheets, made_on=timezone.localdate()),
        content_type=CONTENT_TYPE,
        headers={"Content-Disposition": f'attachment; filename="psu-w-liczbach-{year}.xlsx"'},
    )


@require_GET
@permission_required(PEOPLE, raise_exception=True)
def limits(request):
    """Whether any week, month or year of anybody is over its limit, in all years."""
    return render(request, "psu/figures/limits.html", {"found": named(over_the_limit())})


def _last_year(years: Table) -> int:
    today = timezone.localdate().year
    return max((row.key for row in years.rows if row.key <= today), default=today)


def _days(year: int, month: int | None = None) -> tuple[datetime.date, datetime.date]:
    if month:
        return month_of(datetime.date(year, month, 1))
    return datetime.date(year, 1, 1), datetime.date(year, 12, 31)


def _number(request, name: str, least: int, most: int) -> int | None:
    """What the address says; None where it says nothing. Raises Http404 for what is no such number."""
    typed = request.GET.get(name, "")
    if not typed:
        return None
    is_number = typed.isascii() and typed.isdecimal() and len(typed) < len(str(2**62))
    if not is_number or not least <= int(typed) <= most:
        raise Http404
    return int(typed)


def _page(request, rows):
    return Paginator(rows, ROWS_ON_A_PAGE).get_page(request.GET.get("strona"))
