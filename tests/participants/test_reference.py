"""The categories of the act as dated rows: the wording of a day, loaded once, the centre's to edit."""

from datetime import date

import pytest

from participants.models import EligibilityCategory
from participants.reference import CATEGORIES, FORMER, load_categories
from tests.participants import made

pytestmark = pytest.mark.django_db


def wording(code, day):
    return EligibilityCategory.objects.on(day).get(code=code).statutory_wording


def test_nine_categories_hold_today():
    load_categories()

    codes = EligibilityCategory.objects.on(date(2026, 11, 23)).values_list("code", flat=True)
    assert list(codes) == [1, 2, 3, 4, 5, 6, 7, 8, 9]


@pytest.mark.parametrize(
    ("code", "day", "words"),
    [
        (4, date(2022, 2, 14), "chorzy psychicznie"),
        (4, date(2022, 2, 15), "osoby z zaburzeniami psychicznymi"),
        (2, date(2015, 10, 23), "po zakończeniu programu psychoterapii"),
        (2, date(2015, 10, 24), "uzależnieni od alkoholu"),
        (5, date(2025, 5, 31), "w rozumieniu przepisów o promocji zatrudnienia"),
        (
            5,
            date(2025, 6, 1),
            "w rozumieniu przepisów ustawy z dnia 20 marca 2025 r. o rynku pracy",
        ),
        (
            5,
            date(2026, 11, 23),
            "w rozumieniu przepisów ustawy z dnia 20 marca 2025 r. o rynku pracy",
        ),
        (8, date(2007, 7, 15), "osoby niepełnosprawne"),
    ],
)
def test_each_day_has_its_wording(code, day, words):
    load_categories()

    assert words in wording(code, day)


def test_therapy_is_no_longer_asked():
    load_categories()

    assert "psychoterapii" not in wording(2, date(2015, 10, 24))


def test_health_addiction_and_conviction_are_sensitive_and_the_open_one_wants_a_reason():
    load_categories()
    rows = EligibilityCategory.objects.on(date(2026, 11, 23))

    assert {row.code for row in rows if row.is_sensitive} == {2, 3, 4, 6, 8}
    assert {row.code for row in rows if row.needs_reason} == {9}


def test_loading_again_changes_nothing_that_the_centre_edited():
    first = load_categories()
    EligibilityCategory.objects.filter(code=1).update(public_wording="bezdomni w programie")

    assert (first, load_categories()) == (EligibilityCategory.objects.count(), 0)
    assert EligibilityCategory.objects.filter(public_wording="bezdomni w programie").exists()


@pytest.mark.parametrize(
    ("code", "day", "says", "says_not"),
    [
        (5, date(2025, 6, 1), "art. 2 pkt 4 ustawy z 20 marca 2025 r.", "poz. 1718"),
        (5, date(2025, 12, 4), "Dz.U. 2025 poz. 620", "poz. 1718"),
        (5, date(2025, 12, 5), "o zatrudnieniu socjalnym (Dz.U. 2025 poz. 1718)", "2004"),
        (8, date(2026, 6, 30), "Dz.U. 2025 poz. 913", "poz. 884"),
        (8, date(2026, 7, 1), "Dz.U. 2026 poz. 884", "poz. 913"),
        *((code, date(2026, 11, 23), "poz. 1718)", "do sprawdzenia") for code in range(1, 10)),
    ],
)
def test_each_day_has_its_legal_pointer(code, day, says, says_not):
    load_categories()

    pointer = EligibilityCategory.objects.on(day).get(code=code).legal_pointer
    assert says in pointer
    assert says_not not in pointer


ON = date(2026, 11, 23)


@pytest.fixture
def earlier():
    """A database that an earlier version of the program loaded: the rows of before the new text."""
    for facts in CATEGORIES:
        former = FORMER.get(facts["code"]) if "valid_to" not in facts else None
        EligibilityCategory.objects.create(**facts | (former or {}))


def rows_of(code):
    return list(EligibilityCategory.objects.filter(code=code).order_by("valid_from").values())


def test_in_a_database_of_before_the_new_words_follow_as_a_new_row(earlier):
    before = rows_of(5)
    EligibilityCategory.objects.filter(code=5, valid_to=None).update(usual_validity_months=3)

    assert load_categories(ON) == 9

    former, last, now = rows_of(5)
    assert former == before[0]
    assert last["statutory_wording"] == before[1]["statutory_wording"] == "długotrwale bezrobotni"
    assert last["legal_pointer"] == before[1]["legal_pointer"]
    assert (last["valid_from"], last["valid_to"]) == (date(2025, 6, 1), date(2026, 11, 22))
    assert "20 marca 2025 r." in now["statutory_wording"]
    assert "poz. 1718" in now["legal_pointer"]
    assert (now["valid_from"], now["valid_to"]) == (ON, None)
    assert now["usual_validity_months"] == 3, "what the centre set goes on"
    assert load_categories(ON) == load_categories(date(2027, 1, 1)) == 0


def test_a_decision_of_today_keeps_the_words_that_it_was_made_with(earlier, person, users):
    """The row ends behind it, not under it."""
    current = EligibilityCategory.objects.get(code=5, valid_to=None)
    made.established(person, current, by=users.worker, on=ON)

    load_categories(ON)

    current.refresh_from_db()
    assert current.valid_to == ON
    assert wording(5, ON) == "długotrwale bezrobotni"
    assert "20 marca 2025 r." in wording(5, date(2026, 11, 24))


def test_a_category_that_the_centre_worded_or_ended_is_left_alone(earlier):
    EligibilityCategory.objects.filter(code=5, valid_to=None).update(legal_pointer="art. 1")
    EligibilityCategory.objects.filter(code=7).update(valid_to=date(2026, 1, 31))

    load_categories(ON)

    assert len(rows_of(5)) == 2
    assert len(rows_of(7)) == 1
