import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, reverse

from kis.accounts.backend import RightsBackend
from kis.accounts.models import User
from kis.accounts.rights import Role

pytestmark = pytest.mark.django_db
LOGIN = "/konto/login/"
PASSWORD = "hasło-do-testów"


@pytest.fixture(autouse=True)
def no_counts():
    cache.clear()


def log_in(client, login, password):
    return client.post(LOGIN, {"login": login, "password": password})


def test_a_right_password_leads_to_the_desk(client, users, centre):
    response = log_in(client, "worker", PASSWORD)
    assert response.status_code == 302
    assert response.url == reverse("desk:start")


def test_a_wrong_password_is_told_in_polish_and_the_login_stays_typed(client, users, centre):
    page = log_in(client, "worker", "zgaduję").content.decode()
    assert page.count("Nazwa użytkownika albo hasło są niepoprawne.") == 1
    assert page.count("niepoprawn") == 1
    assert "<h2>Nie zalogowano</h2>" in page
    assert "Nie zapisano" not in page
    assert 'value="worker"' in page


def test_no_field_of_the_login_and_of_the_passwords_repeats_its_label_inside(client, users, centre):
    assert "placeholder" not in client.get(LOGIN).content.decode()
    log_in(client, "worker", PASSWORD)
    for name in ("account_change_password", "account_reauthenticate"):
        page = client.get(reverse(name)).content.decode()
        assert "password" in page
        # The header's own search field stands without a label that is seen.
        assert page.count("placeholder") == page.count('placeholder="Szukaj osoby (Ctrl+K)"')


def test_the_sixth_wrong_password_locks_that_account_and_no_other(client, users, centre):
    for _ in range(5):
        log_in(client, "worker", "zgaduję")
    refused = log_in(client, "worker", PASSWORD)
    assert refused.status_code == 200
    assert refused.content.decode().count("Spróbuj ponownie za 5 minut") == 1
    assert log_in(client, "colleague", PASSWORD).status_code == 302


def test_nobody_signs_up_and_no_page_offers_it(client):
    with pytest.raises(NoReverseMatch):
        reverse("account_signup")
    assert client.get("/konto/signup/").status_code in (302, 404)


def test_a_switched_off_account_is_out_at_once(client_of, users, centre):
    client = client_of(users.worker)
    assert client.get(reverse("desk:start")).status_code == 200
    User.objects.filter(pk=users.worker.pk).update(is_active=False)
    assert client.get(reverse("desk:start")).status_code == 302


def test_the_first_account_is_a_system_administrator_and_not_above_the_table(db):
    first = User.objects.create_superuser("pierwszy", "hasło", first_name="A", last_name="B")
    assert first.roles == {Role.SYSTEM_ADMIN}
    assert first.has_perm("accounts.change_user")
    assert not first.has_perm("participants.view_register")


def test_pages_are_kept_by_no_browser_and_carry_the_content_policy(client_of, users, centre):
    response = client_of(users.worker).get(reverse("desk:start"))
    assert "no-store" in response.headers["Cache-Control"]
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-inline" not in policy


def test_the_demonstrations_password_opens_nothing_outside_the_demonstration(
    client, users, centre, settings
):
    users.worker.set_password("demo")
    users.worker.save()
    settings.DEMO = False
    assert log_in(client, "worker", "demo").status_code == 200
    settings.DEMO = True
    assert log_in(client, "worker", "demo").status_code == 302


def test_the_user_of_a_page_and_the_roles_are_one_question(users, django_assert_num_queries):
    with django_assert_num_queries(1):
        user = RightsBackend().get_user(users.coordinator.pk)
        assert user.roles == {Role.COORDINATOR}
