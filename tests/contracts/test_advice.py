"""What is said before the print and hinders nobody: the labour office's referral, homelessness."""

import datetime

import pytest
from django.urls import reverse

from contracts.advice import advice
from contracts.printing import preview, print_for_signature
from contracts.readiness import missing
from kis.lib.refusals import Refused
from tests.contracts.test_paper import AT
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory
from tests.papers import text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
ON = datetime.date(2026, 11, 19)
UNEMPLOYED = {"labour_status": "unemployed"}
REFERRED = {"pup_referral_number": "PUP.1", "pup_referral_on": ON}
UNREFERRED = {"pup_referral_number": "", "pup_referral_on": None}
AGREED = {"agreed_elsewhere_on": ON, "agreed_elsewhere_with": "Jan Nowak, MOPS Lublin"}
TAKEN = "pozbawia statusu bezrobotnego na 90 dni"
NO_REFERRAL = "Nie wpisano skierowania PUP"
HOMELESS = "Osoba jest bezdomna"


@pytest.fixture
def draft(users):
    def make(person_facts, **facts):
        return whole_draft(PersonFactory(responsible=users.worker, **person_facts), **facts)

    return make


@pytest.mark.parametrize(
    ("contract_type", "person_facts", "facts", "words"),
    [
        ("B", UNEMPLOYED, REFERRED, [TAKEN]),
        ("B", {}, {**REFERRED, "pup_referral_on": None}, [TAKEN]),
        ("B", UNEMPLOYED, UNREFERRED, [NO_REFERRAL]),
        ("B", {"labour_status": "inactive"}, UNREFERRED, []),
        ("A", UNEMPLOYED, {}, []),
        ("A", {"is_homeless": True}, {}, [HOMELESS]),
        ("A", {"is_homeless": True}, AGREED, []),
        ("A", {"is_homeless": True}, {**AGREED, "agreed_elsewhere_with": ""}, [HOMELESS]),
        ("B", {"is_homeless": True, **UNEMPLOYED}, UNREFERRED, [NO_REFERRAL, HOMELESS]),
    ],
)
def test_what_is_said_and_when(draft, contract_type, person_facts, facts, words):
    said = advice(draft(person_facts, contract_type=contract_type, **facts))
    assert [part in item.words for part, item in zip(words, said, strict=True)] == [True] * len(
        words
    )


def test_it_hinders_no_print(draft):
    contract = draft({"is_homeless": True, **UNEMPLOYED}, **UNREFERRED)
    assert advice(contract)
    assert missing(contract, ON) == []
    assert print_for_signature(contract, by=contract.worker, at=AT)


def test_a_draft_says_it_on_its_page_and_in_its_form(client_of, users, draft):
    contract = draft({"is_homeless": True, **UNEMPLOYED}, **UNREFERRED)
    browser = client_of(users.worker)
    for name in ("contracts:contract", "contracts:edit"):
        page = browser.get(reverse(name, args=[contract.person_id, contract.pk])).content.decode()
        assert NO_REFERRAL in page
        assert HOMELESS in page
        assert "#id_agreed_elsewhere_on" in page
        assert "#id_pup_referral_number" in page


@pytest.mark.parametrize(
    ("is_homeless", "facts", "is_asked"),
    [(True, {}, True), (False, {}, False), (False, AGREED, True)],
)
def test_the_form_asks_it_of_homeless_people_and_keeps_what_was_entered(
    client_of, users, draft, is_homeless, facts, is_asked
):
    contract = draft({"is_homeless": is_homeless}, **facts)
    address = reverse("contracts:edit", args=[contract.person_id, contract.pk])
    page = client_of(users.worker).get(address).content.decode()
    assert ('name="agreed_elsewhere_with"' in page) is is_asked


def test_the_paper_names_with_whom_it_was_agreed(draft):
    words = text(preview(draft({"is_homeless": True}, **AGREED), at=AT))
    assert "Uzgodniono z OPS ostatniego zameldowania 19.11.2026, Jan Nowak, MOPS Lublin" in words


def test_it_is_agreed_before_the_contract_is_signed(draft):
    day = datetime.date(2026, 11, 20)
    contract = draft({"is_homeless": True}, **{**AGREED, "agreed_elsewhere_on": day})
    paper = print_for_signature(contract, by=contract.worker, at=AT)
    signing = {"by": contract.worker, "code": paper.code, "today": day}
    with pytest.raises(Refused, match=r"art\. 108 ust\. 1a"):
        contract.sign(on=day - datetime.timedelta(days=1), **signing)
    contract.refresh_from_db()
    contract.sign(on=day, **signing)
