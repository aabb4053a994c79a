"""What the two sides cannot agree about goes to the head, whose ruling is kept and carried out."""

import datetime

import pytest
from django.utils import timezone

from contracts.disputes import pass_dispute, rule
from contracts.models import Dispute
from contracts.refusing import refuse_signature
from kis.lib.refusals import Refused
from tests.contracts import made
from tests.contracts.made import row_of
from tests.contracts.pages import NOON, TODAY, address, filled_buttons, of, text_of, told
from tests.factories import PersonFactory
from tests.refused import name_of_refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
DAY = datetime.timedelta(days=1)


def passed(contract, on=TODAY):
    return pass_dispute(contract, on=on, matter="Terminy spotkań.", by=contract.worker, today=TODAY)


def ruled(dispute, outcome, users, on=TODAY):
    rule(
        dispute, on=on, ruling="Spotkania co dwa tygodnie.", outcome=outcome, by=users.head, at=NOON
    )
    return dispute


def refused_with_dispute(contract):
    return refuse_signature(
        contract,
        on=TODAY,
        today=TODAY,
        who="osoba",
        reason="Za dużo spotkań.",
        by=contract.worker,
        dispute_passed=True,
    )


def of_disputes(user):
    return [row for row in told(user) if row[1].startswith("spór")]


OPEN = [made.draft, made.waiting, made.approved, made.printed]
SETTLED = [made.signed, lambda person: made.ended(person, last_day=TODAY)]


@pytest.mark.parametrize("make", OPEN, ids=lambda make: make.__name__)
def test_a_dispute_is_passed_on_without_a_refusal_too(person, make):
    assert passed(make(person)).is_open


@pytest.mark.parametrize("make", [*SETTLED, made.not_made])
def test_a_contract_that_is_settled_has_no_dispute(person, make):
    contract = make(person)
    with pytest.raises(Refused, match="którego jeszcze nie podpisano"):
        passed(contract)


def test_one_dispute_waits_at_a_time_and_the_next_may_follow_the_ruling(person, users):
    contract = made.printed(person)
    first = passed(contract)
    with pytest.raises(Refused, match="już czeka na rozstrzygnięcie"):
        passed(contract)
    ruled(first, "stays", users)
    passed(contract)


def test_a_refusal_with_a_dispute_passes_it_on_and_joins_one_that_waits(person):
    contract = made.printed(person)
    refusal = refused_with_dispute(contract)
    assert contract.disputes.get().refusal == refusal
    other = made.printed(person, type="B")
    passed(other)
    refused_with_dispute(other)
    assert other.disputes.count() == 1


DAYS = [(-1, "nie może być wcześniejsze"), (0, None), (3, None), (4, "jeszcze nie było")]


@pytest.mark.parametrize(("days", "refusal"), DAYS)
def test_the_ruling_lies_between_the_dispute_and_today(person, users, days, refusal):
    dispute = passed(made.printed(person), on=TODAY - 3 * DAY)
    on = dispute.passed_on + days * DAY
    if refusal is None:
        assert ruled(dispute, "stays", users, on=on).ruled_on == on
        return
    with pytest.raises(Refused, match=refusal):
        ruled(dispute, "stays", users, on=on)


AFTER = [("edit", "draft", True), ("stays", "printed", False), ("not_made", "not_made", True)]


@pytest.mark.parametrize(("outcome", "state", "is_void"), AFTER)
@pytest.mark.parametrize("refused", [False, True])
def test_what_the_ruling_says_happens_to_the_contract(
    person, users, outcome, state, is_void, refused
):
    contract = made.printed(person)
    if refused:
        refused_with_dispute(contract)
        dispute = contract.disputes.get()
    else:
        dispute = passed(contract)
    ruled(dispute, outcome, users)
    contract.refresh_from_db()
    assert contract.state == ("refused" if refused and state == "printed" else state)
    assert (contract.live_print is None) == is_void


def test_a_contract_signed_meanwhile_is_ruled_on_no_more(person, users):
    contract = made.printed(person)
    dispute = passed(contract)
    made.sign(contract)
    with pytest.raises(Refused, match="którego jeszcze nie podpisano"):
        ruled(dispute, "not_made", users)
    contract.refresh_from_db()
    assert contract.state == "signed"
    assert of_disputes(users.head) == []


def test_a_ruling_is_given_once_and_stays(person, users):
    dispute = ruled(passed(made.printed(person)), "stays", users)
    with pytest.raises(Refused, match="rozstrzygnięto już"):
        ruled(dispute, "edit", users)
    rows = Dispute.objects.filter(pk=dispute.pk)
    for change in ({"ruling": "inne"}, {"outcome": "edit"}, {"matter": "inne"}, {"ruled_on": None}):
        assert name_of_refusal(rows.update, **change) == "dispute_is_kept"
    assert name_of_refusal(dispute.delete) == "dispute_is_kept"


def test_what_was_passed_on_stays_until_the_ruling(person):
    dispute = passed(made.printed(person))
    rows = Dispute.objects.filter(pk=dispute.pk)
    assert name_of_refusal(rows.update, matter="inne") == "dispute_is_kept"
    assert name_of_refusal(rows.update, outcome="stays") == "dispute_ruled_whole"
    assert name_of_refusal(rows.update, seen_at=NOON) == "dispute_is_kept"


def test_sql_ends_no_contract_as_not_concluded_without_a_ruling(person):
    contract = made.draft(person)
    assert (
        name_of_refusal(row_of(contract).update, state="not_made") == "contract_not_made_by_ruling"
    )


def test_a_contract_that_was_not_concluded_changes_no_more(person):
    contract = made.not_made(person)
    assert name_of_refusal(row_of(contract).update, main_goal="inny") == "contract_is_frozen"
    assert name_of_refusal(contract.goals.all().delete) == "contract_part_is_frozen"


def test_the_head_sees_the_dispute_on_the_desk_and_rules_on_it(person, users, client_of):
    contract = made.printed(person)
    dispute = passed(contract)
    assert of_disputes(users.head) == [(str(person), f"spór o kontrakt A {contract.number}")]
    assert of_disputes(users.worker) == []
    client = client_of(users.head)
    link = address("rule", person.pk, contract.pk, dispute.pk)
    desk = client.get("/").content.decode()
    assert f'href="{link}"' in desk
    assert "Rozstrzygnij" in desk
    assert "Terminy spotkań." in text_of(client.get(link))
    assert f'href="{link}">Rozstrzygnij spór</a>' in text_of(client.get(of(contract)))
    data = {"on": "d", "ruling": "Spotkania co dwa tygodnie.", "outcome": "edit"}
    page = text_of(client.post(link, data, follow=True))
    assert (
        "Rozstrzygnięcie 20.11.2026, treść wraca do edycji:</strong> Spotkania co dwa tygodnie."
        in page
    )
    assert of_disputes(users.head) == []
    contract.refresh_from_db()
    assert contract.is_draft
    again = text_of(client.get(link, follow=True))
    assert "Ten spór jest już rozstrzygnięty." in again


WRONG = [
    ({"on": "+1"}, "jeszcze nie było"),
    ({"on": "1.1.2020"}, "nie może być wcześniejsze"),
    ({"on": "31.11.2026"}, "Nie ma takiej daty"),
    ({"ruling": "  "}, "Wpisz: rozstrzygnięcie."),
    ({"outcome": ""}, "Wybierz: co dalej."),
    ({"outcome": "signed"}, "Wybierz poprawną wartość"),
]


@pytest.mark.parametrize(("change", "said"), WRONG)
def test_a_fault_in_a_ruling_is_told_and_nothing_is_ruled(person, users, client_of, change, said):
    dispute = passed(made.printed(person))
    link = address("rule", person.pk, dispute.contract_id, dispute.pk)
    data = {"on": "d", "ruling": "Spotkania co dwa tygodnie.", "outcome": "edit"}
    page = text_of(client_of(users.head).post(link, data | change))
    assert said in page
    dispute.refresh_from_db()
    assert dispute.is_open


def test_the_ruling_is_news_for_who_writes_in_the_case_until_the_contract_is_opened(
    person, users, client_of
):
    contract = made.printed(person)
    ruled(passed(contract), "not_made", users)
    news = (str(person), f"rozstrzygnięcie sporu o kontrakt A {contract.number}")
    assert news in told(users.worker)
    for reader in (users.head, users.colleague, users.coordinator):
        client_of(reader).get(of(contract))
    assert news in told(users.worker)
    page = text_of(client_of(users.worker).get(of(contract)))
    assert "kontraktu nie zawarto:</strong> Spotkania co dwa tygodnie." in page
    assert "Nie zawarto" in page
    assert news not in told(users.worker)
    dispute = Dispute.objects.get()
    assert (dispute.seen_by, timezone.localdate(dispute.seen_at)) == (users.worker, TODAY)


def test_the_worker_passes_a_dispute_from_the_contracts_page(browser, person):
    contract = made.printed(person)
    page = text_of(browser.get(of(contract)))
    assert f'href="{of(contract, "dispute")}">Przekaż spór kierownikowi</a>' in page
    data = {"on": "d", "matter": "Osoba chce spotkań rzadziej."}
    page = text_of(browser.post(of(contract, "dispute"), data, follow=True))
    assert "Spór o kontrakt – czeka na rozstrzygnięcie" in page
    assert "Osoba chce spotkań rzadziej." in page
    assert "Przekaż spór kierownikowi" not in page
    assert filled_buttons(page) == 1
    again = text_of(browser.post(of(contract, "dispute"), data | {"matter": "Drugi raz."}))
    assert "już czeka na rozstrzygnięcie" in again


def test_nothing_of_people_outside_the_scope_reaches_the_heads_desk(users):
    outside = PersonFactory(responsible=users.worker, area="families")
    passed(made.printed(outside))
    assert of_disputes(users.head) == []


def test_a_contract_that_was_not_concluded_is_copied_into_a_new_one(browser, person):
    contract = made.not_made(person, number="")
    page = text_of(browser.get(of(contract)))
    assert "Kopiuj do nowego szkicu" in page
    assert "Wydrukuj do podpisu" not in page
