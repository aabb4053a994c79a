"""Numbers that papers had before the program are used: the next paper goes on behind them."""

import html
import re
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from contracts import invariants as contracts
from kis.documents.models import NumberSeries
from kis.imports.numbers import SERIES, used
from psu import invariants as psu
from psu.models import PersonPaper
from psu.needs import planning
from tests.refused import refused

pytestmark = pytest.mark.django_db
TOP = Path(__file__).resolve().parents[2]
PAGE = "imports:numbers"


@pytest.fixture
def client(client_of, users):
    return client_of(users.coordinator)


def send(client, **numbers):
    year = timezone.localdate().year
    sent = {kind: numbers.get(kind, series.last) for kind, series in used(year).items()}
    return html.unescape(client.post(reverse(PAGE), sent, follow=True).content.decode())


def test_the_next_number_is_the_one_behind(client):
    year = timezone.localdate().year

    send(client, **{"social-contract": 27})

    assert NumberSeries.objects.take("social-contract", year) == 28
    assert not NumberSeries.objects.filter(kind="psu_notice").exists()


def test_it_is_put_right_until_the_program_gives_a_number(client):
    year = timezone.localdate().year
    send(client, pay_list=27)
    send(client, pay_list=7)
    assert NumberSeries.objects.take("pay_list", year) == 8

    page = send(client, pay_list=3)

    assert "Program nadaje już te numery" in html.unescape(client.get(reverse(PAGE)).text)
    assert used(year)["pay_list"].last == 8
    with refused("numbers_begun"):
        NumberSeries.objects.filter(kind="pay_list").update(before_program=3)
    assert page


def test_numbers_from_before_are_no_gap_in_the_nightly_check(client, users):
    year = timezone.localdate().year
    send(client, psu_needs_plan=2, **{"social-contract": 27})
    assert broken() == set()

    planning.begin(year + 1, by=users.coordinator, on=timezone.localdate())
    assert broken() == set()

    NumberSeries.objects.take("psu_needs_plan", year)
    assert broken() == {"psu_numbers"}


def broken() -> set[str]:
    """The rules of numbers that some series breaks."""
    rules = [rule for rule in (*psu.INVARIANTS, *contracts.INVARIANTS) if "numbers" in rule.key]
    found = set()
    for rule in rules:
        with connection.cursor() as cursor:
            cursor.execute(rule.sql, rule.values or None)
            if cursor.fetchall():
                found.add(rule.key)
    return found


def names_of_series():
    """The words that the program gives to `take`, found in its source."""
    for folder in ("contracts", "psu", "participants", "kis/families"):
        for path in (TOP / folder).rglob("*.py"):
            if "NumberSeries.objects.take(" in (text := path.read_text()):
                yield from re.findall(
                    r'(?:^SERIES = |objects\.take\()"([\w-]+)"', text, re.MULTILINE
                )


def test_every_series_of_the_program_is_asked_for():
    of_people = {f"psu_{kind}" for kind in PersonPaper.Kind}

    assert {*names_of_series()} | of_people == set(SERIES)
