"""Where the centre wants it, the head approves a contract before it is printed."""

import datetime

import pytest
from django.db import connection

from contracts.approving import approve, ask_for_approval, needs_approval, send_back
from contracts.models import Approval
from contracts.printing import print_for_signature
from kis.documents.models import NumberSeries
from kis.lib.refusals import Refused
from tests.contracts import made
from tests.contracts.made import row_of
from tests.contracts.pages import NOON, TODAY, filled_buttons, of, text_of, told
from tests.contracts.written import whole_draft
from tests.refused import name_of_refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
DAY = datetime.timedelta(days=1)


@pytest.fixture
def wanted(centre):
    centre.approves_contracts = True
    centre.save()
    return centre


@pytest.fixture
def draft(person):
    return whole_draft(person)


def asked(contract, on=TODAY):
    ask_for_approval(contract, on=on, by=contract.worker)
    return contract


def answered(contract, users, on=TODAY, **facts):
    approve(contract, on=on, by=users.head, today=TODAY, **facts)
    return contract


def returned(contract, users):
    send_back(contract, reason="Cel jest zbyt ogólny.", by=users.head, today=TODAY, at=NOON)
    return contract


def put(contract):
    return print_for_signature(contract, by=contract.worker, at=NOON)


def test_without_the_switch_nothing_waits_for_the_head(browser, draft):
    assert not needs_approval(draft)
    assert "Wyślij do zatwierdzenia" not in text_of(browser.get(of(draft)))
    put(draft)


def test_with_the_switch_a_draft_is_not_printed_and_uses_up_no_number(wanted, draft):
    with pytest.raises(Refused, match="przed wydrukiem do podpisu zatwierdza kierownik"):
        put(draft)
    assert not NumberSeries.objects.exists()
    made.draft(draft.person)
    numbered = made.draft(draft.person, type="B")
    assert name_of_refusal(row_of(numbered).update, state="printed") == "contract_not_approved"


def test_what_is_approved_is_printed_with_its_number(wanted, draft, users):
    contract = answered(asked(draft), users)
    assert contract.number == ""
    put(contract)
    assert (contract.state, contract.number) == ("printed", "1/2026")


def test_what_waits_is_not_printed(wanted, draft):
    with pytest.raises(Refused, match="zatwierdza kierownik"):
        put(asked(draft))


@pytest.mark.parametrize("answer", [lambda draft, users: draft, answered])
def test_what_waits_or_is_approved_is_frozen_with_its_parts(draft, users, answer):
    contract = answer(asked(draft), users)
    assert name_of_refusal(row_of(contract).update, main_goal="inny") == "contract_is_frozen"
    assert name_of_refusal(contract.goals.update, text="inny") == "contract_part_is_frozen"


def test_a_number_once_given_is_not_exchanged_while_it_waits(person):
    contract = made.waiting(person, number="7/2026")
    assert name_of_refusal(row_of(contract).update, number="8/2026") == "contract_is_frozen"


def test_what_is_missing_is_asked_for_before_the_head_is(wanted, person):
    with pytest.raises(Refused, match="Brakuje"):
        ask_for_approval(made.draft(person), on=TODAY, by=person.responsible)


def test_sent_back_it_is_a_draft_again_with_the_heads_reason(wanted, draft, users):
    contract = returned(asked(draft), users)
    assert contract.is_draft
    approval = contract.approvals.get()
    assert (approval.answer, approval.reason) == ("returned", "Cel jest zbyt ogólny.")
    asked(contract)
    with pytest.raises(Refused, match="nie można teraz tego zrobić"):
        asked(contract)


def test_back_to_edit_ends_the_approval_and_it_is_asked_for_anew(wanted, draft, users):
    contract = answered(asked(draft), users)
    contract.back_to_draft(at=NOON, by=users.worker)
    assert contract.approvals.get().ended_by == users.worker
    with pytest.raises(Refused, match="zatwierdza kierownik"):
        put(contract)
    put(answered(asked(contract), users))
    contract.back_to_draft(at=NOON, by=users.worker)
    assert not contract.approvals.live().exists()


def test_sql_leaves_no_approval_behind_in_a_draft_and_makes_none_up(person, users):
    contract = made.approved(person)
    with connection.cursor() as cursor:  # what the making left to be judged at its end
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")

    def back():
        row_of(contract).update(state="draft")
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert name_of_refusal(back) == "contract_approval_is_over"
    other = made.waiting(person, type="B")
    assert name_of_refusal(row_of(other).update, state="approved") == "contract_not_approved"
    plain = made.draft(person)
    assert name_of_refusal(row_of(plain).update, state="waiting") == "contract_not_approved"


def test_whoever_wrote_the_contract_does_not_approve_it(wanted, draft, users):
    contract = asked(draft)
    with pytest.raises(Refused, match="zatwierdza druga osoba"):
        approve(contract, on=TODAY, by=contract.worker, today=TODAY)
    other = made.draft(draft.person, type="A", by=users.head)
    Approval.objects.create(contract=other, asked_on=TODAY, asked_by=users.worker)
    other.take_step("waiting")
    with pytest.raises(Refused, match="zatwierdza druga osoba"):
        approve(other, on=TODAY, by=users.head, today=TODAY)


DAYS = [(-1, "nie może być wcześniejsza"), (0, None), (2, None), (3, "jeszcze nie było")]


@pytest.mark.parametrize(("days", "refusal"), DAYS)
def test_the_approval_lies_between_the_asking_and_today(draft, users, days, refusal):
    contract = asked(draft, on=TODAY - 2 * DAY)
    on = TODAY + (days - 2) * DAY
    if refusal is None:
        assert answered(contract, users, on=on, on_paper=True).state == "approved"
        return
    with pytest.raises(Refused, match=refusal):
        answered(contract, users, on=on, on_paper=True)


def test_an_answer_stays_as_it_was_given(draft, users):
    contract = answered(asked(draft), users)
    rows = contract.approvals.all()
    for change in ({"answered_on": TODAY - DAY}, {"on_paper": True}, {"asked_by": users.head}):
        assert name_of_refusal(rows.update, **change) == "approval_is_kept"
    assert name_of_refusal(rows.get().delete) == "approval_is_kept"


def test_a_return_has_its_reason(draft, users):
    contract = asked(draft)
    with pytest.raises(Refused, match="powód"):
        send_back(contract, reason="", by=users.head, today=TODAY, at=NOON)


@pytest.mark.parametrize("answer", [lambda draft, users: draft, answered])
def test_the_switch_that_goes_off_leaves_nothing_stuck(wanted, draft, users, answer, browser):
    contract = answer(asked(draft), users)
    wanted.approves_contracts = False
    wanted.save()
    assert "Wydrukuj do podpisu" in text_of(browser.get(of(contract)))
    put(contract)
    assert contract.state == "printed"


def test_the_switch_that_goes_on_stops_no_print_that_was_given_out(draft, centre):
    paper = put(draft)
    centre.approves_contracts = True
    centre.save()
    draft.sign(on=TODAY, by=draft.worker, code=paper.code, today=TODAY)


def test_the_worker_sends_the_head_answers_and_both_desks_tell(
    wanted, draft, users, browser, client_of
):
    page = text_of(browser.get(of(draft)))
    assert "Wyślij do zatwierdzenia" in page
    assert "Wydrukuj do podpisu" not in page
    page = text_of(browser.post(of(draft, "ask"), {"row_version": draft.version}, follow=True))
    assert "Do zatwierdzenia" in page
    assert filled_buttons(page) == 1
    row = (str(draft.person), "kontrakt B (szkic) do zatwierdzenia")
    assert told(users.head) == [row]
    head = client_of(users.head)
    assert f'href="{of(draft, "approve")}"' in head.get("/").content.decode()
    faulty = text_of(head.post(of(draft, "approve"), {"answer": "back", "reason": ""}))
    assert "Napisz, co poprawić." in faulty
    faulty = text_of(head.post(of(draft, "approve"), {"answer": "paper", "on": ""}))
    assert "Podaj dzień, który stoi na papierze." in faulty
    head.post(of(draft, "approve"), {"answer": "back", "reason": "Cel jest zbyt ogólny."})
    assert told(users.head) == []
    assert (str(draft.person), "kontrakt B (szkic) zwrócony do poprawy") in told(users.worker)
    page = text_of(browser.get(of(draft)))
    assert "Zwrócono do poprawy 20.11.2026: Cel jest zbyt ogólny." in page
    draft.refresh_from_db()
    browser.post(of(draft, "ask"), {"row_version": draft.version})
    page = text_of(head.post(of(draft, "approve"), {"answer": "paper", "on": "d"}, follow=True))
    assert "Zatwierdzono 20.11.2026 na papierze: Jan Dudek." in page
    assert (str(draft.person), "kontrakt B (szkic) zatwierdzony, do wydruku") in told(users.worker)
    assert "Wydrukuj do podpisu" in text_of(browser.get(of(draft)))


def test_an_approval_whose_contract_went_back_meanwhile_is_refused(wanted, draft, users, client_of):
    contract = asked(draft)
    contract.back_to_draft(at=NOON, by=users.worker)
    page = text_of(client_of(users.head).post(of(contract, "approve"), {"answer": "approve"}))
    assert "nie można teraz tego zrobić" in page
    page = text_of(client_of(users.head).get(of(contract, "approve"), follow=True))
    assert "Ten kontrakt nie czeka na zatwierdzenie." in page


def test_what_waits_is_withdrawn_and_the_page_says_what_is_lost(wanted, draft, users, browser):
    contract = asked(draft)
    page = text_of(browser.get(of(contract, "back_to_draft")))
    assert "Kontrakt zniknie z pulpitu kierownika" in page
    browser.post(of(contract, "back_to_draft"), {"row_version": contract.version})
    contract.refresh_from_db()
    assert contract.is_draft
    assert told(users.head) == []
    answered(asked(contract), users)
    page = text_of(browser.get(of(contract, "back_to_draft")))
    assert "Zatwierdzenie przestanie obowiązywać" in page


def test_the_drafts_form_sends_what_was_typed_to_the_head(wanted, draft, browser):
    from_form = browser.get(of(draft, "edit"))
    assert "Zapisz i wyślij do zatwierdzenia" in text_of(from_form)
