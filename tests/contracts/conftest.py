import pytest
import time_machine

from tests.contracts.pages import NOON


@pytest.fixture
def at_noon(centre):
    """An open office on the day of the tests; every paper carries its letterhead."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def browser(client_of, users):
    """The worker who leads the case."""
    return client_of(users.worker)
