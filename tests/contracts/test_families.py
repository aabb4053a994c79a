"""Contracts of a person and of a family: what another file tells, and what is voided in the wrong one."""

import datetime
import hashlib

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts.advice import other_families
from kis.lib.refusals import Refused
from tests.contracts import made
from tests.contracts.pages import TODAY, address, of, print_of, stay_of, text_of
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def wife(users):
    return PersonFactory(responsible=users.worker, first_name="Ewa", last_name="Lis")


def family_draft(person, *adults, role="signs", **facts):
    contract = made.draft(person, **facts)
    contract.parties.all().delete()
    for adult in adults:
        contract.parties.create(
            role=role,
            last_name=adult.last_name,
            first_name=adult.first_name,
            pesel=adult.pesel,
        )
    return contract


def signed_with(person, *adults, **facts):
    return made.sign(made.lock(family_draft(person, *adults, **facts)))


def test_the_familys_contract_stands_on_the_tab_of_the_other_adult(browser, person, wife):
    contract = signed_with(person, wife)
    page = text_of(browser.get(address("person", wife.pk)))
    assert "Strona kontraktu rodziny" in page
    assert f'href="{of(contract)}">{contract.title}</a>, {person}' in page
    assert "zawarty 20.11.2026" in page
    assert "Strona kontraktu rodziny" not in text_of(browser.get(address("person", person.pk)))


def test_a_child_who_is_named_and_who_has_no_pesel_are_no_party(browser, person, wife, users):
    family_draft(person, wife, role="listed")
    assert "Strona kontraktu rodziny" not in text_of(browser.get(address("person", wife.pk)))
    unknown = PersonFactory(
        responsible=users.worker, pesel="", no_identity_reason="brak dokumentów"
    )
    family_draft(person, unknown, type="B")
    assert "Strona kontraktu rodziny" not in text_of(browser.get(address("person", unknown.pk)))


def test_a_file_outside_the_scope_tells_nothing_of_its_contract(browser, users, wife):
    outside = PersonFactory(responsible=users.worker, area="families")
    contract = signed_with(outside, wife)
    page = text_of(browser.get(address("person", wife.pk)))
    assert contract.number not in page
    draft = made.draft(wife)
    assert other_families(draft, users.worker, TODAY) == []


def test_a_second_contract_a_of_the_same_days_is_warned_about_and_not_blocked(
    browser, person, wife, users
):
    signed = signed_with(person, wife)
    draft = whole_draft(wife, contract_type="A")
    words = (
        f"Ewa Lis jest już stroną kontraktu A {signed.number} (do 31.05.2027), prowadzonego w innej "
        "karcie. Ten kontrakt można podpisać i tak."
    )
    assert [row.words for row in other_families(draft, users.worker, TODAY)] == [words]
    assert words in text_of(browser.get(of(draft)))
    assert words in text_of(browser.get(of(draft, "edit")))
    paper = print_of(draft)
    draft.sign(on=TODAY, by=users.worker, code=paper.code, today=TODAY)


def test_the_person_of_the_other_file_who_joins_this_one_is_warned_about(person, wife, users):
    signed = made.signed(wife)
    draft = family_draft(person, wife)
    (row,) = other_families(draft, users.worker, TODAY)
    assert row.words.startswith(f"Ewa Lis jest już stroną kontraktu A {signed.number}")


OTHERS = [
    ({"type": "B"}, TODAY, 0),
    ({}, made.ENDS_ON, 1),
    ({}, made.ENDS_ON + DAY, 0),
]


@pytest.mark.parametrize(("facts", "on", "count"), OTHERS)
def test_only_another_contract_a_that_still_lasts_is_told(person, wife, users, facts, on, count):
    made.signed(wife, **facts)
    assert len(other_families(family_draft(person, wife), users.worker, on)) == count


def test_periods_of_one_type_do_not_overlap_for_one_person(person):
    made.signed(person)
    with pytest.raises(Refused, match="ma już podpisany kontrakt tego rodzaju"):
        made.signed(person)
    made.signed(person, type="B")


def test_signed_in_the_wrong_place_it_is_voided_with_what_began_on_it_told_first(
    person, users, client_of
):
    contract = made.signed(person)
    stay = stay_of(person)
    client = client_of(users.colleague)
    client = client_of(users.coordinator)
    page = text_of(client.post(of(contract, "void"), {"reason": "podpisano w złej karcie"}))
    assert "Od 20.11.2026 trwa udział w KIS, który zaczął się na podstawie tego kontraktu." in page
    contract.refresh_from_db()
    assert contract.voided_at is None
    made.signed(person, type="B")
    page = text_of(
        client.post(of(contract, "void"), {"reason": "podpisano w złej karcie"}, follow=True)
    )
    assert "Wpis unieważniono." in page
    assert "podpisano w złej karcie" in page
    stay.refresh_from_db()
    assert stay.starts_on == TODAY


def test_the_print_and_the_scan_stand_side_by_side_each_with_its_checksum(browser, person):
    contract = whole_draft(person)
    paper = print_of(contract)
    page = text_of(browser.get(of(contract)))
    printed = browser.get(address("paper", person.pk, contract.pk, paper.pk)).content
    assert f"kod {paper.code}" in page
    assert hashlib.sha256(printed).hexdigest() in page
    contract.sign(on=TODAY, by=contract.worker, code=paper.code, today=TODAY)
    other = print_of(whole_draft(person, contract_type="A")).document.content
    browser.post(of(contract, "scan_add"), {"scan_file": SimpleUploadedFile("skan.pdf", other)})
    page = text_of(browser.get(of(contract)))
    scanned = browser.get(of(contract, "scan")).content
    assert scanned == other
    assert browser.get(address("paper", person.pk, contract.pk, paper.pk)).content == printed
    for content in (printed, scanned):
        assert hashlib.sha256(content).hexdigest() in page
    contract.refresh_from_db()
    with pytest.raises(Refused, match="ma już skan"):
        contract.keep_scan(paper.document)
