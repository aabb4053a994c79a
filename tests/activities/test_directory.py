"""The directory: kept by the office, read by who sends people there, printed without a person's name."""

import csv
import datetime
import io

import pytest
import time_machine
from django.urls import reverse

from kis.activities.models import Institution
from tests.papers import faults, text
from tests.refused import name_of_refusal

pytestmark = pytest.mark.django_db
D = datetime.date
ON = D(2026, 9, 1)
DAY = datetime.timedelta(days=1)
FIELDS = {
    "name": "Punkt porad prawnych",
    "kind": "institution",
    "matters": ["law", "debt"],
    "offer": "Porady, pisma do sądu, długi.",
    "bring": "pisma z sądu, umowy",
    "address": "ul. Krótka 1, Puławy",
    "opening_hours": "wt, czw 12–16",
    "phone": "600 100 200",
    "is_active": "on",
}


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(f"{ON} 12:00", tick=False):
        yield


def made(**facts):
    facts = {
        "name": "Punkt porad",
        "matters": ["law"],
        "offer": "Porady.",
        "phone": "600100200",
    } | facts
    return Institution.objects.create(**facts)


def address(name, *numbers):
    return reverse(f"activities:{name}", args=numbers)


@pytest.mark.parametrize(
    ("facts", "name"),
    [
        ({"phone": ""}, "institution_can_be_reached"),
        ({"matters": []}, "institution_matters_named"),
        ({"checked_on": ON}, "institution_checked_whole"),
    ],
)
def test_an_entry_says_in_what_it_helps_and_how_to_get_there(facts, name):
    assert name_of_refusal(made, **facts) == name


def test_who_writes_an_entry_has_checked_it(client_of, users):
    client_of(users.worker).post(address("institution_new"), FIELDS)
    row = Institution.objects.get()
    assert (row.matters, row.checked_on, row.checked_by) == (["law", "debt"], ON, users.worker)


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"matters": []}, "Zaznacz, w jakich sprawach pomaga."),
        ({"address": "", "phone": ""}, "Podaj adres, telefon, e-mail albo stronę"),
        ({"phone": "12"}, "co najmniej 9 cyfr"),
        ({"website": "http://"}, "To nie jest adres strony."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client_of, users, facts, words):
    page = client_of(users.worker).post(address("institution_new"), FIELDS | facts).content.decode()
    assert words in page
    assert "pisma z sądu, umowy" in page
    assert not Institution.objects.exists()


def test_the_same_name_at_the_same_address_stands_there_once(client_of, users):
    made(name=FIELDS["name"], address=FIELDS["address"])
    page = client_of(users.worker).post(address("institution_new"), FIELDS).content.decode()
    assert "Taki wpis już jest" in page
    assert Institution.objects.count() == 1


@pytest.mark.parametrize(("days", "is_old"), [(180, False), (181, True)])
def test_after_half_a_year_an_entry_is_to_be_checked_again(client_of, users, days, is_old):
    row = made(checked_on=ON - days * DAY, checked_by=users.worker)
    client = client_of(users.worker)
    shown = client.get(address("institutions"), {"stan": "do-sprawdzenia"}).content.decode()
    assert (row.name in shown) is is_old
    assert (
        "do sprawdzenia</span>" in client.get(address("institution", row.pk)).content.decode()
    ) is is_old
    client.post(address("institution_check", row.pk))
    row.refresh_from_db()
    assert (row.checked_on, row.checked_by) == (ON, users.worker)


@pytest.mark.parametrize(
    ("chosen", "names"),
    [
        ({}, ["Dom", "Sąd"]),
        ({"szukaj": "ciepły posiłek"}, ["Dom"]),
        ({"szukaj": "posiłek sąd"}, []),
        ({"sprawa": "law"}, ["Sąd"]),
        ({"stan": "wszystkie"}, ["Dom", "Dawny", "Sąd"]),
        ({"stan": "nieznany"}, ["Dom", "Sąd"]),
    ],
)
def test_list_and_table_show_what_the_filter_finds(client_of, users, chosen, names):
    made(name="Dom", matters=["food", "housing"], offer="Nocleg, ciepły posiłek.")
    made(name="Sąd", matters=["law"])
    made(name="Dawny", matters=["food"], is_active=False)
    client = client_of(users.leader)
    page = client.get(address("institutions"), chosen).content.decode()
    assert [name for name in ("Dom", "Dawny", "Sąd") if f">{name}</a>" in page] == names
    answer = client.get(address("institutions"), {**chosen, "plik": "csv"})
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"), newline="")))
    assert sorted(row["Nazwa"] for row in rows) == sorted(names)


def test_a_leader_reads_and_does_not_write(client_of, users):
    row = made()
    client = client_of(users.leader)
    assert ">Zmień</a>" not in client.get(address("institution", row.pk)).content.decode()
    assert client.post(address("institution_check", row.pk)).status_code == 403


def test_a_family_assistant_is_led_to_no_page_of_classes(client_of, users):
    page = client_of(users.assistant).get(reverse("activities:institutions"))
    assert page.status_code == 200
    assert reverse("activities:timetable") not in page.content.decode()


def test_a_stale_save_is_refused_with_both_values(client_of, users):
    row = made(address="ul. Krótka 1")
    sent = {**FIELDS, "row_version": row.version}
    client_of(users.coordinator).post(address("institution_edit", row.pk), sent)
    page = client_of(users.worker).post(
        address("institution_edit", row.pk), {**sent, "address": "ul. Długa 2"}
    )
    assert "ul. Krótka 1, Puławy" in page.content.decode()
    row.refresh_from_db()
    assert row.address == "ul. Krótka 1, Puławy"


def test_the_slip_says_where_and_when_and_nothing_of_notes(client_of, users, centre):
    row = made(bring="pisma z sądu", opening_hours="wt 12–16", note="Pytać o p. Nowaka")
    answer = client_of(users.worker).get(address("institution_slip", row.pk))
    assert answer["Content-Type"] == "application/pdf"
    words = text(answer.content)
    for told in ("Punkt porad", "pisma z sądu", "wt 12–16", "600100200", "Umówiono na"):
        assert told in words
    assert "Nowaka" not in words
    assert faults(answer.content) == []


def test_a_familys_assistant_prints_the_slip_for_the_centre_and_not_for_its_club(
    client_of, users, centre
):
    centre.club_phone, centre.phone = "81 222 22 22", "81 111 11 11"
    centre.save()
    row = made()
    papers = {}
    for name in ("worker", "assistant"):
        answer = client_of(getattr(users, name)).get(address("institution_slip", row.pk))
        papers[name] = text(answer.content)
    assert "Klub Integracji Społecznej, tel. 81 222 22 22" in papers["worker"]
    assert f"{centre.name}, tel. 81 111 11 11" in papers["assistant"]
    assert "Klub Integracji" not in papers["assistant"]


def test_nobody_is_sent_to_what_has_closed(client_of, users, centre):
    row = made(is_active=False)
    assert client_of(users.worker).get(address("institution_slip", row.pk)).status_code == 404


@pytest.mark.parametrize("count", [5, 50])
def test_the_list_asks_no_more_for_more_rows(
    client_of, users, count, django_assert_max_num_queries
):
    for number in range(count):
        made(name=f"Punkt {number}")
    client = client_of(users.worker)
    with django_assert_max_num_queries(12):
        client.get(address("institutions"))
