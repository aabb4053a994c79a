"""A register of people and meetings as a sheet of cells: what comes, and each cell saved on its own."""

import pytest

from kis.lib.cells import RefusedCell, TypedCell, is_in_the_way, read_cells, save_each, typed_rows

MEETINGS = {1: "pierwsze", 2: "drugie"}


def meeting(number):
    if number not in MEETINGS:
        raise ValueError(number)
    return MEETINGS[number]


def read(data, **more):
    return read_cells(data, "m", column=meeting, **more)


def test_only_what_differs_from_what_the_page_was_opened_on_is_read():
    data = {"m-7-1": "x", "m-7-2": "x ", "earlier-m-7-2": "x", "m-8-2": "", "earlier-m-8-2": "x"}
    assert read(data) == [TypedCell(7, "pierwsze", "x"), TypedCell(8, "drugie", "", "x")]


@pytest.mark.parametrize("name", ["m-7-3", "m-7", "h-7-1", "m-x-1", "xm-7-1", "m-7-1-1"])
def test_a_field_that_is_no_cell_of_the_sheet_is_left_out(name):
    assert read({name: "x"}) == []


def test_a_cell_that_is_to_stay_as_it_is_stored_is_left_out_but_its_row_is_told():
    data = {"m-7-1": "x", "keep-m-7-1": "theirs", "m-8-1": "x", "keep-m-8-1": "mine"}
    assert read(data) == [TypedCell(8, "pierwsze", "x")]
    assert typed_rows(data, "m") == {7, 8}


def test_a_changed_detail_makes_a_cell_changed_and_an_untouched_one_is_not_sent_on():
    data = {
        "m-7-1": "x",
        "earlier-m-7-1": "x",
        "note-m-7-1": " nowa\x00  uwaga ",
        "earlier-note-m-7-1": "stara",
        "room-m-7-1": "",
    }
    (cell,) = read(data, details=["note", "room"])
    assert cell.details == {"note": "nowa uwaga"}
    assert cell.earlier_details == {"note": "stara", "room": ""}


def test_each_cell_is_saved_in_order_and_a_refused_one_loses_no_other():
    stored = {"drugie": "było"}

    def save(cell):
        if is_in_the_way(stored.get(cell.column, ""), earlier=cell.earlier, typed=cell.text):
            raise RefusedCell("zmieniono", is_conflict=True)
        stored[cell.column] = cell.text

    cells = [TypedCell(7, "pierwsze", "x"), TypedCell(7, "drugie", "y")]
    done = save_each(
        cells, order=lambda cell: cell.column, now=lambda c: stored.get(c.column, ""), save=save
    )

    assert [(one.cell.column, one.now) for one in done.saved] == [("pierwsze", "x")]
    (refused,) = done.refused
    assert (refused.sentence, refused.now, refused.is_conflict) == ("zmieniono", "było", True)
    assert list(stored) == ["drugie", "pierwsze"]


@pytest.mark.parametrize(
    ("now", "is_hidden"), [("5", False), ("3", False), ("4", True), ("", True)]
)
def test_only_what_the_page_never_showed_is_in_the_way(now, is_hidden):
    assert is_in_the_way(now, earlier="5", typed="3") is is_hidden
