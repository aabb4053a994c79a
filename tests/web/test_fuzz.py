"""Every form and every question of the permission table, with whatever a browser or a program may send.

Never a 500. Short in `make test`; `make fuzz` asks each a hundred times (FUZZ).
"""

import os
import re

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, settings, strategies as st

from kis.accounts.rights import Role
from tests.access import GET, POST
from tests.scene import PAGES, address, user_of

TIMES = int(os.environ.get("FUZZ", "2"))
pytestmark = pytest.mark.django_db

TAGS = re.compile(r"<(?:input|select|textarea|button)\b[^>]*>")
NAME, VALUE = re.compile(r'\bname="([^"]+)"'), re.compile(r'\bvalue="([^"]*)"')
OPTIONS = re.compile(r"<select\b[^>]*name=\"([^\"]+)\".*?</select>", re.DOTALL)
# Sent by the browser itself, and judged in their own tests.
NOT_TYPED = {"csrfmiddlewaretoken", "form_key"}

NASTY = [
    *("", " ", "\0", "\u202e", "\ufeff", "ą" * 300, "x" * 5000, "🧾", "\ud7ff", "a\r\nb"),
    *("0", "-1", "1", "2147483648", "9" * 30, "1e9", "NaN", "Infinity", "1,5", "2:30", "½", "٣"),
    *("d", "+3m", "31.2.2026", "0.0.0", "1.1.0001", "31.12.9999", "+99999m", "29.2.2028", "24.00"),
    *(
        "on",
        "true",
        "null",
        "[]",
        "{}",
        "' OR 1=1 --",
        "<b>x</b>",
        "{{ 7*7 }}",
        "=1+1",
        "%00",
        "../..",
    ),
    *(
        "44051401359",
        "12345678901",
        "PL61109010140000071219812874",
        "24-100",
        "a@b.pl",
        "tak",
        "nie",
    ),
]


def typed():
    return st.one_of(
        st.sampled_from(NASTY),
        st.text(st.characters(exclude_categories=("Cs",)), max_size=60),
        st.integers(-(10**20), 10**20).map(str),
        st.dates().map(lambda day: f"{day.day}.{day.month}.{day.year}"),
        st.decimals(allow_nan=True, allow_infinity=True).map(str),
    )


def fields_of(page: str) -> dict[str, list[str]]:
    """Of all forms on a page: each field with the values that it offers."""
    found: dict[str, list[str]] = {}
    for tag in TAGS.findall(page):
        if (name := NAME.search(tag)) and name[1] not in NOT_TYPED:
            value = VALUE.search(tag)
            found.setdefault(name[1], []).extend([value[1]] if value else [])
    for select in OPTIONS.finditer(page):
        found[select[1]] = VALUE.findall(select[0])
    return found


def filled(fields: dict[str, list[str]]):
    """Each field as it is offered, with something else in it, twice, or not sent at all."""
    each = {}
    for name, offered in fields.items():
        values = typed()
        if offered:
            values = st.one_of(st.sampled_from(offered), values)
        each[name] = st.one_of(values, st.lists(values, max_size=2))
    return st.fixed_dictionaries({}, optional=each)


def asked(page, world):
    role = next(
        (role for role in (Role.COORDINATOR, Role.SOCIAL_WORKER) if role in page.roles),
        min(page.roles),
    )
    client = world.client_of(user_of(world.users, role))
    client.raise_request_exception = False
    return client, address(page, world.inside)


def fuzz(sent_by, fields):
    @settings(
        max_examples=TIMES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.explicit, Phase.generate] + [Phase.shrink] * (TIMES > 10),
        suppress_health_check=list(HealthCheck),
    )
    @given(filled(fields))
    def send(sent):
        with transaction.atomic():
            answer = sent_by(sent)
            transaction.set_rollback(True)
        assert answer.status_code < 500, (answer.status_code, sent)

    send()


FORMS = [page for page in PAGES if POST in page.methods]
# The monitor's page says by 503 that no worker lives.
QUESTIONS = [page for page in PAGES if GET in page.methods and page.name != "recovery:works"]


@pytest.fixture(autouse=True)
def without_the_press(blank_papers):
    """What the press makes of such texts its own tests ask."""


@pytest.mark.parametrize("page", FORMS, ids=str)
def test_no_form_fails_whatever_is_sent(page, world):
    client, url = asked(page, world)
    shown = client.get(url, follow=True)
    is_page = shown.headers["Content-Type"].startswith("text/html")
    fields = fields_of(shown.content.decode()) if is_page else {}
    fuzz(lambda sent: client.post(url, sent), fields or {"x": []})


@pytest.mark.parametrize("page", QUESTIONS, ids=str)
def test_no_question_fails_whatever_stands_in_the_address(page, world):
    client, url = asked(page, world)
    names = ("q", "strona", "od", "do", "dzien", "rok", "miesiac", "plik", "grupa", "za", "czyje")
    fields = {name: [] for name in names}
    shown = client.get(url)
    if not shown.streaming and shown.headers.get("Content-Type", "").startswith("text/html"):
        for form in re.findall(
            r'<form[^>]*method="get".*?</form>', shown.content.decode(), re.DOTALL
        ):
            fields |= fields_of(form)
    fuzz(lambda sent: client.get(url, sent), fields)


def test_a_login_fails_for_nobody_whatever_is_typed(world, client):
    client.raise_request_exception = False
    fields = {"login": ["worker"], "password": [], "next": []}
    fuzz(lambda sent: client.post(reverse("account_login"), sent), fields)
