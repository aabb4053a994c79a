"""The list for the archive: files by their number, nobody's name, also after the data went."""

import datetime
from dataclasses import replace

import pytest
from django.urls import reverse

from kis.journal.models import AccessEntry
from kis.privacy.destruction_paper import Row, rows
from kis.privacy.erasing.erase import Why, erase
from kis.privacy.models import RetentionClass
from kis.privacy.proposing import propose
from participants.models import Area
from tests.factories import PersonFactory
from tests.papers import text
from tests.participants.made import stay
from tests.psu.factories import ReferralFactory

D = datetime.date
TODAY = D(2026, 11, 30)


@pytest.fixture
def listed(users, centre):
    """Of three the second was left out; the third took part and worked."""
    for code, symbol, jrwa in [
        ("club", "B10", "8120"),
        ("psu", "B5", "8121"),
        ("application", "B5", ""),
    ]:
        facts = {"symbol": symbol, "jrwa": jrwa, "source": "wykaz akt", "valid_from": D(2011, 1, 1)}
        RetentionClass.objects.create(code=code, **facts)
    people = [
        PersonFactory(responsible=users.worker, file_number=f"KIS/{n}/2012") for n in range(3)
    ]
    Area.objects.update(starts_on=D(2012, 2, 1))
    for person in people:
        stay(person, D(2013, 1, 7), D(2014, 6, 30))
    worked = {"issued_on": D(2014, 8, 1), "starts_on": D(2014, 9, 1), "ends_on": D(2014, 9, 30)}
    ReferralFactory(person=people[2], **worked)
    found = propose([one.pk for one in people], remarks="", on=TODAY, by=users.coordinator)
    found.items.filter(person=people[1]).update(left_out="sprawa w sądzie")
    return found


def told(listed):
    first, third = listed.items.filter(left_out="").values_list("person", flat=True)
    club = "udział w KIS i kontrakt socjalny"
    return [
        Row("8120", "B10", club, first, "KIS/0/2012", "2012–2014"),
        Row(
            "8120, 8121",
            "B10",
            f"{club}; prace społecznie użyteczne",
            third,
            "KIS/2/2012",
            "2012–2014",
        ),
    ]


def test_each_file_has_its_class_and_the_years_of_all_that_is_in_it(listed):
    assert rows(listed) == told(listed)


def test_it_tells_the_same_without_the_folders_after_the_data_went(listed):
    before, people = told(listed), listed.items.filter(left_out="").values_list("person", flat=True)
    erase(list(people), Why(listed.pk, "OP.421.1.2026"), on=TODAY)
    assert rows(listed) == [replace(row, folder="") for row in before]


def test_nobodys_name_is_on_it_and_whoever_prints_it_is_noted(listed, users, client_of):
    answer = client_of(users.officer).get(reverse("privacy:destruction_print", args=[listed.pk]))
    words = text(answer.content)
    assert "przeznaczonej na makulaturę lub zniszczenie" in words
    for item in listed.items.select_related("person"):
        assert item.person.last_name not in words
        assert (f"karta nr {item.person_id}, teczka" in words) == (item.left_out == "")
    printed = AccessEntry.objects.filter(act="print", kind="destruction", number=listed.pk)
    standing = listed.items.filter(left_out="").values_list("person", flat=True)
    assert set(printed.values_list("person_number", flat=True)) == set(standing)


def test_the_consent_stands_on_it_once_it_is_given(listed, users, client_of):
    page = reverse("privacy:destruction_print", args=[listed.pk])
    client = client_of(users.head)
    assert "nr ……" in text(client.get(page).content)
    facts = {"number": "OP.421.7.2026", "consent_on": D(2026, 11, 20), "assessment": ""}
    listed.approve(**facts, on=TODAY, by=users.head)
    assert "OP.421.7.2026 z 20.11.2026" in text(client.get(page).content)
