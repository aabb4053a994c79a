"""An annex on the screen: from the button on the contract's page to the wording in force."""

import datetime
import re

import pytest

from contracts.drafting import enter_from_paper
from contracts.models import Annex, AnnexPrint, Goal
from kis.lib.dates import polish
from tests.contracts import annexed, made
from tests.contracts.pages import (
    TODAY,
    address,
    filled_buttons,
    of,
    posted_back,
    stay_of,
    text_of,
    told,
)
from tests.contracts.reviews.held import held
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
D = datetime.date
DAY = annexed.DAY
NEXT = TODAY + 30 * DAY


@pytest.fixture
def contract(person):
    """Signed today, until 31.05.2027."""
    return made.sign(made.lock(whole_draft(person, number="27/2026")))


def at(annex, name="annex", *args):
    return address(name, annex.contract.person_id, annex.contract_id, annex.pk, *args)


LONGER = {"ends_on": "30.9.2027", "review_months": "2", "reason": "Warsztat potrwa dłużej."}


def test_an_extension_from_the_button_to_the_signature(browser, contract):
    assert of(contract, "annex_new") in text_of(browser.get(of(contract)))
    response = browser.post(of(contract, "annex_new"), LONGER, follow=True)
    annex = Annex.objects.get()
    page = text_of(response)
    assert "Aneks nr 1 do kontraktu B 27/2026" in page
    assert filled_buttons(page) == 1
    assert "Wydrukuj aneks do podpisu" in page
    browser.post(at(annex, "annex_print"), {"row_version": annex.version})
    paper = AnnexPrint.objects.get()
    assert browser.get(at(annex, "annex_paper", paper.pk))["Content-Type"] == "application/pdf"
    data = {"code": paper.code, "signed_on": "d", "code_is_there": "on", "copy_given": "on"}
    refused = text_of(browser.post(at(annex, "annex_sign"), data))
    assert refused.count("Podpis:") >= 2
    assert Annex.objects.get().state == "printed"
    data |= {"signed_0": "on", "signed_1": "on"}
    page = text_of(browser.post(at(annex, "annex_sign"), data, follow=True))
    assert "Podpisany 20.11.2026" in page
    contract.refresh_from_db()
    assert contract.last_day == D(2027, 9, 30)
    page = text_of(browser.get(of(contract)))
    assert "zmieniony aneksem 1 z 20.11.2026" in page
    assert "Treść obowiązująca dziś" in page
    assert "Treść, którą podpisano 20.11.2026" in page


def test_an_extension_without_its_day_asks_for_it_and_keeps_what_was_typed(browser, contract):
    for day, refusal in (("", ""), ("kiedyś", ""), ("31.5.2027", "musi być późniejszy")):
        response = browser.post(of(contract, "annex_new"), LONGER | {"ends_on": day})
        page = text_of(response)
        assert "Warsztat potrwa dłużej." in page
        assert refusal in page
        assert response.context["form"].errors
    assert not Annex.objects.exists()


def test_a_form_sent_twice_begins_one_annex(browser, contract):
    data = LONGER | {"form_key": "k" * 22}
    for _ in range(2):
        browser.post(of(contract, "annex_new"), data)
    assert Annex.objects.count() == 1


def filled(page) -> str:
    """The one button that stands out, by its words."""
    (words,) = re.findall(r'class="btn btn-primary"[^>]*>\s*([^<]+?)\s*<', page)
    return words


@pytest.mark.parametrize(
    ("what_next", "then"),
    [("unchanged", "Oceń"), ("annex", "Aneks"), ("end", "Zakończ kontrakt")],
)
def test_the_next_step_is_what_the_last_review_agreed_upon(browser, contract, what_next, then):
    stay_of(contract.person)
    assert filled(text_of(browser.get(of(contract)))) == "Oceń"
    review = held(
        contract, on=TODAY, what_next=what_next, next_on=None if what_next == "end" else NEXT
    )
    assert filled(text_of(browser.get(of(contract)))) == then
    page = text_of(browser.get(address("review", contract.person_id, contract.pk, review.pk)))
    assert (f">{then}<" in page) is (what_next != "unchanged")


def test_an_annex_that_is_not_signed_is_the_next_step_until_it_is(browser, contract):
    stay_of(contract.person)
    held(contract, on=TODAY, what_next="annex", next_on=NEXT)
    annex = annexed.draft(contract)
    page = text_of(browser.get(of(contract)))
    assert filled(page) == "Dokończ aneks nr 1"
    assert at(annex) in page
    annexed.sign(annexed.lock(annex, printed_on=TODAY), on=TODAY)
    assert filled(text_of(browser.get(of(contract)))) == "Oceń"


def test_who_may_not_void_what_they_entered_is_told_who_may(browser, client_of, users, contract):
    annex = annexed.signed(contract, on=TODAY)
    review = held(contract, on=TODAY)
    pages = [of(contract), at(annex), address("review", contract.person_id, contract.pk, review.pk)]
    for page in pages:
        assert "Unieważnia to druga osoba" in text_of(browser.get(page))
        of_another = text_of(client_of(users.coordinator).get(page))
        assert "Unieważnia to druga osoba" not in of_another
        assert ">Unieważnij" in of_another


def test_an_extension_that_lacks_something_says_to_complete_it(browser, without_goals):
    page = text_of(browser.post(of(without_goals, "annex_new"), LONGER, follow=True))
    assert "uzupełnij szkic" in page
    assert "sprawdź zmiany i wydrukuj" not in page


def test_with_an_open_annex_the_button_leads_to_it(browser, contract):
    annex = annexed.draft(contract)
    response = browser.get(of(contract, "annex_new"))
    assert response.url == at(annex)


def test_the_whole_wording_is_changed_in_one_form(browser, contract):
    browser.post(of(contract, "annex_new"), {"whole": "1"})
    annex = Annex.objects.get()
    data = posted_back(browser.get(at(annex, "annex_edit")))
    data |= {
        "reason": "Nowe godziny",
        "goals-0-text": "Pisanie pism",
        "actions-4-delete": "on",
        "handing_over": "Przelewem.",
        "planned_reviews-0-on": "20.1.2027",
    }
    response = browser.post(at(annex, "annex_edit"), data)
    assert response.status_code == 302
    page = text_of(browser.get(at(annex)))
    for said in ("Pisanie pism", "Przelewem.", "20.01.2027", "usunięto", "Nowe godziny"):
        assert said in page
    assert "Aktualne umiejętności biurowe" in text_of(browser.get(of(contract)))
    assert "Pisanie pism" not in text_of(browser.get(of(contract)))


def test_nothing_changed_in_the_form_changes_nothing(browser, contract):
    annex = annexed.draft(contract)
    browser.post(at(annex, "annex_edit"), posted_back(browser.get(at(annex, "annex_edit"))))
    assert not Goal.objects.filter(added_by=annex).exists()
    page = text_of(browser.get(at(annex)))
    assert "Szkic niczego jeszcze nie zmienia." in page
    assert "zmiany: wszystko stoi tak, jak w kontrakcie" in page


def test_a_row_added_by_a_button_saves_nothing_and_loses_nothing(browser, contract):
    annex = annexed.draft(contract)
    data = posted_back(browser.get(at(annex, "annex_edit")))
    data |= {"add": "goals", "reason": "pisane teraz"}
    response = browser.post(at(annex, "annex_edit"), data)
    data = posted_back(response)
    assert int(data["goals-TOTAL_FORMS"]) == 3
    assert data["reason"] == "pisane teraz"
    annex.refresh_from_db()
    assert annex.reason == "Zmiana godzin pracy"


TOGETHER = {
    "reason": "reason",
    "causes": "causes",
    "goals-0-text": "plan",
    "planned_reviews-0-on": "planned_reviews",
}


@pytest.mark.parametrize("field", TOGETHER)
@pytest.mark.parametrize("choice", ["mine", "theirs"])
def test_two_who_save_at_once_see_both_versions_and_choose(browser, contract, field, choice):
    theirs, mine = ("5.02.2027", "6.02.2027") if field.endswith("-on") else ("cudze", "moje")
    annex = annexed.draft(contract)
    data = posted_back(browser.get(at(annex, "annex_edit")))
    browser.post(at(annex, "annex_edit"), data | {field: theirs})
    response = browser.post(at(annex, "annex_edit"), data | {field: mine})
    page = text_of(response)
    assert "Obie wersje są poniżej" in page
    assert theirs in page
    assert mine in page
    assert theirs in read_back(browser, annex, field)

    again = posted_back(response)
    assert browser.post(at(annex, "annex_edit"), again).status_code == 200, "nobody chose yet"
    settled = again | {f"keep-{TOGETHER[field]}": choice}
    assert browser.post(at(annex, "annex_edit"), settled).status_code == 302
    assert (mine if choice == "mine" else theirs) in read_back(browser, annex, field)


def read_back(browser, annex, field) -> str:
    return posted_back(browser.get(at(annex, "annex_edit")))[field]


def test_who_saves_the_same_or_elsewhere_is_asked_nothing(browser, contract):
    annex = annexed.draft(contract)
    data = posted_back(browser.get(at(annex, "annex_edit")))
    browser.post(at(annex, "annex_edit"), data | {"reason": "ten sam"})
    response = browser.post(at(annex, "annex_edit"), data | {"reason": "ten sam"})
    assert response.status_code == 302


def test_how_a_browser_ends_lines_is_no_change(browser, person):
    contract = whole_draft(person, number="27/2026", causes="Praca\ni zdrowie")
    contract.goals.update(text="Cel\nw dwóch wierszach")
    annex = annexed.draft(made.sign(made.lock(contract)))
    data = posted_back(browser.get(at(annex, "annex_edit")))
    sent = {name: str(value).replace("\n", "\r\n") for name, value in data.items()}
    assert "\r\n" in sent["causes"]
    assert "\r\n" in sent["goals-0-text"]
    browser.post(at(annex, "annex_edit"), sent)
    assert not Goal.objects.filter(added_by=annex).exists()
    assert not annex.texts.exists()


BAD = {
    "actions-0-deadline": ("31.2.2027", "Nie ma takiej daty"),
    "ends_on": ("nigdy", ""),
    "planned_reviews-1-on": ("12.1.2027", "Dwie oceny mają ten sam dzień"),
    "goals-1-delete": ("on", "Działanie wskazuje cel, którego nie ma"),
    "goals-0-text": ("", "Napisz, jaki to cel"),
}


@pytest.mark.parametrize("field", BAD)
def test_bad_input_gets_a_sentence_and_loses_nothing(browser, contract, field):
    value, sentence = BAD[field]
    annex = annexed.draft(contract)
    data = posted_back(browser.get(at(annex, "annex_edit")))
    response = browser.post(
        at(annex, "annex_edit"), data | {field: value, "reason": "Pisane długo."}
    )
    page = text_of(response)
    assert response.status_code == 200
    assert sentence in page
    assert "Pisane długo." in page


def test_a_long_text_markup_and_foreign_letters_reach_paper_and_page(browser, contract):
    annex = annexed.draft(contract)
    data = posted_back(browser.get(at(annex, "annex_edit")))
    odd = "<b>x</b> " + "długie słowa " * 1500
    browser.post(at(annex, "annex_edit"), data | {"causes": odd})
    assert "&lt;b&gt;x&lt;/b&gt;" in browser.get(at(annex)).content.decode()
    assert browser.get(at(annex, "annex_preview"))["Content-Type"] == "application/pdf"


def test_an_annex_back_in_edition_loses_its_print(browser, contract):
    annex = annexed.printed(contract, on=TODAY)
    assert annex.live_print.code in text_of(browser.get(at(annex, "annex_back_to_draft")))
    annex.refresh_from_db()
    browser.post(at(annex, "annex_back_to_draft"), {"row_version": annex.version})
    annex.refresh_from_db()
    assert annex.is_draft
    assert annex.live_print is None
    page = text_of(browser.get(at(annex)))
    assert "unieważniony" in page
    assert "Usuń szkic aneksu" not in page


def test_an_annex_printed_meanwhile_is_refused_and_the_typed_text_stays(browser, contract):
    annex = annexed.draft(contract)
    data = posted_back(browser.get(at(annex, "annex_edit")))
    annexed.lock(annex, printed_on=TODAY)
    page = text_of(browser.post(at(annex, "annex_edit"), data | {"causes": "zmiana po wydruku"}))
    assert "Nie zapisano" in page
    assert "zmiana po wydruku" in page
    assert "zmiana po wydruku" not in text_of(browser.get(at(annex)))


def test_back_from_the_print_of_an_annex_is_no_mistake(browser, contract):
    annex = annexed.printed(contract, on=TODAY)
    assert "nie można już edytować" not in text_of(
        browser.get(at(annex, "annex_edit"), follow=True)
    )
    annexed.sign(annex, on=TODAY)
    assert "nie można już edytować" in text_of(browser.get(at(annex, "annex_edit"), follow=True))


def test_a_draft_is_discarded(browser, contract):
    annex = annexed.draft(contract)
    browser.post(at(annex, "annex_discard"))
    assert not Annex.objects.exists()


def test_a_second_person_voids_it_and_it_stays_to_be_seen(client_of, users, contract):
    annex = annexed.signed(contract, on=TODAY, ends_on=D(2027, 9, 30))
    coordinator = client_of(users.coordinator)
    assert "Unieważnij aneks" in text_of(coordinator.get(at(annex)))
    coordinator.post(at(annex, "annex_void"), {"reason": "zły dzień"})
    page = text_of(coordinator.get(at(annex)))
    assert "Unieważniony" in page
    assert "zły dzień" in page
    page = text_of(coordinator.get(of(contract)))
    assert "zmieniony" not in page
    assert "– unieważniony" in page
    contract.refresh_from_db()
    assert contract.ends_on == D(2027, 5, 31)


def test_any_two_days_are_compared(browser, contract):
    annexed.signed(
        contract,
        on=TODAY,
        holds_from=TODAY + 10 * DAY,
        ends_on=D(2027, 9, 30),
        change=lambda new: new.goals[0].update(text="Pisanie pism"),
    )
    page = text_of(browser.get(of(contract, "wording")))
    assert "Między tymi dniami treść kontraktu się nie zmieniła." in page
    page = text_of(browser.get(of(contract, "wording"), {"od": "20.11.2026", "do": "30.11.2026"}))
    assert "Pisanie pism" in page
    assert "30.11.2026: kontrakt z 20.11.2026, zmieniony aneksem 1 z 20.11.2026." in page
    assert "20.11.2026: kontrakt z 20.11.2026." in page


@pytest.mark.parametrize("day", ["", "kiedyś", "31.2.2027", "1" * 300])
def test_a_day_that_cannot_be_read_gets_a_sentence(browser, contract, day):
    response = browser.get(of(contract, "wording"), {"od": day, "do": "30.11.2026"})
    assert response.status_code == 200


def test_a_stay_lasts_as_long_as_the_contract_with_its_annex(browser, contract):
    """Participation asks the same term: a gap opens only behind the new last day."""
    stay_of(contract.person)
    annexed.signed(contract, on=TODAY, ends_on=D(2027, 9, 30))
    for day, is_bare in ((D(2027, 6, 1), False), (D(2027, 9, 30), False), (D(2027, 10, 1), True)):
        rows = told(contract.worker, day)
        assert any(what == "udział bez kontraktu" for _, what in rows) is is_bare


SIGNED = {
    "signed_on": "d",
    "code_is_there": "on",
    "copy_given": "on",
    "signed_0": "on",
    "signed_1": "on",
}


def test_a_signed_annex_tells_how_long_the_stay_is_planned(browser, contract):
    stay = stay_of(contract.person)
    annex = annexed.printed(contract, on=TODAY, ends_on=D(2027, 9, 30))
    data = SIGNED | {"code": annex.live_print.code}
    page = text_of(browser.post(at(annex, "annex_sign"), data, follow=True))
    assert f"Planowany koniec udziału to nadal {polish(stay.planned_end_on)}" in page
    assert "rozpocznij udział" not in page


def test_the_desk_offers_the_annex_before_the_end_and_waits_for_its_signature(contract):
    end = contract.ends_on
    name = str(contract.person)
    assert (name, "kontrakt B 27/2026") in told(contract.worker, end - DAY)
    annex = annexed.printed(contract, on=TODAY, ends_on=D(2027, 9, 30))
    waits = (name, "aneks 1 do kontraktu B 27/2026 do podpisu")
    assert waits in told(contract.worker, TODAY)
    annexed.sign(annex, on=TODAY)
    assert waits not in told(contract.worker, TODAY)
    assert (name, "kontrakt B 27/2026") not in told(contract.worker, end - DAY)


def test_a_contract_page_with_annexes_takes_the_same_few_questions(
    browser, contract, django_assert_max_num_queries
):
    for number in range(5):
        annexed.signed(
            contract,
            on=TODAY,
            change=lambda new, n=number: new.goals[0].update(text=f"cel {n}"),
        )
    browser.get(of(contract))
    with django_assert_max_num_queries(45):
        assert "cel 4" in text_of(browser.get(of(contract)))


def test_what_was_typed_goes_along_into_the_whole_form(browser, contract):
    typed = {"reason": "Nowe godziny pracy.", "ends_on": "30.9.2027", "whole": "1"}
    page = text_of(browser.post(of(contract, "annex_new"), typed, follow=True))
    assert "Nowe godziny pracy." in page
    assert 'value="30.09.2027"' in page
    browser.post(at(Annex.objects.get(), "annex_discard"))
    unsound = {"reason": "Inny powód.", "ends_on": "kiedyś", "whole": "1"}
    assert "Inny powód." in text_of(browser.post(of(contract, "annex_new"), unsound, follow=True))


AGREED = {"side": "person", "text": "Dwie rozmowy u pracodawców", "deadline": D(2027, 4, 30)}


@pytest.fixture
def without_goals(users):
    """As one from paper may be."""
    person = PersonFactory(responsible=users.worker)
    typed_in = {"number": "9/2026", "type": "A", "signed_on": TODAY, "ends_on": D(2027, 5, 31)}
    return enter_from_paper(person, by=users.worker, today=TODAY, **typed_in)


@pytest.mark.parametrize("which", ["contract", "without_goals"])
def test_an_annex_takes_over_what_a_review_agreed_upon(browser, request, which):
    contract = request.getfixturevalue(which)
    assert "Zmień według oceny" not in text_of(browser.get(of(contract, "annex_new")))
    held(contract, on=TODAY, what_next="annex", changes=[AGREED])
    page = text_of(browser.get(of(contract, "annex_new")))
    assert "Zmień według oceny z 20.11.2026" in page
    page = text_of(browser.post(of(contract, "annex_new"), {"review": "1"}, follow=True))
    assert "Dwie rozmowy u pracodawców" in page
    assert "Zmiany uzgodniono w ocenie z 20.11.2026." in page
    action = Annex.objects.get().added_actions.get()
    assert (action.side, action.deadline) == ("person", D(2027, 4, 30))
    assert action.goal == contract.goals.first()
