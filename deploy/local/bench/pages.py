"""Pages asked for in this process, and what a page costs beside the empty one of the same frame."""

import gzip
import re
import time
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.contrib.staticfiles import finders
from django.db import connection
from django.http import HttpResponse
from django.shortcuts import render
from django.template import engines
from django.test import Client
from django.urls import path
from django.utils import timezone

from contracts.forms.draft_page import DraftPage
from contracts.models import SocialContract
from contracts.texts import CONSEQUENCES, clause
from kis.urls import urlpatterns as ours

WARMING = 3


def empty(request) -> HttpResponse:
    """The frame alone: what every logged-in page costs."""
    return render(request, "base.html")


FORM_ALONE = """{% extends "base.html" %}
{% block content %}{% include "contracts/includes/draft_form.html" %}{% endblock %}"""


def form_alone(request, pk) -> HttpResponse:
    """The empty page with the form of a draft: no file around it, no list of what a print lacks."""
    contract, on = SocialContract.objects.select_related("person").get(pk=pk), timezone.localdate()
    page = DraftPage(contract, on=on)
    context = {"person": contract.person, "contract": contract, "page": page, "form": page.form}
    context["consequences"] = clause(CONSEQUENCES, on)
    return HttpResponse(_form_alone().render(context, request))


@cache
def _form_alone():
    return engines["django"].from_string(FORM_ALONE)


urlpatterns = [*ours, path("pusta/", empty), path("sam-formularz/<int:pk>/", form_alone)]


class Visitor:
    """A logged-in user whose pages are timed."""

    def __init__(self, user):
        self.client = Client(SERVER_NAME="localhost", headers={"Accept": "text/html"})
        self.client.force_login(user)

    def get(self, address: str) -> HttpResponse:
        response = self.client.get(address)
        if response.status_code != 200:
            raise AssertionError(f"{address}: {response.status_code}")
        return response

    def search(self, words: str) -> str:
        """The address that shows the search."""
        return self.client.post("/osoby/szukaj/", {"find": words}).url

    def typed(self, words: str) -> HttpResponse:
        return self.client.post("/osoby/szukaj/", {"find": words}, headers={"HX-Request": "true"})


def in_turns(acts: dict[str, Callable], rounds: int) -> dict[str, float]:
    """The best time of each in milliseconds: what else the machine does only adds to it.

    They take turns, so that a busy moment hits all.
    """
    times = {name: [] for name in acts}
    for number in range(WARMING + rounds):
        for name, act in acts.items():
            start = time.perf_counter()
            act()
            if number >= WARMING:
                times[name].append((time.perf_counter() - start) * 1000)
    return {name: min(measured) for name, measured in times.items()}


def spent_in_sql(act: Callable) -> float:
    """Milliseconds that the act waits for statements about people."""
    spent = 0.0

    def timed(execute, sql, params, many, context):
        nonlocal spent
        start = time.perf_counter()
        try:
            return execute(sql, params, many, context)
        finally:
            if '"participants_person"' in sql:
                spent += (time.perf_counter() - start) * 1000

    with connection.execute_wrapper(timed):
        act()
    return spent


def first_visit(html: str) -> dict[str, float]:
    """Kilobytes of the page as it is sent and of each file that it names, compressed as they are served."""
    files = re.findall(r'(?:src|href)="/static/([^"]+)"', html)
    weights = {name: compressed(Path(finders.find(name)).read_bytes()) for name in files}
    return {"strona": len(html.encode()) / 1000} | weights


def compressed(content: bytes) -> float:
    return len(gzip.compress(content, 9)) / 1000
