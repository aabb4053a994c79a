"""The rules of eligibility on what is recorded: voided entries, disability pension, several papers."""

from datetime import date

import pytest

from kis.lib.dates import DAY
from participants.person_answer import person_answer, recorded
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, question

WRONG = "wpisano nie tę osobę"


@pytest.fixture
def eligible(person):
    """The person with all that is needed; gives the rows by name."""
    row = established(person)
    return {"eligibility": row, "evidence": paper(row), "benefits": question(person)}


def test_with_all_of_it_the_person_is_eligible(eligible, person, on):
    answer = person_answer(person, on)

    assert answer.eligible, answer.missing
    assert answer.main == eligible["eligibility"]
    assert (answer.has_evidence, answer.good_until) == (True, None)


@pytest.mark.parametrize(
    ("voided", "sentence"),
    [
        ("eligibility", "Nie ustalono kategorii uprawniającej."),
        ("evidence", "Brakuje dokumentu potwierdzającego kategorię."),
        (
            "benefits",
            "Brakuje odpowiedzi o świadczeniach wykluczających. Zapytaj i wpisz odpowiedź.",
        ),
    ],
)
def test_what_was_voided_does_not_count(voided, sentence, eligible, person, users, on):
    eligible[voided].void(by=users.coordinator, reason=WRONG)

    assert person_answer(person, on).missing == [sentence]


def test_a_disability_pension_does_not_exclude(eligible, person, on):
    question(person, asked_on=on, disability_pension=date(2020, 1, 1))

    assert person_answer(person, on).eligible


@pytest.mark.parametrize(
    "benefit",
    [
        *("unemployment", "pre_retirement_allowance", "pre_retirement_benefit"),
        *("structural_pension", "retirement", "teachers"),
    ],
)
def test_each_right_of_the_list_excludes(benefit, eligible, person, on):
    question(person, asked_on=on, **{benefit: on})

    (sentence,) = person_answer(person, on).missing
    assert sentence.startswith("Od 23.11.2026 osoba ma prawo do świadczenia")


def test_a_correction_of_the_same_day_replaces_the_answer(eligible, person, on):
    question(person, asked_on=on, retirement=on)
    question(person, asked_on=on)

    assert person_answer(person, on).eligible


def test_evidence_prolonged_by_law_is_good_for_that_long(person, on):
    row = established(person)
    question(person)
    paper(
        row,
        valid_until=date(2026, 11, 22),
        extended_until=on,
        extended_basis="ustawa o szczególnych rozwiązaniach",
    )

    assert person_answer(person, on).eligible
    assert person_answer(person, date(2026, 11, 24)).missing == [
        "Dokument kategorii wygasł 23.11.2026. Dodaj ważny dokument."
    ]


def test_an_open_category_past_its_form_without_a_reason_is_not_enough(person, on):
    paper(established(person, category(9)))
    question(person)

    (sentence,) = person_answer(person, on).missing
    assert "wymaga powodu" in sentence


def test_one_query_however_much_is_recorded(eligible, person, users, on, django_assert_num_queries):
    for code in (1, 2, 3):
        paper(established(person, category(code), is_main=False))
    question(person, asked_on=on, retirement=date(2027, 1, 1))

    with django_assert_num_queries(1):
        person_answer(person, on)


def test_all_is_read_in_one_query_of_this_person_alone(person, users, django_assert_num_queries):
    row = established(person)
    older, newer = (paper(row, issued_on=date(2026, month, 1)) for month in (1, 2))
    asked = question(person)
    another = PersonFactory(responsible=users.worker)
    paper(established(another))
    question(another)
    with django_assert_num_queries(1):
        told = recorded(person)
        assert told.eligibilities == [row]
        assert told.eligibilities[0].papers_recorded == [newer, older]
        assert {paper.eligibility.person for paper in (newer, older)} == {person}
        assert told.checks == [asked]
        assert told.checks[0].person is person


def test_a_programme_ends_the_category_and_the_head_can_say_so(person, on):
    row = established(person, category(1))
    question(person)
    paper(row)
    paper(row, kind="programme", valid_until=on)

    last, behind = (person_answer(person, day) for day in (on, on + DAY))

    assert (last.eligible, last.good_until, last.ends_by_programme) == (True, on, True)
    assert (behind.eligible, behind.programme_until, behind.expired_on) == (False, on, on)
    assert behind.missing[0].startswith("Indywidualny program trwał do 23.11.2026")


def test_a_check_in_sepi_needs_neither_issuer_nor_number(person, on):
    question(person)
    paper(established(person), kind="sepi", issuer="", number="", valid_until=on)

    assert person_answer(person, on).eligible
