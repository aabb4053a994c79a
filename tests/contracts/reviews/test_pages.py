"""Holding a review at the screen, and what the contract's page tells of it."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from contracts import desk
from contracts.drafting import copy_to_draft
from contracts.models import Action, Review, ReviewAttempt
from contracts.reviews.history import schedule
from contracts.reviews.sheets import keep_sheet
from kis.lib.dates import DAY, polish
from tests.contracts import made
from tests.contracts.pages import address, filled_buttons, of, text_of
from tests.contracts.reviews.held import D, actions_of, held, signed_whole
from tests.contracts.written import GOALS
from tests.psu.factories import ReferralFactory, work
from tests.told import rows

TODAY = D(2027, 3, 15)  # the review of 12.01 was missed, that of 12.03 is three days late
NOON = datetime.datetime(2027, 3, 15, 11, 0, tzinfo=datetime.UTC)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("in_march")]


@pytest.fixture
def in_march(centre):
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def contract(person):
    return signed_whole(person)


@pytest.fixture
def late(contract):
    return contract.planned_reviews.get(on=D(2027, 3, 12))


def form_of(contract):
    return of(contract, "review_new")


def answers(contract, *, result="going_on", **more):
    """A periodic review as it is typed."""
    results = {f"action-{action.pk}-result": result for action in actions_of(contract)}
    return {
        "planned": "",
        "on": "15.03.2027",
        "kind": "okresowa",
        "presence": "present",
        "conclusions": "Warsztat trwa.",
        "what_next": "unchanged",
        "next_on": "31.05.2027",
        "changes-TOTAL_FORMS": "0",
        "changes-INITIAL_FORMS": "0",
        **results,
        **more,
    }


def one_change(**more):
    typed = {"side": "person", "text": "Kurs obsługi kasy", "deadline": "1.04.2027", **more}
    return {"changes-TOTAL_FORMS": "1"} | {f"changes-0-{name}": it for name, it in typed.items()}


# From the desk to the form


def reviews_told(user):
    return [row for row in rows(desk, user, TODAY) if "ocena" in row.what]


def test_the_desk_leads_who_writes_in_the_case_to_the_form_and_others_to_the_contract(
    users, contract, late
):
    (mine,) = reviews_told(users.worker)
    assert (mine.action, mine.url) == ("Oceń", f"{form_of(contract)}?termin={late.pk}")
    assert mine.detail == "termin 12.03.2027, wcześniejsze po terminie: 1"
    for other in (users.colleague, users.coordinator, users.head):
        (row,) = reviews_told(other)
        assert (row.action, row.url) == ("Otwórz", f"{of(contract)}#oceny")


def test_the_desk_counts_the_attempts_and_forgets_what_was_held(users, contract, late):
    ReviewAttempt.objects.create(
        planned=late, on=TODAY, way="phone", outcome="x", noted_by=users.worker, noted_at=NOON
    )
    (row,) = reviews_told(users.worker)
    assert row.detail.endswith("próby kontaktu: 1")
    held(contract, on=TODAY, planned=late, next_on=made.ENDS_ON)
    assert reviews_told(users.worker) == []


def test_the_form_begins_with_the_review_that_is_due_and_actions_past_their_day_stand_first(
    browser, contract, late
):
    held(contract, on=D(2027, 2, 1), a4=("reached", ""), next_on=D(2027, 3, 12))
    page = text_of(browser.get(form_of(contract)))
    assert f'<option value="{late.pk}" selected>okresowa, planowana na 12.03.2027' in page
    assert 'value="31.05.2027"' in page
    # 3: until 31.01., of 4 nothing is left to be done; 1 and 2: until 28.02.; 5: until 15.05.
    order = [page.index(f"<legend>{number}. ") for number in (1, 2, 3, 4, 5)]
    assert max(order[:3]) < order[3] < order[4]
    assert page.count("termin minął") == 3
    assert "poprzednio: osiągnięte (1.02.2027)" in page


# Saving


def test_a_saved_review_settles_what_waited_and_has_its_page(browser, contract, late):
    response = browser.post(form_of(contract), answers(contract, planned=str(late.pk)))
    review = Review.objects.get()
    assert response.url == address("review", contract.person_id, contract.pk, review.pk)
    assert review.planned == late
    page = text_of(browser.get(response.url))
    assert "Zapisano ocenę z 15.03.2027. Następna: 31.05.2027." in page
    assert "Ocena okresowa z 15.03.2027" in page
    assert "Warsztat trwa." in page


def test_saved_and_printed_leads_to_the_very_sheet_that_is_kept(browser, contract):
    response = browser.post(form_of(contract), answers(contract) | {"print": "1"})
    review = Review.objects.get()
    assert response.url == address("review_sheet", contract.person_id, contract.pk, review.pk)
    paper = browser.get(response.url)
    assert paper["Content-Type"] == "application/pdf"
    assert paper.content == review.sheet.content
    again = browser.post(address("review_print", contract.person_id, contract.pk, review.pk))
    assert browser.get(again.url).content == paper.content


def test_a_form_sent_twice_saves_once(browser, contract):
    sent = answers(contract) | {"form_key": "k" * 22, "print": "1"}
    first, second = (browser.post(form_of(contract), sent) for _ in range(2))
    assert first.url.endswith("/arkusz/")
    assert second.status_code == 302
    assert Review.objects.count() == 1


def test_a_final_review_needs_no_next_day_and_gives_each_goal(browser, contract):
    goals = {f"goal-{goal.pk}-result": "partly" for goal in contract.goals.all()}
    sent = answers(contract, kind="koncowa", what_next="end", **goals)
    browser.post(form_of(contract), sent)
    review = Review.objects.get()
    assert (review.is_final, review.next_on) == (True, None)
    assert [row.result for row in review.goals.all()] == ["partly"] * 2


def test_new_actions_stand_in_the_table_of_their_person(browser, users, person):
    partner = {"role": "signs", "last_name": "Lis", "first_name": "Ewa", "pesel": "81050412355"}
    contract = signed_whole(person, contract_type="A", parties=[partner])
    ewa = contract.parties.get()
    sent = answers(contract, what_next="annex", **one_change(party=str(ewa.pk)))
    response = browser.post(form_of(contract), sent, follow=True)
    (change,) = Review.objects.get().changes.all()
    assert (change.party, change.text, change.deadline) == (ewa, "Kurs obsługi kasy", D(2027, 4, 1))
    assert "osoba (Ewa Lis): Kurs obsługi kasy – 1.04.2027" in text_of(response)


# What is refused keeps all that was typed


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"on": "31.02.2027"}, "Nie ma takiej daty: 31.02.2027"),
        ({"on": "16.03.2027"}, "Dnia 16.03.2027 jeszcze nie było"),
        ({"on": "19.11.2026"}, "Kontrakt zawarto 20.11.2026"),
        ({"presence": "absent"}, "Napisz, jakie były próby kontaktu"),
        ({"result": ""}, "Wybierz wynik."),
        ({"result": "cudownie"}, "cudownie"),
        ({"result": "not_reached"}, "Napisz, dlaczego."),
        ({"result": "not_needed"}, "Napisz, dlaczego."),
        ({"conclusions": "  "}, "Wnioski"),
        ({"next_on": ""}, "Podaj dzień następnej oceny."),
        ({"next_on": "15.03.2027"}, "Następna ocena jest po dniu tej oceny"),
        ({"next_on": "1.06.2027"}, "Kontrakt obowiązuje do 31.05.2027"),
        ({"kind": "koncowa"}, "Ocena końcowa podaje wynik każdego celu"),
        ({"planned": "999999"}, "ktoś już zapisał"),
        (one_change(), "wybierz „aneks” albo usuń wiersze"),
        ({"what_next": "annex", **one_change(text="")}, "Napisz, jakie to działanie"),
        ({"what_next": "annex", **one_change(deadline="")}, "Podaj termin nowego działania"),
        (
            {"what_next": "annex", **one_change(deadline="1.01.2020")},
            "nie może być wcześniejszy niż dzień oceny",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(browser, contract, typed, sentence):
    kept = {"person_says": "Słowa, które zostają.", "worker_note": "I ta notatka."}
    response = browser.post(form_of(contract), answers(contract, **typed) | kept)
    assert response.status_code == 200
    page = text_of(response)
    assert sentence in page
    assert all(words in page for words in kept.values())
    assert not Review.objects.exists()


@pytest.mark.parametrize(
    "forged",
    [
        {"changes-TOTAL_FORMS": "x"},
        {"changes-TOTAL_FORMS": "99999"},
        {"changes-0-party": "7", "changes-TOTAL_FORMS": "1", "changes-0-text": "Kurs"},
        {"on": "9" * 5000},
        {"conclusions": "x\0y"},
    ],
)
def test_forged_fields_are_no_fault_of_the_program(browser, contract, forged):
    assert browser.post(form_of(contract), answers(contract) | forged).status_code == 200
    assert not Review.objects.exists()


def test_a_button_adds_a_row_and_saves_nothing(browser, contract):
    sent = answers(contract, conclusions="") | {"add": "changes", "person_says": "Zostaje."}
    page = text_of(browser.post(form_of(contract), sent))
    assert 'name="changes-0-text"' in page
    assert "Zostaje." in page
    assert "Nie zapisano" not in page
    assert not Review.objects.exists()


def test_a_draft_and_a_print_are_not_reviewed(browser, person):
    for contract in (made.draft(person), made.printed(person, type="B")):
        assert browser.get(form_of(contract)).status_code == 404


def test_who_comes_second_is_told_who_was_first(browser, users, contract, late):
    held(contract, on=TODAY, planned=late, next_on=made.ENDS_ON)
    sent = answers(contract, on="14.03.2027", planned=str(late.pk))
    assert "ktoś już zapisał" in text_of(browser.post(form_of(contract), sent))
    page = text_of(browser.post(form_of(contract), answers(contract)))
    assert "już zapisano: Anna Wrona, dzień oceny 15.03.2027" in page


def test_the_form_tells_what_was_done_at_work_since_the_last_review(browser, contract):
    held(contract, on=D(2027, 3, 1), next_on=made.ENDS_ON)
    referral = ReferralFactory(person=contract.person)
    for day, hours in ((D(2027, 2, 24), 4), (D(2027, 3, 3), 5), (D(2027, 3, 10), 4.5)):
        work(referral, day, hours)
    page = text_of(browser.get(form_of(contract)))
    assert "od 1.03.2027: 9,5 godz., dni pracy: 2, nieobecności: 0." in page


# The contract's page


def test_the_page_of_a_signed_contract_has_the_review_as_its_one_filled_button(browser, contract):
    made.row_of(contract)
    page = browser.get(of(contract)).content.decode()
    assert filled_buttons(page) == 1
    assert f'href="{form_of(contract)}?termin=' in page
    assert f'href="{form_of(contract)}"' in page


def test_each_goal_has_its_actions_and_what_every_review_said_of_them(browser, contract):
    held(contract, on=D(2027, 1, 12), a1=("not_reached", "Choroba."), next_on=D(2027, 3, 12))
    goals = {goal.pk: ("reached", "Umie.") for goal in contract.goals.all()}
    held(contract, on=TODAY, a1=("reached", ""), is_final=True, goal_results=goals)
    page = text_of(browser.get(of(contract)))
    assert "12.01.2027: nieosiągnięte – Choroba.<br>15.03.2027: osiągnięte" in page
    assert "15.03.2027: osiągnięty – Umie." in page


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (D(2026, 12, 28), "Zaplanowana"),
        (D(2026, 12, 29), "Za 14 dni"),
        (D(2027, 1, 11), "Za 1 dzień"),
        (D(2027, 1, 12), "Dziś"),
        (D(2027, 1, 13), "Po terminie"),
    ],
)
def test_a_planned_review_is_told_by_its_days(contract, on, words):
    assert schedule(contract, on)[0].words == words


def test_what_was_held_tried_passed_over_and_voided_is_told(users, contract, late):
    first = contract.planned_reviews.first()
    ReviewAttempt.objects.create(
        planned=first, on=TODAY, way="visit", outcome="x", noted_by=users.worker, noted_at=NOON
    )
    assert schedule(contract, TODAY)[0].words == "Nie odbyła się (próby: 1)"
    wrong = held(contract, on=D(2027, 3, 1), next_on=D(2027, 4, 1))
    wrong.void(by=users.coordinator, reason="inna osoba")
    held(contract, on=TODAY, planned=late, next_on=made.ENDS_ON)
    told = [(polish(entry.day), entry.words, entry.more) for entry in schedule(contract, TODAY)]
    assert told == [
        ("12.01.2027", "Nie odbyła się (próby: 1)", "objęła ją ocena z 15.03.2027"),
        ("1.03.2027", "Wpis unieważniony", ""),
        ("12.03.2027", "Przeprowadzona", "15.03.2027"),
        ("31.05.2027", "Zaplanowana", ""),
    ]


def test_of_an_ended_contract_no_review_waits(users, contract):
    contract.end(on=TODAY, reason="agreed", by=users.worker, today=TODAY)
    words = [entry.words for entry in schedule(contract, TODAY + DAY)]
    assert words == ["Nie odbyła się"] * 3


def test_an_attempt_is_noted_from_the_contracts_page(browser, contract, late):
    there = address("review_attempt", contract.person_id, contract.pk, late.pk)
    assert there in browser.get(of(contract)).content.decode()
    sent = {"on": "d", "way": "visit", "outcome": "Nikt nie otworzył."}
    page = text_of(browser.post(there, sent, follow=True))
    assert "Nie odbyła się (próby: 1)" in page
    form = text_of(browser.get(form_of(contract)))
    assert "15.03.2027, wizyta: Nikt nie otworzył." in form


def test_the_empty_sheet_comes_from_the_contracts_page(browser, contract, late):
    there = address("review_blank", contract.person_id, contract.pk, late.pk)
    assert there in browser.get(of(contract)).content.decode()
    assert browser.get(there).content.startswith(b"%PDF-")


def test_the_end_offers_the_final_review_first_and_is_not_blocked_without_it(browser, contract):
    end = of(contract, "end")
    assert f"{form_of(contract)}?rodzaj=koncowa" in browser.get(end).content.decode()
    form = text_of(browser.get(f"{form_of(contract)}?rodzaj=koncowa"))
    assert "końcowa, planowana na 31.05.2027" in form
    assert 'value="koncowa" ' in form
    browser.post(end, {"on": "15.03.2027", "reason": "agreed"})
    contract.refresh_from_db()
    assert contract.state == "ended"


def test_with_a_final_review_the_end_offers_none(browser, contract):
    held(contract, on=TODAY, is_final=True)
    assert "rodzaj=koncowa" not in browser.get(of(contract, "end")).content.decode()


def test_a_second_person_voids_and_the_author_does_not(client_of, users, browser, contract):
    review = held(contract, on=TODAY, next_on=made.ENDS_ON)
    there = address("review_void", contract.person_id, contract.pk, review.pk)
    page = address("review", contract.person_id, contract.pk, review.pk)
    assert there not in browser.get(page).content.decode()
    assert "druga osoba" in text_of(browser.post(there, {"reason": "pomyłka"}))
    client_of(users.coordinator).post(there, {"reason": "pomyłka"})
    assert "Wpis unieważniony" in text_of(browser.get(page))


def test_a_scan_of_the_signed_sheet_is_kept_beside_it(browser, contract):
    review = held(contract, on=TODAY, next_on=made.ENDS_ON)
    there = address("review_scan_add", contract.person_id, contract.pk, review.pk)
    paper = keep_sheet(review, by=review.held_by, at=NOON).content
    browser.post(there, {"scan_file": SimpleUploadedFile("o.pdf", paper)})
    shown = address("review_scan", contract.person_id, contract.pk, review.pk)
    assert browser.get(shown).content == paper


@pytest.mark.parametrize(
    ("asked", "is_held", "found"),
    [("po-terminie", False, 1), ("po-terminie", True, 0), ("wkrotce", False, 0)],
)
def test_the_register_follows(browser, contract, late, asked, is_held, found):
    if is_held:
        held(contract, on=TODAY, planned=late, next_on=made.ENDS_ON)
    page = text_of(browser.get(address("register"), {"ocena": asked}))
    assert f"Znalezione: {found}" in page


# The next contract


def test_a_copy_goes_on_with_what_was_not_reached_and_says_so(users, contract):
    outcome = {"a1": ("reached", ""), "a2": ("not_reached", "x"), "a4": ("not_needed", "x")}
    held(contract, on=D(2027, 3, 12), a5=("partly", ""), **outcome, next_on=made.ENDS_ON)
    copy = copy_to_draft(contract, by=users.worker)
    texts = Action.objects.filter(goal__contract=copy).order_by("goal__position", "position")
    assert [action.text for action in texts] == [
        "Zapisanie na warsztat, rozmowa o postępach co miesiąc (nieosiągnięte w ocenie z 12.03.2027)",
        "Cztery spotkania z doradcą zawodowym",
        "Trzy rozmowy u pracodawców (częściowo w ocenie z 12.03.2027)",
    ]


def test_a_goal_that_was_reached_is_not_taken_over(users, contract):
    first, second = contract.goals.all()
    results = {first.pk: ("reached", ""), second.pk: ("partly", "")}
    held(contract, on=D(2027, 3, 12), is_final=True, goal_results=results)
    copy = copy_to_draft(contract, by=users.worker)
    assert [goal.text for goal in copy.goals.all()] == [second.text]
    assert contract.goals.count() == len(GOALS)


# How much it asks


@pytest.mark.parametrize("count", [5, 50])
def test_the_pages_ask_the_same_few_queries(browser, person, count, django_assert_max_num_queries):
    many = [("person", f"Działanie {number}", D(2027, 5, 1)) for number in range(count)]
    contract = signed_whole(person, goals=[({"text": "Praca"}, many)])
    for month in range(1, 4):
        review = held(contract, on=D(2027, month, 2), next_on=D(2027, month, 28))
    with django_assert_max_num_queries(24):
        assert browser.get(of(contract)).status_code == 200
    with django_assert_max_num_queries(20):
        assert browser.get(form_of(contract)).status_code == 200
    with django_assert_max_num_queries(14):
        browser.get(address("review", contract.person_id, contract.pk, review.pk))
