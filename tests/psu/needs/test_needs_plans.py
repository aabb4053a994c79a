"""The plan of needs: from last year's figures, by 31 January, frozen with its lines by the print."""

import io
from decimal import Decimal

import pypdf
import pytest
import time_machine
from django.urls import reverse

from kis.desk.gathering import shelves
from kis.lib.refusals import Refused
from kis.lib.work import DeskGroup
from psu.models import NeedsLine, NeedsPlan
from psu.needs import planning
from tests.psu.connections import race
from tests.psu.factories import WorkKindFactory, WorkPlaceFactory
from tests.psu.guarded import day
from tests.refused import refused

pytestmark = pytest.mark.django_db

TODAY = day("2026-01-12")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-01-12 12:00", tick=False):
        yield


@pytest.fixture
def plan(users, referral):
    return planning.begin(2026, by=users.coordinator, on=TODAY)


@pytest.fixture
def printed(users, plan):
    planning.printed(plan, by=users.coordinator)
    return NeedsPlan.objects.get()


@pytest.fixture
def coordinator(client_of, users):
    return client_of(users.coordinator)


def address(name, *arguments):
    return reverse(f"psu:{name}", args=arguments)


def typed(plan, *rows, **facts):
    lines = list(plan.lines.all())
    posted = {
        "row_version": plan.version,
        "lines-TOTAL_FORMS": len(lines) + 3,
        "lines-INITIAL_FORMS": len(lines),
        "lines-MIN_NUM_FORMS": 0,
        "lines-MAX_NUM_FORMS": 1000,
    }
    # Empty rows carry the version of a new row, as in a browser.
    posted |= {f"lines-{number}-row_version": 1 for number in range(len(lines) + 3)}
    for number, line in enumerate(lines):
        posted |= {
            f"lines-{number}-id": line.pk,
            f"lines-{number}-row_version": line.version,
            f"lines-{number}-place": line.place_id,
            f"lines-{number}-kind": line.kind_id,
            f"lines-{number}-posts": line.posts,
            f"lines-{number}-hours": str(line.hours),
        }
    for number, row in enumerate(rows, start=len(lines)):
        posted |= {f"lines-{number}-{name}": value for name, value in row.items()}
    return posted | facts


def test_a_plan_begins_with_the_figures_of_the_year_before(coordinator, referral):
    coordinator.post(address("needs_plan_new"), {"plan_year": "2026"})
    plan = NeedsPlan.objects.get()
    assert plan.status_word == "Szkic"
    (line,) = plan.lines.all()
    assert (line.place, line.kind) == (referral.place, referral.kind)
    assert (line.posts, line.hours) == (1, Decimal("38.50"))


@pytest.mark.parametrize("year", ["", "2024", "2200", "rok"])
def test_a_year_that_cannot_be_planned_is_refused(coordinator, centre, year):
    page = coordinator.post(address("needs_plan_new"), {"plan_year": year}).text
    assert "Nie zapisano. Popraw:" in page
    assert not NeedsPlan.objects.exists()


def test_the_figures_are_corrected_and_a_row_is_added(coordinator, plan):
    park = WorkPlaceFactory(name="Park")
    row = {"place": park.pk, "kind": WorkKindFactory().pk, "posts": "2", "hours": "400,5"}
    facts = {"lines-0-posts": "3"}
    coordinator.post(address("needs_plan_edit", plan.pk), typed(plan, row, **facts))
    assert sorted(plan.lines.values_list("posts", "hours")) == [
        (2, Decimal("400.50")),
        (3, Decimal("38.50")),
    ]
    page = coordinator.get(address("needs_plan", plan.pk)).text
    assert "439" in page


@pytest.mark.parametrize("facts", [{"posts": "0"}, {"posts": "-1"}, {"hours": "0"}, {"hours": "x"}])
def test_a_row_that_cannot_be_is_refused_and_stays_on_the_page(coordinator, plan, facts):
    row = {
        "place": WorkPlaceFactory(name="Park").pk,
        "kind": WorkKindFactory().pk,
        "posts": "2",
        "hours": "417",
    } | facts
    page = coordinator.post(address("needs_plan_edit", plan.pk), typed(plan, row)).text
    assert "Popraw zaznaczone wiersze planu." in page
    assert f'value="{facts.get("hours", "417")}"' in page
    assert plan.lines.count() == 1


def test_the_paper_goes_to_the_director_of_the_labour_office_and_the_head(printed, referral):
    pages = pypdf.PdfReader(io.BytesIO(printed.document.content)).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    for fact in (
        *("Plan potrzeb na 2026 rok", "Dyrektor Powiatowego Urzędu Pracy", "Nr 1/2026"),
        *(str(referral.place), str(referral.kind), "38,50", "art. 142 ust. 4 ustawy"),
    ):
        assert fact in words


def test_an_empty_plan_is_not_printed(users, centre):
    plan = planning.begin(2027, by=users.coordinator, on=TODAY)
    with pytest.raises(Refused, match="nie ma żadnej pozycji"):
        planning.printed(plan, by=users.coordinator)


def test_a_printed_plan_is_frozen_with_its_lines(users, printed):
    with refused("needs_plan_stays"):
        NeedsPlan.objects.update(plan_year=2027)
    with refused("needs_line_stays"):
        NeedsLine.objects.update(posts=9)
    with refused("needs_line_stays"):
        NeedsLine.objects.all().delete()
    with refused("needs_line_stays"):
        NeedsLine.objects.create(
            plan=printed, place=WorkPlaceFactory(), kind=WorkKindFactory(), posts=1, hours=1
        )


def test_the_lines_of_a_voided_plan_stay_too(users, plan):
    plan.void(by=users.head, reason="pomyłka")
    with refused("needs_line_stays"):
        NeedsLine.objects.update(posts=9)


# the desk


def desk_rows(user, on):
    """Of plans: an agreement of the act before brings the labour office's lists, too."""
    (shelf,) = shelves(user, on, everybody=True, groups={DeskGroup.OFFICIAL})
    plans = [task for task in shelf.tasks if task.who.startswith("Plan potrzeb")]
    return [(task.who, task.day, task.url) for task in plans]


@pytest.mark.parametrize(
    ("on", "year"),
    [
        ("2025-11-30", None),
        ("2025-12-01", 2026),
        ("2026-01-31", 2026),
        ("2026-09-30", 2026),
        ("2026-10-01", None),
    ],
)
def test_the_plan_stands_on_the_desk_from_december_to_autumn_until_it_is_sent(
    users, referral, on, year
):
    """Of a year in which an agreement holds, or held in the year before."""
    new = address("needs_plan_new")
    due = [(f"Plan potrzeb na {year} rok", day(f"{year}-01-31"), new)] if year else []
    assert desk_rows(users.coordinator, day(on)) == due


def test_the_desk_leads_to_the_draft_and_forgets_what_was_sent(users, referral, plan):
    assert desk_rows(users.head, TODAY)[0][2] == address("needs_plan", plan.pk)
    planning.printed(plan, by=users.coordinator)
    planning.send(plan, day=TODAY, how="post", by=users.coordinator)
    assert desk_rows(users.head, TODAY) == []


def test_without_an_agreement_there_is_nothing_to_plan(users, centre):
    assert desk_rows(users.coordinator, TODAY) == []


def test_a_sent_plan_stays_and_is_voided_by_a_second_person_only(users, coordinator, printed):
    coordinator.post(
        address("needs_plan_send", printed.pk), {"day": "12.01.2026", "how": "e_delivery"}
    )
    printed.refresh_from_db()
    assert printed.status_word == "Wysłany 12.01.2026"
    with refused("needs_plan_stays"):
        NeedsPlan.objects.update(sent_on=day("2026-01-13"))
    with pytest.raises(Refused, match="już wysłano"):
        planning.send(printed, day=TODAY, how="post", by=users.coordinator)
    with pytest.raises(Refused, match="druga osoba"):
        printed.void(by=users.coordinator, reason="x")
    printed.void(by=users.head, reason="zła liczba godzin")
    assert planning.begin(2026, by=users.coordinator, on=TODAY).number == 2


def test_an_unprinted_plan_is_not_sent(users, plan):
    with pytest.raises(Refused, match="najpierw go wydrukuj"):
        planning.send(plan, day=TODAY, how="post", by=users.coordinator)


@pytest.mark.parametrize("count", [5, 50])
def test_a_plan_asks_as_much_for_fifty_lines_as_for_five(
    coordinator, plan, count, django_assert_max_num_queries
):
    for _ in range(count):
        NeedsLine.objects.create(
            plan=plan, place=WorkPlaceFactory(), kind=WorkKindFactory(), posts=1, hours=1
        )
    with django_assert_max_num_queries(12):
        coordinator.get(address("needs_plan", plan.pk))
    with django_assert_max_num_queries(12):
        coordinator.get(address("needs_plan_edit", plan.pk))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_begin_at_once_one_plan_stands(users, centre):
    def begin():
        return planning.begin(2026, by=users.coordinator, on=TODAY)

    with pytest.raises(Refused, match="już jest"):
        race(begin, begin)
    assert NeedsPlan.objects.count() == 1
