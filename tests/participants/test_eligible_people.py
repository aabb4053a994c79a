"""Sets and the pure rules agree, whatever was entered: categories, papers, askings, merged files."""

from datetime import date, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from kis.lib.dates import DAY
from participants.eligible_people import Lacks, what_they_lack
from participants.models import EligibilityCategory, Person
from participants.person_answer import person_answer
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, question

pytestmark = pytest.mark.django_db
ON = date(2026, 11, 23)
ALL = Lacks(ground=True, benefits=True, information=True)
NOTHING = Lacks(ground=False, benefits=False, information=False)

# Days around the border, so that a wrong comparison shows.
near = st.integers(-3, 3).map(lambda days: ON + timedelta(days=days))
maybe = st.one_of(st.none(), near)
words = st.sampled_from(["", " ", "Brak dochodu."])
papers = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["certificate", "programme", "sepi"]),
            "issued_on": near,
            "lasts": st.one_of(st.none(), st.integers(0, 4)),
            "longer": st.one_of(st.none(), st.integers(1, 3)),
            "voided": st.booleans(),
        }
    ),
    max_size=3,
)
grounds = st.lists(
    st.fixed_dictionaries(
        {
            "code": st.sampled_from([1, 5, 9]),
            "on": near,
            "ends_on": maybe,
            "exclusion": words,
            "reason": words,
            "voided": st.booleans(),
            "papers": papers,
            "merged": st.booleans(),
        }
    ),
    max_size=2,
    unique_by=lambda row: row["code"],
)
askings = st.lists(
    st.fixed_dictionaries(
        {
            "asked_on": near,
            "again_in": st.integers(1, 5),
            "right": st.sampled_from([None, "retirement", "disability_pension"]),
            "since": near,
            "voided": st.booleans(),
            "merged": st.booleans(),
        }
    ),
    max_size=4,
)


def lacks(person, on=ON) -> Lacks:
    return what_they_lack(Person.objects.filter(pk=person.pk), on)[person.pk]


def by_the_rules(person, on=ON) -> Lacks:
    answer = person_answer(Person.objects.get(pk=person.pk), on)
    return Lacks(bool(answer.ground), bool(answer.benefits), bool(answer.information))


@pytest.mark.parametrize("reads", [lacks, by_the_rules])
def test_a_new_person_lacks_everything_and_a_whole_one_nothing(users, reads):
    new = PersonFactory(responsible=users.worker, information_given_on=None)
    assert reads(new) == ALL
    whole = PersonFactory(responsible=users.worker, information_given_on=ON)
    paper(established(whole))
    question(whole)
    assert reads(whole) == NOTHING
    assert reads(whole, ON - DAY).information


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    grounds=grounds, askings=askings, informed=maybe, ended=maybe, opened_is_merged=st.booleans()
)
def test_sets_and_rules_agree(users, grounds, askings, informed, ended, opened_is_merged):
    with transaction.atomic():
        person = PersonFactory(responsible=users.worker, information_given_on=informed)
        other = PersonFactory(responsible=users.worker, information_given_on=ON)
        for number, row in enumerate(grounds):
            _establish(other if row.pop("merged") else person, row, users, is_main=number == 0)
        for row in askings:
            _ask(other if row.pop("merged") else person, row, users)
        if ended:  # never before a decision on it
            last = max([ended, *(row["on"] for row in grounds)])
            EligibilityCategory.objects.filter(code=1).update(valid_to=last)
        Person.objects.filter(pk=other.pk).update(merged_into=person)

        opened = other if opened_is_merged else person
        assert lacks(opened) == by_the_rules(opened)
        transaction.set_rollback(True)


def _establish(person, row, users, **facts):
    told, is_voided, code = row.pop("papers"), row.pop("voided"), row.pop("code")
    if row["ends_on"]:
        row |= {"ends_on": max(row["ends_on"], row["on"]), "end_reason": "x"}
    made = established(person, category(code), by=users.worker, **row, **facts)
    for facts in told:
        _prove(made, users, **facts)
    if is_voided:
        made.void(by=users.coordinator, reason="x")


def _prove(made, users, *, kind, issued_on, lasts, longer, voided):
    facts = {"kind": kind, "issued_on": issued_on}
    if lasts is not None:
        facts["valid_until"] = issued_on + timedelta(days=lasts)
        if longer:
            extended = facts["valid_until"] + timedelta(days=longer)
            facts |= {"extended_until": extended, "extended_basis": "x"}
    row = paper(made, **facts)
    if voided:
        row.void(by=users.coordinator, reason="x")


def _ask(person, row, users):
    again = row["asked_on"] + timedelta(days=row["again_in"])
    rights = {row["right"]: row["since"]} if row["right"] else {}
    made = question(person, asked_on=row["asked_on"], ask_again_on=again, **rights)
    if row["voided"]:
        made.void(by=users.coordinator, reason="x")


@pytest.mark.parametrize("many", [5, 50])
def test_one_query_whatever_their_number(users, many, django_assert_num_queries):
    for _ in range(many):
        person = PersonFactory(responsible=users.worker)
        paper(established(person))
        question(person)
    with django_assert_num_queries(1):
        found = what_they_lack(Person.objects.all(), ON)
    assert len(found) == many
