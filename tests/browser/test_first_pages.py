import pytest

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_login_with_a_wrong_password_first_then_the_desk(walker, users, centre, size):
    person = walker(size)
    person.log_in("worker", "zgaduję")
    person.reads("niepoprawne")
    person.log_in("worker", "hasło-do-testów")
    person.reads("Pulpit")
