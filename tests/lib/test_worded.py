"""Questions whose wording is kept: they find just what their QuerySet finds, whatever the values."""

import ast
import datetime
import inspect
from datetime import date

import pytest
from django.db.models import F, Value

from kis.lib import worded as kept_wording
from kis.lib.worded import worded
from participants.models import Area, EligibilityCategory, Person
from psu.models import Referral
from tests.factories import AreaFactory, PersonFactory
from tests.participants.made import category
from tests.psu.factories import ReferralFactory

pytestmark = pytest.mark.django_db

PSU = Area.Kind.PSU


@worded("responsible", "merged_into")
def person_with(pk: int, born_on: datetime.date):
    facts = {"is_sure": Value(True), "twin": F("last_name")}
    return Person.objects.filter(pk=pk, born_on=born_on).annotate(**facts)


@worded()
def works_of(person: int, since: datetime.date):
    return Area.objects.filter(person=person, kind=PSU, starts_on__gte=since)


def columns_of(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.fixture
def two(users):
    return [PersonFactory(last_name=name, responsible=users.worker) for name in ("Kos", "Lis")]


def test_a_row_is_the_model_s_with_every_column_its_relations_and_what_is_annotated(
    two, django_assert_num_queries
):
    kos, lis = two
    kos.merged_into = lis
    kos.save()
    person_with(kos.pk, kos.born_on)  # its wording is made at the first use

    with django_assert_num_queries(1):
        (found,) = person_with(kos.pk, kos.born_on)
        assert (found.responsible, found.merged_into) == (kos.responsible, lis)
        assert (found.is_sure, found.twin) == (True, "Kos")
    assert columns_of(found) == columns_of(Person.objects.get(pk=kos.pk))
    assert columns_of(found.merged_into) == columns_of(Person.objects.get(pk=lis.pk))
    assert person_with(lis.pk, lis.born_on)[0].merged_into is None


def test_such_a_row_is_saved_like_any_other(two):
    kos, _ = two
    (found,) = person_with(kos.pk, kos.born_on)
    found.town = "Puławy"

    found.save()

    assert Person.objects.get(pk=kos.pk).town == "Puławy"


def test_each_value_is_asked_about_in_its_own_place(two):
    kos, lis = two
    area = AreaFactory(person=kos, kind=PSU)
    after = area.starts_on + datetime.timedelta(days=1)

    assert works_of(kos.pk, area.starts_on) == [area]
    assert works_of(kos.pk, after) == []
    assert works_of(lis.pk, area.starts_on) == []
    assert works_of(10**30, area.starts_on) == []
    assert person_with(kos.pk, date(1900, 1, 1)) == []


def test_what_the_asker_holds_is_on_every_row(two, django_assert_num_queries):
    kos, _ = two
    area = AreaFactory(person=kos, kind=PSU)
    works_of(kos.pk, area.starts_on)

    with django_assert_num_queries(1):
        found = works_of(kos.pk, area.starts_on, person=kos)
        assert [each.person is kos for each in found] == [True]


def test_values_that_a_field_reads_in_a_way_of_its_own_are_read_so(two):
    @worded()
    def referrals_of(person: int):
        return Referral.objects.filter(person=person)

    kos, _ = two
    planned = ReferralFactory(person=kos, planned_days={"0": "4"})
    (found,) = referrals_of(kos.pk)
    assert found.planned_days == {"0": "4"}
    assert columns_of(found) == columns_of(Referral.objects.get(pk=planned.pk))


def test_who_finds_nobody_whatever_the_values_asks_nothing(django_assert_num_queries):
    @worded()
    def nobody(person: int):
        return Person.objects.filter(pk=person, sex__in=[])

    with django_assert_num_queries(0):
        assert nobody(1) == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda rows, day: rows.filter(born_on=day + datetime.timedelta(days=1)),
        lambda rows, day: rows.filter(sex="K" if day.day == 2 else "M"),
        lambda rows, day: rows if day.day == 2 else rows.filter(born_on=day),
    ],
    ids=["another day", "a constant chosen by it", "its words chosen by it"],
)
def test_an_argument_that_decides_what_is_asked_is_refused(ask):
    @worded()
    def asked(day: datetime.date):
        return ask(Person.objects.all(), day)

    with pytest.raises(TypeError, match="asked"):
        asked(date(2026, 11, 23))


def test_two_arguments_of_one_kind_are_not_mistaken_for_each_other(two, users):
    @worded()
    def born(person: int, leader: int, after: datetime.date, before: datetime.date):
        days = {"born_on__gte": after, "born_on__lte": before}
        return Person.objects.filter(pk=person, responsible=leader, **days)

    kos, _ = two
    around = kos.born_on, kos.born_on
    assert born(kos.pk, users.worker.pk, *around) == [kos]
    assert born(kos.pk, users.colleague.pk, *around) == []
    assert born(kos.pk, users.worker.pk, date(1900, 1, 1), date(2000, 1, 1)) == [kos]
    assert born(kos.pk, users.worker.pk, date(2000, 1, 1), date(1900, 1, 1)) == []


def test_a_small_number_is_compared_with_a_small_column(db):
    @worded()
    def coded(code: int):
        return EligibilityCategory.objects.filter(code__gte=code)

    for code in (2, 5):
        category(code)
    assert [row.code for row in coded(5)] == [5]


def test_a_number_that_no_column_holds_asks_nothing(two, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert person_with(2**63, date(1981, 5, 4)) == []


@pytest.mark.parametrize("more", ["select_related", "only"])
def test_what_comes_along_is_named_in_one_place(more):
    @worded()
    def asked(pk: int):
        return getattr(Person.objects.filter(pk=pk), more)("responsible")

    with pytest.raises(TypeError, match="asked"):
        asked(1)


def test_a_name_used_only_inside_the_question_is_no_part_of_the_answer(two):
    @worded()
    def same_name(pk: int):
        return Person.objects.alias(twin=F("last_name")).filter(pk=pk, twin="Kos")

    kos, _ = two
    assert not hasattr(same_name(kos.pk)[0], "twin")


# What is not documented, and how it answers: a new Django that changes one of them is told here, by its name.
PRIVATE = {
    "sql_with_params": lambda query: query.sql_with_params()[1] == (30_001,),
    "select_related": lambda query: query.select_related is False,
    "deferred_loading": lambda query: query.deferred_loading == (frozenset(), True),
    "annotation_select": lambda query: list(query.annotation_select) == ["twin"],
}


@pytest.mark.parametrize("name", PRIVATE)
def test_django_still_has_what_it_does_not_promise(name):
    query = Person.objects.annotate(twin=F("last_name")).filter(pk=30_001).query
    assert PRIVATE[name](query), f"Django's Query.{name} has changed: see kis/lib/worded.py"


def test_no_other_name_of_the_query_is_used():
    tree = ast.parse(inspect.getsource(kept_wording))
    of_a_query = {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "query"
    }
    assert of_a_query == set(PRIVATE)
