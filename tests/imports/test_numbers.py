"""Numbers that papers had before the program are used: the next paper goes on behind them."""

import html
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import timezone

from kis.documents.models import NumberSeries
from kis.imports.numbers import SERIES, used
from psu.models import PersonPaper

pytestmark = pytest.mark.django_db
TOP = Path(__file__).resolve().parents[2]
PAGE = "imports:numbers"


@pytest.fixture
def client(client_of, users):
    return client_of(users.coordinator)


def send(client, **numbers):
    year = timezone.localdate().year
    sent = {kind: numbers.get(kind, last) for kind, last in used(year).items()}
    return html.unescape(client.post(reverse(PAGE), sent, follow=True).content.decode())


def test_the_next_number_is_the_one_behind(client):
    year = timezone.localdate().year
    NumberSeries.objects.take("pay_list", year)

    send(client, **{"social-contract": 27})

    assert NumberSeries.objects.take("social-contract", year) == 28
    assert NumberSeries.objects.take("pay_list", year) == 2
    assert not NumberSeries.objects.filter(kind="psu_notice").exists()


def test_a_number_that_the_program_gave_is_not_freed(client):
    year = timezone.localdate().year
    for _ in range(3):
        NumberSeries.objects.take("pay_list", year)

    page = send(client, pay_list=2)

    assert "Program zajął już numery do 3" in page
    assert used(year)["pay_list"] == 3


def names_of_series():
    """The words that the program gives to `take`, found in its source."""
    for folder in ("contracts", "psu", "participants"):
        for path in (TOP / folder).rglob("*.py"):
            if "NumberSeries.objects.take(" in (text := path.read_text()):
                yield from re.findall(
                    r'(?:^SERIES = |objects\.take\()"([\w-]+)"', text, re.MULTILINE
                )


def test_every_series_of_the_program_is_asked_for():
    of_people = {f"psu_{kind}" for kind in PersonPaper.Kind}

    assert {*names_of_series()} | of_people == set(SERIES)
