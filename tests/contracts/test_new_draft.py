"""How a draft begins, is copied and goes."""

import datetime
import re

import pytest

from contracts.models import SocialContract
from kis.accounts.models import User
from participants.models import LabourOfficePeriod
from tests.accounts.creating import key_of
from tests.contracts import made
from tests.contracts.pages import TODAY, address, of, text_of
from tests.contracts.written import whole_draft
from tests.participants.made import category, established

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def test_a_new_contract_is_a_draft_of_its_kind_and_opens_its_form(browser, person):
    response = browser.post(address("new", person.pk), {"type": "A"})
    contract = SocialContract.objects.get()
    assert response.url == of(contract, "edit")
    assert (contract.type, contract.state, contract.worker) == ("A", "draft", person.responsible)


@pytest.mark.parametrize(
    ("status", "registered_until", "chosen"),
    [
        ("", None, None),
        ("inactive", None, None),
        ("unemployed", None, "B"),
        ("", TODAY, "B"),
        ("", TODAY - datetime.timedelta(days=1), None),
    ],
)
def test_the_kind_is_proposed_only_where_the_situation_tells(
    browser, person, status, registered_until, chosen
):
    type(person).objects.filter(pk=person.pk).update(labour_status=status)
    if registered_until:
        LabourOfficePeriod.objects.create(
            person=person, starts_on=datetime.date(2026, 1, 5), ends_on=registered_until
        )
    page = text_of(browser.get(address("new", person.pk)))
    proposed = re.findall(r'value="([AB])"[^>]* checked|checked[^>]* value="([AB])"', page)
    assert ["".join(found) for found in proposed] == ([chosen] if chosen else [])
    assert "Wybierz: rodzaj." in text_of(browser.post(address("new", person.pk), {"type": ""}))
    assert not SocialContract.objects.exists()


@pytest.mark.parametrize(("code", "is_proposed"), [(5, True), (4, False)])
def test_the_category_of_long_term_unemployed_tells_it_too(
    browser, person, users, code, is_proposed
):
    established(person, category(code=code), by=users.worker)
    page = text_of(browser.get(address("new", person.pk)))
    assert ("checked" in page) is is_proposed


def test_a_button_pressed_twice_makes_one_draft(browser, person):
    new = address("new", person.pk)
    sent = {"type": "B", "form_key": key_of(browser, new)}
    first = browser.post(new, sent).url
    assert browser.post(new, sent).url == first
    contract = SocialContract.objects.get()
    assert browser.post(new, {"type": "A", "form_key": key_of(browser, new)}).url != first
    copied = browser.post(of(contract, "copy"), {"form_key": "k" * 22}).url
    assert browser.post(of(contract, "copy"), {"form_key": "k" * 22}).url == copied
    assert SocialContract.objects.count() == 3
    # A page opened anew is another wish, however soon.
    assert browser.post(new, {"type": "B", "form_key": key_of(browser, new)}).url != first
    assert browser.post(of(contract, "copy"), {"form_key": "l" * 22}).url != copied


def test_the_worker_and_the_phone_stand_in_a_new_draft(browser, person, users):
    User.objects.filter(pk=users.worker.pk).update(phone="81 458 00 77")
    browser.post(address("new", person.pk), {"type": "B"})
    assert SocialContract.objects.get().worker_phone == "81 458 00 77"


def test_a_copy_opens_as_a_new_draft(browser, person):
    contract = made.signed(person, causes="Przyczyny sprzed roku")
    response = browser.post(of(contract, "copy"), follow=True)
    assert "Przyczyny sprzed roku" in text_of(response)
    assert SocialContract.objects.count() == 2


def test_nobody_is_asked_about_a_draft_that_stays(browser, person):
    contract = made.draft(person)
    response = browser.get(of(contract, "discard"), follow=True)
    assert "Usunąć można tylko szkic, który nie dostał numeru." in text_of(response)
    assert "Usunąć szkic?" not in text_of(response)


def test_a_draft_is_discarded_after_a_question(browser, person):
    contract = whole_draft(person)
    assert "Usunąć szkic?" in text_of(browser.get(of(contract, "discard")))
    browser.post(of(contract, "discard"))
    assert not SocialContract.with_voided.exists()


def test_box_four_of_type_b_begins_with_what_the_register_tells(browser, person):
    kinds = LabourOfficePeriod.Kind
    for kind, starts_on, ends_on in (
        (kinds.REGISTERED, datetime.date(2023, 1, 9), datetime.date(2024, 5, 6)),
        (kinds.TRAINEESHIP, datetime.date(2024, 2, 1), datetime.date(2024, 4, 30)),
        (kinds.REGISTERED, datetime.date(2025, 2, 3), None),
        (kinds.TRAINEESHIP, TODAY + datetime.timedelta(days=1), None),
    ):
        LabourOfficePeriod.objects.create(
            person=person, kind=kind, starts_on=starts_on, ends_on=ends_on
        )
    for kind in "AB":
        browser.post(address("new", person.pk), {"type": kind})
    known = dict(SocialContract.objects.values_list("type", "past_actions"))
    assert known == {
        "A": "",
        "B": "W rejestrze PUP od 9.01.2023 do 6.05.2024. Staż od 1.02.2024 do 30.04.2024. "
        "Bez pracy, w rejestrze PUP od 3.02.2025.",
    }
