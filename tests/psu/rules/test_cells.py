from decimal import Decimal

import pytest

from psu.rules.cells import CellValue, UnreadableCell, read_cell


@pytest.mark.parametrize(
    ("typed", "hours"),
    [
        ("5", "5"),
        (" 5 ", "5"),
        ("2,5", "2.5"),
        ("2.5", "2.5"),
        ("2,50", "2.5"),
        ("2,25", "2.25"),
        ("2:30", "2.5"),
        ("2:15", "2.25"),
        ("0:45", "0.75"),
        ("02:30:00", "2.5"),
        ("2:15:00", "2.25"),
        ("24:00:00", "24"),
        ("\u200e2,5\xa0", "2.5"),
        ("0,25", "0.25"),
        ("24", "24"),
        ("4h", "4"),
        ("4 H.", "4"),
        ("4 godz", "4"),
        ("4 godz.", "4"),
        ("2,5 g", "2.5"),
        ("2:30 h", "2.5"),
        ("4,", "4"),
        ("4.", "4"),
        ("2,500", "2.5"),
    ],
)
def test_hours_are_read_by_comma_and_by_clock(typed, hours):
    assert read_cell(typed) == CellValue("worked", Decimal(hours))


@pytest.mark.parametrize(
    ("typed", "outcome"),
    [("U", "excused"), ("n", "unexcused"), ("O", "refused"), (" p ", "idle")],
)
def test_a_letter_is_an_absence_without_hours(typed, outcome):
    assert read_cell(typed) == CellValue(outcome, Decimal(0))


@pytest.mark.parametrize("typed", ["", "  ", "\u200b", "\xa0"])
def test_an_empty_cell_is_no_entry(typed):
    assert read_cell(typed) is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("5x", "Nie rozumiem „5x”. Wpisz godziny: 5 albo 2,5 albo 2:30."),
        ("x", "Nie rozumiem „x”. Wpisz godziny: 5 albo 2,5 albo 2:30."),
        ("godz.", "Nie rozumiem „godz.”. Wpisz godziny: 5 albo 2,5 albo 2:30."),
        ("4 godz. 5", "Nie rozumiem „4 godz. 5”. Wpisz godziny: 5 albo 2,5 albo 2:30."),
        ("1,125", "Godziny wpisuje się co 0,25."),
        ("2.333", "Godziny wpisuje się co 0,25."),
        ("2.3333333333333335", "Godziny wpisuje się co 0,25."),
        ("2:75", "Nie rozumiem „2:75”. Wpisz godziny: 5 albo 2,5 albo 2:30."),
        (
            "2,30",
            "2,30 to 2 godz. 18 min. Jeśli chodzi o 2 godz. 30 min, wpisz 2,5 albo 2:30.",
        ),
        (
            "4.15",
            "4.15 to 4 godz. 9 min. Jeśli chodzi o 4 godz. 15 min, wpisz 4,25 albo 4:15.",
        ),
        ("2,20", "2,20 to 2 godz. 12 min. Godziny wpisuje się co 0,25."),
        ("2,3", "Godziny wpisuje się co 0,25."),
        ("2,65", "Godziny wpisuje się co 0,25."),
        ("2:20", "Godziny wpisuje się co 0,25."),
        ("02:30:15", "Godziny wpisuje się co 0,25."),
        ("02:20:00", "Godziny wpisuje się co 0,25."),
        ("02:30:60", "Nie rozumiem „02:30:60”. Wpisz godziny: 5 albo 2,5 albo 2:30."),
        ("0", "Wpisz więcej niż 0 i najwyżej 24. Nieobecność oznacz literą U, N, O lub P."),
        ("-3", "Wpisz więcej niż 0 i najwyżej 24. Nieobecność oznacz literą U, N, O lub P."),
        ("24,25", "Wpisz więcej niż 0 i najwyżej 24. Nieobecność oznacz literą U, N, O lub P."),
        ("25", "Wpisz więcej niż 0 i najwyżej 24. Nieobecność oznacz literą U, N, O lub P."),
    ],
)
def test_what_is_no_hours_is_refused_by_a_sentence(typed, sentence):
    with pytest.raises(UnreadableCell) as fault:
        read_cell(typed)
    assert str(fault.value) == sentence


@pytest.mark.parametrize("typed", ["5", "2,5", "2,25", "U", "N", "O", "P"])
def test_a_cell_shows_what_it_was_read_from(typed):
    assert str(read_cell(typed)) == typed
