"""The month sheet's script: keys, saving, what comes back, and what another person wrote meanwhile."""

import pytest

from tests.browser.conftest import Hands, stands_right
from tests.browser.scripts.month_page import PATH, PREVIEWS, SAVES, MonthPage


class Typist(Hands):
    """Somebody at the sheet."""

    def __init__(self, site, sheet):
        self.site, self.sheet, self.page = site, sheet, site.page
        site.pages |= sheet.pages()
        site.open(PATH)

    def cell(self, row, day):
        return self.page.locator(f"[name='h-{row}-{day}']")

    def note(self, row, day):
        return self.page.locator(f"[name='note-h-{row}-{day}']")

    def at(self):
        return self.page.evaluate("document.activeElement.name")

    def settled(self):
        self.page.wait_for_selector(".month-sheet .waiting", state="detached")

    def enter(self, row, day, words, key="Enter"):
        """Type into a cell and leave it by the key."""
        self.cell(row, day).focus()
        self.write(words)
        self.press(key)

    def earlier(self, name):
        """What the page was opened on there, as the next save would send it."""
        field = self.page.locator(f"[name='earlier-{name}']")
        return field.get_attribute("value") if field.count() else ""

    def text(self, name):
        return self.page.inner_text(f"[data-kis-month='{name}']")


@pytest.fixture
def sheet():
    return MonthPage()


@pytest.fixture
def typist(site, sheet):
    """Comes once the test has written what stands in the sheet."""
    return lambda: Typist(site, sheet)


# keys


def test_a_cell_is_saved_when_it_is_left_and_enter_leads_down(typist, sheet):
    someone = typist()
    someone.enter(1, 5, "2:30")
    assert someone.at() == "h-2-5"
    someone.settled()
    assert sheet.hours == {(1, 5): "2,5"}
    assert someone.cell(1, 5).input_value() == "2,5"
    assert "Zapisano o" in someone.text("said")
    someone.write("u")
    someone.press("Tab")
    someone.settled()
    assert someone.cell(2, 5).input_value() == "U"


def test_keys_walk_the_row_and_the_column_and_stop_at_their_ends(typist):
    someone = typist()
    someone.cell(2, 5).focus()
    for key, name in {
        "ArrowUp": "h-1-5",
        "Control+ArrowDown": "h-3-5",
        "ArrowDown": "h-3-5",
        "Control+ArrowUp": "h-1-5",
        "Shift+Enter": "h-1-5",
        "Home": "h-1-1",
        "ArrowLeft": "h-1-1",
        "End": "h-1-31",
        "ArrowRight": "h-1-31",
    }.items():
        someone.press(key)
        assert someone.at() == name, key


def test_enter_behind_the_last_person_leads_to_the_next_day_that_is_not_free(typist):
    someone = typist()
    someone.cell(3, 2).focus()
    someone.press("Enter")
    assert someone.at() == "h-1-5", "the 3rd is a holiday and a Saturday, the 4th a Sunday"


def test_a_day_outside_the_referral_is_passed_over(typist, sheet):
    sheet.outside |= {(1, 6), (2, 5)}
    someone = typist()
    someone.cell(1, 5).focus()
    someone.press("ArrowRight")
    assert someone.at() == "h-1-7"
    someone.press("Shift+Tab")
    assert someone.at() == "h-1-5"
    someone.press("ArrowDown")
    assert someone.at() == "h-3-5"


def test_tab_walks_the_row_and_leaves_the_sheet_at_its_end(typist):
    someone = typist()
    someone.cell(1, 30).focus()
    someone.press("Tab")
    assert someone.at() == "h-1-31"
    someone.press("Tab")
    assert someone.page.evaluate("document.activeElement.textContent") == "Wydrukuj listę pustą"


def test_escape_takes_back_what_was_typed_and_delete_what_was_stored(typist, sheet):
    sheet.hours[1, 5] = "4"
    someone = typist()
    someone.cell(1, 5).focus()
    someone.write("9")
    someone.press("Escape", "ArrowDown")
    assert someone.cell(1, 5).input_value() == "4"
    assert sheet.posted == []
    someone.cell(1, 5).focus()
    someone.press("Delete", "ArrowDown")
    someone.settled()
    assert sheet.hours[1, 5] == ""


# what a cell brings back


def test_sums_and_rests_come_with_the_cell_and_follow_the_cursor(typist):
    someone = typist()
    someone.cell(2, 5).focus()
    assert "bez wpisu" in someone.text("bar")
    places = [someone.page.locator(one) for one in (".month-sheet", "[data-row='3']")]
    before = [one.bounding_box() for one in places]
    someone.enter(2, 5, "4", "ArrowRight")
    someone.settled()
    assert [one.bounding_box() for one in places] == before, "nothing moves"
    for words in ("6.05", "w tygodniu zostało 6 z 10", "w miesiącu 36 z 40", "porozumieniu 96"):
        assert words in someone.text("bar")
    row = someone.page.locator("[data-row='2']")
    assert row.locator(".sum").inner_text() == "4"
    assert row.locator(".left").first.inner_text() == "6"
    assert someone.page.inner_text(".month-sheet tfoot td >> nth=5") == "4"
    # The agreement's rest is everybody's, also of who was not asked about.
    assert someone.page.get_attribute("[data-row='3']", "data-left") == "96"
    someone.cell(2, 12).focus()
    assert row.locator(".left").first.inner_text() == "10"


def test_where_no_month_is_limited_the_bar_says_nothing_of_it(site):
    someone = Typist(site, MonthPage(monthly=None))
    someone.enter(2, 5, "4", "ArrowRight")
    someone.settled()
    assert "w tygodniu zostało 6 z 10" in someone.text("bar")
    assert "w miesiącu" not in someone.text("bar")
    assert someone.page.inner_text("[data-row='2'] .left >> nth=1").endswith("–")
    stands_right(someone.page)


def test_a_refused_cell_stays_with_its_sentence_until_it_is_taken_back(typist, sheet):
    someone = typist()
    someone.enter(1, 5, "11")
    someone.enter(2, 5, "5x")
    someone.settled()
    cell = someone.cell(1, 5)
    assert (cell.input_value(), cell.get_attribute("aria-invalid")) == ("11", "true")
    why = cell.get_attribute("aria-describedby").split()[0]
    assert "Można wpisać najwyżej 10." in someone.page.inner_text(f"[id='{why}']")
    stands_right(someone.page)
    # Passed through, it is not asked about again.
    asked = len(sheet.posted)
    cell.focus()
    someone.press("ArrowRight")
    assert len(sheet.posted) == asked

    someone.enter(1, 5, "10")
    someone.cell(2, 5).focus()
    someone.press("Escape")
    someone.settled()
    assert someone.page.locator("[aria-invalid], .row-message").count() == 0
    assert sheet.hours == {(1, 5): "10"}


@pytest.mark.parametrize(("choice", "stays"), [("tutaj", "3"), ("zapisane", "4")])
def test_a_cell_changed_meanwhile_shows_both_and_asks(typist, sheet, choice, stays):
    sheet.hours[1, 5] = "5"
    someone = typist()
    sheet.hours[1, 5] = "4"
    someone.enter(1, 5, "3")
    someone.settled()
    assert "było 5, jest 4" in someone.page.inner_text(".row-message")
    stands_right(someone.page)
    someone.page.get_by_label(choice).press("Space")
    someone.settled()
    assert sheet.hours[1, 5] == stays
    assert someone.cell(1, 5).input_value() == stays
    assert someone.at() == "h-1-5"
    assert someone.page.locator(".row-message").count() == 0


def test_what_is_typed_while_a_save_is_on_its_way_goes_with_the_next_one(typist, sheet, site):
    someone = typist()
    with site.on_the_way(SAVES):
        someone.enter(1, 5, "1")
        someone.enter(2, 5, "2")
        someone.enter(1, 5, "3")
    someone.settled()
    assert sheet.hours == {(1, 5): "3", (2, 5): "2"}
    assert [set(post) & {"h-1-5", "h-2-5"} for post in sheet.posted] == [
        {"h-1-5"},
        {"h-1-5", "h-2-5"},
    ]
    assert sheet.posted[1]["earlier-h-1-5"] == "1", "over what the first one stored"


# what another person wrote meanwhile


def test_another_cells_answer_leaves_the_one_that_is_being_typed_as_it_was_opened(
    typist, sheet, site
):
    """„2” on the way to „2,5” is what stands there already, yet it is being typed."""
    sheet.hours[1, 6] = "2"
    someone = typist()
    with site.on_the_way(SAVES):
        someone.enter(1, 5, "1", "ArrowRight")
        someone.write("2")
        sheet.hours[1, 6] = "4"
    someone.page.wait_for_selector("text=Zapisano o")
    someone.write(",5")
    someone.press("Enter")
    someone.settled()
    assert sheet.hours[1, 6] == "4"
    assert someone.cell(1, 6).input_value() == "2,5"
    assert "było 2, jest 4" in someone.page.inner_text(".row-message")


def test_a_conflict_of_a_cell_that_is_typed_on_is_asked_about_when_it_is_left(typist, sheet, site):
    sheet.hours[1, 5] = "5"
    someone = typist()
    sheet.hours[1, 5] = "4"
    with site.on_the_way(SAVES):
        someone.enter(1, 5, "1")
        someone.press("ArrowUp")
        someone.write("3")
    someone.page.wait_for_selector("[data-refused]")
    someone.press("Enter")
    someone.settled()
    assert sheet.hours[1, 5] == "4"
    assert "było 5, jest 4" in someone.page.inner_text(".row-message")


def test_an_untouched_cell_shows_what_another_person_wrote(typist, sheet):
    someone = typist()
    sheet.hours[1, 6] = "4"
    someone.enter(1, 5, "1")
    someone.settled()
    assert someone.cell(1, 6).input_value() == "4"
    someone.enter(1, 6, "3")
    someone.settled()
    assert sheet.hours[1, 6] == "3"


# the opened row


def opened(someone, row, day):
    someone.cell(row, day).focus()
    someone.press("F2")
    someone.page.wait_for_selector(f"[name='note-h-{row}-{day}']:focus")
    return someone


def test_f2_opens_the_row_for_the_note_and_escape_leads_back(typist, sheet):
    sheet.hours[1, 5] = "5"
    someone = opened(typist(), 1, 5)
    stands_right(someone.page)
    someone.page.keyboard.type("krótszy dzień")
    someone.press("Enter")
    someone.settled()
    someone.press("Escape")
    assert sheet.notes[1, 5] == "krótszy dzień"
    assert someone.at() == "h-1-5"
    assert someone.page.locator(".row-opened").count() == 0


def test_a_day_without_an_entry_has_no_note_and_it_is_said(typist):
    someone = typist()
    someone.cell(1, 5).focus()
    someone.press("F2")
    someone.page.wait_for_selector("[data-kis-month=said]:has-text('dodaje się do dnia')")


def test_a_note_that_is_being_typed_stays_with_its_caret_and_is_saved(typist, sheet, site):
    sheet.hours |= {(1, 5): "5", (1, 6): "5"}
    someone = opened(typist(), 1, 5)
    with site.on_the_way(SAVES):
        someone.page.keyboard.type("jeden")
        someone.press("Tab")
        someone.page.keyboard.type("dw")
    someone.settled()
    someone.page.keyboard.type("a")
    assert someone.note(1, 6).input_value() == "dwa"
    someone.press("Enter")
    someone.settled()
    assert (sheet.notes[1, 5], sheet.notes[1, 6]) == ("jeden", "dwa")


def test_a_note_that_is_left_right_after_an_answer_is_saved(typist, sheet, site):
    sheet.hours |= {(1, 5): "5", (1, 6): "5"}
    someone = opened(typist(), 1, 5)
    with site.on_the_way(SAVES):
        someone.page.keyboard.type("jeden")
        someone.press("Tab")
        someone.page.keyboard.type("dwa")
    someone.settled()
    someone.cell(2, 5).focus()
    someone.settled()
    assert sheet.notes[1, 6] == "dwa"


def test_a_note_typed_on_while_it_is_saved_is_not_lost(typist, sheet, site):
    sheet.hours[1, 5] = "5"
    someone = opened(typist(), 1, 5)
    with site.on_the_way(SAVES):
        someone.page.keyboard.type("jeden")
        someone.press("Enter")
        someone.page.keyboard.type(" i pół")
        someone.press("Enter")
    while len(sheet.posted) < 2:
        someone.page.wait_for_timeout(10)
    someone.settled()
    assert someone.note(1, 5).input_value() == "jeden i pół"
    assert sheet.notes[1, 5] == "jeden i pół"
    assert someone.page.locator(".row-message").count() == 0, "over what it stored itself"


def test_another_days_answer_leaves_a_typed_note_over_what_it_was_typed_over(typist, sheet, site):
    sheet.hours |= {(1, 5): "5", (1, 6): "5"}
    someone = opened(typist(), 1, 5)
    with site.on_the_way(SAVES):
        someone.page.keyboard.type("jeden")
        someone.press("Tab")
        someone.page.keyboard.type("moja")
        sheet.notes[1, 6] = "cudza"
    someone.settled()
    assert someone.earlier("note-h-1-6") == ""
    someone.press("Enter")
    someone.settled()
    assert sheet.notes[1, 6] == "cudza"
    assert someone.note(1, 6).input_value() == "moja"
    assert "jest uwaga: cudza" in someone.page.inner_text(".row-message")
    # It is asked until it is answered, whatever else is saved in the row.
    someone.enter(1, 7, "1")
    someone.settled()
    someone.page.get_by_label("tutaj").press("Space")
    someone.settled()
    assert sheet.notes[1, 6] == "moja"


# pasting

PASTE = """text => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    const options = {clipboardData: data, bubbles: true, cancelable: true};
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', options)); }"""


def test_a_pasted_block_is_previewed_before_anything_is_saved(typist, sheet):
    sheet.hours[2, 6] = "2"
    someone = typist()
    someone.cell(2, 5).focus()
    someone.page.evaluate(PASTE, "5\t4\r\n11\n8\n")
    dialog = someone.page.get_by_role("dialog")
    dialog.wait_for()
    for words in ("Nie da się wpisać: 1.", "Poza kartą, pominięte: 1.", "zastąpi 2"):
        assert words in dialog.inner_text()
    stands_right(someone.page)
    someone.press("Escape")
    assert dialog.is_hidden()
    assert sheet.posted == []
    assert someone.at() == "h-2-5"

    someone.page.evaluate(PASTE, "5\t4\r\n11\n8\n")
    dialog.get_by_role("button", name="Wpisz").click()
    someone.settled()
    assert {key: hours for key, hours in sheet.hours.items() if hours} == {(2, 5): "5", (2, 6): "4"}
    refused = someone.page.locator("[aria-invalid]")
    assert (refused.get_attribute("name"), refused.input_value()) == ("h-3-5", "11")
    assert "Można wpisać najwyżej 10." in someone.page.inner_text(".row-message")
    told = "Zapisano: 2. Nie wpisano: 1 – popraw zaznaczone komórki."
    someone.page.locator("[data-kis-month=said]").filter(has_text=told).wait_for()


def test_words_on_one_line_are_pasted_as_into_any_field(typist, site):
    someone = typist()
    someone.cell(2, 5).focus()
    someone.page.evaluate(PASTE, "5\n")
    someone.page.wait_for_timeout(50)
    assert not [one for one in site.requests if PREVIEWS in one.url]


# when the page goes


def leave_by(someone, act):
    """The questions of the browser while the page goes and comes back."""
    asked = []

    def note(dialog):
        asked.append(dialog.type)

    someone.page.on("dialog", note)
    act()
    someone.page.wait_for_load_state()
    someone.page.remove_listener("dialog", note)
    return asked


def reload(someone):
    return lambda: someone.page.reload()


def away(someone):
    return lambda: someone.page.goto(someone.site.address + "/inna/")


@pytest.mark.parametrize("act", [reload, away])
def test_a_cell_that_is_being_typed_is_saved_when_the_page_goes(typist, sheet, site, act):
    site.pages["/inna/"] = "<p>inna</p>"
    someone = typist()
    someone.cell(1, 5).focus()
    someone.write("4")
    assert leave_by(someone, act(someone)) == []
    site.open(PATH)
    someone.settled()
    assert sheet.hours[1, 5] == "4"
    assert someone.cell(1, 5).input_value() == "4"


def test_a_link_right_behind_a_cell_asks_nothing(typist, sheet, site):
    someone = typist()
    someone.cell(1, 5).focus()
    someone.write("4")
    link = someone.page.get_by_role("link", name="Wydrukuj listę pustą")
    assert leave_by(someone, link.click) == []
    site.open(PATH)
    someone.settled()
    assert sheet.hours[1, 5] == "4"


def test_what_was_refused_while_the_page_went_stands_there_when_it_comes_back(typist, sheet, site):
    someone = typist()
    someone.cell(1, 5).focus()
    someone.write("11")
    assert leave_by(someone, reload(someone)) == []
    someone.settled()
    assert someone.cell(1, 5).input_value() == "11"
    assert "Można wpisać najwyżej 10." in someone.page.inner_text(".row-message")
    assert not sheet.hours.get((1, 5))


def test_what_another_person_wrote_while_the_page_was_gone_is_not_written_over(typist, sheet, site):
    someone = typist()
    saves = site.pages[SAVES]
    site.pages[SAVES] = lambda posted: None
    someone.cell(1, 5).focus()
    someone.write("4")
    leave_by(someone, reload(someone))
    someone.page.locator("[data-kis-month=loud]").filter(has_text="Nie zapisano").wait_for()
    site.pages[SAVES] = saves
    sheet.hours[1, 5] = "3"
    someone.page.reload()
    someone.settled()
    assert sheet.hours[1, 5] == "3"
    assert "było puste, jest 3" in someone.page.inner_text(".row-message")


def test_an_answer_that_the_going_page_still_gets_is_not_taken_for_read(typist, sheet, site):
    someone = typist()
    with site.on_the_way(SAVES):
        someone.enter(1, 5, "4")
        someone.page.evaluate("window.dispatchEvent(new Event('beforeunload'))")
        sheet.hours[1, 5] = "3"
    someone.settled()
    someone.page.evaluate("window.dispatchEvent(new Event('pagehide'))")
    site.open(PATH)
    someone.settled()
    assert sheet.hours[1, 5] == "3"
    assert "było puste, jest 3" in someone.page.inner_text(".row-message")


def test_while_a_cell_cannot_be_saved_the_browser_asks(typist, site):
    someone = typist()
    site.pages[SAVES] = lambda posted: None
    someone.enter(1, 5, "4")
    someone.page.locator("[data-kis-month=loud]").filter(has_text="Nie zapisano").wait_for()
    assert leave_by(someone, reload(someone)) == ["beforeunload"]


# when nothing comes back


def test_without_a_connection_it_is_said_loudly_and_saved_later(typist, sheet, site):
    someone = typist()
    saves = site.pages[SAVES]
    site.pages[SAVES] = lambda posted: None
    someone.enter(1, 5, "4")
    alert = someone.page.locator("[data-kis-month=loud]")
    alert.filter(has_text="Nie zapisano – brak połączenia. Nie zamykaj okna").wait_for()
    someone.enter(2, 5, "3")
    stands_right(someone.page)
    assert someone.cell(1, 5).input_value() == "4"
    assert sheet.hours == {}

    site.pages[SAVES] = saves
    someone.page.evaluate("window.dispatchEvent(new Event('online'))")
    someone.settled()
    assert sheet.hours == {(1, 5): "4", (2, 5): "3"}
    assert alert.is_hidden()


def test_a_sheet_that_is_not_the_users_any_more_is_not_asked_again(typist, site):
    someone = typist()
    site.pages[SAVES] = {"status": 404}
    someone.enter(1, 5, "4")
    someone.page.locator("[data-kis-month=loud]").filter(has_text="nie można już").wait_for()
    asked = len(site.requests)
    someone.page.evaluate("window.dispatchEvent(new Event('online'))")
    someone.enter(2, 5, "3")
    someone.page.wait_for_timeout(50)
    assert len(site.requests) == asked
    assert someone.cell(1, 5).input_value() == "4"
