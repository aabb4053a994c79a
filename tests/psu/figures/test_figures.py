"""Figures of a year by month, place and year: what they sum up, and that their rows add up to them."""

import io
import re
from decimal import Decimal
from urllib.parse import urlencode

import openpyxl
import pytest
import time_machine
from django.urls import reverse

from kis.accounts.models import User
from participants.models import Area, Person
from psu.figures.asking import figures
from psu.figures.days import days_used
from psu.models import Agreement, PayLine, PersonMonth, WorkPlace
from psu.months.closing import close, reopen, review
from tests.factories import PersonFactory
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    new_regime,
    sign_list,
    work,
)
from tests.psu.guarded import day
from tests.taken import csv_rows, given_out

pytestmark = pytest.mark.django_db

MAY, ON = day("2025-05-01"), day("2025-07-04")
YEAR = (day("2025-01-01"), day("2025-12-31"))
PAGE, PEOPLE = reverse("psu:figures"), reverse("psu:figure_people")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2025-07-04 12:00", tick=False):
        yield


@pytest.fixture
def library(users, centre):
    return WorkPlaceFactory(name="Biblioteka")


@pytest.fixture
def agreement(library):
    """7,33 zł would not be enough: the rate is such that halves of a grosz come up."""
    return AgreementFactory(place=library, number="4/2025", rate=Decimal("12.21"))


@pytest.fixture
def school(agreement):
    school = WorkPlaceFactory(name="Szkoła nr 3")
    agreement.places.add(school)
    return school


def sent(agreement, place, last_name="Łoś", person=None, **facts):
    coordinator = User.objects.get(username="coordinator")
    person = person or PersonFactory(last_name=last_name, responsible=coordinator)
    return ReferralFactory(person=person, agreement=agreement, place=place, **facts)


def closed(agreement, month, users):
    for place in agreement.places.all():
        sign_list(place, month, users.coordinator)
    review(agreement, month, by=users.coordinator, on=ON)
    return close(agreement, month, by=users.coordinator, on=ON)


@pytest.fixture
def may(agreement, library, school, users):
    """Two people; Łoś at both places under one rate: one line of the list, of two places."""
    first = sent(agreement, library, ends_on=day("2025-05-11"))
    second = sent(agreement, school, person=first.person, starts_on=day("2025-05-12"))
    for at, hours in (("2025-05-05", "5.25"), ("2025-05-07", "4.5")):
        work(first, day(at), hours)
    work(second, day("2025-05-12"), "7.25")
    work(sent(agreement, library, "Żak"), day("2025-05-06"), "8")
    return closed(agreement, MAY, users)


def told(table):
    return {row.key: (row.persons, row.hours, row.amount, row.refund) for row in table.rows}


def sums(rows):
    names = ("hours", "settled", "amount", "refund", "own_share")
    return [sum((getattr(row, name) for row in rows), Decimal(0)) for name in names]


def test_a_month_has_its_people_hours_and_the_sums_of_its_lines(may):
    lines = PayLine.objects.all().sums()
    (row,) = figures("month", *YEAR).rows
    assert (row.key, row.persons, row.hours, row.settled) == (5, 2, Decimal(25), Decimal(25))
    assert (row.amount, row.refund) == (lines["amount"], lines["refund"])
    assert row.own_share == lines["amount"] - lines["refund"]


def test_a_line_of_two_places_is_divided_by_hours_and_adds_up_to_the_grosz(may, library, school):
    """17 h of 12,21 are 207,57: 9,75 h of them at the library are 119,0475."""
    places = {row.key: row for row in figures("place", *YEAR).rows}
    assert places[library.pk].amount == Decimal("119.05") + Decimal("97.68")
    assert places[school.pk].amount == Decimal("88.52")
    assert (places[library.pk].persons, places[school.pk].persons) == (2, 1)
    assert sums(places.values()) == sums([figures("place", *YEAR).total])


def test_work_at_a_carers_home_keeps_its_own_share_of_the_refund(users, centre):
    """One person, one kind of work, a month: 100 % of the minimum at the home, 60 % at the school."""
    regime = new_regime()
    regime.ceilings.update(carer_refund_max_percent=100)
    home = WorkPlaceFactory(name="Dom", kind=WorkPlace.Kind.CARER_HOME)
    school = WorkPlaceFactory(name="Szkoła")
    deal = AgreementFactory(
        place=home,
        rate=Decimal("30.50"),
        regime=regime,
        signed_on=day("2025-06-01"),
        starts_on=day("2025-06-01"),
        monthly_hours=None,
        carer_refund_percent=100,
    )
    deal.places.add(school)
    there = sent(deal, home, starts_on=day("2025-06-01"), ends_on=day("2025-06-08"))
    back = sent(
        deal,
        school,
        person=there.person,
        starts_on=day("2025-06-09"),
        ends_on=day("2025-06-30"),
    )
    work(there, day("2025-06-03"), "2")
    work(back, day("2025-06-10"), "10")
    closed(deal, day("2025-06-01"), users)
    places = told(figures("place", *YEAR))
    assert places[home.pk] == (1, Decimal(2), Decimal("61.00"), Decimal("61.00"))
    assert places[school.pk] == (1, Decimal(10), Decimal("305.00"), Decimal("183.00"))


def test_hours_of_an_open_month_count_as_hours_and_not_as_money(agreement, library):
    work(sent(agreement, library), day("2025-06-10"), "5")
    (row,) = figures("month", *YEAR).rows
    assert (row.hours, row.settled, row.amount) == (Decimal(5), 0, 0)


def test_voided_lines_never_count(may, users):
    for month in PersonMonth.objects.all():
        reopen(month, by=users.coordinator, on=ON, reason="pomyłka")
    (row,) = figures("month", *YEAR).rows
    assert (row.hours, row.settled, row.amount, row.refund) == (Decimal(25), 0, 0, 0)


def test_a_person_of_two_months_is_one_of_the_year(agreement, library):
    referral = sent(agreement, library)
    for at in ("2025-05-05", "2025-06-10"):
        work(referral, day(at))
    table = figures("month", *YEAR)
    assert ([row.persons for row in table.rows], table.total.persons) == ([1, 1], 1)


def test_a_file_that_was_merged_counts_as_the_other_person(agreement, library, school):
    one, other = sent(agreement, library), sent(agreement, school, "Żak")
    work(one, day("2025-05-05"))
    work(other, day("2025-05-12"))
    Person.objects.filter(pk=other.person_id).update(merged_into=one.person)
    assert figures("year", *YEAR).total.persons == 1
    assert told(figures("person", *YEAR)) == {one.person_id: (1, Decimal(10), 0, 0)}


def test_days_of_a_merged_file_are_the_other_persons_and_once(users, centre):
    new = new_regime()
    new.ceilings.update(year_days=180)
    facts = {"regime": new, "signed_on": day("2025-06-01"), "starts_on": day("2025-06-01")}
    deal = AgreementFactory(monthly_hours=None, **facts)
    spans = [("2025-06-01", "2025-06-30"), ("2025-06-16", "2025-07-15")]
    one, other = (
        ReferralFactory(agreement=deal, starts_on=day(first), ends_on=day(last))
        for first, last in spans
    )
    assert {pk: found.used for pk, found in days_used(2025).items()} == {
        one.person_id: 30,
        other.person_id: 30,
    }
    Person.objects.filter(pk=other.person_id).update(merged_into=one.person)
    assert {pk: found.used for pk, found in days_used(2025).items()} == {one.person_id: 45}


# the pages


@pytest.mark.parametrize(
    "choice",
    [{}, {"rok": 2025}, {"rok": 2025, "miesiac": 5}, {"rok": 2025, "miejsce": "library"}],
)
def test_every_figure_opens_exactly_its_people(client_of, users, may, library, choice):
    chosen = {name: library.pk if value == "library" else value for name, value in choice.items()}
    address = f"{PEOPLE}?{urlencode(chosen)}".removesuffix("?")
    coordinator = client_of(users.coordinator)
    page = coordinator.get(PAGE).text
    assert address.replace("&", "&amp;") in page
    opened = coordinator.get(address)
    rows = [row.found for row in opened.context["page"]]
    total = opened.context["total"]
    assert len(rows) == total.persons == 2
    assert sums(rows) == sums([total])
    # The figures of the row that was pressed, as they stand there.
    shown = re.findall(re.escape(f'href="{address}"'.replace("&", "&amp;")) + r">([^<]*)<", page)
    whole = [total.persons, total.hours, total.settled, total.amount, total.refund]
    numbers = [Decimal(re.sub(r"[^\d,]", "", text).replace(",", ".")) for text in shown]
    assert numbers[:5] == whole


def test_who_may_not_see_people_reads_figures_without_links(client_of, users, may):
    page = client_of(users.accountant).get(PAGE).text
    assert "Biblioteka" in page
    assert "psu/liczby/osoby" not in page
    assert client_of(users.accountant).get(PEOPLE).status_code == 403


@pytest.mark.parametrize(
    "typed",
    ["rok=x", "rok=0", "rok=2025&miesiac=13", "miesiac=5", "miejsce=1", "rok=²", "rok=" + "9" * 30],
)
def test_an_address_that_names_nothing_is_404(client_of, users, centre, typed):
    assert client_of(users.coordinator).get(f"{PEOPLE}?{typed}").status_code == 404


def test_each_table_of_figures_is_taken_away_by_who_reads_figures(client_of, users, may):
    accountant = client_of(users.accountant)
    heads, row = csv_rows(accountant, "psu:figures", rok=2025, tabela=1)
    assert heads[:4] == ["Miesiąc", "Osoby", "Godziny", "Godziny na listach"]
    assert row[:3] == ["maj 2025", "2", "25.00"]
    assert [row[0] for row in csv_rows(accountant, "psu:figures", rok=2025, tabela=2)[1:]] == [
        *("Biblioteka", "Szkoła nr 3")
    ]
    assert not given_out("figure_people")


def test_the_people_of_a_figure_are_taken_away_and_noted(client_of, users, may):
    coordinator = client_of(users.coordinator)
    shown = coordinator.get(f"{PEOPLE}?rok=2025&miesiac=5").context["page"]
    rows = csv_rows(coordinator, "psu:figure_people", rok=2025, miesiac=5)
    assert [row[0] for row in rows] == ["Osoba", *(told.name for told in shown)]
    assert [row[1] for row in rows[1:]] == [str(told.found.hours) for told in shown]
    assert given_out("figure_people") == {told.person for told in shown}


def test_who_is_not_the_readers_to_see_is_in_the_table_without_a_name(client_of, users, may):
    Area.objects.update(kind="families")
    rows = csv_rows(client_of(users.coordinator), "psu:figure_people", rok=2025)
    assert {row[0] for row in rows[1:]} == {"osoba spoza zakresu"}
    assert not given_out("figure_people")


def test_a_year_without_anything_has_its_page(client_of, users, centre):
    page = client_of(users.coordinator).get(f"{PAGE}?rok=2031").text
    assert page.count("Nie ma wpisanych godzin") == 3


def test_the_workbook_has_the_same_figures_and_no_name(client_of, users, may):
    content = client_of(users.accountant).get(reverse("psu:figures_xlsx")).content
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Miesiące 2025", "Miejsca 2025", "Lata"]
    total = figures("month", *YEAR).total
    last = [cell.value for cell in book["Miesiące 2025"][3]]
    assert last[:3] == ["Razem", 2, 25]
    assert Decimal(str(last[4])) == total.amount
    assert "Łoś" not in str([list(sheet.values) for sheet in book])


@pytest.mark.parametrize("count", [5, 50])
def test_pages_ask_as_much_for_fifty_people_as_for_five(
    client_of, users, agreement, count, django_assert_max_num_queries
):
    for number in range(count):
        place = WorkPlaceFactory()
        agreement.places.add(place)
        Agreement.objects.update(persons=100)
        work(sent(agreement, place, f"Łoś-{number}"), day("2025-05-05"))
    coordinator = client_of(users.coordinator)
    with django_assert_max_num_queries(12):
        coordinator.get(PAGE)
    with django_assert_max_num_queries(9):
        coordinator.get(f"{PEOPLE}?rok=2025")
    with django_assert_max_num_queries(9):
        coordinator.get(f"{reverse('psu:year_days')}?rok=2025")
