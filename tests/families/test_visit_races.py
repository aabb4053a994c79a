"""Two connections at once: no two visits of an assistant at one time, none behind the assignment."""

import pytest
from django.db import IntegrityError

from kis.families.models import Visit
from kis.families.visiting import refuse_request, take
from kis.lib.refusals import Refused
from tests.families.factories import works_with
from tests.families.visit_factories import MONDAY, at, request_of, visit
from tests.psu.connections import all_together, race

pytestmark = pytest.mark.django_db(transaction=True)


def refused_race(first, second, name):
    with pytest.raises(IntegrityError) as error:
        race(first, second)
    assert error.value.__cause__.diag.constraint_name == name


def test_of_two_visits_at_one_time_the_second_is_refused(users, assistant, assignment):
    other = works_with(assistant, users)
    refused_race(lambda: visit(assignment), lambda: visit(other), "visit_assistant_once")
    assert Visit.objects.count() == 1


@pytest.mark.parametrize("visit_first", [True, False])
def test_a_visit_and_the_end_of_the_assignment_never_pass_each_other(assignment, visit_first):
    def end():
        assignment.ends_on = MONDAY.replace(day=1)
        assignment.save()

    def told():
        visit(assignment, state="held")

    if visit_first:
        refused_race(told, end, "assignment_has_visits")
    else:
        refused_race(end, told, "visit_without_assignment")


def test_what_is_sent_twice_at_one_moment_is_one_visit(assignment):
    def sent():
        return visit(assignment, client_key="k" * 22)

    answers = all_together([sent, sent, sent])
    assert Visit.objects.count() == 1
    assert sum(isinstance(answer, IntegrityError) for answer in answers) == 2


def test_a_request_is_taken_or_refused_and_never_both(users, assignment):
    asked = request_of(assignment)
    facts = {"starts_at": at(MONDAY, 12), "ends_at": at(MONDAY, 13), "place": "UM"}

    def taken():
        take(asked, assignment, **facts, by=users.assistant)

    def refused():
        refuse_request(asked, reason="nie mogę", by=users.assistant, on=MONDAY)

    with pytest.raises(Refused):
        race(taken, refused)
    asked.refresh_from_db()
    assert asked.visit_id is not None
    assert asked.refused_on is None
