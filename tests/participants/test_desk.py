import pytest
from django.utils import timezone

from participants.desk import work
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def register(users):
    """Three applications inside the scope, one person outside it."""
    for _ in range(3):
        PersonFactory(responsible=users.worker)
    PersonFactory(responsible=users.worker, area="families")


def test_the_counts_are_those_of_the_lists_they_open(register, users, client_of, centre):
    found = work(users.worker, timezone.localdate())
    assert [item.count for item in found] == [3, 0]
    for item in found:
        page = client_of(users.worker).get(item.url).content.decode()
        assert f"Znalezione: {item.count}" in page


@pytest.mark.parametrize("name", ["supervisor", "accountant", "content", "system"])
def test_a_role_without_the_register_has_no_such_work(register, users, name):
    assert work(getattr(users, name), timezone.localdate()) == []
