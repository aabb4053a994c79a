import pytest

from tests.programmes.factories import ProviderFactory, chooses, edition_of, takes_part


@pytest.fixture
def edition(users):
    """Personal assistance in 2026: 720 hours a person, 12 hours of one assistant in a day."""
    return edition_of(users)


@pytest.fixture
def provider(users):
    return ProviderFactory(entered_by=users.coordinator, offender_register_checked_on="2025-12-20")


@pytest.fixture
def enrolment(users, edition, provider):
    """Of a person who has chosen the provider."""
    row = takes_part(edition, users)
    chooses(row, provider)
    return row
