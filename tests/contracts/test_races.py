"""Two and more connections that really overlap: whoever comes second waits, looks again and is refused."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from contracts import printing
from contracts.annexes import begin_annex
from contracts.approving import approve
from contracts.disputes import pass_dispute, rule
from contracts.models import Action, Annex, Dispute, Goal, Print, SocialContract
from contracts.participation import begin_participation
from contracts.printing import print_for_signature
from contracts.stays import end_participation
from kis.lib.refusals import Refused
from participants.models import Note, Participation
from tests.contracts import annexed, made
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory
from tests.participants.made import established, paper, question
from tests.psu.connections import all_together, race

pytestmark = pytest.mark.django_db(transaction=True)
AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)
SIGNED_AT = datetime.datetime(2026, 11, 20, 10, 30, tzinfo=datetime.UTC)
LAST_DAY = datetime.date(2026, 11, 30)
NEXT_DAY = datetime.date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _quick_paper(monkeypatch, centre):
    """The paper is no matter here: a few bytes stand for it."""
    monkeypatch.setattr(
        printing, "render", lambda facts, **options: b"%PDF-" + facts["name"].encode()
    )


def edit(contract, text="dopisane w tej chwili"):
    return lambda: Action.objects.filter(goal__contract=contract).update(text=text)


def put(contract):
    """Print as a connection of its own would: with its own reading of the contract."""
    return lambda: print_for_signature(
        SocialContract.objects.get(pk=contract.pk), by=contract.worker, at=AT
    )


def test_a_row_edited_just_before_the_print_stands_on_the_paper(person):
    contract = whole_draft(person)
    race(edit(contract), put(contract))
    (table,) = Print.objects.get().facts["tables"]
    assert {row[0][3:] for row in table["rows"]} == {"dopisane w tej chwili"}


def test_a_row_edited_just_after_the_print_waits_and_is_refused(person):
    contract = whole_draft(person)
    with pytest.raises(IntegrityError) as error:
        race(put(contract), edit(contract))
    assert error.value.__cause__.diag.constraint_name == "contract_part_is_frozen"
    assert not Action.objects.filter(text="dopisane w tej chwili").exists()
    kept = Print.objects.get().facts["tables"]
    assert kept == printing.content(contract, AT.date())["tables"]


def test_a_row_added_while_it_is_signed_is_refused(person, users):
    contract = made.printed(person)
    goal = contract.goals.get()

    def sign():
        one = SocialContract.objects.get(pk=contract.pk)
        day = made.SIGNED_ON
        one.sign(on=day, by=users.worker, code=one.live_print.code, today=day)

    def back():
        SocialContract.objects.get(pk=contract.pk).back_to_draft(at=timezone.now(), by=users.worker)

    with pytest.raises(Refused, match="„Podpisany”"):
        race(sign, back)
    with pytest.raises(IntegrityError):
        race(
            lambda: SocialContract.objects.filter(pk=contract.pk).update(original_place="szafa"),
            lambda: Action.objects.create(goal=goal, side="person", text="po podpisie"),
        )


def test_two_clerks_print_one_contract_once(person):
    contract = whole_draft(person)
    with pytest.raises(Refused):
        race(put(contract), put(contract))
    assert Print.objects.count() == 1


def test_six_contracts_printed_at_once_get_six_numbers(users):
    contracts = [whole_draft(PersonFactory(responsible=users.worker)) for _ in range(6)]
    all_together([put(contract) for contract in contracts])
    numbers = SocialContract.objects.values_list("number", flat=True)
    assert sorted(numbers) == [f"{number}/2026" for number in range(1, 7)]
    assert Print.objects.values("code").distinct().count() == 6


def sign_now(contract):
    def sign():
        one = SocialContract.objects.get(pk=contract.pk)
        day = made.SIGNED_ON
        one.sign(on=day, by=contract.worker, code=one.live_print.code, today=day)

    return sign


def rule_not_made(dispute, by):
    return lambda: rule(
        Dispute.objects.get(pk=dispute.pk),
        on=made.SIGNED_ON,
        ruling="Nie zawiera się.",
        outcome="not_made",
        by=by,
        at=SIGNED_AT,
    )


def test_a_contract_that_is_signed_meanwhile_is_not_ruled_away(person, users):
    contract = made.printed(person)
    facts = {"on": made.SIGNED_ON, "today": made.SIGNED_ON, "matter": "Terminy."}
    dispute = pass_dispute(contract, by=contract.worker, **facts)
    with pytest.raises(Refused, match="którego jeszcze nie podpisano"):
        race(sign_now(contract), rule_not_made(dispute, users.head))
    contract.refresh_from_db()
    assert (contract.state, contract.disputes.get().ruled_at) == ("signed", None)


def test_a_contract_that_is_ruled_away_meanwhile_is_not_signed(person, users):
    contract = made.printed(person)
    facts = {"on": made.SIGNED_ON, "today": made.SIGNED_ON, "matter": "Terminy."}
    dispute = pass_dispute(contract, by=contract.worker, **facts)
    with pytest.raises(Refused):
        race(rule_not_made(dispute, users.head), sign_now(contract))
    contract.refresh_from_db()
    assert (contract.state, contract.signatures.count()) == ("not_made", 0)


def test_what_is_withdrawn_meanwhile_is_not_approved(person, users):
    contract = made.waiting(person)

    def withdraw():
        SocialContract.objects.get(pk=contract.pk).back_to_draft(at=SIGNED_AT, by=users.worker)

    def agree():
        one = SocialContract.objects.get(pk=contract.pk)
        approve(one, on=made.SIGNED_ON, by=users.head, today=made.SIGNED_ON)

    with pytest.raises(Refused, match="nie można teraz tego zrobić"):
        race(withdraw, agree)
    contract.refresh_from_db()
    assert (contract.state, contract.approvals.get().answer) == ("draft", "")


def test_the_note_of_a_breach_is_not_changed_while_the_contract_ends_on_it(person):
    contract = made.signed(person)
    note = Note.objects.create(
        person=person, at=SIGNED_AT, kind="talk", text="Rozmowa.", author=person.responsible
    )

    def end_on_it():
        SocialContract.objects.get(pk=contract.pk).end(
            on=LAST_DAY, reason="broken", by=contract.worker, today=LAST_DAY, breach_note=note
        )

    with pytest.raises(IntegrityError) as error:
        race(end_on_it, lambda: Note.objects.filter(pk=note.pk).update(kind="institution"))
    assert error.value.__cause__.diag.constraint_name == "breach_note_is_kept"


def begin(person, on=NEXT_DAY):
    return lambda: Participation.objects.create(
        person=person,
        starts_on=on,
        planned_end_on=made.ENDS_ON,
        rules_version="1",
        rules_read_on=on,
        declaration_signed_on=on,
        begun_by=person.responsible,
    )


def end(contract):
    return lambda: SocialContract.objects.get(pk=contract.pk).end(
        on=LAST_DAY, reason="agreed", by=contract.worker, today=LAST_DAY
    )


def end_by_sql(contract):
    facts = {"state": "ended", "ended_on": LAST_DAY, "end_reason": "agreed"}
    return lambda: SocialContract.objects.filter(pk=contract.pk).update(
        **facts, ended_by=contract.worker
    )


@pytest.mark.parametrize("ending", [end, end_by_sql], ids=lambda ending: ending.__name__)
def test_a_stay_does_not_begin_on_a_contract_that_ends_meanwhile(person, ending):
    contract = made.signed(person)
    with pytest.raises(IntegrityError) as error:
        race(ending(contract), begin(person))
    assert error.value.__cause__.diag.constraint_name == "participation_start_covered"
    assert not Participation.objects.exists()


def begin_by_the_act(person):
    return lambda: begin_participation(
        person,
        starts_on=NEXT_DAY,
        planned_end_on=made.ENDS_ON,
        rules_version="1",
        rules_read_on=NEXT_DAY,
        declaration_signed_on=NEXT_DAY,
        by=person.responsible,
    )


def end_of(stay):
    return lambda: end_participation(
        Participation.objects.get(pk=stay.pk),
        ends_on=NEXT_DAY,
        outcome="finished",
        contract_carried_out="yes",
        what_next="unknown",
        by=stay.begun_by,
        today=NEXT_DAY,
    )


@pytest.fixture
def eligible(person):
    paper(established(person))
    question(person)
    return person


def test_the_act_that_begins_a_stay_waits_for_a_contract_that_ends_and_says_so(eligible):
    contract = made.signed(eligible)
    with pytest.raises(Refused, match="nie obowiązuje żaden podpisany kontrakt"):
        race(end(contract), begin_by_the_act(eligible))
    assert not Participation.objects.exists()


def test_a_stay_that_two_begin_begins_once(eligible):
    made.signed(eligible)
    with pytest.raises(Refused, match="już uczestniczy w KIS"):
        race(begin_by_the_act(eligible), begin_by_the_act(eligible))
    assert Participation.objects.count() == 1


def test_a_stay_that_two_end_ends_once(eligible):
    made.signed(eligible)
    stay = begin_by_the_act(eligible)()
    with pytest.raises(Refused, match="skończył się już"):
        race(end_of(stay), end_of(stay))


@pytest.mark.parametrize("ending", [end, end_by_sql], ids=lambda ending: ending.__name__)
def test_a_contract_does_not_end_under_a_stay_that_begins_meanwhile(person, ending):
    contract = made.signed(person)
    with pytest.raises((IntegrityError, Refused)):
        race(begin(person), ending(contract))
    contract.refresh_from_db()
    assert contract.state == "signed"


def test_two_contracts_that_cover_one_start_are_not_both_voided(person, users):
    contracts = [made.signed(person), made.signed(person, type="B")]
    begin(person)()

    def void(contract):
        return lambda: SocialContract.objects.get(pk=contract.pk).void(
            by=users.coordinator, reason="pomyłka"
        )

    with pytest.raises(Refused, match="trwa udział"):
        race(*map(void, contracts))
    assert SocialContract.objects.count() == 1


def test_another_level_of_isolation_is_refused(person):
    """Under REPEATABLE READ the lock is got and the old rows are read: the rule would not hold."""
    made.signed(person)

    @transaction.atomic
    def begin_in_old_rows():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        begin(person)()

    with pytest.raises(IntegrityError, match="guard_isolation"):
        begin_in_old_rows()


def annex(contract):
    return lambda: begin_annex(
        SocialContract.objects.get(pk=contract.pk), by=contract.worker, reason="x"
    )


def test_of_two_who_begin_an_annex_one_does(person):
    contract = made.signed(person)
    with pytest.raises(Refused, match="ma już aneks, którego jeszcze nie podpisano"):
        race(annex(contract), annex(contract))
    assert Annex.objects.count() == 1


def sign_annex(one):
    day = LAST_DAY
    return lambda: Annex.objects.get(pk=one.pk).sign(
        on=day, by=one.created_by, code=one.live_print.code, today=day
    )


def test_an_annex_signed_in_two_windows_is_signed_once(person):
    one = annexed.printed(made.signed(person), on=LAST_DAY, ends_on=datetime.date(2027, 9, 30))
    with pytest.raises(Refused, match="w stanie „Podpisany”"):
        race(sign_annex(one), sign_annex(one))
    one.contract.refresh_from_db()
    assert one.contract.ends_on == datetime.date(2027, 9, 30)


@pytest.mark.parametrize("ending", [end, end_by_sql], ids=lambda ending: ending.__name__)
def test_an_annex_is_not_signed_under_a_contract_that_ends_meanwhile(person, ending):
    contract = made.signed(person)
    one = annexed.printed(contract, on=LAST_DAY, ends_on=datetime.date(2027, 9, 30))
    with pytest.raises(Refused, match="już nie trwa"):
        race(ending(contract), sign_annex(one))
    contract.refresh_from_db()
    assert contract.last_day == LAST_DAY


def test_a_row_written_while_the_annex_is_printed_waits_and_is_refused(person):
    contract = made.signed(person)
    one = annexed.draft(contract)
    goal = contract.goals.get()
    with pytest.raises(IntegrityError) as error:
        race(
            lambda: Annex.objects.filter(pk=one.pk).update(state="printed"),
            lambda: Goal.objects.filter(pk=goal.pk).update(dropped_by=one),
        )
    assert error.value.__cause__.diag.constraint_name == "contract_part_is_frozen"
