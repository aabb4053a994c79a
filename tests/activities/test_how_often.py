"""How often a contract asks to come, as contracts say it; what is not plainly said is not read."""

import datetime

import pytest

from kis.activities.how_often import HowOften, asked_in, how_often

D = datetime.date
ON = D(2026, 4, 2)
MARCH = D(2026, 3, 1)


@pytest.mark.parametrize(
    ("text", "times", "weeks"),
    [
        ("Udział w warsztacie komputerowym klubu, dwa razy w tygodniu", 2, 1),
        ("Udział w spotkaniach grupy wsparcia raz w tygodniu", 1, 1),
        ("Zajęcia KIS 3 razy w miesiącu", 3, 0),
        ("Obecność na zajęciach co najmniej 2–3 razy w tygodniu", 2, 1),
        ("Warsztaty co dwa tygodnie", 1, 2),
        ("warsztaty raz na dwa tygodnie", 1, 2),
        ("Zajęcia co tydzień", 1, 1),
        ("Udział w zajęciach 2x w tygodniu", 2, 1),
        ("Udział w zajęciach jeden raz w tygodniu", 1, 1),
        ("Udział w zajęciach KIS, trzy spotkania miesięcznie", 3, 0),
        ("W zajęciach klubu uczestniczy dwukrotnie w ciągu tygodnia", 2, 1),
        ("Zajęcia w KIS, 5 dni w tygodniu po 6 godzin dziennie", 5, 1),
        ("Udział w 80% zajęć, nie rzadziej niż raz w miesiącu", 1, 0),
        ("UDZIAŁ W ZAJĘCIACH KIS CZTERY RAZY W MIESIĄCU", 4, 0),
        ("Rozmowa raz w miesiącu; warsztaty trzy razy w tygodniu", 3, 1),
    ],
)
def test_a_plain_phrase_is_read(text, times, weeks):
    assert how_often([text]) == HowOften(times, weeks)


@pytest.mark.parametrize(
    "text",
    [
        "Udział w zajęciach KIS",
        "Udział w zajęciach do 2 razy w tygodniu",
        "Zajęcia najwyżej 2 razy w tygodniu",
        "Zajęcia dwa lub trzy razy w tygodniu",
        "Zajęcia klubu dwa - trzy razy w tygodniu",
        "Zajęcia ok. 2 razy w tygodniu",
        "W zajęciach KIS dwa razy w tygodniu, a w grupie raz w miesiącu",
        "Opuści zajęcia raz w miesiącu",
        "Rozmowa o zajęciach raz w miesiącu",
        "Udział w terapii grupowej raz w tygodniu",
        "Kurs języka polskiego dwa razy w tygodniu",
        "Zajęcia o 10 w każdym tygodniu",
        "Zajęcia 12,5 raz w tygodniu",
        "Zajęcia 99 razy w tygodniu",
        "Zajęcia 0 razy w tygodniu",
        "Udział w zajęciach. Telefon do urzędu raz w tygodniu.",
        "Udział w 80% zajęć",
    ],
)
def test_what_is_not_plain_is_not_read(text):
    assert how_often([text]) is None


def test_of_several_actions_the_most_counts():
    texts = ["Zajęcia 5 razy w miesiącu", "Warsztaty 2 razy w tygodniu", "Grupa raz w tygodniu"]
    assert how_often(texts) == HowOften(2)


@pytest.mark.parametrize(
    ("often", "days", "of_month", "asked"),
    [
        (HowOften(2), 30, 30, 9),
        (HowOften(2), 31, 31, 9),
        (HowOften(2), 28, 28, 8),
        (HowOften(1), 30, 30, 4),
        (HowOften(1, 2), 30, 30, 2),
        (HowOften(3, 0), 30, 30, 3),
        (HowOften(3, 0), 15, 30, 2),  # a half is rounded up
        (HowOften(3, 0), 14, 30, 1),
        (HowOften(2), 0, 30, 0),
    ],
)
def test_a_month_asks_for_as_much_as_its_days(often, days, of_month, asked):
    assert often.asked_on(days, of_month) == asked


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({}, 9),
        ({"binding": (D(2026, 3, 18), None)}, 4),
        ({"binding": (D(2026, 1, 1), D(2026, 3, 14))}, 4),
        ({"stays": [(D(2026, 3, 25), None)]}, 2),
        ({"breaks": [(D(2026, 3, 1), D(2026, 3, 24))]}, 2),
    ],
)
def test_days_outside_the_contract_the_stay_and_in_a_break_ask_for_nothing(facts, asked):
    always = (D(2026, 1, 1), None)
    facts = {"binding": always, "stays": [always], "breaks": []} | facts
    assert asked_in(MARCH, ON, HowOften(2), **facts).times == asked


@pytest.mark.parametrize(
    ("often", "words"),
    [
        (HowOften(1), "raz w tygodniu"),
        (HowOften(2), "2 razy w tygodniu"),
        (HowOften(1, 2), "raz na 2 tygodnie"),
        (HowOften(3, 0), "3 razy w miesiącu"),
    ],
)
def test_it_is_told_as_it_is_said(often, words):
    assert str(often) == words
