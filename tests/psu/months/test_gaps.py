"""A gap leads to the page that mends it, and only those who may mend it."""

import datetime

import pytest

from psu.months.gaps import Kind, MonthGap, address

MAY = datetime.date(2025, 5, 1)


@pytest.mark.parametrize(
    ("kind", "mended_at", "by", "not_by"),
    [
        (Kind.SHEET, "/psu/miejsca/7/2025-05/", "supervisor", "head"),
        (Kind.SIGNED_LIST, "/psu/miejsca/7/2025-05/podpisana-lista/", "coordinator", "supervisor"),
        (Kind.REFERRAL, "/psu/skierowania/7/zmien/", "worker", "head"),
        (Kind.PAYMENT, "/osoby/7/dane/wyplata/nowa/", "worker", "head"),
        (Kind.AGREED_RATE, "/psu/porozumienia/7/zmien/#id_rates", "coordinator", "content"),
        (Kind.NEWS, "/psu/status/7/", "coordinator", "worker"),
    ],
)
def test_each_kind_has_its_page_and_its_right(users, kind, mended_at, by, not_by):
    gap = MonthGap("Czegoś brakuje.", kind, 7)

    assert address(gap, MAY, getattr(users, by)) == mended_at
    assert address(gap, MAY, getattr(users, not_by)) == ""


def test_a_minimum_rate_is_entered_in_the_dictionaries(users):
    gap = MonthGap("Brak stawki minimalnej.", Kind.MINIMUM_RATE, 1)

    assert address(gap, MAY, users.content).endswith("/psu/rate/add/")
    assert address(gap, MAY, users.coordinator) == ""


@pytest.mark.parametrize("gap", [MonthGap("x", Kind.REVIEW), MonthGap("x", Kind.SHEET)])
def test_what_the_months_own_page_mends_leads_nowhere(users, gap):
    assert address(gap, MAY, users.coordinator) == ""
