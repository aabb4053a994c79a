"""The page of one contract: who reads what, the papers kept, the next step in one filled button."""

import datetime

import pytest
from django.urls import reverse

from contracts.approving import approve, ask_for_approval
from contracts.drafting import enter_from_paper, make_draft
from kis.accounts.models import Centre
from kis.journal.models import AccessEntry
from participants.models import Participation
from tests.contracts import made
from tests.contracts.pages import (
    TODAY,
    address,
    filled_buttons,
    of,
    print_of,
    text_of,
)
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, question

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_from_draft_to_stay_each_page_names_the_next_step_in_one_filled_button(
    browser, person, users
):
    row = established(person, category(), by=users.worker)
    paper(row)
    question(person, by=users.worker)
    contract = whole_draft(person)

    page = text_of(browser.get(of(contract)))
    assert "Wydrukuj do podpisu" in page
    assert filled_buttons(page) == 1
    response = browser.post(of(contract, "print"), {"row_version": contract.version})
    contract.refresh_from_db()
    code = contract.live_print.code
    assert response.url == address("paper", person.pk, contract.pk, contract.live_print.pk)
    assert browser.get(response.url)["Content-Type"] == "application/pdf"
    page = text_of(browser.get(of(contract)))
    assert "ponownie" not in page
    assert f'href="{response.url}">Otwórz wydruk</a>' in page
    assert f"na papierze jest kod {code}" in page
    assert "Zarejestruj podpisanie" in page
    assert filled_buttons(page) == 1

    signing = {"code": code, "signed_on": "d", "code_is_there": "on", "copy_given": "on"}
    signing |= {"signed_0": "on", "signed_1": "on"}
    page = text_of(browser.post(of(contract, "sign"), signing, follow=True))
    assert "Kontrakt B 1/2026 podpisany. Następny krok: rozpocznij udział w KIS." in page
    assert "Rozpocznij udział w KIS" in page
    assert filled_buttons(page) == 1

    beginning = {
        "starts_on": "d",
        "planned_end_on": "31.5.2027",
        "rules_version": "1",
        "rules_read_on": "d",
        "declaration_signed_on": "d",
    }
    page = text_of(browser.post(address("begin", person.pk), beginning, follow=True))
    assert "Udział w KIS rozpoczęty. Następny krok: jeśli PUP skierował" in page
    assert reverse("psu:referral_new", args=[person.pk]) in page
    assert filled_buttons(page) == 1
    assert "Planowany koniec udziału" not in page
    assert Participation.objects.get().starts_on == TODAY


def test_another_worker_sees_number_days_and_state_but_no_word_of_the_text(
    client_of, users, person
):
    contract = made.signed(person, causes="tajemnica", own_words="sekret")
    colleague = client_of(users.colleague)
    page = text_of(colleague.get(of(contract)))
    assert contract.number in page
    assert "20.11.2026" in page
    assert "Treść kontraktu jest w tej sprawie zastrzeżona" in page
    for secret in ("tajemnica", "sekret", "Aktualne umiejętności", "Lis Ewa", "Wydruk"):
        assert secret not in page
    assert not AccessEntry.objects.filter(act="view_contract").exists()


@pytest.mark.parametrize("role", ["coordinator", "head"])
def test_coordinator_and_head_read_the_text_and_write_nothing(client_of, users, person, role):
    contract = made.printed(person, causes="powody")
    reader = client_of(getattr(users, role))
    page = text_of(reader.get(of(contract)))
    assert "powody" in page
    assert "Zarejestruj podpisanie" not in page
    assert reader.get(of(contract, "sign")).status_code == 403


def test_the_kept_bytes_are_served_and_the_journal_says_so(browser, person):
    paper_kept = print_of(whole_draft(person))
    contract = paper_kept.contract
    response = browser.get(address("paper", person.pk, contract.pk, paper_kept.pk))
    assert response.content == paper_kept.document.content
    assert response["Content-Type"] == "application/pdf"
    assert "Kowalczyk" not in response["Content-Disposition"]
    entry = AccessEntry.objects.get(act="download_contract")
    assert (entry.number, entry.person_number) == (paper_kept.pk, person.pk)


@pytest.mark.parametrize("goals", [[], [("Nowa praca", [])]])
def test_a_contract_from_paper_without_actions_says_so(browser, person, users, goals):
    facts = {"number": "13/2025", "type": "A", "by": users.worker, "goals": goals}
    days = {"signed_on": TODAY, "ends_on": TODAY + datetime.timedelta(days=90), "today": TODAY}
    contract = enter_from_paper(person, **facts, **days)
    page = browser.get(of(contract)).content.decode()
    actions = page[page.index("<h2>III. Działania</h2>") :]
    actions = actions[: actions.index("</section>")]
    assert "jeszcze nie wpisano" in actions
    assert actions.count("Nowa praca") == len(goals)


def test_only_a_draft_has_a_preview_of_others_the_kept_paper_is_served(browser, users):
    def another():
        return PersonFactory(responsible=users.worker)

    assert browser.get(of(whole_draft(another()), "preview")).status_code == 200
    waiting, signed = made.printed(another()), made.signed(another())
    for contract, kept in ((waiting, waiting.live_print), (signed, signed.signed_print)):
        paper_kept = address("paper", contract.person_id, contract.pk, kept.pk)
        assert browser.get(of(contract, "preview")).url == paper_kept
    typed_in = made.from_paper(another())
    page = text_of(browser.get(of(typed_in, "preview"), follow=True))
    assert "nie ma jeszcze jego skanu" in page
    typed_in.keep_scan(signed.signed_print.document)
    assert browser.get(of(typed_in, "preview")).url == of(typed_in, "scan")


def test_the_head_looks_at_the_paper_before_approving_it(client_of, browser, person, users):
    contract = whole_draft(person)
    Centre.objects.update(approves_contracts=True)
    ask_for_approval(contract, on=TODAY, by=users.worker)
    head = client_of(users.head)
    page = text_of(head.get(of(contract)))
    assert page.index("Zatwierdź albo zwróć") < page.index("Podgląd wydruku")
    approve(contract, on=TODAY, by=users.head, today=TODAY)
    for reader in (head, browser):
        assert of(contract, "preview") in text_of(reader.get(of(contract)))
        assert reader.get(of(contract, "preview"))["Content-Type"] == "application/pdf"


def test_neither_print_nor_scan_is_served_to_who_may_not_read_the_text(client_of, users, person):
    contract = made.signed(person)
    contract.keep_scan(contract.signed_print.document)
    paper_kept = address("paper", person.pk, contract.pk, contract.signed_print_id)
    for reader, status in ((users.colleague, 404), (users.head, 200), (users.worker, 200)):
        client = client_of(reader)
        assert client.get(paper_kept).status_code == status
        assert client.get(of(contract, "scan")).status_code == status


@pytest.mark.parametrize(
    "name",
    [
        *("contract", "paper", "scan", "preview", "edit", "sign", "refuse", "end", "void"),
        *("back_to_draft", "scan_add", "correct", "discard", "print", "copy"),
    ],
)
def test_a_contract_is_found_under_its_own_person_only(browser, users, person, name):
    """Else the way round by a case of one's own would open those of others."""
    others = made.signed(PersonFactory(responsible=users.colleague))
    others.keep_scan(others.signed_print.document)
    kept = [others.signed_print_id] if name == "paper" else []
    ask = browser.post if name in ("print", "copy") else browser.get
    assert ask(address(name, person.pk, others.pk, *kept)).status_code == 404


def test_a_print_is_served_under_its_own_contract_only(browser, person, users):
    paper_kept = made.printed(person).live_print
    other = made.printed(PersonFactory(responsible=users.worker))
    url = address("paper", other.person_id, other.pk, paper_kept.pk)
    assert browser.get(url).status_code == 404


def test_the_entry_is_voided_by_a_second_person_and_stays_to_be_seen(
    browser, client_of, users, person
):
    contract = made.signed(person)
    page = text_of(browser.post(of(contract, "void"), {"reason": "pomyłka"}))
    assert "Wpis unieważnia druga osoba" in page
    assert of(contract, "void") not in text_of(browser.get(of(contract)))
    coordinator = client_of(users.coordinator)
    assert of(contract, "void") in text_of(coordinator.get(of(contract)))
    page = text_of(coordinator.post(of(contract, "void"), {"reason": "nie ta osoba"}, follow=True))
    assert "Wpis unieważniony" in page
    assert "nie ta osoba" in page
    assert "Wpis unieważniony" in text_of(browser.get(address("person", person.pk)))


@pytest.mark.parametrize("count", [1, 12])
def test_the_tabs_and_the_page_ask_the_same_few_queries(
    browser, person, count, django_assert_max_num_queries
):
    first = datetime.date(2020, 1, 1)
    for number in range(count):
        on = first + datetime.timedelta(days=40 * number)
        contract = made.signed(person, on=on, ends_on=on + datetime.timedelta(days=30))
    with django_assert_max_num_queries(15):
        browser.get(address("person", person.pk))
    with django_assert_max_num_queries(15):
        browser.get(address("participation", person.pk))
    with django_assert_max_num_queries(22):
        browser.get(of(contract))


@pytest.mark.parametrize("count", [1, 12])
def test_the_form_of_a_draft_reads_each_kind_of_row_once(
    browser, person, users, count, django_assert_max_num_queries
):
    goals = [(f"Cel {number}", [("person", "Zrobi coś.", None)]) for number in range(count)]
    draft = make_draft(person, by=users.worker, type="B", goals=goals)
    with django_assert_max_num_queries(21) as asked:
        browser.get(of(draft, "edit"))
    for kind in ("party", "goal", "action", "plannedreview"):
        assert sum(f'FROM "contracts_{kind}"' in query["sql"] for query in asked) == 1
