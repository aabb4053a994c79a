import pytest

from tests.families.factories import AssistantFactory, LoadLimitFactory, works_with


@pytest.fixture
def limit(db):
    """Fifteen families since 2015."""
    return LoadLimitFactory()


@pytest.fixture
def assistant(users, limit):
    return AssistantFactory(user=users.assistant)


@pytest.fixture
def assignment(users, assistant):
    """Since 5 March 2026."""
    return works_with(assistant, users)
