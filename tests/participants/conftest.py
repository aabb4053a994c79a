import pytest
import time_machine


@pytest.fixture
def today(on):
    """Views ask for the day; here it is the day that rules are given."""
    with time_machine.travel(f"{on}T10:00:00+01:00", tick=False):
        yield on
