import pytest
import time_machine

from tests.factories import PersonFactory


@pytest.fixture
def today(on):
    """Views ask for the day; here it is the day that rules are given."""
    with time_machine.travel(f"{on}T10:00:00+01:00", tick=False):
        yield on


@pytest.fixture
def office(users):
    """Add a person of the worker's by name."""

    def add(last_name, first_name="Ewa", **facts):
        return PersonFactory(
            last_name=last_name,
            first_name=first_name,
            **{"responsible": users.worker, **facts},
        )

    return add
