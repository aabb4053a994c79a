"""Days without a contract: the database finds the stays whose days the pure rule tells."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings, strategies as st

from contracts.covered_stays import has_bare_days, last_day_so_far
from contracts.participation import covers_of, uncovered
from kis.lib.refusals import Refused
from participants.models import Participation, Person
from tests.contracts.made import signed
from tests.factories import PersonFactory
from tests.participants.made import stay

pytestmark = pytest.mark.django_db
D = date
ON = D(2026, 11, 23)
day = st.integers(1, 12).map(lambda days: ON + timedelta(days=days))
contracts = st.lists(st.tuples(day, st.integers(0, 6), st.booleans()), max_size=3)


def has_gap(admitted, on) -> bool:
    stays = Participation.objects.annotate(until=last_day_so_far(on))
    return stays.filter(has_bare_days(on), pk=admitted.pk).exists()


def by_the_rule(admitted, on) -> bool:
    last = min(admitted.ends_on or on, on)
    covers = covers_of(Person.objects.get(pk=admitted.person_id))
    return bool(uncovered(admitted.starts_on, last, covers))


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    contracts=contracts, first_ends=st.integers(0, 6), asked=day, ended=st.one_of(st.none(), day)
)
def test_the_database_and_the_rule_agree(users, contracts, first_ends, asked, ended):
    with transaction.atomic():
        person = PersonFactory(responsible=users.worker)
        other = PersonFactory(responsible=users.worker)
        admitted = stay(person, ON)
        contract = person.contracts.get()
        type(contract).objects.filter(pk=contract.pk).update(
            state="ended",
            ended_on=ON + timedelta(days=first_ends),
            end_reason="agreed",
            ended_by=users.worker,
        )
        for first, length, is_merged in contracts:
            try:
                with transaction.atomic():
                    signed(
                        other if is_merged else person,
                        on=first,
                        ends_on=first + timedelta(days=length),
                        # Of one kind two files may not have contracts side by side.
                        type="B" if is_merged else "A",
                    )
            except (IntegrityError, Refused):  # two of one kind overlap
                continue
        if ended:
            Participation.objects.filter(pk=admitted.pk).update(
                ends_on=ended,
                outcome="finished",
                what_next="unknown",
                contract_carried_out="yes",
                ended_by=users.worker,
            )
        Person.objects.filter(pk=other.pk).update(merged_into=person)

        found = Participation.objects.get(pk=admitted.pk)
        assert has_gap(found, asked) == by_the_rule(found, asked)
        transaction.set_rollback(True)


def test_a_voided_contract_covers_nothing_and_a_stay_of_art_200_needs_none(users):
    person = PersonFactory(responsible=users.worker)
    admitted = stay(person, ON)
    assert not has_gap(admitted, ON + timedelta(days=30))

    contract = person.contracts.get()
    # Around the guard that holds the first day, as a bad restore would.
    with transaction.atomic():
        later = signed(person, on=ON, ends_on=ON, type="B")
        contract.void(by=users.coordinator, reason="x")
    assert later.last_day == ON
    assert not has_gap(admitted, ON)
    assert has_gap(admitted, ON + timedelta(days=1))
