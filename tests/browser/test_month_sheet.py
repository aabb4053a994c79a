"""The month sheet in a browser: 25 people by keyboard, what is refused, what was changed, no connection."""

import datetime

import pytest
from django.contrib.sessions.models import Session

from kis.lib.dates import days, holiday_name, month_of
from psu.models import Confirmation, WorkDay
from tests.browser.conftest import DESKTOP, PHONE, Hands
from tests.factories import PersonFactory
from tests.psu.factories import AgreementFactory, ReferralFactory, WorkPlaceFactory, school_of, work

pytestmark = pytest.mark.django_db(transaction=True)

PASSWORD = "hasło-do-testów"
MAY = datetime.date(2025, 5, 1)
MONDAY, TUESDAY = datetime.date(2025, 5, 5), datetime.date(2025, 5, 6)
SURNAMES = ["Ćwikła", "Łoś", "Śliwa", "Wiśniewska-Kowalczyk", "Żak"]


def people(users, place, number, agreement=None, **facts):
    agreement = agreement or AgreementFactory(place=place, persons=200)
    agreement.places.add(place)
    return [
        ReferralFactory(
            person=PersonFactory(
                last_name=f"{SURNAMES[n % 5]}", first_name="Aleksandra", responsible=users.worker
            ),
            place=place,
            agreement=agreement,
            **facts,
        )
        for n in range(number)
    ]


@pytest.fixture
def place(users, centre):
    return school_of(users.supervisor, MAY)


def address(place):
    return f"/psu/miejsca/{place.pk}/2025-05/"


class Clerk(Hands):
    """Somebody at the sheet."""

    def __init__(self, walker, place, login="coordinator", size=DESKTOP):
        self.walker = walker(size)
        self.page = self.walker.page
        self.walker.arrive(login)
        self.open(place)
        self.keys = self.clicks = 0

    def open(self, place):
        self.page.goto(self.walker.address + address(place))

    def cell(self, referral, day):
        return self.page.locator(f"[name='h-{referral.pk}-{day.day}']")

    def settled(self):
        """Waits until every cell that was left has its answer."""
        self.page.wait_for_selector(".month-sheet .waiting", state="detached")

    def text(self, name):
        return self.page.inner_text(f"[data-kis-month='{name}']")

    def at(self):
        return self.page.evaluate("document.activeElement.name")


@pytest.fixture
def clerk(walker, place):
    return lambda **facts: Clerk(walker, place, **facts)


def box(page, selector):
    return page.locator(selector).first.bounding_box()


def in_sight(page):
    """Rows of people wholly between the head and the bar."""
    return page.evaluate(
        """() => {
        const top = document.querySelector('.month-sheet thead th').getBoundingClientRect().bottom;
        const bottom = document.querySelector('.month-bar').getBoundingClientRect().top;
        return [...document.querySelectorAll('.month-sheet tbody > tr:first-child')]
            .map((row) => row.getBoundingClientRect())
            .filter((row) => row.top >= top - 1 && row.bottom <= bottom + 1).length; }"""
    )


# how it looks


def test_sixteen_people_are_in_sight_and_the_columns_are_as_wide_as_agreed(clerk, users, place):
    """Every fifth name takes two lines, every fifth person comes with an advice."""
    first, *_ = people(users, place, 20)
    people(users, place, 5, first.agreement, work_advice="bez dźwigania")
    page = clerk().page

    assert in_sight(page) >= 16
    widths = page.evaluate(
        "[...document.querySelectorAll('.month-sheet thead th')]"
        ".map((head) => head.getBoundingClientRect().width)"
    )
    assert widths == [24, 170, *[30] * 31, 50, 56, 56]
    assert box(page, ".month-sheet")["width"] == 1286
    assert box(page, ".month-sheet")["x"] <= 24
    heights = page.evaluate(
        "[...document.querySelectorAll('.month-sheet tbody tr')].map((row) => row.offsetHeight)"
    )
    assert min(heights) >= 24


LONG = [
    {"last_name": "Łęgowska-Gęśla", "first_name": "Aga Żyła"},
    {
        "last_name": "Brzęczyszczykiewicz-Wiśniewskakowalczykowska",
        "first_name": "Aleksandra Katarzyna Maria",
    },
]
# A line's box is that much higher than its letters.
OVER_THE_EDGE = """() => [...document.querySelectorAll('.month-sheet tbody .who')].map((cell) => {
    const edge = cell.getBoundingClientRect();
    return [...cell.querySelectorAll('span')].flatMap((name) => [...name.getClientRects()])
        .filter((line) => line.bottom > edge.bottom + 1 || line.top < edge.top - 1 || line.right > edge.right)
        .length;
})"""


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_long_name_stands_whole_beside_an_advice_too(clerk, users, place, size):
    agreement = AgreementFactory(place=place)
    for name in LONG:
        for advice in ("", "bez dźwigania"):
            ReferralFactory(
                person=PersonFactory(responsible=users.worker, **name),
                place=place,
                agreement=agreement,
                work_advice=advice,
            )
    page = clerk(size=size).page

    assert page.evaluate(OVER_THE_EDGE) == [0, 0, 0, 0]
    for name in LONG:
        assert name["last_name"] in page.inner_text(".month-sheet")


def test_head_names_and_bar_stay_in_sight_down_and_aside(clerk, users, place, walker):
    people(users, place, 25)
    page = clerk().page
    page.mouse.move(600, 400)
    page.mouse.wheel(0, 300)
    page.wait_for_timeout(300)

    assert box(page, ".month-sheet thead th")["y"] == 0
    bar = box(page, ".month-bar")
    assert bar["y"] + bar["height"] <= 620

    phone = Clerk(walker, place, size=PHONE).page
    phone.evaluate("document.querySelector('.month-frame').scrollTo(600, 200)")
    frame = box(phone, ".month-frame")
    name, head = box(phone, ".month-sheet tbody .who"), box(phone, ".month-sheet thead .who")
    assert abs(name["x"] - frame["x"]) <= 1
    assert abs(head["y"] - frame["y"]) <= 1
    bar = box(phone, ".month-bar")
    assert abs(bar["y"] + bar["height"] - frame["y"] - frame["height"]) <= 1


def test_a_focused_cell_is_never_behind_the_head_or_the_bar(clerk, users, place):
    referrals = people(users, place, 25)
    someone = clerk()
    someone.click(someone.cell(referrals[0], MONDAY))
    for key in ("Control+ArrowDown", "Control+ArrowUp"):
        someone.press(key)
        cell = someone.page.evaluate(
            "(({top, bottom}) => [top, bottom])(document.activeElement.getBoundingClientRect())"
        )
        head, bar = box(someone.page, ".month-sheet thead th"), box(someone.page, ".month-bar")
        assert cell[0] >= head["y"] + head["height"] - 1
        assert cell[1] <= bar["y"] + 1


# keys


def test_a_month_of_25_people_by_digits_costs_at_most_800_keys(clerk, users, place):
    referrals = people(users, place, 25)
    in_order = sorted(referrals, key=lambda referral: referral.pk)
    patterns = {
        referral.pk: ({0, 2}, "5") if n % 2 else ({1, 3}, "4")
        for n, referral in enumerate(in_order)
    }
    someone = clerk()
    shown = someone.page.evaluate(
        "[...document.querySelectorAll('tbody')].map((row) => +row.dataset.row)"
    )
    workdays = [day for day in days(*month_of(MAY)) if day.weekday() < 5 and not holiday_name(day)]
    first = next(day for day in workdays if day >= MONDAY)
    someone.click(someone.page.locator(f"[name='h-{shown[0]}-{first.day}']"))

    for day in (day for day in workdays if day >= first):
        working = [pk for pk in shown if day.weekday() in patterns[pk][0]]
        if not working:
            someone.press(*["ArrowRight"] * 3)
            continue
        assert someone.at() == f"h-{shown[0]}-{day.day}"
        for pk in shown:
            if pk in working:
                someone.write(patterns[pk][1])
            someone.press("Enter")
    someone.settled()

    assert WorkDay.objects.count() == 25 * 8
    assert someone.page.locator(".month-sheet [aria-invalid]").count() == 0
    assert someone.keys <= 800
    assert someone.clicks <= 4


def test_a_month_by_plan_at_four_places_with_ten_exceptions_costs_60_keys_and_20_clicks(
    walker, users, centre
):
    agreement = AgreementFactory(persons=200)
    places = [WorkPlaceFactory(name=f"Miejsce {n}") for n in range(4)]
    referrals = [
        people(users, place, 6, agreement, planned_days={"0": "5", "2": "5"}) for place in places
    ]
    someone = Clerk(walker, places[0])
    exceptions = 10
    for place, own in zip(places, referrals, strict=True):
        someone.clicks += 1  # the place, from the list of places
        someone.open(place)
        someone.click(someone.page.get_by_role("button", name="Wszyscy zgodnie z planem"))
        someone.page.wait_for_selector("text=Według planu zapisano")
        someone.page.wait_for_load_state()
        for referral in own[:3]:
            if exceptions:
                someone.click(someone.cell(referral, MONDAY.replace(day=12)))
                someone.press("n", "Enter")
                exceptions -= 1
        someone.settled()

    assert WorkDay.objects.count() == 4 * 6 * 8
    assert WorkDay.objects.filter(outcome=WorkDay.Outcome.UNEXCUSED).count() == 10
    assert (someone.keys <= 60, someone.clicks <= 20) == (True, True)


@pytest.fixture
def row(users, place):
    return people(users, place, 3)


# what a cell brings back


def test_from_and_to_are_typed_in_the_opened_row_and_hold_the_hours(clerk, row):
    work(row[0], MONDAY, "5", note="uwaga")
    someone = clerk()
    span = someone.page.locator(f"[name='span-h-{row[0].pk}-5']")
    someone.cell(row[0], MONDAY).focus()
    someone.press("F2")
    someone.page.wait_for_selector(f"[name='note-h-{row[0].pk}-5']:focus")
    span.fill("8-12")
    span.press("Enter")
    someone.page.wait_for_selector("[role=status]:has-text('Godziny nie mieszczą się')")
    someone.walker.check()
    assert span.input_value() == "8-12"
    # Of both values the one in the row is kept while another day is saved.
    note = someone.page.locator(f"[name='note-h-{row[0].pk}-5']")
    note.evaluate("field => { field.value = 'jeszcze niezapisana'; }")
    someone.cell(row[0], TUESDAY).focus()
    someone.write("4")
    someone.press("Enter")
    someone.settled()
    assert note.input_value() == "jeszcze niezapisana"

    span.fill("8-13")
    span.press("Enter")
    someone.page.wait_for_selector("[role=status]:has-text('Zapisano o')")
    someone.settled()

    assert span.input_value() == "8.00–13.00"
    saved = WorkDay.objects.get(day=MONDAY)
    assert (str(saved.span), saved.note) == ("8.00–13.00", "jeszcze niezapisana")
    # Hours that outgrow it are refused in their cell; an absence takes it away.
    someone.cell(row[0], MONDAY).focus()
    someone.write("6")
    someone.press("ArrowRight")
    someone.page.wait_for_selector(f".row-message[data-for='h-{row[0].pk}-5']")
    someone.cell(row[0], MONDAY).focus()
    someone.write("u")
    someone.press("ArrowRight")
    someone.settled()
    span.wait_for(state="detached")
    assert WorkDay.objects.get(day=MONDAY).span is None


def test_the_confirmation_under_the_sheet_follows_the_cells(clerk, row):
    someone = clerk(login="supervisor")
    confirm = someone.page.get_by_role("button", name="Potwierdź")
    assert confirm.count() == 0
    someone.cell(row[0], MONDAY).focus()
    someone.write("5")
    someone.press("Enter")
    with someone.page.expect_navigation():
        confirm.click()
    someone.walker.reads("Potwierdzono przez opiekuna PSU")
    assert confirm.count() == 0

    someone.cell(row[0], MONDAY).focus()
    someone.write("4")
    someone.press("Enter")
    someone.page.wait_for_selector("text=; potem zmieniono wpisy.")
    someone.walker.check()
    with someone.page.expect_navigation():
        confirm.click()

    assert Confirmation.objects.get().version == 2
    assert "potem zmieniono" not in someone.page.inner_text("main")


PASTE = """text => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const options = {clipboardData: data, bubbles: true, cancelable: true};
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', options)); }"""


# when nothing comes back


def test_after_an_expired_login_the_value_waits_for_the_new_one(clerk, row):
    someone = clerk()
    Session.objects.all().delete()
    someone.cell(row[0], MONDAY).focus()
    someone.write("4")
    someone.press("Enter")
    someone.page.get_by_role("alert").filter(has_text="wylogowano").wait_for()
    assert WorkDay.objects.count() == 0

    with someone.page.context.expect_page() as opened:
        someone.page.get_by_role("link", name="Zaloguj się").click()
    login = opened.value
    login.fill("[name=login]", "coordinator")
    login.fill("[name=password]", PASSWORD)
    login.get_by_role("button", name="Zaloguj", exact=True).click()
    login.wait_for_selector("text=Karta miesiąca")
    someone.page.get_by_role("button", name="Spróbuj teraz").click()
    someone.settled()
    assert WorkDay.objects.get().hours == 4


# without a script


def test_the_form_without_a_script_saves_refuses_and_opens_a_row(walker, users, place, row):
    plain = walker(java_script_enabled=False)
    page = plain.page
    plain.arrive("supervisor")
    page.goto(plain.address + address(place))
    page.fill(f"[name='h-{row[0].pk}-5']", "4")
    page.fill(f"[name='h-{row[1].pk}-5']", "11")
    # Enter in a cell saves; it never fills the plan.
    page.press(f"[name='h-{row[1].pk}-5']", "Enter")
    page.wait_for_selector("text=Pozostałe dni są zapisane")
    assert page.input_value(f"[name='h-{row[1].pk}-5']") == "11"
    page.fill(f"[name='h-{row[1].pk}-5']", "10")
    page.get_by_role("button", name="Zapisz", exact=True).click()
    page.wait_for_selector("text=Zapisano o")
    page.goto(plain.address + address(place) + f"?wiersz={row[0].pk}")
    page.fill(f"[name='note-h-{row[0].pk}-5']", "krótszy dzień")
    page.fill(f"[name='span-h-{row[0].pk}-5']", "8:30-13")
    page.get_by_role("button", name="Zapisz", exact=True).click()
    page.wait_for_selector("text=Zapisano o")
    noted = WorkDay.objects.get(referral=row[0])
    assert (noted.hours, str(noted.span), noted.note) == (4, "8.30–13.00", "krótszy dzień")
    assert WorkDay.objects.get(referral=row[1]).hours == 10


@pytest.mark.parametrize("login", ["coordinator", "supervisor", "head"])
def test_the_filled_sheet_is_accessible_on_a_desk_and_on_a_phone(walker, users, place, login):
    for referral in people(users, place, 3, work_advice="bez dźwigania"):
        work(referral, MONDAY, "5", note="uwaga")
    for size in (DESKTOP, PHONE):
        Clerk(walker, place, login=login, size=size).walker.check()


def test_an_empty_month_says_what_will_be_here(clerk):
    someone = clerk()
    someone.walker.reads("W tym miesiącu nikt nie ma skierowania do tego miejsca.")
    someone.walker.check()
