"""What an annex may change and when, tried around forms and acts."""

import datetime

import pytest
from django.db import connection

from contracts.annexes import begin_annex
from contracts.models import Action, Annex, AnnexPrint, AnnexText, Goal, PlannedReview
from kis.lib.refusals import Refused
from participants.models import Participation
from tests.contracts import annexed, made
from tests.contracts.made import row_of
from tests.factories import PersonFactory
from tests.refused import name_of_refusal

pytestmark = pytest.mark.django_db
D = datetime.date
ON, LATER = D(2026, 12, 3), D(2027, 9, 30)


@pytest.fixture
def contract(person):
    return made.signed(person)


def rows_of(annex):
    return Annex.with_voided.filter(pk=annex.pk)


def by_sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "make",
    [made.draft, made.printed, lambda who: made.ended(who, last_day=ON)],
    ids=["draft", "printed", "ended"],
)
def test_an_annex_is_made_of_a_signed_contract_that_goes_on(person, make):
    contract = make(person)
    with pytest.raises(Refused, match="podpisanego kontraktu, który jeszcze trwa"):
        begin_annex(contract, by=person.responsible)


def test_annexes_are_numbered_one_after_another(contract):
    assert annexed.signed(contract, on=ON).ordinal == 1
    assert annexed.signed(contract, on=ON).ordinal == 2
    assert Annex.objects.get(ordinal=2).number == f"{contract.number}/A2"
    facts = {"contract": contract, "created_by": contract.worker}
    for ordinal in (2, 4):
        assert (
            name_of_refusal(Annex.objects.create, ordinal=ordinal, **facts)
            == "annex_begins_as_next_draft"
        )


def test_a_number_that_was_on_a_paper_is_not_given_again(contract, users):
    annex = annexed.printed(contract, on=ON)
    annex.void(by=users.coordinator, reason="pomyłka")
    assert annexed.draft(contract).ordinal == 2


def test_a_discarded_draft_leaves_its_number_and_nothing_behind(contract):
    def change(new):
        new.goals[0]["text"] = "inny"
        new.actions[0]["text"] = "inne"
        new.texts["causes"] = "inne"
        new.reviews.append({"pk": None, "on": ON, "is_final": False})

    rows = [Goal.objects.count(), Action.objects.count(), PlannedReview.objects.count()]
    annex = annexed.draft(contract, change=change)
    annex.discard()
    assert rows == [Goal.objects.count(), Action.objects.count(), PlannedReview.objects.count()]
    assert not Goal.objects.exclude(dropped_by=None).exists()
    assert not AnnexText.objects.exists()
    assert annexed.draft(contract).ordinal == 1


def test_a_printed_annex_is_not_discarded(contract):
    annex = annexed.printed(contract, on=ON)
    with pytest.raises(Refused, match="tylko szkic"):
        annex.discard()
    delete = "DELETE FROM contracts_annex WHERE id = %s"
    assert name_of_refusal(by_sql, delete, annex.pk) == "annex_not_deleted"


def test_one_annex_at_a_time_is_open(contract):
    annexed.draft(contract)
    with pytest.raises(Refused, match="ma już aneks, którego jeszcze nie podpisano"):
        begin_annex(contract, by=contract.worker)


STATES = {"printed": annexed.printed, "signed": annexed.signed}


@pytest.fixture(params=STATES)
def locked(request, contract):
    def change(new):
        new.goals[0]["text"] = "inny"
        new.texts["causes"] = "inne"

    return STATES[request.param](contract, on=ON, change=change)


@pytest.mark.parametrize("act", ["insert", "change", "delete", "drop", "take back"])
def test_rows_of_a_locked_annex_are_frozen(locked, act):
    contract = locked.contract
    own, former = Goal.objects.get(added_by=locked), Goal.objects.get(dropped_by=locked)
    acts = {
        "insert": lambda: Goal.objects.create(contract=contract, text="x", added_by=locked),
        "change": lambda: Goal.objects.filter(pk=own.pk).update(text="x"),
        "delete": lambda: by_sql("DELETE FROM contracts_goal WHERE id = %s", own.pk),
        "drop": lambda: contract.planned_reviews.update(dropped_by=locked),
        "take back": lambda: Goal.objects.filter(pk=former.pk).update(dropped_by=None),
    }
    assert name_of_refusal(acts[act]) == "contract_part_is_frozen"


@pytest.mark.parametrize("act", ["insert", "change", "delete"])
def test_texts_of_a_locked_annex_are_frozen(locked, act):
    text = locked.texts.get()
    acts = {
        "insert": lambda: AnnexText.objects.create(annex=locked, field="limits", text="x"),
        "change": lambda: AnnexText.objects.filter(pk=text.pk).update(text="x"),
        "delete": lambda: by_sql("DELETE FROM contracts_annextext WHERE id = %s", text.pk),
    }
    assert name_of_refusal(acts[act]) == "annex_text_is_frozen"


@pytest.mark.parametrize("field", ["reason", "ends_on"])
def test_no_field_of_a_locked_annex_changes(locked, field):
    value = {"reason": "inny", "ends_on": LATER}[field]
    assert name_of_refusal(rows_of(locked).update, **{field: value}) == "annex_is_frozen"


def test_a_draft_annex_touches_no_row_of_another_contract(contract, users):
    other = made.signed(PersonFactory(responsible=users.worker))
    annex = annexed.draft(contract)
    drop = other.goals.update
    assert name_of_refusal(drop, dropped_by=annex) == "contract_part_is_frozen"
    facts = {"contract": other, "text": "x", "added_by": annex}
    assert name_of_refusal(Goal.objects.create, **facts) == "contract_part_is_frozen"


def test_under_a_draft_annex_a_row_of_the_contract_may_be_dropped_not_reworded(contract):
    annex = annexed.draft(contract)
    goals = contract.goals
    assert name_of_refusal(goals.update, text="x") == "contract_part_is_frozen"
    assert name_of_refusal(goals.update, text="x", dropped_by=annex) == "contract_part_is_frozen"
    goals.update(dropped_by=annex)


def test_only_a_row_of_an_annex_replaces_another(person):
    contract = made.draft(person)
    goal = contract.goals.get()
    facts = {"contract": contract, "text": "x", "replaces": goal}
    assert name_of_refusal(Goal.objects.create, **facts) == "goal_replaces_by_annex"


FORBIDDEN = [("draft", "signed"), ("signed", "draft"), ("signed", "printed")]


@pytest.mark.parametrize(("old", "new"), FORBIDDEN)
def test_only_the_steps_of_the_table_are_allowed(contract, old, new):
    make = {"draft": annexed.draft, "signed": lambda of: annexed.signed(of, on=ON)}[old]
    assert name_of_refusal(rows_of(make(contract)).update, state=new) == "annex_step"


@pytest.mark.parametrize(
    ("day", "refusal"),
    [
        (ON - annexed.DAY, "nie może być wcześniejszy"),
        (ON, ""),
        (ON + annexed.DAY, ""),
        (ON + 2 * annexed.DAY, "nie może być późniejszy niż dzisiaj"),
    ],
)
def test_the_day_of_signature_lies_between_the_print_and_today(contract, day, refusal):
    annex, today = annexed.printed(contract, on=ON), ON + annexed.DAY
    if not refusal:
        annexed.sign(annex, on=day, today=today)
        assert annex.holds_from == day
        return
    with pytest.raises(Refused, match=refusal):
        annexed.sign(annex, on=day, today=today)


@pytest.mark.parametrize(("days_after_the_end", "fits"), [(0, True), (1, False)])
def test_an_annex_is_signed_while_the_contract_lasts(contract, days_after_the_end, fits):
    annex = annexed.printed(contract, on=ON, ends_on=LATER)
    day = contract.ends_on + days_after_the_end * annexed.DAY
    if fits:
        assert annexed.sign(annex, on=day).is_signed
        return
    with pytest.raises(Refused, match="potrzebny jest nowy kontrakt"):
        annexed.sign(annex, on=day)
    facts = {
        "state": "signed",
        "signed_on": day,
        "signed_by": contract.worker,
        "signed_print": annex.live_print,
        "holds_from": day,
        "ended_before": contract.ends_on,
    }
    assert name_of_refusal(rows_of(annex).update, **facts) == "annex_signed_within_term"


def test_a_void_print_is_not_signed(contract, users):
    annex = annexed.printed(contract, on=ON)
    code = annex.live_print.code
    annex.back_to_draft(at=annex.live_print.printed_at, by=users.worker)
    annexed.lock(annex, printed_on=ON)
    with pytest.raises(Refused, match="nie jest już ważny"):
        annex.sign(on=ON, by=users.worker, code=code, today=ON)
    former = AnnexPrint.objects.get(code=code)
    facts = {
        "state": "signed",
        "signed_on": ON,
        "signed_by": contract.worker,
        "signed_print": former,
        "holds_from": ON,
        "ended_before": contract.ends_on,
    }
    assert name_of_refusal(rows_of(annex).update, **facts) == "annex_signed_on_its_print"


def test_a_print_is_kept(contract):
    annexed.printed(contract, on=ON)
    paper = AnnexPrint.objects.get()
    assert name_of_refusal(paper.delete) == "annex_print_is_kept"
    prints = AnnexPrint.objects.filter(pk=paper.pk)
    assert name_of_refusal(prints.update, code="AAAA") == "annex_print_is_kept"
    assert name_of_refusal(prints.update, voided_at=paper.printed_at) == "annex_print_is_kept"


# The term


def test_the_term_of_a_signed_contract_follows_its_annexes_and_nothing_else(contract):
    first = contract.ends_on
    assert name_of_refusal(row_of(contract).update, ends_on=LATER) == "contract_is_frozen"
    annexed.signed(contract, on=ON, ends_on=LATER)
    contract.refresh_from_db()
    assert (contract.ends_on, contract.last_day) == (LATER, LATER)
    for other in (first, D(2027, 10, 1)):
        assert name_of_refusal(row_of(contract).update, ends_on=other) == "contract_is_frozen"


def test_an_annex_without_a_term_leaves_the_term(contract):
    first = contract.ends_on
    annexed.signed(contract, on=ON, ends_on=LATER)
    annexed.signed(contract, on=ON)
    contract.refresh_from_db()
    assert contract.ends_on == LATER != first


def test_voiding_annexes_gives_the_former_term_back_one_by_one(contract, users):
    first = contract.ends_on
    one = annexed.signed(contract, on=ON, ends_on=LATER)
    two = annexed.signed(contract, on=ON, ends_on=D(2027, 12, 31))
    with pytest.raises(Refused, match="opiera się następny"):
        one.void(by=users.coordinator, reason="pomyłka")
    for annex, term in ((two, LATER), (one, first)):
        annex.void(by=users.coordinator, reason="pomyłka")
        contract.refresh_from_db()
        assert contract.ends_on == term


def test_the_author_does_not_void_an_annex_alone(contract, users):
    annex = annexed.signed(contract, on=ON)
    with pytest.raises(Refused, match="druga osoba"):
        annex.void(by=users.worker, reason="pomyłka")


def test_an_annex_under_which_a_stay_began_is_not_voided(contract, users):
    annex = annexed.signed(contract, on=ON, ends_on=LATER)
    began = D(2027, 6, 10)
    Participation.objects.create(
        person=contract.person,
        starts_on=began,
        planned_end_on=LATER,
        rules_version="1",
        rules_read_on=began,
        declaration_signed_on=began,
        begun_by=contract.worker,
    )
    with pytest.raises(Refused, match="Pierwszy dzień udziału musi być objęty"):
        annex.void(by=users.coordinator, reason="pomyłka")


def test_an_extension_into_another_contract_is_refused(person):
    contract = made.signed(person)
    made.signed(person, on=D(2027, 6, 1), ends_on=LATER)
    annex = annexed.printed(contract, on=ON, ends_on=D(2027, 6, 1))
    with pytest.raises(Refused, match="ma już podpisany kontrakt tego rodzaju"):
        annexed.sign(annex, on=ON)


def test_a_contract_that_was_made_longer_may_end_on_the_days_it_gained(contract):
    annexed.signed(contract, on=ON, ends_on=LATER)
    contract.refresh_from_db()
    contract.end(on=LATER, reason="term", by=contract.worker, today=LATER)
    assert contract.last_day == LATER


def test_changes_hold_in_the_order_of_the_annexes(contract):
    annexed.signed(contract, on=ON, holds_from=D(2027, 3, 1))
    annex = annexed.printed(contract, on=ON)
    with pytest.raises(Refused, match="nie mogą obowiązywać wcześniej niż zmiany z poprzedniego"):
        annexed.sign(annex, on=ON)


def test_an_open_annex_of_an_ended_contract_is_neither_printed_nor_signed(contract):
    annex = annexed.printed(contract, on=ON)
    contract.refresh_from_db()
    contract.end(on=ON, reason="agreed", by=contract.worker, today=ON)
    with pytest.raises(Refused, match="już nie trwa"):
        annexed.sign(annex, on=ON)
    facts = {
        "state": "signed",
        "signed_on": ON,
        "signed_by": contract.worker,
        "signed_print": annex.live_print,
        "holds_from": ON,
        "ended_before": contract.ends_on,
    }
    assert name_of_refusal(rows_of(annex).update, **facts) == "annex_of_binding_contract"
