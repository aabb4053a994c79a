"""Part III of the form: a table of actions for each adult who signs, on the page and in the database."""

import datetime

import pytest
from django.db import transaction

from contracts.models import Action, Party
from tests.contracts.pages import of, posted_back, text_of
from tests.contracts.test_draft_page import opened
from tests.contracts.written import GOALS, PARTNER, PARTNER_ACTS, whole_draft
from tests.refused import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
EWA = PARTNER | {"pesel": "81050412359"}


@pytest.fixture
def family(person):
    (first, actions), second = GOALS
    goals = [(first, [*actions, PARTNER_ACTS]), second]
    return whole_draft(person, contract_type="A", parties=[EWA], goals=goals)


def edit(contract):
    return of(contract, "edit")


def in_table_of(party) -> list[str]:
    return list(party.actions.values_list("text", flat=True))


def test_an_action_is_typed_into_the_table_of_another_adult(browser, person):
    contract = whole_draft(person, contract_type="A")
    data = posted_back(browser.post(edit(contract), opened(browser, contract) | {"add": "parties"}))
    data |= {f"parties-0-{name}": value for name, value in EWA.items()}
    data = posted_back(browser.post(edit(contract), data | {"add": "actions"}))
    data |= {
        "actions-5-doer": "worker-1",
        "actions-5-goal": "1",
        "actions-5-text": "Rozmowa ze spółdzielnią",
        "actions-5-deadline": "31.1.2027",
    }
    assert browser.post(edit(contract), data).status_code == 302
    action = Action.objects.get(text="Rozmowa ze spółdzielnią")
    assert (action.side, action.party) == ("worker", contract.parties.get())


def test_the_page_shows_whose_table_an_action_stands_in_and_saves_it_as_it_was(browser, family):
    data = opened(browser, family)
    assert data["actions-2-doer"] == "person-1"
    browser.post(edit(family), data)
    assert in_table_of(family.parties.get()) == [PARTNER_ACTS[1]]


def test_an_adult_who_goes_takes_no_action_along_unseen(browser, family):
    data = opened(browser, family) | {"parties-0-delete": "on", "causes": "dopiero co wpisane"}
    page = text_of(browser.post(edit(family), data))
    assert "Działanie stoi w tabeli osoby, która nie podpisuje kontraktu" in page
    assert "dopiero co wpisane" in page
    assert family.parties.count() == 1


def test_an_adult_goes_once_the_action_was_moved(browser, family):
    data = opened(browser, family) | {"parties-0-delete": "on", "actions-2-doer": "person"}
    assert browser.post(edit(family), data).status_code == 302
    assert not family.parties.exists()
    assert Action.objects.get(text=PARTNER_ACTS[1]).party is None


def test_an_adult_becomes_a_named_child_once_the_action_was_moved(browser, family):
    data = opened(browser, family) | {"parties-0-role": "listed", "actions-2-doer": "person"}
    assert browser.post(edit(family), data).status_code == 302
    assert family.parties.get().role == "listed"


def test_a_family_kept_as_another_saved_it_takes_no_action_into_a_lost_table(browser, family):
    """The other one took the adult out; my plan still stands in that table."""
    mine = opened(browser, family) | {"parties-0-last_name": "Lis-Nowak"}
    theirs = opened(browser, family) | {"parties-0-delete": "on", "actions-2-doer": "person"}
    assert browser.post(edit(family), theirs).status_code == 302
    shown = browser.post(edit(family), mine)
    choice = posted_back(shown) | {"keep-parties": "theirs", "keep-plan": "mine"}
    page = text_of(browser.post(edit(family), choice))
    assert "Działanie stoi w tabeli osoby, która nie podpisuje kontraktu" in page
    assert not family.parties.exists()


def test_sql_gives_no_action_to_somebody_of_another_contract_or_who_does_not_sign(person, family):
    action = family.goals.first().actions.filter(party=None).first()
    child = Party.objects.create(contract=family, last_name="Lis", first_name="Zosia")
    stranger = whole_draft(person, contract_type="A", parties=[EWA]).parties.get()
    for party in (child, stranger):
        with refused("action_of_party"), transaction.atomic():
            Action.objects.filter(pk=action.pk).update(party=party)
    Action.objects.filter(pk=action.pk).update(party=family.parties.get(role="signs"))


def test_sql_does_not_make_a_child_of_an_adult_with_actions(family):
    party = family.parties.filter(role="signs")
    with refused("party_has_actions"), transaction.atomic():
        party.update(role="listed")
    party.update(first_name="Ewelina")
    Action.objects.filter(party__isnull=False).delete()
    party.update(role="listed")


def test_a_draft_with_tables_is_discarded_whole(family):
    family.discard()
    assert not Action.objects.exists()


def test_each_goal_keeps_its_actions_by_a_day_of_their_own(family):
    """One goal, two days: each action has its own deadline in its cell."""
    days = family.goals.last().actions.values_list("deadline", flat=True)
    assert set(days) == {datetime.date(2027, 1, 31), datetime.date(2027, 5, 15)}
