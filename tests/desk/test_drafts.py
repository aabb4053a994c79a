"""What was typed and not saved is kept for its author, given back on request and forgotten once saved."""

import json
import re
from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from kis.accounts.models import Draft
from participants.models import Note
from tests.access import GET, POST
from tests.contracts import annexed, made
from tests.scene import PAGES, address as address_of, user_of

pytestmark = pytest.mark.django_db
KEEP, DISCARD = "/niezapisane/zachowaj/", "/niezapisane/odrzuc/"
WINDOW, ANOTHER = "a" * 22, "b" * 22  # keys of the form as it was opened twice
SOUND = {"kind": "call", "text": "Rozmowa", "day": "22.11.2025", "hour": "9:30"}


@pytest.fixture
def address(person, centre):
    return reverse("participants:note_new", args=[person.pk])


def keep(client, address, window=WINDOW, **fields):
    pairs = [[name, value] for name, value in fields.items()]
    sent = {"adres": address, "pola": json.dumps(pairs), "form_key": window}
    return client.post(KEEP, sent)


def restored(client, address, draft):
    return page_of(client, address, przywroc=draft.pk)


def key_in(page):
    (key,) = set(re.findall(r'name="form_key" value="([^"]+)"', page))
    return key


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

    page = restored(client, address, Draft.objects.get())
    assert "Rozmowa o pracy" in page
    assert "Niczego jeszcze nie zapisano" in page
    assert not Note.objects.exists()


def test_the_text_is_given_to_its_author_only(client_of, users, address):
    keep(client_of(users.worker), address, text="tylko dla autora")
    coordinator = client_of(users.coordinator)
    assert "Wpisany tekst czeka" not in page_of(coordinator, address)
    assert "tylko dla autora" not in restored(coordinator, address, Draft.objects.get())
    coordinator.post(DISCARD, {"adres": address, "tekst": Draft.objects.get().pk})
    assert Draft.objects.get().window == WINDOW


def test_a_saved_form_forgets_the_text_and_a_refused_one_keeps_it(client_of, users, address):
    client = client_of(users.worker)
    keep(client, address, text="Rozmowa o pracy")
    refused = page_of(client, address, form_key=WINDOW, text="")
    assert Draft.objects.exists()
    assert key_in(refused) == WINDOW
    assert client.post(address, SOUND | {"form_key": WINDOW}).status_code == 302
    assert not Draft.objects.exists()


def test_a_form_that_was_led_on_without_saving_keeps_the_text(client_of, users, person, centre):
    """A second annex, of a contract of which somebody began one meanwhile."""
    contract = made.signed(person)
    address = reverse("contracts:annex_new", args=[person.pk, contract.pk])
    client = client_of(users.worker)
    keep(client, address, reason="Warsztat potrwa dłużej.")
    annexed.draft(contract)
    assert client.post(address, {"reason": "Warsztat", "form_key": WINDOW}).status_code == 302
    assert Draft.objects.exists()


@pytest.mark.parametrize("act", ["saved", "thrown away"])
def test_whoever_is_done_with_a_text_leaves_those_of_others(client_of, users, address, act):
    mine, others = client_of(users.worker), client_of(users.coordinator)
    keep(others, address, text="tekst koordynatorki")
    keep(mine, address, text="Rozmowa o pracy")
    if act == "saved":
        mine.post(address, SOUND | {"form_key": WINDOW})
    else:
        mine.post(DISCARD, {"adres": address, "tekst": users.worker.drafts.get().pk})
    assert Draft.objects.get().user == users.coordinator


def test_an_expired_login_keeps_the_text(client_of, users, address):
    client = client_of(users.worker)
    keep(client, address, text="Rozmowa o pracy")
    client.logout()
    assert client.post(address, {"form_key": WINDOW, "text": "x"}).status_code == 302
    assert Draft.objects.exists()


def test_the_text_is_thrown_away_on_request(client_of, users, address):
    client = client_of(users.worker)
    keep(client, address, text="x")
    answer = client.post(DISCARD, {"adres": address, "tekst": Draft.objects.get().pk})
    assert (answer.status_code, answer.url) == (302, address)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("address", ["/\0/", "/administracja/\0/"])
def test_an_address_that_the_database_takes_in_no_column_leads_to_the_desk(
    client_of, users, centre, address
):
    client = client_of(users.worker)
    for answer in (
        keep(client, address, text="x"),
        client.post(DISCARD, {"adres": address, "tekst": "1"}),
    ):
        assert (answer.status_code, answer.url) == (302, "/")
    assert not Draft.objects.exists()


def test_restoring_at_such_an_address_is_no_fault(client_of, users, centre):
    answer = client_of(users.system).post("/administracja/%00/", {"przywroc": "1"})
    assert answer.status_code == 404


def test_throwing_away_leads_nowhere_else(client_of, users, centre):
    answer = client_of(users.worker).post(DISCARD, {"adres": "//example.org/"})
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
        {"adres": "/", "pola": "[]", "form_key": ""},
        {"adres": "/", "pola": "[]", "form_key": "a" * 21 + "\0"},
        {"adres": "/", "pola": "[]", "form_key": "a" * 23},
    ],
)
def test_what_is_no_text_of_a_form_is_not_kept(client_of, users, centre, sent):
    assert client_of(users.worker).post(KEEP, {"form_key": WINDOW} | sent).status_code == 302
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
    page = restored(client, address, Draft.objects.get())
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
    nest = {"adres": address, "pola": "[" * 100_000, "form_key": WINDOW}
    answer = client_of(users.worker).post(KEEP, nest)
    assert answer.status_code == 302
    assert not Draft.objects.exists()


def test_text_of_a_form_that_is_no_more_does_not_stop_the_desk(client_of, users, centre):
    Draft.objects.keep(users.worker, "/dawny-formularz/", WINDOW, [["text", "x"]])
    assert "niezapisany tekst" not in page_of(client_of(users.worker), "/")


def test_each_form_and_each_window_has_its_own_text(users):
    for address in ("/a/", "/b/"):
        Draft.objects.keep(users.worker, address, WINDOW, [["x", address]])
    Draft.objects.keep(users.worker, "/a/", ANOTHER, [["x", "drugie okno"]])
    Draft.objects.keep(users.colleague, "/a/", WINDOW, [["x", "kolegi"]])
    of_window = partial(Draft.objects.of_window, users.worker)
    assert of_window("/b/", WINDOW).get().content == [["x", "/b/"]]
    assert of_window("/a/", WINDOW).get().content == [["x", "/a/"]]
    assert [draft.window for draft in Draft.objects.at(users.worker, "/a/")] == [ANOTHER, WINDOW]
    assert not of_window("/c/", WINDOW).exists()
    assert not of_window("/a\0/", WINDOW).exists()


# Several windows


def test_an_offer_without_an_answer_is_not_overwritten_by_what_is_typed_beside_it(
    client_of, users, address
):
    client = client_of(users.worker)
    keep(client, address, text="czterysta czterdzieści znaków")
    offered = page_of(client, address)
    keep(client, address, window=key_in(offered), text="osiem zn")
    first = Draft.objects.get(window=WINDOW)
    assert first.content == [["text", "czterysta czterdzieści znaków"]]
    assert page_of(client, address).count("Wpisany tekst czeka") == 2
    assert "czterysta czterdzieści znaków" in restored(client, address, first)


def test_what_one_window_saves_or_throws_away_leaves_the_text_of_another(client_of, users, address):
    client = client_of(users.worker)
    for window in (WINDOW, ANOTHER, "c" * 22):
        keep(client, address, window=window, text=f"tekst {window}")
    client.post(address, SOUND | {"form_key": WINDOW})
    client.post(DISCARD, {"adres": address, "tekst": Draft.objects.get(window=ANOTHER).pk})
    assert Draft.objects.get().window == "c" * 22


def test_a_restored_text_goes_on_in_its_new_window_and_the_old_one_begins_another(
    client_of, users, address
):
    client = client_of(users.worker)
    keep(client, address, text="pierwszy")
    taken = key_in(restored(client, address, Draft.objects.get()))
    assert (Draft.objects.get().window, taken != WINDOW) == (taken, True)
    keep(client, address, window=taken, text="pierwszy i dalej")
    keep(client, address, text="pierwszy, stare okno")
    kept = {draft.window: draft.content[0][1] for draft in Draft.objects.all()}
    assert kept == {taken: "pierwszy i dalej", WINDOW: "pierwszy, stare okno"}
    client.post(address, SOUND | {"form_key": taken})
    assert Draft.objects.get().window == WINDOW


def test_a_restored_page_that_is_loaded_again_still_has_its_text(client_of, users, address):
    client = client_of(users.worker)
    keep(client, address, text="Rozmowa o pracy")
    draft = Draft.objects.get()
    for _ in range(2):
        assert "Rozmowa o pracy" in restored(client, address, draft)
    assert Draft.objects.count() == 1


@pytest.mark.parametrize("number", ["", "x", "0", "999999", "9" * 30, "1\0"])
def test_asking_for_a_text_that_is_not_there_opens_the_form(client_of, users, address, number):
    client = client_of(users.worker)
    keep(client, address, text="Rozmowa o pracy")
    page = page_of(client, address, przywroc=number)
    assert "Przywrócono wpisany tekst" not in page
    assert "Wpisany tekst czeka" in page


def test_each_opening_of_a_form_has_a_key_of_its_own(client_of, users, address):
    client = client_of(users.worker)
    first, second = (key_in(page_of(client, address)) for _ in range(2))
    assert first != second
    assert re.fullmatch(r"[A-Za-z0-9_-]{22}", first)


def test_the_desk_names_a_form_once_whatever_number_of_windows_kept_it(client_of, users, address):
    client = client_of(users.worker)
    for window in (WINDOW, ANOTHER):
        keep(client, address, window=window, text="x")
    assert page_of(client, "/").count(f'<a href="{address}">') == 1


def forms_of(page: str) -> list[str]:
    return re.findall(r'<form[^>]*method="post".*?</form>', page, re.DOTALL)


def pages_with_long_texts(scene, users, client_of):
    for page in PAGES:
        if not {GET, POST} <= set(page.methods):
            continue
        client = client_of(user_of(users, sorted(page.roles)[0]))
        url = address_of(page, scene.inside)
        answer = client.get(url)
        if answer.status_code != 200 or not answer["Content-Type"].startswith("text/html"):
            continue
        for form in forms_of(answer.content.decode()):
            if "<textarea" in form:
                yield page, client, url, form


def test_every_form_with_a_long_text_has_its_key_and_gives_the_text_back(scene, users, client_of):
    seen = set()
    for page, client, url, form in pages_with_long_texts(scene, users, client_of):
        assert 'name="form_key"' in form, page.name
        field = re.search(r'<textarea name="([^"]+)"', form)[1]
        keep(client, url, **{field: f"tekst strony {page.name}"})
        assert "Wpisany tekst czeka" in page_of(client, url), page.name
        draft = Draft.objects.get(address=url, window=WINDOW)
        assert f"tekst strony {page.name}" in restored(client, url, draft), page.name
        seen.add(page.name)
    assert {"participants:note_new", "participants:eligibility_new", "contracts:edit"} <= seen


def test_of_several_kept_texts_each_is_told_by_its_beginning(client_of, users, address):
    client = client_of(users.worker)
    keep(client, address, day="22.11.2025", text="Rozmowa\n o pracy " + "w ośrodku " * 20)
    keep(client, address, ANOTHER, day="22.11.2025", text="<b>Dwa słowa")
    page = page_of(client, address)
    assert "„Rozmowa o pracy w ośrodku w ośrodku w ośrodku w ośrodku w o…”." in page
    assert "„&lt;b&gt;Dwa słowa”." in page
