import datetime

import pytest

from contracts import participation
from contracts.participation import (
    Cover,
    begin_participation,
    covers_of,
    gaps,
    may_take_part,
    people_in_gap,
    uncovered,
)
from contracts.stays import end_participation
from kis.lib.refusals import Refused
from participants.models import Participation
from participants.person_answer import PersonAnswer
from tests.contracts import made
from tests.contracts.made import row_of
from tests.factories import PersonFactory
from tests.refused import name_of_refusal


def day(text):
    return datetime.date.fromisoformat(text)


BEFORE = made.SIGNED_ON - datetime.timedelta(days=1)
AFTER = made.ENDS_ON + datetime.timedelta(days=1)
FIRST = Cover("12/2026", day("2026-01-10"), day("2026-11-30"))
SECOND = Cover("27/2026", day("2026-12-03"), day("2027-05-31"))


@pytest.mark.parametrize(
    ("on", "contract"),
    [
        ("2026-01-09", None),
        ("2026-01-10", "12/2026"),
        ("2026-11-30", "12/2026"),
        ("2026-12-01", None),
        ("2026-12-02", None),
        ("2026-12-03", "27/2026"),
        ("2027-05-31", "27/2026"),
        ("2027-06-01", None),
    ],
)
def test_a_contract_covers_from_the_day_of_signing_to_its_last_day(on, contract):
    answer = may_take_part(day(on), missing_eligibility=[], covers=[SECOND, FIRST])
    assert answer.may is (contract is not None)
    assert (answer.cover.number if answer.cover else None) == contract


def test_the_answer_says_which_contract_ended_or_begins():
    def missing(on):
        return may_take_part(day(on), missing_eligibility=[], covers=[FIRST, SECOND]).missing

    assert "(ostatni skończył się 30.11.2026)" in missing("2026-12-01")[0]
    assert "(pierwszy zawarto 10.01.2026)" in missing("2026-01-09")[0]
    assert may_take_part(day("2026-01-01"), missing_eligibility=[], covers=[]).missing == (
        "1.01.2026 nie obowiązuje żaden podpisany kontrakt. "
        "Potrzebny jest kontrakt podpisany najpóźniej tego dnia.",
    )


def test_both_eligibility_and_contract_are_missing_at_once():
    answer = may_take_part(
        day("2026-12-01"), missing_eligibility=["Brak dokumentu."], covers=[FIRST]
    )
    assert len(answer.missing) == 2
    assert answer.missing[0] == "Brak dokumentu."


@pytest.mark.parametrize(
    ("first", "last", "found"),
    [
        ("2026-02-01", "2026-11-30", []),
        ("2026-02-01", "2026-12-01", [("2026-12-01", "2026-12-01")]),
        ("2026-02-01", "2026-12-02", [("2026-12-01", "2026-12-02")]),
        ("2026-02-01", "2026-12-03", [("2026-12-01", "2026-12-02")]),
        ("2026-01-05", "2026-01-12", [("2026-01-05", "2026-01-09")]),
        ("2026-12-01", "2027-06-02", [("2026-12-01", "2026-12-02"), ("2027-06-01", "2027-06-02")]),
        ("2028-01-01", "2028-01-02", [("2028-01-01", "2028-01-02")]),
    ],
)
def test_days_without_a_contract(first, last, found):
    expected = [(day(start), day(end)) for start, end in found]
    assert uncovered(day(first), day(last), [SECOND, FIRST]) == expected


def test_a_single_bare_day_between_two_contracts_is_a_gap():
    next_one = Cover("13/2026", day("2026-12-02"), day("2026-12-31"))
    bare = day("2026-12-01")
    assert uncovered(day("2026-01-10"), day("2026-12-31"), [FIRST, next_one]) == [(bare, bare)]


def test_a_contract_inside_another_leaves_no_gap():
    inner = Cover("13/2026", day("2026-02-01"), day("2026-03-01"))
    assert uncovered(day("2026-01-10"), day("2026-11-30"), [FIRST, inner]) == []


@pytest.mark.parametrize(
    ("on", "runs"),
    [("2027-06-01", False), ("2027-06-02", True), ("2027-06-09", True), ("2027-06-10", False)],
)
def test_a_gap_lies_under_a_stay_that_runs(on, runs):
    row = Participation(starts_on=day("2027-06-02"), ends_on=day("2027-06-09"))
    expected = [(row.starts_on, day(on))] if runs else []
    assert gaps(row, [FIRST, SECOND], day(on)) == expected
    assert gaps(None, [FIRST, SECOND], day(on)) == []


def stay(person, starts_on, **facts):
    return Participation.objects.create(
        person=person,
        starts_on=starts_on,
        planned_end_on=AFTER,
        rules_version="1",
        rules_read_on=starts_on,
        declaration_signed_on=starts_on,
        begun_by=person.responsible,
        **facts,
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("starts_on", "is_covered"),
    [(BEFORE, False), (made.SIGNED_ON, True), (made.ENDS_ON, True), (AFTER, False)],
)
def test_the_database_lets_a_stay_begin_on_a_covered_day_only(person, starts_on, is_covered):
    made.signed(person)
    if is_covered:
        assert stay(person, starts_on).pk
    else:
        assert name_of_refusal(stay, person, starts_on) == "participation_start_covered"


@pytest.mark.django_db
@pytest.mark.parametrize("make", [made.draft, made.printed], ids=lambda make: make.__name__)
def test_a_contract_that_is_not_signed_covers_nothing(person, make):
    make(person)
    assert name_of_refusal(stay, person, made.SIGNED_ON) == "participation_start_covered"


@pytest.mark.django_db
def test_a_draft_beside_a_signed_contract_covers_no_day(person):
    contract = made.signed(person)
    made.draft(person, type="B")
    assert covers_of(person) == [Cover(contract.number, made.SIGNED_ON, made.ENDS_ON)]


@pytest.mark.django_db
def test_a_contract_that_ended_early_covers_through_its_last_day(person):
    made.ended(person, last_day=datetime.date(2026, 12, 1))
    assert (
        name_of_refusal(stay, person, datetime.date(2026, 12, 2)) == "participation_start_covered"
    )
    assert stay(person, datetime.date(2026, 12, 1)).pk


@pytest.mark.django_db
def test_another_persons_or_a_voided_contract_covers_nothing(person, users):
    made.signed(PersonFactory(responsible=users.worker))
    assert name_of_refusal(stay, person, made.SIGNED_ON) == "participation_start_covered"
    made.signed(person).void(by=users.coordinator, reason="pomyłka")
    assert name_of_refusal(stay, person, made.SIGNED_ON) == "participation_start_covered"


@pytest.mark.django_db
def test_a_stay_is_not_moved_to_a_bare_day_nor_to_a_person_without_a_contract(person, users):
    made.signed(person)
    row = Participation.objects.filter(pk=stay(person, made.SIGNED_ON).pk)
    assert name_of_refusal(row.update, starts_on=BEFORE) == "participation_start_covered"
    other = PersonFactory(responsible=users.worker)
    assert name_of_refusal(row.update, person=other) == "participation_start_covered"


@pytest.mark.django_db
def test_the_contract_under_a_first_day_is_neither_voided_nor_ended_before_it(person, users):
    contract = made.signed(person)
    stay(person, datetime.date(2026, 12, 1))
    facts = {"state": "ended", "end_reason": "agreed", "ended_by": users.worker}
    day_before = datetime.date(2026, 11, 30)
    assert name_of_refusal(row_of(contract).update, ended_on=day_before, **facts) == (
        "participation_stays_covered"
    )
    with pytest.raises(Refused, match=r"Od 1\.12\.2026 trwa udział w KIS"):
        contract.void(by=users.coordinator, reason="pomyłka")


@pytest.mark.django_db
def test_ending_the_contract_later_is_allowed_and_shows_as_a_gap(person, users):
    contract = made.signed(person)
    row = stay(person, datetime.date(2026, 12, 1))
    contract.end(
        on=datetime.date(2026, 12, 1),
        reason="agreed",
        by=users.worker,
        today=datetime.date(2026, 12, 4),
    )
    assert gaps(row, covers_of(person), datetime.date(2026, 12, 1)) == []
    assert gaps(row, covers_of(person), datetime.date(2026, 12, 4)) == [
        (datetime.date(2026, 12, 2), datetime.date(2026, 12, 4))
    ]
    assert list(people_in_gap(datetime.date(2026, 12, 1))) == []
    assert list(people_in_gap(datetime.date(2026, 12, 4))) == [person]


@pytest.mark.django_db
def test_a_contract_may_be_voided_where_another_covers_the_first_day(person, users):
    first, second = made.signed(person), made.signed(person, type="B")
    stay(person, made.SIGNED_ON)
    first.void(by=users.coordinator, reason="pomyłka")
    with pytest.raises(Refused, match="trwa udział"):
        second.void(by=users.coordinator, reason="pomyłka")


@pytest.fixture
def eligible(monkeypatch):
    missing = []
    monkeypatch.setattr(
        participation, "person_answer", lambda person, on: PersonAnswer(ground=missing, on=on)
    )
    return missing


def begin(person, starts_on=made.SIGNED_ON, **facts):
    return begin_participation(
        person,
        **{
            "starts_on": starts_on,
            "planned_end_on": made.ENDS_ON,
            "rules_version": "1",
            "rules_read_on": made.SIGNED_ON,
            "declaration_signed_on": made.SIGNED_ON,
            "by": person.responsible,
            **facts,
        },
    )


@pytest.mark.django_db
def test_beginning_needs_eligibility_and_a_contract_and_says_which_is_missing(person, eligible):
    with pytest.raises(Refused, match="nie obowiązuje żaden podpisany kontrakt"):
        begin(person)
    made.signed(person)
    eligible.append("Brakuje odpowiedzi o świadczeniach.")
    with pytest.raises(Refused, match="Brakuje odpowiedzi o świadczeniach"):
        begin(person)
    eligible.clear()
    assert begin(person).starts_on == made.SIGNED_ON


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["rules_read_on", "declaration_signed_on"])
def test_rules_and_declaration_come_before_the_first_day(person, eligible, field):
    made.signed(person)
    with pytest.raises(Refused, match="po początku udziału"):
        begin(person, **{field: made.SIGNED_ON + datetime.timedelta(days=1)})


@pytest.mark.django_db
def test_two_stays_at_once_are_refused_with_a_sentence(person, eligible):
    made.signed(person)
    begin(person)
    with pytest.raises(Refused, match="już uczestniczy"):
        begin(person, datetime.date(2026, 12, 1))


ENDING = {"outcome": "finished", "contract_carried_out": "yes", "what_next": "unknown"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("last_day", "sentence"),
    [
        (BEFORE, "nie może się skończyć wcześniej"),
        (datetime.date(2026, 12, 11), "nie może być późniejszy niż dzisiaj"),
    ],
)
def test_a_stay_ends_between_its_start_and_today(person, eligible, last_day, sentence):
    made.signed(person)
    running = begin(person)
    today = datetime.date(2026, 12, 10)
    with pytest.raises(Refused, match=sentence):
        end_participation(running, ends_on=last_day, by=person.responsible, today=today, **ENDING)
    end_participation(running, ends_on=today, by=person.responsible, today=today, **ENDING)
    with pytest.raises(Refused, match="skończył się już"):
        end_participation(running, ends_on=today, by=person.responsible, today=today, **ENDING)


@pytest.mark.django_db
def test_an_interrupted_stay_has_its_reason(person, eligible):
    made.signed(person)
    running = begin(person)
    facts = ENDING | {"outcome": "interrupted", "ends_on": made.SIGNED_ON}
    with pytest.raises(Refused, match="Podaj powód przerwania"):
        end_participation(running, by=person.responsible, today=made.SIGNED_ON, **facts)
