"""The library of goals and actions: its rules, its starting set, its screens."""

import datetime

import pytest
from django.db import IntegrityError, transaction

from contracts.models import Action, LibraryAction, LibraryGoal
from contracts.starting_library import LIBRARY, load_library
from kis.desk.reference import load_reference
from kis.lib.refusals import Refused, refused_by_database
from participants.models import EligibilityCategory
from participants.reference import load_categories
from tests.contracts.pages import address, text_of
from tests.taken import csv_rows

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 11, 20)


def goal(text="Stały rytm tygodnia", *, actions=(), **facts):
    made = LibraryGoal.objects.create(text=text, **facts)
    for position, (side, what, months) in enumerate(actions):
        LibraryAction.objects.create(
            goal=made, side=side, text=what, months=months, position=position
        )
    return made


# rules


def test_a_goal_is_switched_off_and_never_deleted():
    made = goal()
    with pytest.raises(Refused, match="Wyłącz go"), refused_by_database():
        LibraryGoal.objects.filter(pk=made.pk).delete()
    assert LibraryGoal.objects.filter(pk=made.pk).exists()


@pytest.mark.parametrize(("months", "is_taken"), [(0, False), (1, True), (36, True), (37, False)])
def test_a_usual_deadline_lies_within_three_years(months, is_taken):
    made = goal()
    if is_taken:
        LibraryAction.objects.create(goal=made, side="person", text="x", months=months)
        return
    with pytest.raises(IntegrityError), transaction.atomic():
        LibraryAction.objects.create(goal=made, side="person", text="x", months=months)


# the starting set


def test_the_starting_set_comes_with_the_other_wordings_of_a_new_office():
    load_reference(ON)
    assert LibraryGoal.objects.count() == len(LIBRARY)


def test_what_the_centre_changed_or_switched_off_stays_when_it_is_loaded_again():
    assert load_library() == len(LIBRARY)
    changed, off = LibraryGoal.objects.all()[:2]
    LibraryGoal.objects.filter(pk=changed.pk).update(text="Po swojemu")
    LibraryGoal.objects.filter(pk=off.pk).update(is_active=False)
    changed.actions.first().delete()
    count = LibraryAction.objects.count()
    assert load_library() == 0
    changed.refresh_from_db()
    off.refresh_from_db()
    assert (changed.text, off.is_active) == ("Po swojemu", False)
    assert LibraryAction.objects.count() == count


@pytest.mark.parametrize("code", range(1, 9))
def test_each_group_of_the_act_has_goals_of_its_own_and_those_for_everybody(code):
    load_library()
    found = LibraryGoal.objects.in_use().for_categories([code])
    assert [aim for aim in found if aim.categories]
    assert [aim for aim in found if not aim.categories]


@pytest.mark.parametrize("aim", LIBRARY, ids=lambda aim: aim.code)
def test_each_goal_of_the_set_is_whole_and_its_plain_words_are_short_sentences(aim):
    assert {action.side for action in aim.actions} == set(Action.Side.values)
    assert 3 <= len(aim.actions) <= 6
    for plain in (aim.plain, *(action.plain for action in aim.actions)):
        sentences = plain.removesuffix(".").split(". ")
        assert plain.endswith(".")
        assert all(len(sentence.split()) <= 15 for sentence in sentences), plain


def test_a_contract_of_one_type_is_not_offered_the_goals_of_the_other():
    goal("dla rodziny", type="A")
    goal("dla osoby", type="B")
    goal("dla obu")
    assert {str(aim) for aim in LibraryGoal.objects.for_type("A")} == {"dla rodziny", "dla obu"}
    assert {str(aim) for aim in LibraryGoal.objects.for_type("B")} == {"dla osoby", "dla obu"}


# screens


@pytest.fixture
def coordinator(client_of, users):
    return client_of(users.coordinator)


def test_the_list_stands_in_groups_with_those_for_everybody_last(coordinator):
    load_categories(ON)
    goal("Dla każdego")
    goal("Szukanie pracy", categories=[5], is_active=False)
    goal("Leczenie", categories=[2, 3])
    page = text_of(coordinator.get(address("library")))
    order = [
        page.index(words)
        for words in (
            "Uzależnieni od alkoholu; uzależnieni od narkotyków",
            "Leczenie",
            "Długotrwale bezrobotni",
            "Szukanie pracy",
            "wyłączony",
            "Dla wszystkich",
            "Dla każdego",
        )
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("count", [5, 50])
def test_the_list_asks_no_more_questions_with_more_goals(
    coordinator, django_assert_num_queries, count
):
    load_categories(ON)
    for number in range(count):
        goal(f"Cel {number}", categories=[number % 8 + 1], actions=[("person", "x", 1)] * 3)
    coordinator.get(address("library"))
    with django_assert_num_queries(7):
        coordinator.get(address("library"))


def form(**facts):
    return {
        "text": "Domowy budżet",
        "effect": "Opłaty w terminie",
        "plain": "Płacę na czas.",
        "type": "AB",
        "position": "10",
        "is_active": "on",
        "actions-TOTAL_FORMS": "2",
        "actions-INITIAL_FORMS": "0",
        "actions-0-side": "person",
        "actions-0-text": "Spisanie opłat",
        "actions-0-plain": "Spisuję opłaty.",
        "actions-0-months": "2",
        "actions-1-side": "worker",
        "actions-1-text": "Pomoc w planie spłat",
        **facts,
    }


def rows_of(aim):
    return list(aim.actions.values_list("side", "text", "plain", "months"))


def test_a_goal_is_written_with_its_actions_and_read_again(coordinator):
    load_categories(ON)
    response = coordinator.post(address("library_goal_new"), form(categories=["5", "6"]))
    made = LibraryGoal.objects.get()
    assert response.url == address("library_goal", made.pk)
    assert (made.text, made.categories, made.code) == ("Domowy budżet", [5, 6], "")
    assert rows_of(made) == [
        ("person", "Spisanie opłat", "Spisuję opłaty.", 2),
        ("worker", "Pomoc w planie spłat", "", None),
    ]
    page = text_of(coordinator.get(response.url))
    for words in ("Płacę na czas.", "po 2 mies.", "do końca", "cel: dodano", "Marta Zając"):
        assert words in page, words


def test_a_goal_sent_twice_is_added_once(coordinator):
    page = coordinator.get(address("library_goal_new"))
    key = page.wsgi_request.form_key or page.content.decode().split('name="form_key" value="')[1]
    sent = form(form_key=key[:36].split('"')[0])
    for _ in range(2):
        assert coordinator.post(address("library_goal_new"), sent).status_code == 302
    assert LibraryGoal.objects.count() == 1


def test_a_row_more_saves_nothing_and_loses_nothing(coordinator):
    page = text_of(coordinator.post(address("library_goal_new"), form(add="actions")))
    assert "Działanie 3" in page
    assert "Pomoc w planie spłat" in page
    assert not LibraryGoal.objects.exists()


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"text": " "}, "Wpisz: cel szczegółowy."),
        ({"actions-0-months": "40"}, "Wpisz najwyżej 36"),
        ({"actions-0-months": "rok"}, "Wpisz"),
        ({"actions-0-text": ""}, "Napisz, jakie to działanie"),
        ({"categories": ["77"]}, "Wybierz poprawną wartość"),
        ({"position": "-1"}, "Wpisz co najmniej 0"),
        ({"actions-TOTAL_FORMS": ""}, "Strona przyszła niecała"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(coordinator, facts, sentence):
    page = text_of(coordinator.post(address("library_goal_new"), form(**facts)))
    assert sentence in page
    assert "Opłaty w terminie" in page
    assert not LibraryGoal.objects.exists()


def edited(aim, coordinator, **facts):
    """The form as its page gave it, with what was typed."""
    page = coordinator.get(address("library_goal_edit", aim.pk))
    given = page.context["page"]
    rows = {}
    for number, (pk, *values) in enumerate(
        aim.actions.values_list("pk", "side", "text", "plain", "months")
    ):
        names = ("pk", "side", "text", "plain", "months")
        for name, value in zip(names, [pk, *values], strict=True):
            rows[f"actions-{number}-{name}"] = "" if value is None else value
    return form(
        **{
            "row_version": aim.version,
            "seen": given.seen,
            "text": aim.text,
            **rows,
            "actions-TOTAL_FORMS": aim.actions.count(),
            **facts,
        }
    )


def test_an_action_is_changed_in_its_place_and_one_is_taken_out_and_the_history_tells_it(
    coordinator,
):
    aim = goal(actions=[("person", "Warsztat", 2), ("worker", "Rozmowa", None)])
    first = aim.actions.first()
    sent = edited(
        aim, coordinator, **{"actions-0-text": "Warsztat co tydzień", "actions-1-delete": "on"}
    )
    assert coordinator.post(address("library_goal_edit", aim.pk), sent).status_code == 302
    assert rows_of(aim) == [("person", "Warsztat co tydzień", "", 2)]
    assert aim.actions.get().pk == first.pk
    page = text_of(coordinator.get(address("library_goal", aim.pk)))
    assert "działanie „Rozmowa”: usunięto" in page
    assert "<del>Warsztat</del> → Warsztat co tydzień" in page


def test_of_two_who_change_a_goal_the_second_chooses_and_overwrites_nothing(coordinator):
    aim = goal(actions=[("person", "Warsztat", 2)])
    sent = edited(aim, coordinator, **{"text": "Moje słowa", "actions-0-text": "Mój warsztat"})
    LibraryGoal.objects.filter(pk=aim.pk).update(text="Ich słowa")
    aim.actions.update(text="Ich warsztat")
    page = text_of(coordinator.post(address("library_goal_edit", aim.pk), sent))
    for words in ("Ich słowa", "Moje słowa", "Ich warsztat", "Mój warsztat", "Niczego jeszcze"):
        assert words in page, words
    aim.refresh_from_db()
    assert (aim.text, aim.actions.get().text) == ("Ich słowa", "Ich warsztat")


def test_the_answer_to_the_question_is_saved(coordinator):
    aim = goal(actions=[("person", "Warsztat", 2)])
    sent = edited(aim, coordinator, **{"actions-0-text": "Mój warsztat"})
    aim.actions.update(text="Ich warsztat")
    shown = coordinator.post(address("library_goal_edit", aim.pk), sent).context["page"]
    answered = sent | {"asked": "1", "seen": shown.seen, "keep-actions": "mine"}
    assert coordinator.post(address("library_goal_edit", aim.pk), answered).status_code == 302
    assert aim.actions.get().text == "Mój warsztat"
    aim.actions.update(text="Ich warsztat")
    shown = coordinator.post(address("library_goal_edit", aim.pk), sent).context["page"]
    answered = sent | {"asked": "1", "seen": shown.seen, "keep-actions": "theirs"}
    aim.refresh_from_db()
    answered["row_version"] = aim.version
    assert coordinator.post(address("library_goal_edit", aim.pk), answered).status_code == 302
    assert aim.actions.get().text == "Ich warsztat"


def test_who_reads_the_library_is_offered_no_button_that_writes(client_of, users):
    aim = goal()
    worker = client_of(users.worker)
    assert "Nowy cel" not in text_of(worker.get(address("library")))
    assert ">Zmień<" not in text_of(worker.get(address("library_goal", aim.pk)))
    assert "Biblioteka celów i działań" in text_of(worker.get(address("register")))


def test_the_content_administrator_comes_to_the_library_from_the_panel(client_of, users):
    page = text_of(client_of(users.content).get("/administracja/"))
    assert address("library") in page


def test_a_category_that_the_centre_named_anew_is_named_so_in_the_library(coordinator):
    load_categories(ON)
    EligibilityCategory.objects.filter(code=5).update(public_wording="szukający pracy od dawna")
    goal(categories=[5])
    assert "Szukający pracy od dawna" in text_of(coordinator.get(address("library")))


def test_the_library_is_taken_away_with_its_actions_and_what_is_off_says_so(client_of, users):
    load_categories(ON)
    goal(
        "Stały rytm tygodnia",
        actions=[("person", "Warsztat", 2), ("worker", "Rozmowa", None)],
        effect="Wstaje rano",
    )
    goal("Dawny cel", is_active=False, type="B", categories=[5])
    rows = csv_rows(client_of(users.worker), "contracts:library")
    assert rows[0] == [
        *("Dla kogo", "Cel", "Przewidywany efekt", "Kontrakt", "Działania", "Używany")
    ]
    assert [row[1] for row in rows[1:]] == ["Dawny cel", "Stały rytm tygodnia"]
    assert rows[1][3:] == ["B", "", "wyłączony"]
    assert rows[2][0] == "Dla wszystkich"
    assert rows[2][2:] == [
        *("Wstaje rano", "A i B"),
        "osoba: Warsztat (po 2 mies.)\npracownik socjalny: Rozmowa (do końca)",
        "tak",
    ]
