"""From the print to the end of a contract in a browser: signatures, disputes, approvals, a breach."""

import pytest
from django.urls import reverse
from django.utils import timezone

from contracts.approving import ask_for_approval
from contracts.disputes import pass_dispute
from contracts.models import Dispute
from tests.browser.conftest import DESKTOP, PHONE
from tests.contracts import made
from tests.contracts.written import PARTNER, whole_draft
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)
SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])


def address(name, contract, *more):
    return reverse(f"contracts:{name}", args=[contract.person_id, contract.pk, *more])


def today():
    return timezone.localdate()


def disputed(contract):
    matter = "Osoba chce spotkań co dwa tygodnie, pracownik proponuje co tydzień."
    return pass_dispute(contract, on=today(), matter=matter, by=contract.worker, today=today())


@SIZES
def test_the_heads_pages_are_accessible_and_do_not_scroll_sideways(
    walker, users, person, centre, size
):
    dispute = disputed(made.printed(person))
    waiting = whole_draft(PersonFactory(responsible=users.worker))
    ask_for_approval(waiting, on=today(), by=users.worker)
    head = walker(size)
    head.arrive("head")
    head.go("/")
    head.reads("spór o kontrakt")
    head.reads("do zatwierdzenia")
    head.go(address("rule", dispute.contract, dispute.pk))
    head.press("Zapisz rozstrzygnięcie")
    head.reads("Wybierz: co dalej.")
    head.go(address("contract", dispute.contract))
    head.go(address("approve", waiting))
    head.type(answer="back")
    head.press("Zapisz odpowiedź")
    head.reads("Napisz, co poprawić.")


@SIZES
def test_the_workers_pages_are_accessible_and_do_not_scroll_sideways(walker, users, centre, size):
    person = PersonFactory(responsible=users.worker, cannot_write=True)
    contract = made.draft(person, guardian="Ewa Lis, kurator")
    contract.parties.update(**PARTNER)
    made.lock(contract)
    worker = walker(size)
    worker.arrive("worker")
    worker.go(address("sign", contract))
    worker.press("Ktoś podpisał inaczej niż własnoręcznie")
    worker.go(address("dispute", contract))
    disputed(contract)
    worker.go(address("contract", contract))
    worker.reads("czeka na rozstrzygnięcie")
    made.sign(contract, on=today())
    worker.go(address("contract", contract))
    worker.reads("Podpisali")
    worker.go(address("end", contract))


def test_a_breach_asks_for_the_talk_and_only_then_shows_where_to_write_it(walker, person, centre):
    contract = made.signed(person, on=made.SIGNED_ON)
    worker = walker()
    worker.arrive("worker")
    worker.go(address("end", contract))
    note = worker.page.locator("[name=breach_note]")
    text = worker.page.locator("[name=note_text]")
    assert not note.is_visible()
    worker.type(reason="broken")
    assert note.is_visible()
    assert not text.is_visible()
    worker.type(breach_note="nowa")
    assert text.is_visible()
    worker.type(note_day="d", note_hour="0.01", note_kind="talk")
    worker.press("Zakończ kontrakt")
    worker.reads("Wpisz: treść.")
    worker.type(note_text="Nie przychodzi na warsztat od miesiąca.")
    worker.press("Zakończ kontrakt")
    worker.reads("Zakończony: niedotrzymanie")
    worker.reads("Notatka o niedotrzymaniu kontraktu")


def test_the_head_rules_and_the_worker_reads_it(walker, person, users, centre):
    contract = made.printed(person)
    worker = walker()
    worker.arrive("worker")
    worker.go(address("contract", contract))
    worker.press("Przekaż spór kierownikowi")
    worker.type(matter="Osoba chce spotkań rzadziej.")
    worker.press("Przekaż spór")
    worker.reads("czeka na rozstrzygnięcie")
    head = walker()
    head.arrive("head")
    head.go("/")
    head.press("Rozstrzygnij", exact=False)
    head.reads("Osoba chce spotkań rzadziej.")
    head.type(ruling="Spotkania co dwa tygodnie.", outcome="edit")
    head.press("Zapisz rozstrzygnięcie")
    head.reads("treść wraca do edycji")
    worker.go("/")
    worker.reads("rozstrzygnięcie sporu o kontrakt")
    worker.go(address("contract", contract))
    worker.reads("Spotkania co dwa tygodnie.")
    assert Dispute.objects.get().seen_by == users.worker
