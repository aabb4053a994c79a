"""The page of the club's papers: what may be made, what was given, who reads it, what comes of it."""

import datetime
from types import SimpleNamespace

import pytest
import time_machine
from django.urls import reverse

from contracts.models import ClubPaper
from contracts.texts import load_texts
from kis.documents.models import Document
from kis.journal.models import AccessEntry
from participants.merging import merge
from tests.contracts import made
from tests.contracts.pages import NOON, TODAY, address, stay_of, text_of
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
Kind = ClubPaper.Kind


@pytest.fixture
def page(person):
    load_texts(TODAY)
    here, make = address("club_papers", person.pk), address("club_papers_make", person.pk)
    return SimpleNamespace(address=here, make=make)


def ticked(text: str) -> list[str]:
    return [kind for kind in Kind if f'value="{kind}" checked' in text]


def test_what_is_signed_at_the_beginning_stands_ticked_until_it_was_given(browser, page):
    before = text_of(browser.get(page.address))
    assert ticked(before) == [Kind.APPLICATION, Kind.DECLARATION, Kind.RULES, Kind.CLAUSE]
    after = text_of(browser.post(page.make, {"kinds": ticked(before)}, follow=True))
    assert "Sporządzono. Następny krok: otwórz plik PDF" in after
    assert after.count(">PDF kompletu<") == 4
    assert "Regulamin KIS z 5.12.2025" in after
    assert ticked(after) == []
    assert Document.objects.filter(kind="club_papers").count() == 1


def test_what_was_made_last_is_opened_by_a_button_above(browser, page, users):
    assert "Otwórz ostatni plik" not in text_of(browser.get(page.address))
    browser.post(page.make, {"kinds": ["rules", "clause"]})
    assert "Otwórz ostatni plik: komplet (pisma: 2), " in text_of(browser.get(page.address))
    browser.post(page.make, {"only": "dates"})
    assert "Otwórz ostatni plik: moje terminy, " in text_of(browser.get(page.address))
    ClubPaper.objects.get(kind="dates").void(by=users.coordinator, reason="pomyłka")
    assert "Otwórz ostatni plik: komplet (pisma: 2), " in text_of(browser.get(page.address))


def test_one_alone_is_made_by_its_own_button_whatever_is_ticked(browser, page):
    browser.post(page.make, {"kinds": ["rules", "clause"], "only": "dates"})
    assert [row.kind for row in ClubPaper.objects.all()] == [Kind.DATES]


def test_nothing_ticked_says_what_to_do_and_keeps_nothing(browser, page):
    assert "Zaznacz co najmniej jedno pismo." in text_of(browser.post(page.make, {}))
    assert not ClubPaper.objects.exists()


def test_without_a_letterhead_what_was_ticked_stays_ticked(browser, page, centre):
    type(centre).objects.update(street="")
    refused = text_of(browser.post(page.make, {"kinds": ["card"]}))
    assert "brakuje adresu ośrodka" in refused
    assert ticked(refused) == [Kind.CARD]


def test_an_unknown_kind_is_a_sentence(browser, page):
    assert "Popraw" in text_of(browser.post(page.make, {"kinds": ["../etc"]}))
    assert "Popraw" in text_of(browser.post(page.make, {"only": "x"}))


def given_rules(browser, page) -> ClubPaper:
    browser.post(page.make, {"only": "rules"})
    return ClubPaper.objects.get()


def test_the_bytes_are_given_as_they_were_kept_and_every_look_is_noted(browser, page, person):
    row = given_rules(browser, page)
    type(person).objects.filter(pk=person.pk).update(last_name="Inna")
    answer = browser.get(address("club_paper", person.pk, row.pk))
    assert answer.content == row.document.content
    assert answer["Content-Disposition"] == 'inline; filename="kis-regulamin.pdf"'
    noted = AccessEntry.objects.filter(act="download_club_paper", person_number=person.pk)
    assert noted.get().number == row.pk


def test_a_colleague_sees_that_there_is_a_paper_but_neither_reads_nor_makes_one(
    browser, client_of, users, page, person
):
    row = given_rules(browser, page)
    colleague = client_of(users.colleague)
    seen = text_of(colleague.get(page.address))
    assert "Regulamin KIS z 5.12.2025" in seen
    assert ">PDF<" not in seen
    assert "Sporządź zaznaczone" not in seen
    assert colleague.get(address("club_paper", person.pk, row.pk)).status_code == 404
    assert colleague.post(page.make, {"only": "rules"}).status_code == 404
    row.void(by=users.coordinator, reason="była w szpitalu")
    assert "w szpitalu" in text_of(browser.get(page.address))
    assert "w szpitalu" not in text_of(colleague.get(page.address))


def test_a_paper_of_another_file_has_no_address_here(browser, users, page):
    row = given_rules(browser, page)
    other = PersonFactory(responsible=users.worker)
    assert browser.get(address("club_paper", other.pk, row.pk)).status_code == 404


def test_voided_by_a_second_person_it_stays_crossed_out_and_may_be_given_again(
    browser, client_of, users, page, person
):
    row = given_rules(browser, page)
    void = address("club_paper_void", person.pk, row.pk)
    assert "druga osoba" in text_of(browser.post(void, {"reason": "zła osoba"}))
    after = text_of(client_of(users.coordinator).post(void, {"reason": "zła osoba"}, follow=True))
    assert "unieważniono 20.11.2026 (M. Zając): zła osoba" in after
    assert Kind.RULES in ticked(after)


def test_papers_of_a_merged_file_stand_beside_with_their_own_address(browser, users, page, person):
    names = {"pesel": "", "born_on": None}
    other = PersonFactory(responsible=users.worker, **names)
    browser.post(address("club_papers_make", other.pk), {"only": "rules"})
    row = ClubPaper.objects.get()
    merge(other, into=person, by=users.coordinator, reason="ten sam dowód")
    seen = text_of(browser.get(page.address))
    assert f"z karty nr {other.pk}" in seen
    assert address("club_paper", other.pk, row.pk) in seen
    assert browser.get(address("club_paper", other.pk, row.pk)).status_code == 200


def test_a_window_on_a_file_merged_meanwhile_says_that_nothing_was_made(
    browser, users, page, person
):
    other = PersonFactory(responsible=users.worker, pesel="", born_on=None)
    merge(other, into=person, by=users.coordinator, reason="ten sam dowód")
    sent = text_of(browser.post(address("club_papers_make", other.pk), {"kinds": ["rules"]}))
    assert "Tę kartę połączono z inną" in sent
    assert not ClubPaper.objects.exists()


# at the beginning of a stay


def test_the_beginning_offers_the_rules_that_were_given_with_their_day(
    browser, client_of, users, page, person
):
    made.signed(person)
    given_rules(browser, page)
    with time_machine.travel(NOON + datetime.timedelta(days=3), tick=False):
        form = text_of(client_of(users.worker).get(address("begin", person.pk)))
    assert 'name="rules_version" value="z 5.12.2025"' in form
    assert "Tej osobie wydano regulamin z 5.12.2025, dnia 20.11.2026." in form
    assert 'name="rules_read_on" value="20.11.2026"' in form


def test_without_given_rules_the_last_version_of_anybody_is_offered(browser, users, person):
    other = PersonFactory(responsible=users.worker)
    made.signed(other)
    stay_of(other)
    form = text_of(browser.get(address("begin", person.pk)))
    assert 'name="rules_version" value="1"' in form
    assert "Tej osobie wydano" not in form


# the ways there


@pytest.mark.parametrize("tab", ["participation", "participants:application"])
def test_both_tabs_lead_there(browser, page, person, tab):
    url = reverse(tab if ":" in tab else f"contracts:{tab}", args=[person.pk])
    assert f'href="{page.address}"' in text_of(browser.get(url))


@pytest.mark.parametrize("count", [0, 6])
def test_the_page_asks_as_much_for_many_papers_as_for_none(
    browser, page, person, count, django_assert_max_num_queries
):
    for _ in range(count):
        browser.post(page.make, {"only": "resignation"})
    with django_assert_max_num_queries(40):
        browser.get(page.address)
