"""The clauses that the office words itself: dated, loaded once, followed when the law is worded anew."""

import datetime

import pytest

from contracts.texts import (
    CLAUSES,
    CONSEQUENCES,
    FORM_1A,
    FORM_1B,
    FORM_2B,
    FORMER,
    LABOUR_GROUPS,
    clause,
    labour_groups,
    load_texts,
)
from kis.documents.models import Document, PaperText

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 11, 19)
NOW = "Dz.U. z 2026 r. poz. 639 i 974"


def day(text):
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize("is_loaded", [True, False])
@pytest.mark.parametrize(
    ("key", "on", "says", "says_not"),
    [
        (
            CONSEQUENCES,
            "2025-06-01",
            "art. 65 ust. 1 pkt 2 i 3 ustawy z dnia 20 marca 2025 r.",
            NOW,
        ),
        (CONSEQUENCES, "2026-08-04", "(art. 109)", NOW),
        (CONSEQUENCES, "2026-08-05", f"o pomocy społecznej, {NOW})", "podjęcia zatrudnienia"),
        (FORM_1A, "2026-08-04", "(część I A i II A)", NOW),
        (FORM_1A, "2026-08-05", f"o pomocy społecznej, {NOW}.", "art. 198"),
        (FORM_1B, "2026-08-05", f"o pomocy społecznej, {NOW}; w miejsce art. 49", "?"),
        (FORM_2B, "2026-08-05", "CZĘŚĆ II B", "CZĘŚĆ I B"),
        (
            LABOUR_GROUPS,
            "2025-06-01",
            "osoba bezrobotna samotnie wychowująca dziecko",
            "do 6. roku",
        ),
    ],
)
def test_each_day_has_its_wording_in_the_dictionary_and_without_it(
    is_loaded, key, on, says, says_not
):
    if is_loaded:
        load_texts(ON)
    assert says in clause(key, day(on))
    assert says_not not in clause(key, day(on))


@pytest.fixture
def earlier():
    """A database that an earlier version of the program loaded."""
    for key, versions in CLAUSES.items():
        text, source = FORMER.get(key, (versions[0].text, versions[0].source))
        PaperText.objects.create(
            key=key, title=versions[0].title, text=text, source=source, valid_from="2025-06-01"
        )
    return {row.key: row for row in PaperText.objects.all()}


def test_in_a_database_of_before_todays_words_follow_as_new_rows(earlier):
    """What was printed until yesterday keeps the words of its day."""
    assert load_texts(ON) == 6
    for key, row in earlier.items():
        former = PaperText.objects.get(pk=row.pk)
        assert (former.text, former.source, former.valid_from) == (
            row.text,
            row.source,
            day("2025-06-01"),
        )
        assert clause(key, ON) == CLAUSES[key][-1].text
        assert clause(key, day("2026-11-18")) == row.text
    assert load_texts(ON) == load_texts(day("2026-12-24")) == 0


def test_a_clause_that_the_office_worded_or_ended_is_left_alone(earlier):
    PaperText.objects.filter(key=CONSEQUENCES).update(text="Pouczenie ośrodka.")
    PaperText.objects.filter(key=FORM_1A).update(valid_to="2026-01-31")
    load_texts(ON)
    assert clause(CONSEQUENCES, ON) == "Pouczenie ośrodka."
    assert PaperText.objects.filter(key=FORM_1A).count() == 1


def test_a_clause_loaded_today_is_followed_tomorrow(earlier):
    """No row may end before it began."""
    PaperText.objects.filter(key=CONSEQUENCES).update(valid_from=ON)
    load_texts(ON)
    assert NOW not in clause(CONSEQUENCES, ON)
    assert NOW in clause(CONSEQUENCES, day("2026-11-20"))


def test_groups_of_the_labour_market_are_those_of_the_act_of_2025():
    """Art. 69: whom the office sends first."""
    assert labour_groups(ON)[:3] == [
        "osoba długotrwale bezrobotna",
        "osoba bezrobotna do 30. roku życia",
        "osoba bezrobotna powyżej 50. roku życia",
    ]
    assert "osoba bezrobotna z Kartą Dużej Rodziny" in labour_groups(ON)


def test_a_clause_that_went_out_on_a_paper_today_is_followed_tomorrow(earlier, users):
    """The row ends behind the paper, not under it."""
    paper = Document.objects.keep(
        kind="contract", name="kontrakt.pdf", content=b"-", content_type="x/y", by=users.worker
    )
    PaperText.objects.stand_on(paper, [CONSEQUENCES], ON)
    load_texts(ON)
    assert clause(CONSEQUENCES, ON) == FORMER[CONSEQUENCES][0]
    assert NOW in clause(CONSEQUENCES, day("2026-11-20"))
