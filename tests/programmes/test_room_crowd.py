"""What the screen says when there are too many children or too few carers."""

import pytest

from kis.programmes.crowd import Crowd


@pytest.mark.parametrize(
    ("crowd", "in_words", "too_many", "missing"),
    [
        (Crowd(13, 1, 15), "13 z 15", 0, 0),
        (Crowd(15, 1, 15), "15 z 15", 0, 0),
        (Crowd(16, 2, 15, 24), "16 z 24", 0, 0),
        (Crowd(16, 1, 15), "16 z 15", 1, 1),
        (Crowd(3, 0, 15), "3 z 0", 3, 1),
        (Crowd(31, 1, 15), "31 z 15", 16, 2),
        (Crowd(25, 2, 15, 24), "25 z 24", 1, 0),
        (Crowd(3, 1, None), "3 z 0", 3, 0),
    ],
)
def test_counts(crowd, in_words, too_many, missing):
    assert (crowd.in_words, crowd.too_many, crowd.carers_missing) == (in_words, too_many, missing)


def test_who_must_come_or_go_is_said():
    assert Crowd(15, 1, 15, 24).advice == ""
    assert "musi przyjść wychowawców: 1 albo wyjść dzieci: 1" in Crowd(16, 1, 15).advice
    assert "musi wyjść 1" in Crowd(25, 2, 15, 24).advice
    assert "słownikach" in Crowd(0, 1, None).advice
