"""What was typed and not saved is kept for its author, given back on request and forgotten once saved."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from kis.accounts.models import Draft
from participants.models import Note
from tests.contracts import made

pytestmark = pytest.mark.django_db
KEEP = "/niezapisane/zachowaj/"


@pytest.fixture
def address(person, centre):
    return reverse("participants:note_new", args=[person.pk])


def keep(client, address, **fields):
    pairs = [[name, value] for name, value in fields.items()]
    return client.post(KEEP, {"adres": address, "pola": json.dumps(pairs)})


def page_of(client, address, **data):
    answer = client.post(address, data) if data else client.get(address)
    return answer.content.decode()


def test_typed_text_waits_where_it_was_typed_and_comes_back_without_being_saved(
    client_of, users, address
):
    client = client_of(users.worker)
    assert keep(client, address, kind="call", text="Rozmowa o pracy").json()["at"]
    page = page_of(client, address)
    assert "Wpisany tekst czeka" in page
    assert "Rozmowa o pracy" not in page

    restored = page_of(client, address, przywroc="1")
    assert "Rozmowa o pracy" in restored
    assert "Niczego jeszcze nie zapisano" in restored
    assert not Note.objects.exists()


def test_the_text_is_given_to_its_author_only(client_of, users, address):
    keep(client_of(users.worker), address, text="tylko dla autora")
    coordinator = client_of(users.coordinator)
    assert "Wpisany tekst czeka" not in page_of(coordinator, address)
    assert "tylko dla autora" not in page_of(coordinator, address, przywroc="1")


def test_a_saved_form_forgets_the_text_and_a_refused_one_keeps_it(client_of, users, address):
    client = client_of(users.worker)
    keep(client, address, text="Rozmowa o pracy")
    client.post(address, {"kept": "1", "text": ""})
    assert Draft.objects.exists()
    typed = {"kept": "1", "kind": "call", "text": "Rozmowa", "day": "22.11.2025", "hour": "9:30"}
    assert client.post(address, typed).status_code == 302
    assert not Draft.objects.exists()


@pytest.mark.parametrize("act", ["saved", "thrown away"])
def test_whoever_is_done_with_a_text_leaves_those_of_others(client_of, users, address, act):
    mine, others = client_of(users.worker), client_of(users.coordinator)
    keep(others, address, text="tekst koordynatorki")
    keep(mine, address, text="Rozmowa o pracy")
    if act == "saved":
        day = {"day": "22.11.2025", "hour": "9:30"}
        mine.post(address, {"kept": "1", "kind": "call", "text": "Rozmowa"} | day)
    else:
        mine.post("/niezapisane/odrzuc/", {"adres": address})
    assert Draft.objects.get().user == users.coordinator


def test_an_expired_login_keeps_the_text(client_of, users, address):
    client = client_of(users.worker)
    keep(client, address, text="Rozmowa o pracy")
    client.logout()
    assert client.post(address, {"kept": "1", "text": "x"}).status_code == 302
    assert Draft.objects.exists()


def test_the_text_is_thrown_away_on_request(client_of, users, address):
    client = client_of(users.worker)
    keep(client, address, text="x")
    answer = client.post("/niezapisane/odrzuc/", {"adres": address})
    assert (answer.status_code, answer.url) == (302, address)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("address", ["/\0/", "/administracja/\0/"])
def test_an_address_that_the_database_takes_in_no_column_leads_to_the_desk(
    client_of, users, centre, address
):
    client = client_of(users.worker)
    for answer in (
        keep(client, address, text="x"),
        client.post("/niezapisane/odrzuc/", {"adres": address}),
    ):
        assert (answer.status_code, answer.url) == (302, "/")
    assert not Draft.objects.exists()


def test_restoring_at_such_an_address_is_no_fault(client_of, users, centre):
    answer = client_of(users.system).post("/administracja/%00/", {"przywroc": "1"})
    assert answer.status_code == 404


def test_throwing_away_leads_nowhere_else(client_of, users, centre):
    answer = client_of(users.worker).post("/niezapisane/odrzuc/", {"adres": "//example.org/"})
    assert answer.url == "/"


@pytest.mark.parametrize(
    "sent",
    [
        {"adres": "/nie-ma/", "pola": "[]"},
        {"adres": "//example.org/", "pola": "[]"},
        {"adres": "/", "pola": "{}"},
        {"adres": "/", "pola": "[[1, 2]]"},
        {"adres": "/", "pola": "nie json"},
        {"adres": "/", "pola": json.dumps([["text", "x" * 200_000]])},
    ],
)
def test_what_is_no_text_of_a_form_is_not_kept(client_of, users, centre, sent):
    assert client_of(users.worker).post(KEEP, sent).status_code == 302
    assert not Draft.objects.exists()


def test_passwords_are_never_kept(client_of, users, centre):
    keep(client_of(users.worker), "/", password="tajne", text="x")
    assert Draft.objects.get().content == [["text", "x"]]


def test_text_that_nobody_came_back_for_goes_after_two_weeks(client_of, users, address):
    client = client_of(users.worker)
    keep(client, "/", text="dawny")
    Draft.objects.update(saved_at=timezone.now() - timedelta(days=14, minutes=1))
    keep(client, address, text="nowy")
    assert Draft.objects.get().address == address


def test_a_contract_comes_back_with_its_rows_and_nothing_is_saved(client_of, users, person, centre):
    contract = made.draft(person, main_goal="dawny cel")
    address = reverse("contracts:edit", args=[person.pk, contract.pk])
    client = client_of(users.worker)
    rows = {"goals-TOTAL_FORMS": "3", "goals-INITIAL_FORMS": "0", "goals-2-text": "Trzeci cel"}
    others = {
        f"{key}-{name}_FORMS": "0"
        for key in ("parties", "actions", "planned_reviews")
        for name in ("TOTAL", "INITIAL")
    }
    keep(client, address, main_goal="nowy cel", **rows, **others)
    page = page_of(client, address, przywroc="1")
    assert "nowy cel" in page
    assert "Trzeci cel" in page
    contract.refresh_from_db()
    assert contract.main_goal == "dawny cel"


def test_the_desk_leads_back_to_the_text(client_of, users, person, address):
    client = client_of(users.worker)
    keep(client, address, text="x")
    page = page_of(client, "/")
    assert f'<a href="{address}">{person} – niezapisany tekst</a>' in page
    assert "niezapisany tekst" not in page_of(client_of(users.coordinator), "/")


def test_what_the_database_keeps_in_no_text_does_not_lose_the_rest(client_of, users, address):
    client = client_of(users.worker)
    assert keep(client, address, text="Rozmowa\0 o \ud83d pracy").json()["at"]
    assert Draft.objects.get().content == [["text", "Rozmowa o  pracy"]]


def test_a_nest_of_lists_is_no_form(client_of, users, address):
    answer = client_of(users.worker).post(KEEP, {"adres": address, "pola": "[" * 100_000})
    assert answer.status_code == 302
    assert not Draft.objects.exists()


def test_text_of_a_form_that_is_no_more_does_not_stop_the_desk(client_of, users, centre):
    Draft.objects.keep(users.worker, "/dawny-formularz/", [["text", "x"]])
    assert "niezapisany tekst" not in page_of(client_of(users.worker), "/")


def test_each_form_has_its_own_text(users):
    for address in ("/a/", "/b/"):
        Draft.objects.keep(users.worker, address, [["x", address]])
    Draft.objects.keep(users.colleague, "/a/", [["x", "kolegi"]])
    assert Draft.objects.kept(users.worker, "/b/").content == [["x", "/b/"]]
    assert Draft.objects.kept(users.worker, "/a/").content == [["x", "/a/"]]
    assert Draft.objects.kept(users.worker, "/c/") is None
    assert Draft.objects.kept(users.worker, "/a\0/") is None
