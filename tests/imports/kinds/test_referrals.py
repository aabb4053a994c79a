"""A list of referrals: dictionaries by name, the form of the screen, the guards of psu."""

import datetime

import pytest
import time_machine

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.refusals import Refused
from participants.models import Area
from psu.models import Referral
from tests.accounts.authorised import authorise
from tests.factories import PersonFactory
from tests.imports.files import xlsx
from tests.imports.made import accepted, judged, said, taken_back
from tests.psu.factories import AgreementFactory, WorkPlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def cells(users, centre):
    place = WorkPlaceFactory(name="Szkoła nr 3")
    agreement = AgreementFactory(place=place, number="4/2025")
    return {
        "pesel": PersonFactory(responsible=users.worker).pesel,
        "number": "PUP.12.2026",
        "issued_on": "12.01.2026",
        "basis": "unemployed",
        "agreement": agreement.number,
        "place": "SZKOŁA NR 3",
        "kind": "sprzątanie terenu",
        "starts_on": "19.01.2026",
        "ends_on": "31.05.2026",
        "weekly_hours": "10",
        "medical": "niewymagane",
        "ohs_on": "19.01.2026",
    }


def listed(users, *rows):
    return accepted(xlsx(rows[0], *(row.values() for row in rows)), users, kind="referrals")


def test_a_referral_comes_as_one_entered_by_hand(users, cells):
    file = listed(users, cells)

    assert file.state == "accepted", file.why
    referral = Referral.objects.get()
    assert (referral.number, referral.place.name) == ("PUP.12.2026", "Szkoła nr 3")
    assert referral.entered_by == users.coordinator
    assert referral.person.areas.filter(kind=Area.Kind.PSU).exists()


def test_a_referral_that_was_broken_off_ends_on_its_day(users, cells):
    listed(users, cells | {"ended_on": "20.02.2026", "end_reason": "podjęcie pracy"})

    assert Referral.objects.get().last_day == datetime.date(2026, 2, 20)


@pytest.mark.parametrize(
    ("wrong", "column", "part"),
    [
        ({"agreement": "9/2020"}, "agreement", "nie ma „9/2020”"),
        ({"place": ""}, "place", "wymagane"),
        ({"kind": "malowanie"}, "kind", "nie ma „malowanie”"),
        ({"ends_on": "1.01.2026"}, "ends_on", ""),
        ({"ended_on": "20.02.2026"}, "end_reason", "powód przerwania"),
        ({"weekly_hours": "dużo"}, "weekly_hours", "liczb"),
    ],
)
def test_what_cannot_be_is_a_fault_of_its_column(wrong, column, part, users, cells):
    (row,) = judged([cells | wrong], users, kind="referrals")

    assert row.faults, "taken"
    assert any(part in text and name in (column, "") for name, text in said(row)), said(row)
    assert not Referral.objects.exists()


def test_what_a_guard_of_psu_refuses_is_a_fault_of_its_row(users, cells):
    (row,) = judged([cells | {"weekly_hours": "12"}], users, kind="referrals")

    assert row.faults


def test_another_person_takes_it_back(users, cells):
    file = listed(users, cells)
    with pytest.raises(Refused, match="unieważnia druga osoba"):
        taken_back(file, users.coordinator)
    assert Referral.objects.count() == 1
    other = User.objects.create_user("druga", roles=[Role.COORDINATOR])
    authorise(other)
    taken_back(file, other)
    assert file.rows.get().state == "taken_back"
    assert Referral.objects.count() == 0
