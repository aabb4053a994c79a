"""Questions whose wording is kept: they find just what their QuerySet finds, whatever the values."""

import datetime
from datetime import date

import pytest
from django.db.models import F, Value
from django.utils import timezone

from kis.accounts.models import Draft
from kis.lib.worded import worded, worded_count, worded_values
from participants.models import Area, EligibilityCategory, Person
from tests.factories import AreaFactory, PersonFactory
from tests.participants.made import category

pytestmark = pytest.mark.django_db

KIS, PSU = Area.Kind.KIS, Area.Kind.PSU


@worded("responsible", "merged_into")
def person_with(pk: int, born_on: datetime.date):
    facts = {"is_sure": Value(True), "twin": F("last_name")}
    return Person.objects.filter(pk=pk, born_on=born_on).annotate(**facts)


@worded()
def areas_of(kind: str, person: int):
    return Area.objects.filter(person=person, kind=kind)


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
    AreaFactory(person=kos, kind=PSU)

    assert [area.person_id for area in areas_of(PSU, kos.pk)] == [kos.pk]
    assert [area.person_id for area in areas_of(KIS, lis.pk)] == [lis.pk]
    assert areas_of(PSU, lis.pk) == []
    assert areas_of("' OR true --", lis.pk) == []
    assert areas_of(KIS, 10**30) == []
    assert person_with(kos.pk, date(1900, 1, 1)) == []


def test_what_the_asker_holds_is_on_every_row(two, django_assert_num_queries):
    kos, _ = two
    AreaFactory(person=kos, kind=PSU)
    areas_of(KIS, kos.pk)

    with django_assert_num_queries(1):
        assert all(area.person is kos for area in areas_of(KIS, kos.pk, person=kos))


def test_values_that_a_field_reads_in_a_way_of_its_own_are_read_so(users):
    Draft.objects.create(
        user=users.worker, address="/a/", content=[["x", "1"]], saved_at=timezone.now()
    )

    assert Draft.objects.kept(users.worker, "/a/").content == [["x", "1"]]


def test_some_values_a_count_and_any_number_of_numbers(two):
    @worded_values("last_name", "responsible__username")
    def shown(numbers: list[int]):
        return Person.objects.filter(pk__among=numbers).order_by("last_name")

    @worded_count
    def count(numbers: list[int]):
        return Person.objects.filter(pk__among=numbers)[:1]

    kos, lis = two
    both = [(person.last_name, person.responsible.username) for person in two]
    assert shown([lis.pk, kos.pk]) == both
    assert shown([lis.pk]) == both[1:]
    assert shown([]) == []
    assert [count([]), count([kos.pk]), count([kos.pk, lis.pk])] == [0, 1, 1]


def test_who_finds_nobody_whatever_the_values_asks_nothing(django_assert_num_queries):
    @worded()
    def nobody(person: int):
        return Person.objects.filter(pk=person, sex__in=[])

    @worded_count
    def none(person: int):
        return Person.objects.filter(pk=person, sex__in=[])

    with django_assert_num_queries(0):
        assert nobody(1) == []
        assert none(1) == 0


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
