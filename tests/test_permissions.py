"""The table of addresses × roles × methods, on a person inside and on one outside the scope."""

import pytest
from django.urls import get_resolver, resolve

from kis.accounts.rights import Role
from tests.access import GET, INSPECTOR, POST
from tests.scene import PAGES, address, status, user_of

# Their own tests hold these; here one row a namespace says that they are known.
NAMESPACES_OF_OTHERS = {"admin", "account"}
# Browsers send to it, anybody may; no page of anybody. Its tests: tests/web/test_policy_reports.py
TAKEN_FROM_BROWSERS = {"desk:policy_report"}
CASES = [
    pytest.param(page, method, id=f"{page.name}-{method}")
    for page in PAGES
    for method in page.methods
]
PERSON_CASES = [case for case in CASES if case.values[0].arguments and case.values[0].scoped]


@pytest.fixture
def client_of(world):
    return world.client_of


@pytest.fixture
def users(db, world):
    return world.users


@pytest.fixture
def scene(db, world):
    return world


@pytest.mark.parametrize(("page", "method"), CASES)
def test_each_role_opens_what_the_table_says_and_gets_403_elsewhere(
    page, method, scene, users, client_of
):
    url = address(page, scene.inside)
    answers = {role: status(client_of, user_of(users, role), method, url) for role in Role}
    opened = {role for role, answer in answers.items() if answer in page.answers}
    assert opened == set(page.roles), answers
    # The inspection may read, yet nobody is in its scope until an inspection is entered.
    nobody = {INSPECTOR} if page.arguments and page.scoped else set(page.strangers)
    assert {answers[role] for role in set(Role) - opened - nobody} <= {403}, answers
    assert {answers[role] for role in nobody - opened} <= {403, 404}, answers


@pytest.mark.parametrize(("page", "method"), PERSON_CASES)
def test_a_person_outside_the_scope_is_404(page, method, scene, users, client_of):
    url = address(page, scene.outside)
    answers = {role: status(client_of, user_of(users, role), method, url) for role in page.roles}
    assert set(answers.values()) == {404}, answers


@pytest.mark.parametrize(("page", "method"), [case for case in CASES if case.values[0].own_cases])
def test_another_workers_case_is_404_where_only_ones_own_is_opened(
    page, method, scene, users, client_of
):
    assert status(client_of, users.colleague, method, address(page, scene.inside)) == 404


@pytest.mark.parametrize(("page", "method"), CASES)
def test_without_a_login_every_page_leads_to_it(page, method, scene, client):
    response = getattr(client, method)(address(page, scene.inside))
    if page.anonymous:
        assert response.status_code in page.answers
    else:
        assert response.status_code == 302
        assert response.url.startswith("/konto/login/")


@pytest.mark.parametrize("page", [page for page in PAGES if page.methods == (GET,)], ids=str)
def test_a_page_to_read_takes_nothing_that_is_sent(page, scene, users, client_of):
    user = user_of(users, sorted(page.roles)[0])
    assert status(client_of, user, POST, address(page, scene.inside)) == 405


@pytest.mark.parametrize("page", [page for page in PAGES if page.methods == (POST,)], ids=str)
def test_an_address_to_send_to_leads_back_to_its_form_when_it_is_opened(
    page, scene, users, client_of
):
    user = user_of(users, sorted(page.roles)[0])
    url = address(page, scene.inside)
    response = client_of(user).get(url)
    assert response.status_code == 302
    page_of_form = resolve(response.url).view_name
    assert GET in next(known.methods for known in PAGES if known.name == page_of_form)
    assert client_of(user).get(response.url).status_code == 200
    assert client_of(user).put(url).status_code == 405


def own_addresses(patterns, namespace=""):
    for pattern in patterns:
        if hasattr(pattern, "url_patterns"):
            inner = ":".join(filter(None, [namespace, pattern.namespace]))
            yield from own_addresses(pattern.url_patterns, inner)
        else:
            yield ":".join(filter(None, [namespace, pattern.name or str(pattern.pattern)]))


def test_no_address_is_missing_from_the_table():
    addresses = {
        name
        for name in own_addresses(get_resolver().url_patterns)
        if name.split(":")[0] not in NAMESPACES_OF_OTHERS
        and not name.startswith(("account_", "mfa_", "openid_connect_", "socialaccount_"))
    }
    assert addresses - TAKEN_FROM_BROWSERS == {page.name for page in PAGES}
