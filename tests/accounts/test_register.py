"""The register of authorised persons on its pages, its files and the desk."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from kis.accounts.authorisations.numbers import next_number
from kis.accounts.models import Authorisation, User
from kis.lib.dates import DAY, polish
from tests.accounts.authorised import authorise
from tests.taken import csv_rows

pytestmark = pytest.mark.django_db

REGISTER = reverse("authorisations:register")
NEW = reverse("authorisations:new")


@pytest.fixture
def client(client_of, users, centre):
    return client_of(users.system)


@pytest.fixture
def newcomer(db):
    return User.objects.create_user("nowa", roles=["leader"], first_name="Ola", last_name="Nowa")


def sent(client, address=NEW, **typed):
    return client.post(address, typed, follow=True)


def facts(user, **typed):
    return {
        "user": user.pk,
        "number": "7/2026",
        "scope": "zajęcia",
        "starts_on": "1.02.2026",
        **typed,
    }


def test_one_is_entered_printed_and_signed_afterwards(client, newcomer):
    page = sent(client, **facts(newcomer)).content.decode()
    row = Authorisation.objects.get(user=newcomer)
    assert "czeka na podpis" in page
    assert reverse("authorisations:paper", args=[row.pk]) in page
    edit = reverse("authorisations:edit", args=[row.pk])
    signed = {"granted_on": "2.02.2026", "granted_by": "Jan Dudek", "pledge_signed_on": "2.02.2026"}
    typed = facts(newcomer, **signed) | {"row_version": row.version}
    page = sent(client, edit, **typed).content.decode()
    assert "jest ważne: Ola Nowa ma dostęp" in page
    assert User.objects.let_in(timezone.localdate()).filter(pk=newcomer.pk).exists()
    # A signed one offers nothing to change.
    assert "Odnotuj podpisy" not in client.get(edit).content.decode()


def test_whoever_signed_must_be_named_and_the_end_comes_behind_the_start(client, newcomer):
    typed = facts(newcomer, granted_on="2.02.2026", ends_on="1.01.2026")
    page = sent(client, **typed).content.decode()
    assert "Napisz, kto podpisał upoważnienie" in page
    assert "Ostatni dzień nie może być przed pierwszym" in page
    assert not Authorisation.objects.filter(user=newcomer).exists()


def test_two_on_one_day_are_refused_in_a_sentence(client, users):
    page = sent(client, **facts(users.worker)).content.decode()
    assert "Ta osoba ma już upoważnienie na te dni" in page


def test_the_next_one_begins_behind_the_last_with_the_same_words(client, newcomer):
    on = timezone.localdate()
    authorise(newcomer, ends_on=on + 5 * DAY, position="trener", scope="grupy")
    page = client.get(f"{NEW}?kto={newcomer.pk}").content.decode()
    assert polish(on + 6 * DAY) in page
    assert 'value="trener"' in page
    assert "grupy" in page


@pytest.mark.parametrize("asked", ["", "x", "²", "9" * 30, "0"])
def test_an_odd_address_opens_an_empty_form(client, asked):
    assert client.get(f"{NEW}?kto={asked}").status_code == 200


def test_numbers_go_on_within_the_year(newcomer, users):
    on = datetime.date(2026, 5, 1)
    assert next_number(on) == "1/2026"
    authorise(newcomer, number="9/2026")
    assert next_number(on) == "10/2026"


def test_it_is_taken_back_with_a_reason_and_voided_by_a_second_person(
    client, client_of, users, newcomer
):
    row = authorise(newcomer, entered_by=users.system)
    revoke = reverse("authorisations:revoke", args=[row.pk])
    assert "Odwołano upoważnienie" in sent(client, revoke, reason="odejście").content.decode()
    void = reverse("authorisations:void", args=[row.pk])
    assert "druga osoba" in sent(client, void, reason="pomyłka").content.decode()
    page = sent(client_of(users.head), void, reason="pomyłka").content.decode()
    assert "Wpis unieważniono" in page
    assert '<tr class="voided">' in page


def test_the_register_tells_what_the_law_asks_and_names_who_has_none(client, newcomer, users):
    page = client.get(REGISTER).content.decode()
    for heading in ("Imię i nazwisko", "Numer", "Zakres", "Od – do", "Zobowiązanie", "Stan"):
        assert heading in page
    assert "Ola Nowa" in page[: page.index("<table")]
    rows = csv_rows(client, "authorisations:register")
    assert len(rows) == 1 + len(vars(users))
    assert rows[1][-1] == "ważne"


def test_readers_see_it_and_are_offered_nothing_to_do(client_of, users, centre):
    page = client_of(users.officer).get(REGISTER).content.decode()
    assert "Nowe upoważnienie" not in page
    edit = reverse("authorisations:edit", args=[users.worker.authorisations.get().pk])
    assert f'href="{edit}"' not in page


def renew(user, days, **later):
    user.authorisations.get().revoke(by=user, reason="x")
    on = timezone.localdate()
    return authorise(user, number="11/2026", ends_on=on + days * DAY, **later)


@pytest.mark.parametrize("name", ["system", "head"])
@pytest.mark.parametrize(("days", "is_told"), [(0, True), (30, True), (31, False), (-1, False)])
def test_the_desk_tells_of_one_that_ends_within_a_month(
    client_of, users, centre, name, days, is_told
):
    renew(users.worker, days)
    page = client_of(getattr(users, name)).get("/").content.decode()
    assert ("Przygotuj następne" in page) == is_told
    assert ("Wpisz upoważnienie" in page) == (days < 0)


def test_it_is_told_no_more_once_the_next_one_stands_and_then_of_its_signatures(
    client, users, centre
):
    row = renew(users.worker, 5)
    after = {"starts_on": row.ends_on + DAY, "granted_on": None, "pledge_signed_on": None}
    authorise(users.worker, number="12/2026", **after)
    page = client.get("/").content.decode()
    assert "Przygotuj następne" not in page
    assert "Odnotuj podpisy" in page


@pytest.mark.parametrize("name", ["worker", "accountant", "leader", "officer", "system"])
def test_whose_own_ends_soon_is_told_on_the_desk(client_of, users, centre, name):
    user = getattr(users, name)
    client = client_of(user)
    assert "Twoje upoważnienie" not in client.get("/").content.decode()
    row = renew(user, 12)
    client = client_of(user)
    page = client.get("/").content.decode()
    assert f"jest ważne do {polish(row.ends_on)}" in page
    assert "nr 11/2026" in client.get(reverse("authorisations:own")).content.decode().lower()


def test_others_desks_tell_nothing_of_it(client_of, users, centre):
    renew(users.worker, 5)
    for name in ("coordinator", "accountant", "officer"):
        page = client_of(getattr(users, name)).get("/").content.decode()
        assert "Przygotuj następne" not in page


def test_a_form_sent_empty_tells_of_each_field_once(client):
    answer = client.post(NEW, {"user": "", "number": "", "starts_on": "", "scope": ""})
    errors = answer.context["form"].errors
    assert set(errors) == {"user", "number", "starts_on", "scope"}
    assert {name: len(told) for name, told in errors.items()} == dict.fromkeys(errors, 1)
