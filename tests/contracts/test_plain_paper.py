"""The contract in plain words: of a draft, of what was printed, of what was signed; never for signature."""

import datetime

import pytest

from contracts.models import Goal
from contracts.plain_paper import plain_content, plain_paper
from contracts.printing import print_for_signature
from contracts.texts import load_texts
from kis.documents.models import PaperText
from kis.journal.models import AccessEntry
from tests.contracts import made
from tests.contracts.pages import NOON, TODAY, address, of, text_of
from tests.contracts.written import PARTNER, whole_draft
from tests.papers import faults, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def read(contract) -> str:
    return text(plain_paper(contract, at=NOON, on=TODAY))


@pytest.fixture
def draft(person):
    contract = whole_draft(person)
    first = contract.goals.first()
    first.plain = "Uczę się obsługi komputera."
    first.save()
    action = first.actions.get(side="person")
    action.plain = "Chodzę na warsztat dwa razy w tygodniu."
    action.save()
    return contract


def test_it_says_with_whom_how_long_what_and_until_when_in_the_plain_words_where_there_are_any(
    draft, person
):
    words = read(draft)
    for fact in (
        "prostymi słowami",
        "Tej kartki się nie podpisuje.",
        person.full_name,
        f"{draft.worker}, pracownik socjalny",
        "Od dnia podpisania do 31 maja 2027 r.",
        "Co robię ja",
        "Uczę się obsługi komputera.",
        "Chodzę na warsztat dwa razy w tygodniu. Do 28 lutego 2027 r.",
        # Without plain words those of the contract itself.
        "Gotowość do rozmowy z pracodawcą",
        "Cztery spotkania z doradcą zawodowym. Do 31 stycznia 2027 r.",
        "Co robi pracownik socjalny",
        "Kiedy rozmawiamy o kontrakcie",
        "12 stycznia 2027 r.",
        "telefon 81 458 00 01",
    ):
        assert fact in words, fact
    assert "Udział w warsztacie komputerowym" not in words
    assert words.index("Cztery spotkania") < words.index("Chodzę na warsztat"), "the nearest first"


def test_the_words_on_failure_name_the_law_and_do_not_threaten(draft):
    words = read(draft)
    for said in (
        "art. 11 ust. 2",
        "Może, ale nie musi.",
        "zadzwonić do pracownika socjalnego",
        "Kontrakt nie jest decyzją.",
        "poprosić o pomoc kierownika ośrodka",
    ):
        assert said in words, said
    for threat in ("kara", "musisz", "stracisz", "zostanie wstrzyman", "pod rygorem"):
        assert threat not in words.lower(), threat


def test_each_adult_of_a_family_has_an_own_list(person):
    contract = whole_draft(person, contract_type="A", parties=[PARTNER])
    partner = contract.parties.get()
    action = contract.goals.first().actions.filter(side="person").first()
    action.party, action.plain = partner, "Chodzę na warsztat."
    action.save()
    words = read(contract)
    own = words.index(f"Co robi {person.full_name}")
    theirs = words.index("Co robi Ewa Lis")
    assert own < words.index("Cztery spotkania") < theirs < words.index("Chodzę na warsztat.")
    assert "Co robię ja" not in words


def test_a_draft_is_marked_and_a_printed_one_is_not(draft):
    assert "SZKIC" in read(draft)
    print_for_signature(draft, by=draft.worker, at=NOON)
    assert "SZKIC" not in read(draft)


def test_what_was_given_out_is_read_from_what_was_kept_then(draft, person):
    load_texts(TODAY)
    print_for_signature(draft, by=draft.worker, at=NOON)
    before = read(draft)
    person.last_name = "Nowak"
    person.save()
    draft.worker.last_name = "Zmieniona"
    draft.worker.save()
    PaperText.objects.filter(key="wersja-prosta-ocena").update(text="Całkiem inne słowa.")
    draft.refresh_from_db()
    assert read(draft) == before


def test_the_centre_words_the_explanations_itself(draft):
    load_texts(TODAY)
    PaperText.objects.filter(key="wersja-prosta-ocena").update(text="Pijemy herbatę i rozmawiamy.")
    assert "Pijemy herbatę i rozmawiamy." in read(draft)


def test_a_signed_one_names_its_days_and_an_ended_one_its_last(person):
    contract = made.signed(person, on=datetime.date(2026, 1, 5))
    assert "Od 5 stycznia 2026 r. do 31 maja 2027 r." in read(contract)
    contract.end(on=datetime.date(2026, 3, 1), reason="agreed", by=contract.worker, today=TODAY)
    assert "Ostatni dzień: 1 marca 2026 r." in read(contract)


def test_one_typed_in_from_paper_is_read_from_its_rows(person):
    words = read(made.from_paper(person))
    assert "Kontrakt A 13/2025 prostymi słowami" in words
    assert "Udział w warsztacie. Do 28 lutego 2027 r." in words


def test_a_draft_with_nothing_in_it_says_so(person):
    contract = made.draft(person, number="", ends_on=None, main_goal="")
    contract.planned_reviews.all().delete()
    contract.goals.all().delete()
    assert read(contract).count("Jeszcze nie ustalono.") == 3


def test_it_is_large_and_without_fault_for_archive_and_screen_reader(draft):
    assert faults(plain_paper(draft, at=NOON, on=TODAY)) == []


def test_a_print_holds_it_beside_its_facts(draft):
    paper = print_for_signature(draft, by=draft.worker, at=NOON)
    assert paper.facts["plain"] == plain_content(draft, TODAY)


def test_hostile_words_stand_as_they_were_typed(draft):
    Goal.objects.filter(contract=draft).update(plain="<b>x</b> & {{ y }}")
    assert "<b>x</b> & {{ y }}" in read(draft)


# the button and the page


def test_the_contracts_page_leads_to_it_and_each_look_is_noted(browser, draft):
    assert address("plain", draft.person_id, draft.pk) in text_of(browser.get(of(draft)))
    response = browser.get(of(draft, "plain"))
    assert response["Content-Type"] == "application/pdf"
    assert draft.person.last_name not in response["Content-Disposition"]
    assert AccessEntry.objects.filter(act="read_plain_contract", number=draft.pk).count() == 1


def test_a_voided_contract_has_none(browser, person, users):
    contract = made.signed(person)
    contract.void(by=users.coordinator, reason="pomyłka")
    assert "Wersja prosta" not in text_of(browser.get(of(contract)))
    assert browser.get(of(contract, "plain")).status_code == 404


def test_it_asks_no_more_questions_with_more_actions(person, django_assert_max_num_queries):
    goals = [("Cel", [("person", f"Działanie {n}", made.ENDS_ON) for n in range(50)])]
    contract = whole_draft(person, goals=goals)
    with django_assert_max_num_queries(11):
        plain_content(contract, TODAY)
