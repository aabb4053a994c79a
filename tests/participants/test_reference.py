"""The categories of the act as dated rows: the wording of a day, loaded once, the centre's to edit."""

from datetime import date

import pytest

from participants.models import EligibilityCategory
from participants.reference import load_categories

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
