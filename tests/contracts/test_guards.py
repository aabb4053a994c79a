"""Every rule of the database about contracts, tried around forms and acts, each from both sides."""

import datetime

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from contracts.guards.contract import STEPS
from contracts.models import Action, Goal, Party, PlannedReview, Print, Refusal, SocialContract
from tests.contracts import made
from tests.contracts.made import row_of
from tests.factories import PersonFactory
from tests.refused import name_of_refusal

pytestmark = pytest.mark.django_db
LATER = datetime.date(2027, 3, 1)


def by_sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


LOCKED = [made.printed, made.signed]


@pytest.fixture(params=LOCKED, ids=lambda make: make.__name__)
def locked(request, person):
    return request.param(person)


@pytest.fixture
def other_draft(users):
    return made.draft(PersonFactory(responsible=users.worker))


FIELDS = {
    "type": "B",
    "number": "99/2026",
    "causes": "inne",
    "main_goal": "inny",
    "strengths": "inne",
    "limits": "inne",
    "expected_effects": "inne",
    "consequences": "inne",
    "ends_on": LATER,
    "worker_phone": "1",
    "labour_group": "inna",
    "pup_referral_number": "1",
    "own_words": "inne",
    "club_activities": "inne",
    "extra_arrangements": "inne",
    "guardian": "inny",
    "agreed_elsewhere_on": LATER,
    "agreed_elsewhere_with": "inny",
    "interpreter": "inny",
    "origin": "paper",
}


@pytest.mark.parametrize("field", FIELDS)
def test_no_field_of_a_locked_contract_changes(locked, field):
    assert name_of_refusal(row_of(locked).update, **{field: FIELDS[field]}) == "contract_is_frozen"


def test_every_field_of_the_model_is_frozen_or_named_as_changing(person):
    """A field added later is frozen by itself: the guard compares whole rows."""
    contract = made.signed(person)
    may_change = {"scan_id", "original_place", "voided_at", "voided_by_id", "void_reason"}
    with connection.cursor() as cursor:
        for field in SocialContract._meta.concrete_fields:
            if field.column in may_change | {"state", "version", "last_day", "id"}:
                continue
            sql = f'UPDATE contracts_socialcontract SET "{field.column}" = %s WHERE id = %s'
            value = {"BooleanField": not contract.copy_given, "DateField": LATER}.get(
                field.get_internal_type(), field.get_prep_value(None)
            )
            if field.get_internal_type() in ("CharField", "TextField"):
                value = "B" if field.max_length == 1 else "x"
            if field.get_internal_type() == "DateTimeField":
                value = timezone.now()
            if field.get_internal_type() == "ForeignKey":
                value = 999
            with pytest.raises(IntegrityError), transaction.atomic():
                cursor.execute(sql, [value, contract.pk])


@pytest.mark.parametrize("act", ["insert", "change", "delete", "move in", "move out"])
@pytest.mark.parametrize("part", [Goal, Party, PlannedReview], ids=lambda part: part.__name__)
def test_parts_of_a_locked_contract_are_frozen_from_both_sides(locked, other_draft, part, act):
    own = part.objects.get(contract=locked)
    foreign = part.objects.get(contract=other_draft)
    text = {Goal: "text", Party: "last_name", PlannedReview: "on"}[part]
    value = LATER if part is PlannedReview else "inne"
    acts = {
        "insert": lambda: part.objects.create(contract=locked, **{text: value}),
        "change": lambda: part.objects.filter(pk=own.pk).update(**{text: value}),
        "delete": lambda: by_sql(f"DELETE FROM {part._meta.db_table} WHERE id = %s", own.pk),
        "move in": lambda: part.objects.filter(pk=foreign.pk).update(contract=locked),
        "move out": lambda: part.objects.filter(pk=own.pk).update(contract=other_draft),
    }
    assert name_of_refusal(acts[act]) == "contract_part_is_frozen"


@pytest.mark.parametrize("act", ["insert", "change", "delete", "move in", "move out"])
def test_actions_of_a_locked_contract_are_frozen_from_both_sides(locked, other_draft, act):
    own = Action.objects.get(goal__contract=locked)
    foreign = Action.objects.get(goal__contract=other_draft)
    facts = {"side": "worker", "text": "inne"}
    acts = {
        "insert": lambda: Action.objects.create(goal=own.goal, **facts),
        "change": lambda: Action.objects.filter(pk=own.pk).update(deadline=LATER),
        "delete": lambda: by_sql("DELETE FROM contracts_action WHERE id = %s", own.pk),
        "move in": lambda: Action.objects.filter(pk=foreign.pk).update(goal=own.goal),
        "move out": lambda: Action.objects.filter(pk=own.pk).update(goal=foreign.goal),
    }
    assert name_of_refusal(acts[act]) == "contract_part_is_frozen"


def test_parts_of_a_draft_change_freely(person, other_draft):
    contract = made.draft(person)
    goal = contract.goals.get()
    Goal.objects.filter(pk=goal.pk).update(text="inny")
    Action.objects.create(goal=goal, side="worker", text="Zapisanie na warsztat")
    contract.parties.update(contract=other_draft)
    contract.planned_reviews.all().delete()
    goal.delete()
    assert not contract.goals.exists()


def test_a_part_may_not_name_a_contract_that_is_not_there_yet(person):
    """The key is checked at commit only: without this a row could come before its locked contract."""
    assert (
        name_of_refusal(
            by_sql, "INSERT INTO contracts_goal (contract_id, text, position) VALUES (0, 'x', 0)"
        )
        == "contract_part_is_frozen"
    )


@pytest.mark.parametrize("make", [made.printed, made.signed], ids=lambda make: make.__name__)
def test_a_contract_with_a_number_is_not_deleted(person, make):
    contract = make(person)
    sql = "DELETE FROM contracts_socialcontract WHERE id = %s"
    assert name_of_refusal(by_sql, sql, contract.pk) == "contract_not_deleted"


def test_a_numbered_draft_is_not_deleted_one_without_a_number_is(person):
    numbered = made.draft(person, number="7/2026")
    assert name_of_refusal(numbered.delete) == "contract_not_deleted"
    fresh = SocialContract.objects.create(
        person=person, type="A", worker=person.responsible, created_by=person.responsible
    )
    fresh.delete()
    assert not row_of(fresh).exists()


STATES = list(STEPS)
FORBIDDEN = [(old, new) for old in STATES for new in STATES if new != old and new not in STEPS[old]]


def in_state(person, state):
    contract = {
        "draft": made.draft,
        "waiting": made.waiting,
        "approved": made.approved,
        "not_made": made.not_made,
        "printed": made.printed,
        "refused": made.printed,
        "signed": made.signed,
        "ended": lambda who: made.ended(who, last_day=LATER),
    }[state](person)
    if state == "refused":
        row_of(contract).update(state="refused")
        contract.refresh_from_db()
    return contract


@pytest.mark.parametrize(("old", "new"), FORBIDDEN)
def test_only_the_steps_of_the_table_are_allowed(person, old, new):
    contract = in_state(person, old)
    assert name_of_refusal(row_of(contract).update, state=new) == "contract_step"


def begun(person, **facts):
    return SocialContract.objects.create(
        **{
            "person": person,
            "type": "A",
            "worker": person.responsible,
            "created_by": person.responsible,
            "ends_on": LATER,
            "number": "5/2026",
            **facts,
        }
    )


@pytest.mark.parametrize("state", ["printed", "signed", "ended"])
def test_a_contract_begins_as_a_draft(person, state):
    assert name_of_refusal(begun, person, state=state) == "contract_begins_as_draft"


def test_a_contract_does_not_begin_as_a_voided_entry(person, users):
    facts = {"voided_at": timezone.now(), "voided_by": users.head, "void_reason": "pomyłka"}
    assert name_of_refusal(begun, person, **facts) == "contract_begins_as_draft"


def test_a_contract_from_paper_is_signed_at_once_and_never_printed(person):
    contract = made.from_paper(person)
    assert contract.covers(made.SIGNED_ON)
    other = made.draft(person, origin="paper", number="14/2025")
    assert name_of_refusal(row_of(other).update, state="printed") == "contract_step"


def test_a_contract_made_here_is_not_signed_without_its_print(person):
    contract = made.draft(person)
    facts = {"signed_on": made.SIGNED_ON, "signed_by": person.responsible}
    assert name_of_refusal(row_of(contract).update, state="signed", **facts) == "contract_step"


def sign_by_sql(contract, paper, on=made.SIGNED_ON):
    def sign():
        contract.signatures.bulk_create(contract.expected_signatures())
        facts = {"signed_on": on, "signed_by": contract.worker, "signed_print": paper}
        row_of(contract).update(state="signed", **facts)

    return name_of_refusal(sign)


def test_only_a_valid_print_of_this_very_contract_is_signed(person, users):
    contract = made.printed(person)
    other = made.printed(PersonFactory(responsible=users.worker))
    assert sign_by_sql(contract, other.live_print) == "contract_signed_on_its_print"
    assert sign_by_sql(contract, None) == "contract_signed_on_its_print"
    old = contract.live_print
    contract.back_to_draft(at=timezone.now(), by=users.worker)
    made.lock(contract)
    assert sign_by_sql(contract, old) == "contract_signed_on_its_print"
    day_before = made.PRINTED_ON - datetime.timedelta(days=1)
    assert sign_by_sql(contract, contract.live_print, day_before) == "contract_signed_on_its_print"


def back_to_draft_by_sql(contract):
    row_of(contract).update(state="draft")
    by_sql("SET CONSTRAINTS ALL IMMEDIATE")


def test_going_back_to_a_draft_needs_the_print_voided(person):
    contract = made.printed(person)
    assert name_of_refusal(back_to_draft_by_sql, contract) == "contract_print_still_valid"


def locked_again_by_sql(contract):
    row_of(contract).update(state="draft")
    row_of(contract).update(state="printed")


def test_no_second_paper_takes_the_place_of_the_first_one_while_a_signature_is_awaited(person):
    """The print is void only once its contract is a draft again, and goes with the wording."""
    contract = made.printed(person)
    prints = Print.objects.filter(contract=contract)
    facts = {"voided_at": timezone.now(), "voided_by": contract.worker}
    assert name_of_refusal(prints.update, **facts) == "print_is_kept"
    assert name_of_refusal(locked_again_by_sql, contract) == "contract_print_still_valid"


def test_a_contract_is_not_voided_by_whoever_signed_it_in(person, users):
    contract = made.signed(person)
    facts = {"voided_at": timezone.now(), "void_reason": "pomyłka"}
    own = name_of_refusal(row_of(contract).update, voided_by=contract.signed_by, **facts)
    assert own == "contract_voided_whole"
    row_of(contract).update(voided_by=users.coordinator, **facts)


@pytest.mark.parametrize("field", ["code", "printed_on", "document_id", "facts", "contract_id"])
def test_a_print_never_changes_not_even_while_it_is_voided(person, users, other_draft, field):
    contract = made.printed(person)
    values = {
        "code": "ZZZZ",
        "printed_on": LATER,
        "document_id": contract.live_print.document_id + 1000,
        "facts": {"x": 1},
        "contract_id": other_draft.pk,
    }
    prints = Print.objects.filter(contract=contract)
    changed = {field: values[field]}
    assert name_of_refusal(prints.update, **changed) == "print_is_kept"
    row_of(contract).update(state="draft")
    voided = {"voided_at": timezone.now(), "voided_by": users.worker}
    assert name_of_refusal(prints.update, **changed, **voided) == "print_is_kept"
    prints.update(**voided)


def test_a_print_is_not_deleted_nor_revived_nor_voided_under_a_signature(person, users):
    contract = made.printed(person)
    voided = contract.live_print
    sql = "DELETE FROM contracts_print WHERE id = %s"
    assert name_of_refusal(by_sql, sql, voided.pk) == "print_is_kept"
    contract.back_to_draft(at=timezone.now(), by=users.worker)
    revive = Print.objects.filter(pk=voided.pk)
    assert name_of_refusal(revive.update, voided_at=None, voided_by=None) == "print_is_kept"
    made.lock(contract)
    contract.sign(
        on=made.SIGNED_ON,
        by=users.worker,
        code=contract.live_print.code,
        today=made.SIGNED_ON,
    )
    signed = Print.objects.filter(pk=contract.signed_print_id)
    assert (
        name_of_refusal(signed.update, voided_at=timezone.now(), voided_by=users.worker)
        == "print_is_kept"
    )


def copy_of(paper, **facts):
    old = Print.objects.get(pk=paper.pk)
    old.pk, old.code, old._state.adding = None, "WXYZ", True
    for name, value in facts.items():
        setattr(old, name, value)
    return old


def test_a_print_is_made_of_a_locked_contract_only(person, other_draft):
    paper = made.printed(person).live_print
    assert name_of_refusal(copy_of(paper, contract=other_draft).save) == "print_of_locked_contract"


@pytest.mark.parametrize("make", [made.signed, made.printed], ids=lambda make: make.__name__)
def test_no_print_is_made_after_the_signature_nor_a_second_one_before_it(person, users, make):
    contract = make(person)
    other = made.printed(PersonFactory(responsible=users.worker)).live_print
    expected = {made.signed: "print_of_locked_contract", made.printed: "print_one_is_valid"}[make]
    document = made.Document.objects.keep(
        kind="x", name="x.pdf", content=b"x", content_type="application/pdf", by=users.worker
    )
    assert name_of_refusal(copy_of(other, contract=contract, document=document).save) == expected


def test_a_refusal_to_sign_is_kept(person, users):
    contract = made.printed(person)
    refusal = Refusal.objects.create(
        contract=contract, on=LATER, who="Ewa Lis", reason="za dużo", noted_by=users.worker
    )
    assert name_of_refusal(Refusal.objects.update, reason="inny") == "refusal_is_kept"
    assert name_of_refusal(by_sql, "DELETE FROM contracts_refusal WHERE id = %s", refusal.pk)


def test_a_print_without_end_day_is_refused(person):
    contract = made.draft(person, ends_on=None)
    assert name_of_refusal(row_of(contract).update, state="printed") == "contract_printed_whole"


def test_a_contract_signed_after_its_end_is_refused(person, users):
    contract = made.printed(person, ends_on=made.PRINTED_ON)
    assert sign_by_sql(contract, contract.live_print) == "contract_ends_after_signing"


def test_signed_means_a_day_and_a_person_and_only_then(person):
    contract = made.draft(person)
    assert (
        name_of_refusal(row_of(contract).update, signed_on=made.SIGNED_ON)
        == "contract_signed_whole"
    )
    paper = made.draft(person, origin="paper", number="3/2025")
    assert name_of_refusal(row_of(paper).update, state="signed") == "contract_signed_whole"


def test_a_contract_from_paper_has_no_print_of_ours(person, users):
    paper = made.draft(person, origin="paper", number="3/2025")
    other = made.printed(PersonFactory(responsible=users.worker)).live_print
    facts = {"signed_on": made.SIGNED_ON, "signed_by": users.worker, "signed_print": other}
    assert (
        name_of_refusal(row_of(paper).update, state="signed", **facts)
        == "contract_signed_on_print_or_paper"
    )


@pytest.mark.parametrize(
    ("last_day", "name"),
    [
        (made.SIGNED_ON - datetime.timedelta(days=1), "contract_ended_within_term"),
        (made.ENDS_ON + datetime.timedelta(days=1), "contract_ended_within_term"),
        (None, "contract_ended_whole"),
    ],
)
def test_an_ending_lies_within_the_term(person, users, last_day, name):
    contract = made.signed(person)
    facts = {"ended_on": last_day, "end_reason": "agreed", "ended_by": users.worker}
    assert name_of_refusal(row_of(contract).update, state="ended", **facts) == name


@pytest.mark.parametrize("last_day", [made.SIGNED_ON, made.ENDS_ON])
def test_the_first_and_the_last_day_of_the_term_may_end_it(person, last_day):
    assert made.ended(person, last_day=last_day).last_day == last_day


def test_a_number_is_given_once_and_stays(person, users):
    contract = made.draft(person, number="27/2026")
    assert name_of_refusal(made.draft, person, number="27/2026") == "contract_number_once"
    assert name_of_refusal(row_of(contract).update, number="28/2026") == "contract_identity"
    assert name_of_refusal(row_of(contract).update, number="") == "contract_identity"


def test_a_number_of_ours_stays_used_when_voided_one_typed_from_paper_does_not(person, users):
    made.signed(person, number="27/2026").void(by=users.coordinator, reason="pomyłka")
    assert name_of_refusal(made.draft, person, number="27/2026") == "contract_number_once"
    made.from_paper(person, number="13/2025").void(by=users.coordinator, reason="nie ta osoba")
    made.from_paper(PersonFactory(responsible=users.worker), number="13/2025")


@pytest.mark.parametrize("field", ["person", "origin"])
def test_a_draft_keeps_its_person_and_origin(person, other_draft, field):
    contract = made.draft(person)
    value = {"person": other_draft.person, "origin": "paper"}[field]
    assert name_of_refusal(row_of(contract).update, **{field: value}) == "contract_identity"


def test_two_signed_contracts_of_one_kind_do_not_overlap(person):
    made.signed(person)
    assert (
        name_of_refusal(made.from_paper, person, on=made.ENDS_ON - datetime.timedelta(days=10))
        == "contract_no_overlap"
    )


def test_the_two_kinds_may_stand_beside_each_other_and_days_after_the_end_are_free(person, users):
    made.ended(person, last_day=datetime.date(2026, 12, 10))
    made.signed(person, type="B")
    made.signed(person, on=datetime.date(2026, 12, 11), ends_on=LATER)


def test_a_voided_contract_changes_no_more_and_voids_whole(person, users):
    contract = made.signed(person)
    assert (
        name_of_refusal(row_of(contract).update, voided_at=timezone.now())
        == "contract_voided_whole"
    )
    contract.void(by=users.coordinator, reason="pomyłka")
    assert name_of_refusal(row_of(contract).update, original_place="szafa") == "contract_is_voided"
    assert name_of_refusal(row_of(contract).update, voided_at=None) == "contract_is_voided"


def test_a_draft_that_never_got_a_number_is_not_voided(person, users):
    contract = made.draft(person)
    blank = begun(PersonFactory(responsible=users.worker), number="")
    facts = {"voided_at": timezone.now(), "voided_by": users.head, "void_reason": "pomyłka"}
    assert name_of_refusal(row_of(blank).update, **facts) == "contract_identity"
    row_of(contract).update(**facts)


@pytest.mark.parametrize("state", ["printed", "refused"])
def test_a_contract_out_for_signature_is_not_voided(person, users, state):
    contract = in_state(person, state)
    facts = {"voided_at": timezone.now(), "voided_by": users.coordinator, "void_reason": "x"}
    assert name_of_refusal(row_of(contract).update, **facts) == "contract_is_frozen"


def test_parts_of_a_voided_draft_are_frozen(person, users):
    contract = made.draft(person, number="8/2026")
    contract.void(by=users.coordinator, reason="pomyłka")
    goal = Goal.objects.get(contract_id=contract.pk)
    assert (
        name_of_refusal(Goal.objects.filter(pk=goal.pk).update, text="inny")
        == "contract_part_is_frozen"
    )


def test_a_scan_is_added_once_and_not_replaced(person, users):
    contract = made.signed(person)
    keep = made.Document.objects.keep
    scans = [
        keep(
            kind="scan", name="s.pdf", content=b"x", content_type="application/pdf", by=users.worker
        )
        for _ in range(2)
    ]
    contract.keep_scan(scans[0])
    assert name_of_refusal(row_of(contract).update, scan=scans[1]) == "contract_is_frozen"
    assert name_of_refusal(row_of(contract).update, scan=None) == "contract_is_frozen"


def test_the_sign_of_every_change_is_in_the_history(person):
    contract = made.signed(person)
    labels = list(contract.events.order_by("pgh_id").values_list("pgh_label", "state"))
    assert labels == [("insert", "draft"), ("update", "printed"), ("update", "signed")]
