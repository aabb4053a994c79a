"""The coordinator's month by the keyboard: what nobody marked, approved, locked, opened for a reason."""

import pytest
from playwright.sync_api import expect

from kis.activities.models import Attendance
from tests.activities.factories import ActivityFactory, MeetingFactory, enrol, mark, participant
from tests.browser.conftest import DESKTOP, PHONE, KeyboardWalker, Walker

pytestmark = pytest.mark.django_db(transaction=True)
MONTH = "/zajecia/miesiac/2026-03/"


class Reviewer(KeyboardWalker):
    """By the keys alone, and axe looks at every page."""

    check = Walker.check

    def tap(self, target):
        """What stays on the page."""
        self._focus(target)
        self.page.keyboard.press("Enter")


@pytest.fixture
def meeting(users, centre):
    """Of 2 March 2026: two people are marked, the third is not."""
    meeting = MeetingFactory(activity=ActivityFactory(leader=users.leader, name="Klub pracy"))
    for name in ("Adamska", "Bielak", "Cygan"):
        person = participant(users, last_name=name, first_name="Anna")
        enrol(meeting.activity, person, users.coordinator)
        if name != "Cygan":
            mark(meeting, person)
    return meeting


def states():
    return list(Attendance.objects.order_by("person__last_name").values_list("state", flat=True))


def row(coordinator, name):
    return coordinator.page.locator(".mark-row", has_text=name)


def saved(coordinator):
    said = coordinator.page.locator("[data-kis-mark=said]")
    expect(said).to_contain_text("Zapisano o", timeout=10_000)
    coordinator.check()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_month_is_marked_approved_locked_and_opened_again(walker, meeting, size):
    coordinator = walker(size, kind=Reviewer)
    page = coordinator.page
    coordinator.arrive("coordinator")

    coordinator.go(MONTH)
    coordinator.reads("Nieoznaczone spotkania: 1")
    coordinator.reads("1 z 3")
    assert page.get_by_role("button", name="Zatwierdź miesiąc").count() == 0

    coordinator.press("2.03, 9.00–11.00: Klub pracy")
    coordinator.tap(row(coordinator, "Cygan").get_by_role("button", name="Obecność", exact=True))
    saved(coordinator)
    assert states() == ["present"] * 3

    coordinator.go(MONTH)
    assert "Nieoznaczone spotkania" not in page.inner_text("main")
    coordinator.press("Zatwierdź miesiąc")
    coordinator.reads("Zatwierdzono marzec 2026: cały klub.")

    coordinator.go(f"/zajecia/spotkanie/{meeting.pk}/")
    coordinator.reads("Marzec 2026 jest już sprawdzony i zatwierdzony.")
    assert page.get_by_role("button", name="Obecność", exact=True).count() == 0

    coordinator.go(MONTH)
    coordinator.press("Otwórz ponownie")
    coordinator.press("Otwórz ponownie")
    expect(page.locator(".error-summary")).to_be_visible()
    coordinator.type(reason="pomyłka na liście papierowej")
    coordinator.press("Otwórz ponownie")
    coordinator.reads("Każda poprawka ma swój powód.")
    coordinator.reads("pomyłka na liście papierowej")

    coordinator.go(f"/zajecia/spotkanie/{meeting.pk}/")
    mended = row(coordinator, "Bielak")
    coordinator.tap(mended.locator("summary"))
    coordinator.choose(mended.get_by_label("Obecność"), value="unexcused")
    coordinator.fill(mended.get_by_label("Powód poprawki"), "nie podpisała listy")
    coordinator.tap(mended.get_by_role("button", name="Zapisz poprawkę"))
    saved(coordinator)
    assert states() == ["present", "unexcused", "present"]

    coordinator.go(MONTH)
    coordinator.press("Zatwierdź miesiąc")
    coordinator.reads("Zatwierdzono marzec 2026: cały klub.")
