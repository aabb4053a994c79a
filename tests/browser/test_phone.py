"""The supervisor's day and month on a phone: taps counted, size of buttons, no network, enlarged twice."""

import pytest
from django.utils import timezone

from kis.lib.dates import DAY
from psu.events import noticing
from psu.models import Confirmation, Notice, Supervision, WorkDay, WorkEvent
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import PersonFactory
from tests.psu.factories import AgreementFactory, ReferralFactory, school_of, work

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "hasło-do-testów"
ENLARGED_TWICE = {"width": 195, "height": 422}
SURNAMES = ["Ćwikła", "Łoś", "Śliwa", "Wiśniewska-Kowalczyk", "Żak"]


@pytest.fixture
def yesterday():
    return timezone.localdate() - DAY


@pytest.fixture
def referrals(users, centre, yesterday, monkeypatch):
    """Five people at one place; the plan names every day, and no day is a holiday here."""
    monkeypatch.setattr("psu.hours.phone_day.holiday_name", lambda day: "")
    place = school_of(users.supervisor, yesterday)
    agreement = AgreementFactory(place=place)
    return [
        ReferralFactory(
            person=PersonFactory(
                last_name=surname, first_name="Aleksandra", responsible=users.worker
            ),
            place=place,
            agreement=agreement,
            planned_days={str(weekday): "4" for weekday in range(7)},
            planned_time="8.00–12.00",
            work_advice="bez dźwigania",
        )
        for surname in SURNAMES
    ]


class Supervisor:
    """Somebody with a phone, whose taps are counted."""

    def __init__(self, walker, size=PHONE, **options):
        self.walker = walker(size, **options)
        self.page = self.walker.page
        self.walker.arrive("supervisor")
        self.taps = 0

    def open(self, day):
        self.page.goto(f"{self.walker.address}/psu/dzis/{day:%Y-%m-%d}/")
        self.walker.check()

    def card(self, referral):
        return self.page.locator(f"#karta-{referral.pk}")

    def tap(self, name, within=None):
        self.taps += 1
        place = within or self.page.locator("main")
        place.get_by_text(name, exact=True).first.click()

    def state(self, referral, words):
        self.card(referral).locator(f"[data-kis-phone=state] >> text={words}").wait_for()


@pytest.fixture
def supervisor(walker, referrals):
    return lambda *size, **options: Supervisor(walker, *size, **options)


def test_one_tap_a_person_saves_the_plan_without_a_reload(supervisor, referrals, yesterday):
    phone = supervisor()
    phone.open(yesterday)
    phone.page.evaluate("window.stays = true")
    for referral in referrals:
        phone.tap("4 godz. (plan)", phone.card(referral))
        phone.state(referral, "4 godz.")
    assert phone.taps == len(referrals)
    assert WorkDay.objects.filter(day=yesterday, hours=4).count() == len(referrals)
    assert phone.page.evaluate("window.stays")
    phone.walker.reads("Zapisano o")
    assert phone.page.evaluate("document.activeElement.id") == f"plan-{referrals[-1].pk}"
    phone.walker.check()


def test_one_tap_saves_everybody_by_plan(supervisor, referrals, yesterday):
    phone = supervisor()
    phone.open(yesterday)
    phone.tap("Wszyscy zgodnie z planem")
    phone.state(referrals[-1], "4 godz.")
    assert phone.taps == 1
    assert WorkDay.objects.filter(hours=4).count() == len(referrals)
    phone.walker.reads(f"Osoby: {len(referrals)}.")


def test_the_three_buttons_stand_in_one_line(supervisor, referrals, yesterday):
    phone = supervisor()
    phone.open(yesterday)
    card = phone.card(referrals[0])

    def tops():
        names = ("4 godz. (plan)", "Inaczej", "Nieobecność")
        return {card.get_by_text(name, exact=True).bounding_box()["y"] for name in names}

    assert len(tops()) == 1
    phone.tap("Inaczej", card)
    assert len(tops()) == 1


def test_other_hours_an_absence_and_a_refusal_with_what_was_typed(supervisor, referrals, yesterday):
    phone = supervisor()
    phone.open(yesterday)
    first, second = referrals[:2]
    phone.tap("Nieobecność", phone.card(first))
    phone.walker.check()
    phone.tap("Usprawiedliwiona", phone.card(first))
    phone.state(first, "nieobecność usprawiedliwiona")
    assert phone.taps == 2
    phone.tap("Inaczej", phone.card(second))
    phone.page.fill(f"#godziny-{second.pk}", "11")
    phone.page.keyboard.press("Enter")
    phone.page.wait_for_selector("text=Można wpisać najwyżej 10")
    assert phone.page.input_value(f"#godziny-{second.pk}") == "11"
    phone.walker.check()
    phone.page.fill(f"#godziny-{second.pk}", "2,5")
    phone.tap("Zapisz godziny", phone.card(second))
    phone.state(second, "2,5 godz.")
    phone.tap("Inaczej", phone.card(second))
    phone.tap("Usuń wpis", phone.card(second))
    phone.state(second, "bez wpisu")
    assert WorkDay.objects.get().outcome == "excused"


@pytest.mark.parametrize("size", [PHONE, ENLARGED_TWICE, DESKTOP], ids=["390", "195", "1349"])
def test_the_pages_fit_and_their_buttons_are_big_enough(supervisor, referrals, yesterday, size):
    phone = supervisor(size)
    WorkEvent.objects.create(
        referral=referrals[0],
        day=yesterday,
        hour="8:05",
        kind="absent",
        description="nie było",
        reported_by_id=Supervision.objects.get().user_id,
    )
    for address in ("/psu/dzis/", f"/psu/dzis/{yesterday:%Y-%m-%d}/", "/psu/dzis/zdarzenie/"):
        phone.walker.go(address)
        for name in ("Inaczej", "Nieobecność", "Zgłoś zdarzenie", "Zadzwoń do KIS"):
            for button in phone.page.locator("main .btn").filter(has_text=name).all():
                assert button.bounding_box()["height"] >= 48, name
    phone.walker.go("/psu/dzis/zdarzenie/")
    phone.walker.press("Wyślij do KIS")
    phone.walker.reads("Nie zapisano. Popraw:")
    phone.walker.go("/psu/miesiac/")
    for summary in phone.page.locator(".month-card summary").all():
        assert summary.bounding_box()["height"] >= 48
        summary.click()
    phone.walker.check()


def test_from_the_month_to_a_day_that_is_mended(supervisor, referrals, yesterday):
    phone = supervisor()
    referral = referrals[2]
    phone.walker.go(f"/psu/miesiac/{yesterday:%Y-%m}/")
    phone.page.locator(".month-card summary", has_text="Śliwa").click()
    phone.page.locator(f"a[href$='{yesterday:%Y-%m-%d}/#karta-{referral.pk}']").click()
    phone.tap("4 godz. (plan)", phone.card(referral))
    phone.state(referral, "4 godz.")


@pytest.mark.parametrize("scripted", [True, False])
def test_the_month_is_confirmed_by_one_tap_and_says_when_entries_change(
    supervisor, referrals, yesterday, scripted
):
    """Without a script as with one: the button is a form."""
    work(referrals[0], yesterday, "4")
    phone = supervisor(PHONE, java_script_enabled=scripted)
    month = f"/psu/miesiac/{yesterday:%Y-%m}/"
    phone.walker.go(month)
    button = phone.page.get_by_role("button", name="Potwierdź wpisy")
    assert button.bounding_box()["height"] >= 48
    with phone.page.expect_navigation():
        button.click()
    phone.walker.check()
    phone.walker.reads("Potwierdzono przez opiekuna PSU")
    assert button.count() == 0
    assert Confirmation.objects.get().month == yesterday.replace(day=1)

    WorkDay.objects.update(hours=3)

    phone.walker.go(month)
    phone.walker.reads("; potem zmieniono wpisy.")
    with phone.page.expect_navigation():
        phone.page.get_by_role("button", name="Potwierdź jeszcze raz").click()
    phone.walker.reads("Potwierdzono wpisy")
    phone.walker.check()
    assert Confirmation.objects.get().version == 2


def test_without_a_script_every_button_works(supervisor, referrals, yesterday):
    phone = supervisor(PHONE, java_script_enabled=False)
    phone.page.goto(f"{phone.walker.address}/psu/dzis/{yesterday:%Y-%m-%d}/")
    phone.tap("4 godz. (plan)", phone.card(referrals[0]))
    phone.state(referrals[0], "4 godz.")
    phone.tap("Nieobecność", phone.card(referrals[1]))
    phone.tap("Odmowa", phone.card(referrals[1]))
    phone.state(referrals[1], "odmowa")
    phone.tap("Wszyscy zgodnie z planem")
    phone.state(referrals[4], "4 godz.")
    assert WorkDay.objects.filter(hours=4).count() == len(referrals) - 1


def test_an_event_goes_from_the_phone_to_the_desk(supervisor, walker, referrals, yesterday):
    phone = supervisor()
    phone.walker.go("/psu/dzis/")
    assert phone.page.get_by_role("link", name="Zadzwoń do KIS").get_attribute("href") == (
        "tel:810000000"
    )
    phone.walker.press("Zgłoś zdarzenie")
    phone.walker.type(referral=str(referrals[1].pk), day=f"{yesterday:%d.%m.%Y}", hour="8.15")
    phone.walker.press("Wyślij do KIS")
    phone.walker.reads("Nie zapisano. Popraw:")
    phone.page.get_by_label("opuszczenie miejsca pracy").check()
    phone.walker.type(description="odejście po kwadransie")
    phone.walker.press("Wyślij do KIS")
    phone.walker.reads("Wysłano do KIS. Zawiadomienie pisze koordynator.")

    desk = walker()
    desk.arrive("coordinator")
    desk.go("/")
    desk.reads("PSU: opuszczenie miejsca pracy")
    desk.page.get_by_role("listitem").filter(has_text="opuszczenie").get_by_role("link").click()
    desk.check()
    assert desk.page.locator("[name='text']").input_value() == "odejście po kwadransie"
    desk.press("Zapisz zawiadomienie")
    desk.reads("Do wysłania")
    notice = Notice.objects.get()
    noticing.printed(notice, by=notice.written_by)
    desk.page.reload()
    desk.press("Odnotuj wysłanie")
    desk.check()
    desk.press("Odnotuj wysłanie")
    desk.reads("Wysłane ")
    desk.check()
    assert not WorkEvent.objects.waiting().exists()
