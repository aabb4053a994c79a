import datetime

import pytest
from django.urls import Resolver404, resolve

from kis.lib.converters import DayConverter, MonthConverter

DAY = datetime.date(2026, 2, 28)


@pytest.mark.parametrize(
    ("converter", "text", "day"),
    [(MonthConverter(), "2026-02", DAY.replace(day=1)), (DayConverter(), "2026-02-28", DAY)],
)
def test_an_address_names_a_day_as_it_is_read_back(converter, text, day):
    assert converter.to_python(text) == day
    assert converter.to_url(day) == text
    assert converter.to_url(text) == text


@pytest.mark.parametrize(
    ("converter", "text"), [(MonthConverter(), "2026-13"), (DayConverter(), "2026-02-29")]
)
def test_a_day_that_there_is_not_is_refused(converter, text):
    with pytest.raises(ValueError, match=r"must be in|out of range"):
        converter.to_python(text)


@pytest.mark.parametrize("address", ["/psu/dzis/2026-02-29/", "/psu/dzis/1999-12-31/"])
def test_an_address_with_such_a_day_leads_nowhere(address):
    with pytest.raises(Resolver404):
        resolve(address)
