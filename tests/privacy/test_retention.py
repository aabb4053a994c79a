"""How long files are kept: n years from 1 January after the case ended, by the office's own classes."""

import datetime

import pytest

from kis.lib.refusals import Refused
from kis.privacy.cases import cases, may_go, waiting
from kis.privacy.models import Destruction, DestructionItem, RetentionClass
from kis.privacy.proposing import propose
from kis.privacy.retention import Standing, Term, due_from, ended_by, longest, term
from participants.models import Person
from tests.factories import PersonFactory
from tests.participants.made import stay
from tests.psu.factories import ReferralFactory
from tests.refused import refused

D = datetime.date
ENDED = D(2015, 6, 30)


@pytest.mark.parametrize(
    ("symbol", "ended", "due"),
    [
        ("B10", D(2015, 1, 1), D(2026, 1, 1)),
        ("B10", D(2015, 12, 31), D(2026, 1, 1)),
        ("B10", D(2016, 1, 1), D(2027, 1, 1)),
        ("B5", D(2020, 2, 29), D(2026, 1, 1)),
        ("B1", D(2024, 12, 31), D(2026, 1, 1)),
        ("B50", D(2015, 6, 30), D(2066, 1, 1)),
        ("BE10", D(2015, 6, 30), D(2026, 1, 1)),
        ("A", D(2015, 6, 30), None),
    ],
)
def test_years_are_counted_from_the_first_of_january_after_the_end(symbol, ended, due):
    assert due_from(symbol, ended) == due


@pytest.mark.parametrize("symbol", ["", "B", "BE", "A10", "B0", "B100", "Bc", "C5", "b10"])
def test_what_is_no_class_is_none(symbol):
    with pytest.raises(ValueError):  # noqa: PT011 - the symbol alone
        due_from(symbol, ENDED)


@pytest.mark.parametrize(
    ("symbol", "ended", "on", "standing"),
    [
        ("B10", ENDED, D(2025, 12, 31), Standing.KEPT),
        ("B10", ENDED, D(2026, 1, 1), Standing.DUE),
        ("BE10", ENDED, D(2025, 12, 31), Standing.KEPT),
        ("BE10", ENDED, D(2026, 1, 1), Standing.ASSESSED_FIRST),
        ("A", ENDED, D(2100, 1, 1), Standing.FOR_EVER),
        ("B10", None, D(2100, 1, 1), Standing.OPEN),
        ("B10", D(2030, 1, 1), D(2029, 12, 31), Standing.OPEN),
    ],
)
def test_a_file_stands_on_a_day(symbol, ended, on, standing):
    assert term(symbol, ended, on).standing is standing


def test_the_longest_term_keeps_the_whole_file():
    due, later = Term(Standing.DUE, "B5", D(2021, 1, 1)), Term(Standing.KEPT, "B10", D(2026, 1, 1))
    assert longest([due, later]) is later
    assert longest([later, due]) is later
    last = Term(Standing.DUE, "B10", D(2026, 1, 1))
    assert longest([due, last]) is last
    assert longest([last, Term(Standing.ASSESSED_FIRST, "BE5", D(2021, 1, 1))]).symbol == "BE5"


@pytest.mark.parametrize("symbols", [["B5"], ["BE10"], ["B5", "B10"], ["A"], ["A", "B1"], ["B50"]])
def test_the_day_by_which_it_ended_is_the_same_rule(symbols):
    on = D(2026, 11, 30)
    last = ended_by(symbols, on)
    for days in range(0, 26_000, 97):
        ended = on - datetime.timedelta(days=days)
        goes = longest(term(symbol, ended, on) for symbol in symbols).may_go
        assert goes == (last is not None and ended <= last), ended


def test_a_kind_without_a_class_is_never_due():
    assert ended_by(["", "B1"], D(2026, 11, 30)) is None


@pytest.fixture
def classes(db):
    for code, symbol in (("club", "B10"), ("psu", "B5"), ("application", "B5")):
        RetentionClass.objects.create(
            code=code, symbol=symbol, source="wykaz akt", valid_from=D(2011, 1, 1)
        )


@pytest.fixture
def ended(users, classes):
    found = PersonFactory(responsible=users.worker)
    stay(found, D(2014, 1, 7), ENDED)
    return found


def due_on(on):
    everybody = list(Person.objects.values_list("pk", flat=True))
    found = {case.person: (case.term.symbol, case.ended_on) for case in may_go(on, everybody)}
    # The page asks of the whole register, in the database.
    shown, count = waiting(on, seen=Person.objects.all(), most=500)
    assert {case.person for case in shown} == set(found)
    assert count == len(found)
    return found


def test_a_case_ends_with_the_last_of_what_goes_on(ended, users):
    assert due_on(D(2025, 12, 31)) == {}
    assert due_on(D(2026, 1, 1)) == {ended.pk: ("B10", ENDED)}
    ReferralFactory(person=ended, starts_on=D(2026, 3, 2), ends_on=D(2026, 6, 30))
    assert due_on(D(2031, 12, 31)) == {}
    (case,) = cases(D(2031, 12, 31), [ended.pk])
    assert case.kinds == ("club", "psu")
    assert case.ended_on == D(2026, 6, 30)


def test_a_stay_an_application_and_a_request_keep_a_case_open(users, classes, ended):
    goes_on, waits = (
        PersonFactory(responsible=users.worker),
        PersonFactory(responsible=users.worker),
    )
    stay(goes_on, D(2024, 1, 8))
    asked = {"received_on": D(2025, 1, 7), "way": "letter", "identified_by": "podpis"}
    ended.data_requests.create(kind="erasure", noted_by=users.worker, **asked)
    found = {
        case.person: case.ended_on
        for case in cases(D(2040, 1, 1), [ended.pk, goes_on.pk, waits.pk])
    }
    assert found == {goes_on.pk: None, waits.pk: None, ended.pk: None}


def test_without_a_class_nobody_is_proposed(ended):
    RetentionClass.objects.filter(code="club").update(valid_to=D(2020, 1, 1))
    (case,) = cases(D(2040, 1, 1), [ended.pk])
    assert case.term is None
    assert due_on(D(2040, 1, 1)) == {}


def test_a_merged_file_is_one_case_with_the_other(ended, users):
    other = PersonFactory(responsible=users.worker)
    stay(other, D(2018, 1, 8), D(2018, 6, 30))
    other.merged_into = ended
    other.save()
    (case,) = cases(D(2026, 1, 1), [ended.pk, other.pk])
    assert (case.person, case.ended_on) == (ended.pk, D(2018, 6, 30))


TODAY = D(2026, 11, 30)


def proposed(ended, users) -> Destruction:
    return propose([ended.pk], remarks="", on=TODAY, by=users.coordinator)


def test_a_list_is_approved_by_a_second_person_with_the_archives_consent(ended, users):
    found = proposed(ended, users)
    told = {"number": "OP.421.7.2026", "consent_on": D(2026, 11, 20), "assessment": "", "on": TODAY}
    with pytest.raises(Refused, match="druga osoba"):
        found.approve(by=users.coordinator, **told)
    with pytest.raises(Refused, match="zgody archiwum"):
        found.approve(by=users.head, **(told | {"number": " "}))
    found.approve(by=users.head, **told)
    found.refresh_from_db()
    assert found.approved_by == users.head
    with pytest.raises(Refused, match="już zatwierdzono"):
        found.approve(by=users.head, **told)


def test_of_expert_assessment_its_number_is_asked(ended, users):
    RetentionClass.objects.filter(code="club").update(symbol="BE10")
    found = proposed(ended, users)
    told = {"number": "OP.421.7.2026", "consent_on": D(2026, 11, 20), "on": TODAY}
    with pytest.raises(Refused, match="ekspertyzy"):
        found.approve(by=users.head, assessment="", **told)
    found.approve(by=users.head, assessment="OP.44.1.2026", **told)


def test_an_approved_list_is_not_changed(ended, users):
    found = proposed(ended, users)
    item = found.items.get()
    found.approve(number="1", consent_on=D(2026, 11, 20), assessment="", on=TODAY, by=users.head)
    with refused("destruction_is_closed"):
        DestructionItem.objects.filter(pk=item.pk).update(left_out="jednak nie")


def test_nobody_stands_in_two_lists_and_none_whose_term_runs(ended, users):
    proposed(ended, users)
    with pytest.raises(Refused, match="Zaznacz"):
        proposed(ended, users)
    young = PersonFactory(responsible=users.worker)
    stay(young, D(2020, 1, 7), D(2020, 6, 30))
    with pytest.raises(Refused, match="nie może być"):
        propose([young.pk], remarks="", on=TODAY, by=users.coordinator)


def test_the_page_shows_the_first_and_says_how_many_there_are(
    ended, users, django_assert_num_queries
):
    for year in (2016, 2012, 2013):
        later = PersonFactory(responsible=users.worker)
        stay(later, D(year - 1, 1, 7), D(year, 6, 30))
    with django_assert_num_queries(2):
        shown, count = waiting(D(2027, 1, 1), seen=Person.objects.all(), most=2)
    assert ([case.ended_on.year for case in shown], count) == ([2012, 2013], 4)
    proposed(ended, users)
    seen = Person.objects.exclude(pk=shown[0].person)
    shown, count = waiting(D(2027, 1, 1), seen=seen, most=9)
    assert ([case.ended_on.year for case in shown], count) == ([2013, 2016], 2)
