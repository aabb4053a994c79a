"""What browsers report of the content policy: counted by kind on Stan programu, nothing of anybody kept."""

import json

import pytest
from django.core.cache import cache
from django.urls import reverse

from kis.desk.models import PolicyReport, policy_report

pytestmark = pytest.mark.django_db
ADDRESS = "/zgloszenia-przegladarek/"


@pytest.fixture(autouse=True)
def nobody_sent_yet():
    cache.clear()


def told(**more):
    return {
        "effectiveDirective": "script-src-elem",
        "blockedURL": "inline",
        "documentURL": "https://kis.example.pl/osoby/12/dane/?q=Kowalska",
        "sample": "Kowalska, PESEL 81050412359",
    } | more


def send(client, sent, kind="application/reports+json"):
    body = sent if isinstance(sent, bytes | str) else json.dumps(sent)
    return client.post(ADDRESS, body, content_type=kind)


def listed(**more):
    return [{"type": "csp-violation", "body": told(**more)}]


def test_every_page_names_where_to_report(client, centre):
    page = client.get(reverse("account_login"))
    assert f"report-uri {ADDRESS}" in page.headers["Content-Security-Policy"]
    assert "report-to kis" in page.headers["Content-Security-Policy"]
    assert page.headers["Reporting-Endpoints"] == f'kis="{ADDRESS}"'


def test_both_forms_of_a_report_are_counted_without_a_login_and_a_token(client):
    assert send(client, listed()).status_code == 204
    old = {
        "document-uri": "http://testserver/osoby/13/dane/",
        "violated-directive": "script-src-elem",
    }
    sent = {"csp-report": old | {"blocked-uri": "inline"}}
    assert send(client, sent, "application/csp-report").status_code == 204
    row = PolicyReport.objects.get()
    assert (row.page, row.blocked, row.count) == ("participants:details", "inline", 2)


def test_nothing_of_what_was_sent_is_kept(client):
    send(client, listed(blockedURL="https://zle.example/Kowalska.js"))
    (row,) = PolicyReport.objects.values_list("page", "directive", "blocked")
    assert row == ("participants:details", "script-src-elem", "other")


@pytest.mark.parametrize(
    ("blocked", "kind"),
    [
        ("inline", "inline"),
        ("eval", "eval"),
        ("data", "data"),
        ("data:text/html,x", "data"),
        ("http://testserver/x.js", "own"),
        ("http://testserver@zle.example/x.js", "other"),
        ("http://[", "other"),
        ("", "other"),
    ],
)
def test_what_was_stopped_is_told_by_its_kind(blocked, kind, client):
    send(client, listed(blockedURL=blocked))
    assert PolicyReport.objects.get().blocked == kind


@pytest.mark.parametrize(
    "sent",
    [
        b"{",
        b"\xff\xfe",
        b"[" * 9000,
        "null",
        "[1, null, []]",
        '{"csp-report": 5}',
        json.dumps(listed(effectiveDirective="<script>")),
        json.dumps(listed(effectiveDirective=["script-src"])),
        json.dumps([{"body": {"effectiveDirective": {"a": 1}}}]),
    ],
)
def test_anything_else_is_no_fault_and_nothing_is_counted(sent, client):
    assert send(client, sent).status_code == 204
    assert not PolicyReport.objects.exists()


def test_what_is_long_or_no_report_is_refused(client):
    assert send(client, b"[" * 20_000).status_code == 400
    assert client.post(ADDRESS, {"csp-report": "x"}).status_code == 400
    assert send(client, b"").status_code == 400
    assert client.get(ADDRESS).status_code == 405


def test_whoever_sends_without_end_is_held_and_a_day_keeps_no_more_than_it_may(client, monkeypatch):
    monkeypatch.setattr(policy_report, "MOST_A_DAY", 2)
    for directive in ("script-src", "style-src", "img-src", "font-src"):
        send(client, listed(effectiveDirective=directive))
    assert PolicyReport.objects.count() == 2
    answers = {send(client, listed()).status_code for _ in range(60)}
    assert answers == {204, 429}


def test_it_stands_on_the_page_of_the_programs_state(client, client_of, users, centre):
    coordinator = client_of(users.coordinator)
    assert "niczego nie zatrzymano" in coordinator.get(reverse("desk:state")).content.decode()
    send(client, listed())
    page = coordinator.get(reverse("desk:state")).content.decode()
    assert "karta osoby" in page
    assert "skrypt albo styl wpisany w stronę" in page
