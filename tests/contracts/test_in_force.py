"""What a contract says on a day, from which paper, and what an annex makes of it."""

import datetime
import random

import pytest

from contracts.changes import Act, apply, changes
from contracts.in_force import (
    ActionInForce,
    GoalInForce,
    ReviewInForce,
    Term,
    Text,
    Wording,
    Wordings,
    changed_by,
    in_force,
)
from contracts.models import Action, Annex, Goal, PlannedReview
from contracts.models.annex import TEXTS
from contracts.reviews.history import stories
from contracts.reviews.holding import hold
from kis.lib.refusals import Refused
from tests.contracts import annexed, made
from tests.contracts.reviews.held import at_noon_of
from tests.contracts.written import whole_draft

D = datetime.date
ON, HOLDS = D(2026, 12, 3), D(2026, 12, 10)
LATER = D(2027, 9, 30)


@pytest.fixture
def contract(person):
    """Two goals: a) with two actions, b) with three; reviews on 12.01, 12.03 and, the final one, 31.05."""
    draft = whole_draft(person, number="27/2026")
    return made.sign(made.lock(draft))


def reword(new):
    new.goals[1]["text"] = "Gotowość do rozmowy po angielsku"
    new.actions[0]["deadline"] = D(2027, 3, 31)
    new.texts["causes"] = "Nowe przyczyny"


def on(contract, day):
    return in_force(contract, day)


@pytest.mark.django_db
def test_without_an_annex_the_contract_itself_is_in_force(contract):
    wording = on(contract, ON)
    assert [goal.letter for goal in wording.goals] == ["a", "b"]
    assert wording.texts["causes"].text == contract.causes
    assert wording.term.ends_on == contract.ends_on
    assert len(wording.actions) == 5
    assert {item.source for item in wording.items} == {"kontrakt"}
    assert changed_by(contract, ON) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "is_new"),
    [(HOLDS - annexed.DAY, False), (HOLDS, True), (HOLDS + annexed.DAY, True)],
)
def test_an_annex_holds_from_its_day(contract, day, is_new):
    annexed.signed(contract, on=ON, change=reword, holds_from=HOLDS, ends_on=LATER)
    wording, source = on(contract, day), "aneks 1 z 3.12.2026"
    goal, action, causes = wording.goals[1], wording.actions[0], wording.texts["causes"]
    assert (goal.text == "Gotowość do rozmowy po angielsku") is is_new
    assert (action.deadline == D(2027, 3, 31)) is is_new
    assert (causes.text == "Nowe przyczyny") is is_new
    assert (wording.term.ends_on == LATER) is is_new
    for item in (goal, action, causes, wording.term):
        assert item.source == (source if is_new else "kontrakt")
    assert wording.actions[1].source == "kontrakt"
    assert changed_by(contract, day) == (f"zmieniony {source}".replace("ks ", "ksem ") * is_new)


@pytest.mark.django_db
@pytest.mark.parametrize("day", [HOLDS - annexed.DAY, HOLDS, D(2027, 3, 1)])
def test_queries_of_rows_ask_the_same_as_the_wording(contract, day):
    def change(new):
        reword(new)
        del new.actions[4]
        new.reviews[0]["on"] = D(2027, 1, 20)

    annexed.signed(contract, on=ON, change=change, holds_from=HOLDS)
    annexed.draft(contract, change=lambda new: new.goals[0].update(text="jeszcze nie w mocy"))
    wording = on(contract, day)
    rows = [
        (Goal.objects.filter(contract=contract), wording.goals),
        (Action.objects.filter(goal__contract=contract), wording.actions),
        (PlannedReview.objects.filter(contract=contract), wording.reviews),
    ]
    for found, told in rows:
        assert {row.pk for row in found.in_force(day)} == {item.pk for item in told}
    holding = Annex.objects.holding(day)
    assert set(holding) == {annex for annex in Annex.objects.all() if annex.holds(day)}


@pytest.mark.django_db
def test_an_action_stays_with_its_goal_when_that_one_is_worded_anew(contract):
    annexed.signed(contract, on=ON, change=reword)
    wording = on(contract, ON)
    goal = wording.goals[1]
    assert [action.text for action in wording.actions if action.goal == goal.identity] == [
        "Cztery spotkania z doradcą zawodowym",
        "Umówienie doradcy, przygotowanie dokumentów",
        "Trzy rozmowy u pracodawców",
    ]
    assert {action.source for action in wording.actions[2:]} == {"kontrakt"}


@pytest.mark.django_db
def test_a_letter_once_given_is_not_given_to_another_goal(contract):
    def first(new):
        del new.goals[0], new.actions[:2]
        for action in new.actions:
            action["goal"] = 0

    def second(new):
        new.goals.append({"pk": None, "text": "Prawo jazdy", "effect": "egzamin", "plain": ""})
        new.actions[0]["goal"] = 1

    annexed.signed(contract, on=ON, change=first)
    assert [goal.letter for goal in on(contract, ON).goals] == ["b"]
    annexed.signed(contract, on=ON, change=second)
    wording = on(contract, ON)
    assert [goal.letter for goal in wording.goals] == ["b", "c"]
    assert [wording.letter_of(action) for action in wording.actions] == ["b", "b", "c"]


@pytest.mark.django_db
def test_a_row_changed_by_two_annexes_keeps_its_identity(contract):
    first = on(contract, ON).actions[0]
    for day in (D(2027, 3, 31), D(2027, 4, 30)):
        annexed.signed(
            contract, on=ON, change=lambda new, day=day: new.actions[0].update(deadline=day)
        )
    action = on(contract, ON).actions[0]
    assert (action.identity, action.deadline, action.source) == (
        first.identity,
        D(2027, 4, 30),
        "aneks 2 z 3.12.2026",
    )
    assert changed_by(contract, ON) == "zmieniony aneksem 1 z 3.12.2026 i aneksem 2 z 3.12.2026"


@pytest.mark.django_db
def test_a_voided_annex_leaves_the_wording_as_it_was_and_the_next_one_may_drop_the_same_row(
    contract, users
):
    before = on(contract, ON).says
    annexed.signed(contract, on=ON, change=reword, ends_on=LATER).void(
        by=users.coordinator, reason="pomyłka"
    )
    contract.refresh_from_db()
    assert on(contract, ON).says == before
    annexed.signed(contract, on=ON, change=reword)
    assert on(contract, ON).goals[1].source == "aneks 2 z 3.12.2026"


@pytest.mark.django_db
def test_what_is_put_back_in_a_draft_is_no_change(contract):
    annex = annexed.draft(contract, change=reword)
    wordings = Wordings(contract)
    assert len(changes(wordings.before(annex), wordings.after(annex))) == 3

    def back(new):
        new.goals[1]["text"] = "Gotowość do rozmowy z pracodawcą"
        new.actions[0]["deadline"] = D(2027, 2, 28)
        new.texts["causes"] = contract.causes

    annexed.rewrite(annex, back)
    assert not Goal.objects.filter(added_by=annex).exists()
    assert not Action.objects.exclude(added_by=None, dropped_by=None).exists()
    assert not annex.texts.exists()


@pytest.mark.django_db
def test_reviews_that_an_annex_drops_are_not_due_and_those_it_adds_are(contract):
    def change(new):
        new.reviews[0]["on"] = D(2027, 1, 20)
        del new.reviews[1]

    annexed.signed(contract, on=ON, change=change, holds_from=HOLDS)
    due = PlannedReview.objects.due
    assert [review.on for review in due(D(2027, 1, 8))] == [D(2027, 1, 20)]
    assert [review.on for review in due(D(2027, 3, 20))] == [D(2027, 1, 20)]


@pytest.mark.django_db
def test_changes_are_told_in_words_by_point(contract):
    def change(new):
        new.texts["main_goal"] = "Praca w biurze"
        new.goals[1]["text"] = "Rozmowa po angielsku"
        new.actions[4].update(goal=0)
        new.actions[0].update(deadline=D(2027, 3, 31))
        del new.actions[1]
        new.reviews.append({"pk": None, "on": D(2027, 4, 12), "is_final": False})

    annex = annexed.draft(contract, change=change, ends_on=LATER)
    wordings = Wordings(contract)
    annex = next(known for known in wordings.annexes if known.pk == annex.pk)
    name = contract.person.full_name
    told = [
        (change.act, change.point, change.was, change.becomes)
        for change in changes(wordings.before(annex), wordings.after(annex))
    ]
    assert told == [
        (
            Act.CHANGED,
            "II.7.1 Cel główny",
            "Podjęcie pracy w pełnym wymiarze do 31 maja 2027 r.",
            "Praca w biurze",
        ),
        (
            Act.CHANGED,
            "II.7.2 Cel szczegółowy b)",
            "Gotowość do rozmowy z pracodawcą – gotowe CV i trzy odbyte rozmowy",
            "Rozmowa po angielsku – gotowe CV i trzy odbyte rozmowy",
        ),
        (
            Act.CHANGED,
            f"III Działanie, cel a), {name}",
            "Udział w warsztacie komputerowym KIS, dwa razy w tygodniu – w terminie 28.02.2027",
            "Udział w warsztacie komputerowym KIS, dwa razy w tygodniu – w terminie 31.03.2027",
        ),
        (
            Act.DROPPED,
            "III Działanie, cel a), pracownik socjalny",
            "Zapisanie na warsztat, rozmowa o postępach co miesiąc – w terminie 28.02.2027",
            "usunięto",
        ),
        (
            Act.MOVED,
            f"III Działanie, cel a), {name}",
            f"cel b), {name}: Trzy rozmowy u pracodawców – w terminie 15.05.2027",
            f"cel a), {name}: Trzy rozmowy u pracodawców – w terminie 15.05.2027",
        ),
        (Act.ADDED, "V Ocena", "nie było", "12.04.2027"),
        (Act.CHANGED, "Kontrakt obowiązuje do", "31.05.2027", "30.09.2027"),
    ]


@pytest.mark.django_db
def test_a_wording_takes_the_same_few_questions_however_long_it_is(
    person, django_assert_max_num_queries
):
    goals = [
        (f"cel {n}", [("person", f"działanie {n}.{m}", LATER) for m in range(10)])
        for n in range(20)
    ]
    contract = made.sign(made.lock(whole_draft(person, number="27/2026", goals=goals)))
    annexed.signed(contract, on=ON, change=reword)
    with django_assert_max_num_queries(7):
        assert len(in_force(contract, ON).actions) == 200


# The list of changes is the whole difference: over random contracts


def _some(chance, count, start):
    return [number for number in range(start, start + count) if chance.random() < 0.7]


def _wording(chance) -> Wording:
    day = D(2027, 1, 1)
    goals = _some(chance, 4, 1)
    items = [Term(chance.choice([day, LATER, None]), chance.choice(["kontrakt", "aneks 1"]))]
    items += [Text(name, chance.choice(["", "a", "b"])) for name in TEXTS]
    items += [GoalInForce(n, n * 10, n, chance.choice("ab"), chance.choice("ab")) for n in goals]
    items += [
        ActionInForce(
            *(n, n * 10, n, chance.choice(goals), chance.choice(["person", "worker"])),
            *chance.choice([(None, "Anna Lis"), (7, "Ewa Lis")]),
            *(chance.choice("ab"), day),
        )
        for n in (_some(chance, 8, 1) if goals else [])
    ]
    items += [
        ReviewInForce(n, n * 10, day + chance.randrange(3) * annexed.DAY, chance.random() < 0.5)
        for n in _some(chance, 4, 1)
    ]
    return Wording.of("B", items)


@pytest.mark.parametrize("seed", range(300))
def test_the_list_of_changes_makes_the_new_wording_of_the_old(seed):
    chance = random.Random(seed)
    before, after = _wording(chance), _wording(chance)
    found = changes(before, after)
    made_new = apply(before, found)
    assert made_new.says == after.says
    assert [item.key for item in made_new.items] == [item.key for item in after.items]
    assert not changes(after, made_new)
    assert {change.key for change in found} == {
        key
        for key in before.says.keys() | after.says.keys()
        if before.says.get(key) != after.says.get(key)
    }
    assert all(change.point and change.was != change.becomes for change in found)


# Reviews


def _results(actions):
    return {action.pk: ("going_on", "") for action in actions}


def _hold(contract, day, results, **facts):
    return hold(
        contract,
        by=contract.worker,
        at=at_noon_of(day),
        on=day,
        results=results,
        presence="present",
        conclusions="Warsztat trwa.",
        what_next="unchanged",
        **{"next_on": day + 30 * annexed.DAY, **facts},
    )


@pytest.mark.django_db
def test_a_review_answers_for_the_plan_in_force_on_its_day(contract):
    def change(new):
        reword(new)
        del new.actions[4]

    annexed.signed(contract, on=ON, change=change, holds_from=HOLDS)
    annexed.draft(contract, change=lambda new: new.actions[1].update(text="jeszcze nie w mocy"))
    before, after = on(contract, HOLDS - annexed.DAY).actions, on(contract, HOLDS).actions
    assert (len(before), len(after)) == (5, 4)
    with pytest.raises(Refused, match="Ocena obejmuje każde działanie kontraktu"):
        _hold(contract, HOLDS, _results(before))
    with pytest.raises(Refused, match="Ocena obejmuje każde działanie kontraktu"):
        _hold(contract, HOLDS - annexed.DAY, _results(after))
    _hold(contract, HOLDS - annexed.DAY, _results(before))
    _hold(contract, HOLDS, _results(after))


@pytest.mark.django_db
def test_the_story_of_a_row_goes_on_through_annexes(contract):
    _hold(contract, ON, _results(on(contract, ON).actions))
    annexed.signed(contract, on=ON, change=reword, holds_from=HOLDS)
    _hold(contract, HOLDS, _results(on(contract, HOLDS).actions))
    first, second = stories(contract)
    assert [story.letter for story in (first, second)] == ["a", "b"]
    assert second.goal.text == "Gotowość do rozmowy po angielsku"
    changed = first.actions[0]
    assert changed.action.deadline == D(2027, 3, 31)
    assert [told.review.on for told in changed.told] == [ON, HOLDS]
    assert [story.number for story in (*first.actions, *second.actions)] == [1, 2, 3, 4, 5]
    assert stories(contract, ON)[1].goal.text == "Gotowość do rozmowy z pracodawcą"


@pytest.mark.django_db
def test_a_day_agreed_upon_in_a_review_is_in_force_from_it_and_an_annex_may_move_it(contract):
    agreed = D(2027, 2, 2)
    _hold(contract, ON, _results(on(contract, ON).actions), next_on=agreed)
    source = {review.on: review.source for review in on(contract, ON).reviews}[agreed]
    assert source == "ocena z 3.12.2026"
    days = [review.on for review in on(contract, ON - annexed.DAY).reviews]
    assert agreed not in days

    def later(new):
        row = next(values for values in new.reviews if values["on"] == agreed)
        row["on"] = D(2027, 2, 9)

    annexed.signed(contract, on=ON, change=later)
    days = [review.on for review in on(contract, ON).reviews]
    assert agreed not in days
    assert D(2027, 2, 9) in days
