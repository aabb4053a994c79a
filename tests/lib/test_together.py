"""Lists asked as one question: each finds just what its QuerySet finds, in its order."""

import datetime

import pytest
from django.db.models import F, OuterRef, Subquery, Value

from contracts.models import SocialContract
from kis.lib.together import together
from participants.models import Area, Note, Person
from psu.models import Referral, WorkDay, WorkEvent
from tests.contracts.made import signed
from tests.factories import AreaFactory, PersonFactory
from tests.psu.factories import ReferralFactory, work

pytestmark = pytest.mark.django_db


def columns_of(row) -> dict:
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


@pytest.fixture
def kos(users):
    return PersonFactory(last_name="Kos", responsible=users.worker)


@pytest.mark.parametrize("model", [Person, SocialContract, Referral, WorkDay, WorkEvent, Note])
def test_a_row_has_every_column_as_the_model_reads_it(kos, users, model):
    @together
    def asked(least: int):
        return (model._base_manager.filter(pk__gte=least),)

    signed(kos)
    referral = ReferralFactory(person=kos, planned_days={"0": "2.50"}, ohs_on="2025-01-01")
    day = work(referral, datetime.date(2026, 5, 5), "2.50").day
    WorkEvent.objects.create(
        referral=referral,
        day=day,
        hour=datetime.time(9, 5),
        kind="absence",
        description="x",
        reported_by=users.supervisor,
    )
    kos.notes.create(kind="talk", text='„Dom” \\ "x" %s', author=users.worker)

    ((found,),) = asked(0)

    kept = model._base_manager.get()
    assert columns_of(found) == columns_of(kept)
    assert {name: str(told) for name, told in columns_of(found).items()} == {
        name: str(told) for name, told in columns_of(kept).items()
    }
    found.save()


def test_several_lists_are_one_query_each_in_its_order(kos, users, django_assert_num_queries):
    @together
    def asked(person: int, since: datetime.date):
        areas = Area.objects.filter(person=person, starts_on__gte=since)
        notes = Note.objects.filter(person=person).order_by("-pk")
        return areas.order_by("-kind"), notes[:2], Note.objects.none()

    area = AreaFactory(person=kos, kind=Area.Kind.PSU, starts_on=datetime.date(2026, 5, 1))
    notes = [kos.notes.create(kind="talk", text="x", author=users.worker) for _ in range(3)]
    asked(kos.pk, area.starts_on)

    with django_assert_num_queries(1):
        assert asked(kos.pk, area.starts_on) == [[area], notes[:0:-1], []]
    after = area.starts_on + datetime.timedelta(days=1)
    assert asked(kos.pk, after) == [[], notes[:0:-1], []]
    assert asked(kos.pk + 1, after) == [[], [], []]
    assert asked(2**63, after) == [[], [], []]


def test_what_is_annotated_comes_along_as_what_it_is(kos):
    @together
    def asked(person: int):
        areas = Area.objects.filter(person=OuterRef("pk")).values("starts_on")[:1]
        facts = {"since": Subquery(areas), "twin": F("last_name"), "is_sure": Value(True)}
        return (Person.objects.filter(pk=person).annotate(**facts),)

    ((found,),) = asked(kos.pk)

    assert (found.twin, found.is_sure) == ("Kos", True)
    assert found.since == Area.objects.get(person=kos).starts_on


@pytest.mark.parametrize("more", ["select_related", "only"])
def test_a_list_is_of_whole_rows_of_one_model(more):
    @together
    def asked(pk: int):
        return (getattr(Person.objects.filter(pk=pk), more)("responsible"),)

    with pytest.raises(TypeError, match="Person"):
        asked(1)
