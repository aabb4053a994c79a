"""The pages of contracts in a browser: on a desk and on a phone, with errors and conflicts."""

import datetime

import pytest
from django.urls import reverse

from contracts.refusing import refuse_signature
from participants.models import Participation
from tests.browser.conftest import DESKTOP, PHONE
from tests.contracts import made
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(walker, users, centre):
    def open_browser(size=DESKTOP, **options):
        browser = walker(size, **options)
        browser.arrive("worker")
        return browser

    return open_browser


def address(name, *args):
    return reverse(f"contracts:{name}", args=args)


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_every_page_of_a_contract_is_accessible_and_does_not_scroll_sideways(
    worker, users, person, size
):
    def another():
        return PersonFactory(responsible=users.worker)

    parties = [{"role": "signs", "last_name": "Lis", "first_name": "Ewa"}]
    draft = whole_draft(another(), contract_type="A", parties=parties)
    waiting = made.printed(another(), type="B")
    refused = made.printed(another())
    refuse_signature(
        refused,
        on=made.SIGNED_ON,
        today=made.SIGNED_ON,
        who="Łukasz Kowalczyk",
        reason="Za dużo spotkań.",
        by=users.worker,
    )
    on = datetime.date(2026, 1, 5)
    ended = made.ended(person, on=on, last_day=datetime.date(2026, 3, 1))
    Participation.objects.create(
        person=person,
        starts_on=on,
        planned_end_on=made.ENDS_ON,
        rules_version="1",
        rules_read_on=on,
        declaration_signed_on=on,
        begun_by=users.worker,
    )
    browser = worker(size)
    browser.go(address("register"))
    browser.go(address("register") + "?stan=bez-kontraktu")
    browser.reads(str(person))
    for contract in (draft, waiting, refused, ended):
        browser.go(address("person", contract.person_id))
        browser.go(address("contract", contract.person_id, contract.pk))
    browser.go(address("new", person.pk))
    browser.go(address("from_paper", person.pk))
    for name, contract in (
        *(("edit", draft), ("discard", draft)),
        *(("sign", waiting), ("refuse", waiting), ("back_to_draft", waiting), ("end", ended)),
    ):
        browser.go(address(name, contract.person_id, contract.pk))
    browser.go(address("participation", person.pk))
    browser.reads("Bez kontraktu")
    browser.go(address("begin", draft.person_id))
    browser.reads("nie obowiązuje żaden podpisany kontrakt")


def test_errors_and_conflicts_of_a_draft_are_accessible_too(worker, person):
    contract = whole_draft(person)
    browser = worker()
    browser.go(address("edit", person.pk, contract.pk))
    contract.goals.filter(text__startswith="Aktualne").update(text="Zmienione w tym czasie")
    type(contract).objects.filter(pk=contract.pk).update(causes="Zmienione przyczyny")
    browser.type(causes="Moje przyczyny", **{"actions-0-deadline": "31.2.2027"})
    browser.press("Zapisz szkic")
    browser.reads("Nie ma takiej daty: 31.2.2027")
    browser.reads("Zmienione przyczyny")
    browser.type(**{"actions-0-deadline": "28.2.2027", "keep-causes": "mine"})
    browser.press("Zapisz szkic")
    browser.reads("Zmienione w tym czasie")
    browser.type(**{"keep-plan": "theirs"})
    browser.press("Zapisz szkic")
    browser.reads("Zapisano szkic")
