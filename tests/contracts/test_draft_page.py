import datetime
from urllib.parse import urlencode

import pytest
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from contracts.forms.draft_page import DraftPage
from contracts.models import Action, Goal, SocialContract
from contracts.readiness import missing
from tests.accounts.creating import key_of
from tests.contracts import made
from tests.contracts.pages import of, posted_back, text_of
from tests.contracts.written import whole_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _office(centre):
    """Every paper carries the centre's letterhead."""


@pytest.fixture
def draft(person):
    return whole_draft(person)


def address(contract, name="edit"):
    return of(contract, name)


def opened(browser, contract) -> dict:
    return posted_back(browser.get(address(contract)))


def test_the_page_saves_what_it_showed_and_changes_nothing(browser, draft):
    actions = Action.objects.order_by("pk").values_list("pk", "text", "deadline", "goal")
    before = list(actions)
    response = browser.post(address(draft), opened(browser, draft))
    assert response.status_code == 302
    assert list(actions.all()) == before
    assert draft.planned_reviews.count() == 3


def test_a_saved_row_changes_the_version_of_its_contract(browser, draft):
    data = opened(browser, draft) | {"goals-0-text": "Prawo jazdy kategorii C"}
    version = draft.version
    browser.post(address(draft), data)
    draft.refresh_from_db()
    assert draft.version > version
    assert draft.goals.first().text == "Prawo jazdy kategorii C"


ADDED = {"goals": "goals-2-text", "actions": "actions-5-text", "parties": "parties-0-last_name"}


@pytest.mark.parametrize("key", ADDED)
def test_a_row_is_added_without_script_and_nothing_typed_is_lost(browser, draft, key):
    typed = {"causes": "dopiero co wpisane", "goals-1-text": "też nowe", "add": key}
    response = browser.post(address(draft), opened(browser, draft) | typed)
    page = text_of(response)
    assert response.status_code == 200
    assert f'name="{ADDED[key]}"' in page
    assert "dopiero co wpisane" in page
    assert "też nowe" in page
    draft.refresh_from_db()
    assert draft.causes != "dopiero co wpisane"
    assert "Nie zapisano. Popraw" not in page


def test_an_added_goal_and_its_action_are_saved_together(browser, draft):
    data = opened(browser, draft)
    for key in ("goals", "actions"):
        data = posted_back(browser.post(address(draft), data | {"add": key}))
    data |= {
        "goals-2-text": "Spłata długu",
        "actions-5-goal": "3",
        "actions-5-doer": "worker",
        "actions-5-text": "Wniosek o ugodę",
        "actions-5-deadline": "31.3.2027",
    }
    # The second press of a double click.
    for _ in range(2):
        assert browser.post(address(draft), data).status_code == 302
    assert draft.goals.count() == 3
    action = Action.objects.get(text="Wniosek o ugodę")
    assert action.goal.text == "Spłata długu"
    assert action.deadline == datetime.date(2027, 3, 31)


def test_empty_rows_are_not_saved_and_deleted_ones_go(browser, draft):
    data = posted_back(browser.post(address(draft), opened(browser, draft) | {"add": "goals"}))
    browser.post(address(draft), data | {"actions-4-delete": "on"})
    assert draft.goals.count() == 2
    assert Action.objects.count() == 4


def test_a_goal_goes_while_its_action_moves_to_another(browser, draft):
    data = opened(browser, draft) | {"goals-1-delete": "on"}
    data |= {f"actions-{number}-goal": "1" for number in range(5)}
    assert browser.post(address(draft), data).status_code == 302
    assert draft.goals.count() == 1
    assert Action.objects.filter(goal=draft.goals.get()).count() == 5


def test_an_action_of_a_goal_that_goes_is_an_error_and_nothing_is_lost(browser, draft):
    response = browser.post(address(draft), opened(browser, draft) | {"goals-1-delete": "on"})
    assert "Działanie wskazuje cel, którego nie ma" in text_of(response)
    assert draft.goals.count() == 2


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("ends_on", "31.11.2026", "Nie ma takiej daty: 31.11.2026"),
        ("actions-0-deadline", "kiedyś", "Nie ma takiej daty: kiedyś"),
        ("planned_reviews-0-on", "12.3.2027", "Dwie oceny mają ten sam dzień"),
        ("actions-0-text", "", "Napisz, jakie to działanie"),
    ],
)
def test_bad_input_is_a_sentence_and_the_typed_text_stays(browser, draft, field, value, sentence):
    data = opened(browser, draft) | {"causes": "nowy tekst", field: value}
    page = text_of(browser.post(address(draft), data))
    assert sentence in page
    assert "nowy tekst" in page
    draft.refresh_from_db()
    assert draft.causes != "nowy tekst"


def test_a_party_with_a_wrong_pesel_is_refused_in_its_row(browser, person):
    contract = whole_draft(person, contract_type="A")
    data = posted_back(
        browser.post(address(contract), opened(browser, contract) | {"add": "parties"})
    )
    data |= {
        "parties-0-last_name": "Lis",
        "parties-0-first_name": "Ewa",
        "parties-0-pesel": "81050412350",
    }
    assert "cyfrę kontrolną" in text_of(browser.post(address(contract), data))
    data["parties-0-pesel"] = "81250412351"
    assert "a tego dnia jeszcze nie było" in text_of(browser.post(address(contract), data))
    data["parties-0-pesel"] = "8105\u200b0412 359"
    assert browser.post(address(contract), data).status_code == 302
    assert contract.parties.get().pesel == "81050412359"


def test_reviews_are_planned_by_a_button_and_may_be_changed_before_saving(browser, draft):
    ends_on = timezone.localdate() + datetime.timedelta(days=100)
    data = opened(browser, draft) | {"plan": "1", "review_months": "1"}
    data["ends_on"] = f"{ends_on:%d.%m.%Y}"
    response = browser.post(address(draft), data)
    assert len(response.context["page"].planned_reviews.forms) == 4
    assert draft.planned_reviews.first().on == datetime.date(2027, 1, 12)
    assert browser.post(address(draft), posted_back(response)).status_code == 302
    assert [review.is_final for review in draft.planned_reviews.all()] == [False] * 3 + [True]


@pytest.mark.parametrize("ends_on", ["", "jutro", "1.1.2020"])
def test_reviews_without_a_last_day_ask_for_it(browser, draft, ends_on):
    data = opened(browser, draft) | {"plan": "1", "review_months": "x", "ends_on": ends_on}
    response = browser.post(address(draft), data)
    assert response.status_code == 200
    assert response.context["form"].errors["ends_on"]


def test_two_people_on_one_field_see_both_values_and_choose(browser, client_of, users, draft):
    first = opened(browser, draft) | {"causes": "moje"}
    other = client_of(users.worker)
    other.post(address(draft), opened(other, draft) | {"causes": "cudze"})
    response = browser.post(address(draft), first)
    page = text_of(response)
    assert "W tym czasie zmieniono" in page
    assert "cudze" in page
    assert "moje" in page
    draft.refresh_from_db()
    assert draft.causes == "cudze"
    settled = posted_back(response) | {"causes": "moje", "keep-causes": "mine"}
    assert browser.post(address(draft), settled).status_code == 302
    draft.refresh_from_db()
    assert draft.causes == "moje"


@pytest.mark.parametrize(("choice", "expected"), [("mine", "moje"), ("theirs", "cudze")])
def test_two_people_on_the_rows_see_both_versions_and_choose(
    browser, client_of, users, draft, choice, expected
):
    first = opened(browser, draft) | {"actions-0-text": "moje"}
    other = client_of(users.worker)
    other.post(address(draft), opened(other, draft) | {"actions-0-text": "cudze"})
    response = browser.post(address(draft), first)
    page = text_of(response)
    assert "W tym czasie zmieniono: cele i działania" in page
    assert "cudze" in page
    assert Action.objects.filter(text="cudze").exists()
    settled = posted_back(response) | {"keep-plan": choice}
    assert browser.post(address(draft), settled).status_code == 302
    assert Action.objects.order_by("goal__position", "position").first().text == expected


def test_a_conflict_is_found_also_after_another_error_and_wants_an_answer(browser, draft):
    data = opened(browser, draft) | {"actions-0-text": "moje", "ends_on": "kiedyś"}
    Action.objects.filter(goal__contract=draft).update(text="cudze")
    response = browser.post(address(draft), data)
    assert "Nie ma takiej daty" in text_of(response)
    data = posted_back(response) | {"ends_on": "31.5.2027"}
    response = browser.post(address(draft), data)
    assert "która wersja zostaje" in text_of(response)
    response = browser.post(address(draft), posted_back(response))
    assert "która wersja zostaje" in text_of(response)
    assert not Action.objects.filter(text="moje").exists()


def test_rows_that_others_changed_and_mine_do_not_touch_are_a_question_not_a_loss(
    browser, client_of, users, draft
):
    """An old page would put their rows back as they were: it is asked before."""
    first = opened(browser, draft) | {"causes": "moje"}
    Goal.objects.create(contract=draft, text="dopisany cel", position=9)
    response = browser.post(address(draft), first)
    assert response.status_code == 200
    assert "dopisany cel" in text_of(response)
    assert Goal.objects.filter(text="dopisany cel").exists()


@pytest.mark.parametrize("read_before", [False, True])
def test_rows_are_compared_as_they_are_under_the_lock_whatever_was_read_before(
    browser, draft, read_before
):
    data = opened(browser, draft) | {"goals-0-text": "Mój cel"}
    contract = SocialContract.objects.get(pk=draft.pk)
    if read_before:
        missing(contract, timezone.localdate())
    page = DraftPage(contract, QueryDict(urlencode(data)), on=timezone.localdate())
    draft.goals.update(text="Cel zmieniony w tym czasie")
    assert not page.is_valid()
    assert [conflict.name for conflict in page.conflicts] == ["plan"]
    assert "Cel zmieniony w tym czasie" in page.conflicts[0].theirs


@pytest.mark.parametrize(("made_as", "is_told"), [("printed", False), ("signed", True)])
def test_what_was_given_out_has_no_form_of_a_draft(browser, person, made_as, is_told):
    """Back from the print leads here as well: nothing was done wrong then."""
    contract = getattr(made, made_as)(person)
    response = browser.get(address(contract), follow=True)
    assert response.redirect_chain == [(of(contract, "contract"), 302)]
    assert ("nie można już edytować" in text_of(response)) is is_told


def test_a_draft_printed_meanwhile_is_refused_and_the_typed_text_stays(browser, draft):
    data = opened(browser, draft) | {"goals-0-text": "zmiana po wydruku"}
    SocialContract.objects.filter(pk=draft.pk).update(number="7/2026")
    draft.refresh_from_db()
    made.lock(draft)
    page = text_of(browser.post(address(draft), data))
    assert "są zamknięte razem z kontraktem" in page
    assert "zmiana po wydruku" in page
    assert not Goal.objects.filter(text="zmiana po wydruku").exists()


def test_what_is_missing_is_listed_with_links_to_the_fields(browser, person):
    contract = whole_draft(person, main_goal="", goals=[("cel", [("person", "coś", None)])])
    page = text_of(browser.get(address(contract)))
    assert "Do wydruku brakuje: 4" in page
    for field in ("id_main_goal", "id_actions", "id_actions-0-deadline"):
        assert f'#{field}"' in page
        assert f'id="{field}"' in page


def test_print_from_the_form_saves_first_then_prints_what_was_typed(browser, draft):
    data = opened(browser, draft) | {"causes": "Ostatnie słowo.", "print": "1"}
    response = browser.post(address(draft), data)
    draft.refresh_from_db()
    assert draft.state == "printed"
    assert draft.live_print.facts["boxes"][0]["text"] == "Ostatnie słowo."
    assert response.url == reverse(
        "contracts:paper", args=[draft.person_id, draft.pk, draft.live_print.pk]
    )
    # From the paper back to the page of the draft, which is no draft any more.
    page = text_of(browser.get(address(draft), follow=True))
    assert f"na papierze jest kod {draft.live_print.code}" in page


def test_a_print_pressed_twice_makes_one_paper_and_says_so(browser, draft):
    key = key_of(browser, address(draft))
    data = opened(browser, draft) | {"print": "1", "form_key": key}
    browser.post(address(draft), data)
    second = browser.post(address(draft), data, follow=True)
    assert second.redirect_chain == [(address(draft, "contract"), 302)]
    assert "Ponowne naciśnięcie niczego nie dodało." in text_of(second)
    assert draft.prints.count() == 1


def test_a_print_from_the_contracts_page_pressed_twice_makes_one_paper(browser, draft):
    sent = {"row_version": draft.version, "form_key": "k" * 22}
    browser.post(address(draft, "print"), sent)
    second = browser.post(address(draft, "print"), sent, follow=True)
    assert second.redirect_chain == [(address(draft, "contract"), 302)]
    assert "Ponowne naciśnięcie niczego nie dodało." in text_of(second)
    assert draft.prints.count() == 1


def test_a_print_that_was_refused_may_be_pressed_again(browser, draft):
    ends_on, draft.ends_on = draft.ends_on, None
    draft.save(update_fields=["ends_on"])
    draft.refresh_from_db()
    sent = {"row_version": draft.version, "form_key": "k" * 22}
    browser.post(address(draft, "print"), sent)
    assert not draft.prints.exists()
    draft.ends_on = ends_on
    draft.save(update_fields=["ends_on"])
    draft.refresh_from_db()
    browser.post(address(draft, "print"), sent | {"row_version": draft.version})
    assert draft.prints.count() == 1


def test_print_with_something_missing_saves_and_says_what(browser, draft):
    data = opened(browser, draft) | {"causes": "", "main_goal": "Nowy cel", "print": "1"}
    page = text_of(browser.post(address(draft), data, follow=True))
    assert "Kontraktu nie można jeszcze wydrukować do podpisu. Brakuje: przyczyn." in page
    draft.refresh_from_db()
    assert (draft.state, draft.main_goal) == ("draft", "Nowy cel")


def test_type_a_has_no_labour_market_fields(browser, person):
    contract = whole_draft(person, contract_type="A")
    page = text_of(browser.get(address(contract)))
    assert 'name="labour_group"' not in page
    assert "Przyczyny trudnej sytuacji życiowej" in page


def test_a_tampered_form_is_no_fault_of_the_program(browser, draft):
    for data in (
        {},
        {"goals-TOTAL_FORMS": "x", "add": "goals"},
        {"goals-TOTAL_FORMS": "100000", "add": "goals"},
        {"goals-TOTAL_FORMS": "9" * 5000, "add": "goals"},
        {"add": "nothing"},
    ):
        assert browser.post(address(draft), data).status_code == 200


def with_actions(data: dict, count: int) -> dict:
    """The page with so many actions, all typed."""
    rows = {
        f"actions-{number}-{name}": value
        for number in range(count)
        for name, value in {
            "goal": "1",
            "doer": "person",
            "text": f"Działanie {number + 1}",
            "deadline": "28.2.2027",
        }.items()
    }
    return {**data, **rows, "actions-TOTAL_FORMS": count}


@pytest.mark.parametrize("count", [80, 200])
def test_a_long_contract_keeps_all_its_actions(browser, draft, count):
    data = with_actions(opened(browser, draft), count)
    assert browser.post(address(draft), data).status_code == 302
    assert Action.objects.filter(goal__contract=draft).count() == count


@pytest.mark.parametrize("count", [201, 400])
def test_of_too_many_actions_none_is_lost_and_a_sentence_says_how_many_may_stand(
    browser, draft, count
):
    data = with_actions(opened(browser, draft), count) | {"causes": "dopiero co wpisane"}
    page = text_of(browser.post(address(draft), data))
    assert "Może być najwyżej 200 wierszy. Wpisane zostały na stronie" in page
    assert "formularz" not in page.partition("error-summary")[2].partition("</div>")[0]
    assert f"> Działanie {count}</textarea>" in page
    assert "dopiero co wpisane" in page
    assert Action.objects.filter(goal__contract=draft).count() == 5


def test_rows_to_be_deleted_and_empty_ones_are_not_counted(browser, draft):
    data = with_actions(opened(browser, draft), 203)
    data |= {"actions-7-delete": "on", "actions-8-delete": "on"}
    data |= {"actions-9-text": "", "actions-9-deadline": ""}
    assert browser.post(address(draft), data).status_code == 302
    assert Action.objects.filter(goal__contract=draft).count() == 200


def test_a_forged_count_makes_no_rows(browser, draft):
    data = opened(browser, draft) | {"actions-TOTAL_FORMS": "9999"}
    for button in ({}, {"add": "actions"}):
        response = browser.post(address(draft), data | button)
        assert len(response.context["page"].actions.forms) == 6
        assert "Może być najwyżej 200 wierszy" in text_of(response) or button


def lacking(response) -> list[tuple[str, str]]:
    return [(item.what, item.field) for item in response.context["missing"]]


def test_after_adding_a_row_what_is_missing_is_counted_as_typed(browser, draft):
    typed = {"main_goal": "", "goals-1-effect": "", "actions-1-deadline": "", "add": "actions"}
    data = opened(browser, draft) | typed
    response = browser.post(address(draft), data)
    assert lacking(response) == [
        ("celu głównego", "id_main_goal"),
        ("przewidywanego efektu celu b)", "id_goals-1-effect"),
        ("terminu w działaniu 2", "id_actions-1-deadline"),
    ]
    # An action of the first goal that stands last on the screen is named by its place there.
    data = posted_back(response) | {
        "actions-5-goal": "1",
        "actions-5-text": "Rozmowa",
        "actions-5-doer": "worker",
        "actions-1-deadline": "28.2.2027",
        "add": "goals",
    }
    assert lacking(browser.post(address(draft), data))[-1] == (
        "terminu w działaniu 6",
        "id_actions-5-deadline",
    )
    draft.refresh_from_db()
    assert draft.main_goal
    assert draft.version == int(data["row_version"])
    assert not Action.objects.filter(text="Rozmowa").exists()


def test_of_faulty_input_the_page_counts_what_the_saved_draft_lacks(browser, draft):
    data = opened(browser, draft) | {"main_goal": "", "ends_on": "31.2.2027", "add": "goals"}
    response = browser.post(address(draft), data)
    assert "Nie ma takiej daty" in text_of(response)
    assert lacking(response) == []


def test_a_draft_printed_meanwhile_takes_a_row_without_a_fault(browser, draft):
    data = opened(browser, draft) | {"main_goal": "zmiana po wydruku", "add": "goals"}
    SocialContract.objects.filter(pk=draft.pk).update(number="7/2026")
    draft.refresh_from_db()
    made.lock(draft)
    assert browser.post(address(draft), data).status_code == 200


def test_a_refused_print_opens_the_draft_at_the_first_field_that_lacks_something(browser, draft):
    data = opened(browser, draft) | {"causes": "", "main_goal": "", "print": "1"}
    assert browser.post(address(draft), data).url == f"{address(draft)}#id_causes"
    draft.refresh_from_db()
    data = {"row_version": draft.version}
    assert browser.post(address(draft, "print"), data).url == f"{address(draft)}#id_causes"


def test_where_only_facts_of_the_person_are_missing_the_draft_opens_at_its_top(
    browser, draft, person
):
    data = opened(browser, draft) | {"print": "1"}
    type(person).objects.filter(pk=person.pk).update(citizenship="")
    assert browser.post(address(draft), data).url == address(draft)


def with_a_party(browser, contract, **typed):
    data = posted_back(
        browser.post(address(contract), opened(browser, contract) | {"add": "parties"})
    )
    typed = {"last_name": "Lis", "first_name": "Ewa"} | typed
    return data | {f"parties-0-{name}": value for name, value in typed.items()}


@pytest.mark.parametrize("typed", [{"pesel": "05050412355"}, {"born_on": "4.05.1905"}])
def test_a_party_of_over_110_years_is_asked_about_and_saved_once_confirmed(browser, person, typed):
    contract = whole_draft(person, contract_type="A")
    data = with_a_party(browser, contract, **typed)
    page = text_of(browser.post(address(contract), data))
    assert "Osoba urodzona" in page
    assert "Data urodzenia się zgadza" in page
    assert not contract.parties.exists()
    confirmed = data | {"parties-0-is_so_old": "on"}
    assert browser.post(address(contract), confirmed).status_code == 302
    assert contract.parties.count() == 1
    # What was confirmed is asked about no more.
    assert browser.post(address(contract), opened(browser, contract)).status_code == 302


def test_a_birth_date_of_a_party_agrees_with_its_pesel(browser, person):
    contract = whole_draft(person, contract_type="A")
    data = with_a_party(browser, contract, pesel="81050412359", born_on="5.05.1981")
    assert "wynika z niego 4.05.1981" in text_of(browser.post(address(contract), data))
    data["parties-0-born_on"] = "4.05.1981"
    assert browser.post(address(contract), data).status_code == 302
