"""A signature, or the refusal of one, on the print that was given out."""

import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from contracts.file_parts import ContractsPart
from contracts.refusing import refuse_signature
from participants.file import PersonFile
from participants.models import Participation
from tests.contracts import made
from tests.contracts.pages import TODAY, filled_buttons, of, print_of, stay_of, text_of
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory

DAY = datetime.timedelta(days=1)
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def signature(contract) -> dict:
    """The form of signing filled in whole: the person and the worker signed today."""
    return {
        "code": contract.live_print.code,
        "signed_on": "d",
        "code_is_there": "on",
        "copy_given": "on",
        "signed_0": "on",
        "signed_1": "on",
    }


@pytest.mark.parametrize("left_out", ["code_is_there", "signed_0", "signed_1", "copy_given"])
def test_signing_needs_the_code_every_signature_and_the_copy(browser, person, left_out):
    contract = made.printed(person)
    data = signature(contract)
    del data[left_out]
    response = browser.post(of(contract, "sign"), data)
    assert response.status_code == 200
    contract.refresh_from_db()
    assert contract.state == "printed"


@pytest.mark.parametrize("ended_on", [None, TODAY - DAY])
def test_the_next_step_after_a_signature_is_a_stay_only_where_none_runs(browser, person, ended_on):
    """A following contract, of somebody who takes part, and of somebody who comes back."""
    made.signed(person, on=TODAY - 3 * DAY, type="A", ends_on=TODAY + DAY)
    stay = stay_of(person, starts_on=TODAY - 2 * DAY if ended_on else TODAY)
    if ended_on:
        end = {"outcome": "finished", "what_next": "unknown", "contract_carried_out": "yes"}
        Participation.objects.filter(pk=stay.pk).update(
            ends_on=ended_on, ended_by=person.responsible, **end
        )
    contract = made.printed(person, type="B")
    page = text_of(browser.post(of(contract, "sign"), signature(contract), follow=True))
    assert f"{contract.title} podpisany." in page
    assert ("Następny krok: rozpocznij udział w KIS." in page) is bool(ended_on)


def test_every_adult_party_is_asked_to_have_signed(browser, person):
    draft = made.draft(person)
    draft.parties.update(role="signs")
    contract = made.lock(draft)
    page = text_of(browser.get(of(contract, "sign")))
    assert "Podpis: Ewa Lis" in page
    browser.post(of(contract, "sign"), signature(contract))
    contract.refresh_from_db()
    assert contract.state == "printed"
    browser.post(of(contract, "sign"), signature(contract) | {"signed_2": "on"})
    contract.refresh_from_db()
    assert contract.state == "signed"


def test_a_page_opened_on_an_older_print_does_not_sign_the_new_one(browser, person, users):
    contract = made.printed(person)
    old = contract.live_print.code
    contract.back_to_draft(at=timezone.now(), by=users.worker)
    made.lock(contract)
    page = text_of(browser.post(of(contract, "sign"), signature(contract) | {"code": old}))
    assert f"Wydruk z kodem {old} nie jest już ważny" in page
    assert f"Na papierze jest kod {old}" in page


def test_a_scan_is_kept_with_the_signature(browser, person):
    contract = made.printed(person)
    data = signature(contract)
    wrong = SimpleUploadedFile("skan.pdf", b"to nie jest pdf")
    page = text_of(browser.post(of(contract, "sign"), data | {"scan_file": wrong}))
    assert "nie jest plikiem PDF" in page
    kept = print_of(whole_draft(PersonFactory(responsible=person.responsible)))
    right = SimpleUploadedFile("Kowalczyk.pdf", kept.document.content)
    browser.post(of(contract, "sign"), data | {"scan_file": right})
    contract.refresh_from_db()
    assert contract.scan.name == "kontrakt-skan.pdf"
    assert browser.get(of(contract, "scan")).content == kept.document.content


def test_going_back_is_asked_with_the_code_and_then_voids_the_print(browser, person):
    contract = made.printed(person)
    code = contract.live_print.code
    page = text_of(browser.get(of(contract, "back_to_draft")))
    assert f"Wydruk z kodem {code} przestanie być ważny; zabierz oba egzemplarze." in page
    browser.post(of(contract, "back_to_draft"), {"row_version": contract.version})
    contract.refresh_from_db()
    assert contract.is_draft
    assert contract.live_print is None


def test_a_question_about_an_older_print_does_not_void_the_new_one(browser, person, users):
    contract = made.printed(person)
    seen = contract.version
    contract.back_to_draft(at=timezone.now(), by=users.worker)
    made.lock(contract)
    page = text_of(browser.post(of(contract, "back_to_draft"), {"row_version": seen}, follow=True))
    assert "W tym czasie ktoś zmienił ten kontrakt." in page
    contract.refresh_from_db()
    assert contract.state == "printed"
    assert contract.live_print is not None


def test_a_refusal_is_noted_and_the_same_print_may_still_be_signed(browser, person):
    contract = made.printed(person)
    data = {
        "on": "d",
        "who": "Łukasz Kowalczyk",
        "reason": "Za dużo spotkań.",
        "witness": "Jan Kos",
    }
    page = text_of(browser.post(of(contract, "refuse"), data, follow=True))
    assert "Odmowa podpisania" in page
    assert "Za dużo spotkań." in page
    assert "Następny krok: „Wróć do edycji”" in page
    back = of(contract, "back_to_draft")
    assert f'<a class="btn btn-primary" href="{back}">Wróć do edycji' in page
    assert f'href="{of(contract, "sign")}">Zarejestruj podpisanie</a>' in page
    assert filled_buttons(page) == 1
    contract.refresh_from_db()
    contract.sign(on=TODAY, by=contract.worker, code=contract.live_print.code, today=TODAY)


def test_after_a_refusal_the_next_step_is_the_wording_or_the_draft_begun_since(person, users):
    contract = made.printed(person)
    refuse_signature(
        contract, on=TODAY, today=TODAY, who="Łukasz", reason="Za dużo.", by=users.worker
    )
    step = PersonFile(person, users.worker, TODAY).part(ContractsPart).next_step()
    assert step.url == of(contract, "back_to_draft")
    newer = made.draft(person, type="B")
    step = PersonFile(person, users.worker, TODAY).part(ContractsPart).next_step()
    assert step.url == of(newer, "edit")
