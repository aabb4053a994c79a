"""A leader's job on a phone: the list of a meeting by taps, without the network, and beside somebody else."""

import re
import time

import pytest
from playwright.sync_api import expect

from kis.activities.marking import Mark, mark_one
from kis.activities.models import Attendance
from tests.activities.factories import (
    ActivityFactory,
    MeetingFactory,
    ReasonFactory,
    enrol,
    participant,
)
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.django_db(transaction=True)
PEOPLE = 20


@pytest.fixture
def meeting(users, centre):
    meeting = MeetingFactory(activity=ActivityFactory(leader=users.leader))
    for number in range(PEOPLE):
        person = participant(users, last_name=f"Osoba {number:02}")
        enrol(meeting.activity, person, users.coordinator)
    return meeting


def row(leader, number):
    return leader.page.locator(".mark-row").nth(number)


def tap(leader, number, name):
    row(leader, number).get_by_role("button", name=name, exact=True).click()
    saved_of(leader, number)


def saved_of(leader, number):
    words = re.compile(rf"Zapisano o .* Osoba {number:02}")
    expect(leader.page.locator("[data-kis-mark=said]")).to_have_text(words, timeout=10_000)


def states():
    return list(Attendance.objects.order_by("person__last_name").values_list("state", flat=True))


def test_twenty_people_are_marked_on_a_phone_within_a_minute(walker, meeting):
    """Three exceptions first, then everybody else: what is marked stays."""
    ReasonFactory(name="sprawa w urzędzie")
    leader = walker(PHONE)
    leader.arrive("leader")
    began = time.monotonic()
    leader.page.goto(f"{leader.address}/zajecia/spotkanie/{meeting.pk}/")
    tap(leader, 2, "Spóźnienie")
    row(leader, 4).locator("summary").first.click()
    tap(leader, 4, "Nieusprawiedliwiona")
    row(leader, 7).locator("summary").first.click()
    tap(leader, 7, "Sprawa w urzędzie")
    leader.page.get_by_role("button", name="Wszyscy obecni").click()
    leader.page.wait_for_selector("[data-kis-mark=said] >> text=Obecność: 17.")
    assert time.monotonic() - began < 60
    expected = ["present"] * PEOPLE
    expected[2], expected[4], expected[7] = "late", "unexcused", "excused"
    assert states() == expected
    expect(leader.page.locator("[data-kis-mark=counts]")).to_contain_text("Wszyscy oznaczeni")
    leader.check()


def test_a_tap_without_the_network_is_kept_said_and_sent_again(walker, meeting):
    leader = walker(PHONE)
    leader.arrive("leader")
    leader.go(f"/zajecia/spotkanie/{meeting.pk}/")
    leader.page.context.set_offline(True)
    row(leader, 0).get_by_role("button", name="Obecność", exact=True).click()
    leader.page.wait_for_selector("[data-kis-mark=loud] >> text=brak połączenia")
    assert states() == []
    leader.page.context.set_offline(False)
    leader.page.wait_for_selector("[data-kis-mark=said] >> text=Osoba 00")
    assert states() == ["present"]


def test_who_was_overtaken_sees_both_marks_and_chooses(walker, meeting, users):
    leader = walker(PHONE)
    leader.arrive("leader")
    leader.go(f"/zajecia/spotkanie/{meeting.pk}/")
    person = meeting.activity.enrolments.by_name().first().person
    mark_one(meeting, person, Mark("unexcused"), seen=0, by=users.coordinator)
    row(leader, 0).get_by_role("button", name="Obecność", exact=True).click()
    leader.page.wait_for_selector("[data-kis-mark=refusal] >> text=W tym czasie zmieniono")
    leader.check()
    assert states() == ["unexcused"]
    tap(leader, 0, "Zostaje to, co wybrano")
    assert states() == ["present"]


def test_a_list_is_marked_by_the_keyboard(walker, meeting):
    leader = walker()
    leader.arrive("leader")
    leader.go(f"/zajecia/spotkanie/{meeting.pk}/")
    row(leader, 0).get_by_role("button", name="Obecność", exact=True).focus()
    for number, keys in enumerate(["Enter", "Enter", "ArrowRight Enter ArrowLeft"]):
        for key in keys.split():
            leader.page.keyboard.press(key)
        saved_of(leader, number)
        leader.page.keyboard.press("ArrowDown")
    assert states() == ["present", "present", "late"]
    leader.check()


def test_a_list_is_marked_without_scripts(walker, meeting):
    leader = walker(PHONE, java_script_enabled=False)
    leader.arrive("leader")
    leader.go(f"/zajecia/spotkanie/{meeting.pk}/")
    row(leader, 0).get_by_role("button", name="Spóźnienie", exact=True).click()
    leader.page.wait_for_selector(".notice >> text=Osoba 00 Łukasz: spóźnienie")
    leader.page.get_by_role("button", name="Wszyscy obecni").click()
    leader.page.wait_for_selector(".notice >> text=Obecność: 19.")
    assert states() == ["late", *["present"] * (PEOPLE - 1)]
    leader.check()
