"""The load of assistants as it is shown: one question for a day, one for twelve months."""

import pytest

from kis.accounts.models import User
from kis.families.forms.assignment import AssignForm, staff_on
from kis.families.load import load_by_month, load_of
from kis.families.models import Assistant
from tests.families.factories import (
    ASSIGNED_ON,
    AssistantFactory,
    AssistantLimitFactory,
    D,
    works_with,
)
from tests.families.test_load import other_assistant

pytestmark = pytest.mark.django_db
ON = D(2026, 6, 30)


def of(assistant, on=ON):
    return load_of(Assistant.objects.with_load(on).get(pk=assistant.pk))


def test_families_and_weights_are_counted_on_the_day(users, assistant):
    works_with(assistant, users, weight=3)
    works_with(assistant, users, ends_on=ON, weight=2)
    works_with(assistant, users).void(by=users.worker, reason="pomyłka")
    load = of(assistant)
    assert (load.families, load.points, load.most, load.told_from) == (2, 5, 15, 13)
    assert of(assistant, D(2026, 7, 1)).families == 1
    assert of(assistant, D(2026, 3, 4)).families == 0


def test_the_lower_limit_of_that_day_stands(users, assistant):
    AssistantLimitFactory(assistant=assistant, families=8, points=10, set_by=users.head)
    later = {"valid_from": D(2026, 7, 1), "families": None, "points": None}
    AssistantLimitFactory(assistant=assistant, set_by=users.head, **later)
    assert (of(assistant).most, of(assistant).most_points) == (8, 10)
    assert (of(assistant, D(2026, 7, 1)).most, of(assistant, D(2025, 12, 31)).most) == (15, 15)


def test_without_a_limit_of_the_law_nobody_has_a_place(users, assistant, limit):
    limit.delete()
    AssistantLimitFactory(assistant=assistant, families=8, set_by=users.head)
    assert of(assistant).most is None
    assert of(assistant).more(1).too_much


@pytest.mark.parametrize("count", [1, 6])
def test_the_choice_is_one_question(users, limit, count, django_assert_num_queries):
    for number in range(count):
        user = type(users.head).objects.create_user(f"a{number}", roles=["family_assistant"])
        works_with(AssistantFactory(user=user), users)
    with django_assert_num_queries(1):
        assert len(list(staff_on(ON))) == count


def test_who_is_full_is_told_with_the_reason(users, assistant):
    AssistantLimitFactory(assistant=assistant, families=1, set_by=users.head)
    works_with(assistant, users)
    other = other_assistant()
    choices = {choice.assistant: choice for choice in AssignForm(on=ON).choices}
    assert choices[assistant].reason == "komplet: rodzin najwyżej 1"
    assert choices[assistant].in_words == "1 → 2"
    assert choices[other].reason == ""
    assert choices[other].in_words == "0 → 1"


def test_who_has_most_places_is_offered_first_and_who_has_none_last(users, assistant):
    full = other_assistant()
    AssistantLimitFactory(assistant=full, families=0, set_by=users.head)
    third = AssistantFactory(user=User.objects.create_user("trzeci", roles=["family_assistant"]))
    works_with(assistant, users)
    offered = [choice.assistant for choice in AssignForm(on=ON).choices]
    assert offered == [third, assistant, full]


def test_the_weight_that_is_typed_counts_in_what_comes_after(users, assistant):
    AssistantLimitFactory(assistant=assistant, points=2, set_by=users.head)
    (light,) = AssignForm({"weight": "2"}, on=ON).choices
    (heavy,) = AssignForm({"weight": "3"}, on=ON).choices
    assert light.reason == ""
    assert heavy.reason == "suma wag najwyżej 2"


@pytest.mark.parametrize("count", [1, 6])
def test_twelve_months_of_everybody_are_one_question(
    users, limit, count, django_assert_num_queries
):
    for number in range(count):
        user = type(users.head).objects.create_user(f"a{number}", roles=["family_assistant"])
        works_with(AssistantFactory(user=user), users)
    with django_assert_num_queries(1):
        years = load_by_month(ON)
    assert len(years) == count
    assert {len(year.months) for year in years} == {12}


def test_a_month_shows_the_most_families_of_one_day(users, assistant):
    for last in (D(2026, 3, 10), D(2026, 4, 20)):
        works_with(assistant, users, ends_on=last)
    works_with(assistant, users, since=D(2026, 3, 11), weight=3)
    (year,) = load_by_month(D(2026, 5, 31), 4)
    assert [one.load.families for one in year.months] == [0, 2, 2, 1]
    assert [one.load.points for one in year.months] == [0, 4, 4, 3]


def test_whoever_left_before_is_not_there_and_a_month_out_of_service_says_so(users, limit):
    AssistantFactory(user=users.assistant, ends_on=D(2026, 3, 31))
    (year,) = load_by_month(D(2026, 5, 1), 3)
    assert [one.in_service for one in year.months] == [True, False, False]
    assert load_by_month(D(2026, 6, 1), 2) == []


def test_from_the_warning_on_a_month_is_marked(client_of, users, assistant, limit):
    limit.told_from = 2
    limit.save()
    for _ in range(2):
        works_with(assistant, users, since=ASSIGNED_ON)
    page = client_of(users.head).get("/rodziny/asystenci/obciazenie/").content.decode()
    assert "2 z 15" in page
    assert client_of(users.assistant).get("/rodziny/asystenci/obciazenie/").status_code == 404
