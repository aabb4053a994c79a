"""What may not leave the office: every small figure keeps two values that it may have."""

import itertools

import pytest
from hypothesis import given, strategies as st

from kis.reports.council.withholding import Sum, Why, is_small, withheld

ONE = [Sum(("a", "b", "c"), "t")]
TWO = [Sum(("a", "b"), "t"), Sum(("d", "e", "f"), "t")]


def with_total(**parts):
    return parts | {"t": sum(parts.values())}


def test_small_figures_are_withheld_and_nothing_is_not_small():
    assert withheld({"a": 0, "b": 1, "c": 4, "d": 5}, []) == {"b": Why.SMALL, "c": Why.SMALL}


def test_a_figure_that_a_sum_would_give_away_hides_another_beside_it():
    assert withheld(with_total(a=3, b=20, c=40), ONE) == {"a": Why.SMALL, "b": Why.BESIDE}


def test_two_small_ones_hide_each_other_unless_their_sum_tells_both():
    assert withheld(with_total(a=2, b=3, c=40), ONE) == {"a": Why.SMALL, "b": Why.SMALL}
    # 1 + 1 and 4 + 4 can be nothing else.
    for value in (1, 4):
        hidden = withheld(with_total(a=value, b=value, c=40), ONE)
        assert hidden == {"a": Why.SMALL, "b": Why.SMALL, "c": Why.BESIDE}


def test_a_lonely_small_part_beside_nothing_is_hidden_with_its_total():
    assert withheld(with_total(a=3, b=0, c=0), ONE)["t"] == Why.SMALL


def test_a_total_that_another_table_tells_is_no_hiding_place():
    values = with_total(a=3, b=20) | {"d": 10, "e": 13, "f": 0}
    hidden = withheld(values, TWO)
    assert hidden == {"a": Why.SMALL, "b": Why.BESIDE}


def test_what_is_published_nowhere_is_not_given_away_either():
    sums = [Sum(("effect", "rest"), "ended")]
    values = {"effect": 17, "rest": 3, "ended": 20}
    assert "effect" in withheld(values, sums, unseen={"rest"})
    assert withheld({"effect": 12, "rest": 8, "ended": 20}, sums, unseen={"rest"}) == {}


def worlds(values, sums, hidden):
    """All that a reader may think of: every choice of what is withheld under which all sums hold."""
    keys = list(hidden)
    choices = [range(1, 5) if hidden[key] is Why.SMALL else [0, *range(5, 26)] for key in keys]
    for chosen in itertools.product(*choices):
        world = values | dict(zip(keys, chosen, strict=True))
        if all(sum(world[part] for part in one.parts) == world[one.total] for one in sums):
            yield world


@pytest.mark.parametrize("sums", [ONE, TWO], ids=["one sum", "two sums of one total"])
@given(data=st.data())
def test_whoever_reckons_finds_no_small_figure(sums, data):
    first = [data.draw(st.integers(0, 8)) for _ in sums[0].parts]
    values = dict(zip(sums[0].parts, first, strict=True)) | {"t": sum(first)}
    if len(sums) > 1:
        # The same total parted otherwise.
        one = data.draw(st.integers(0, values["t"]))
        two = data.draw(st.integers(0, values["t"] - one))
        values |= {"d": one, "e": two, "f": values["t"] - one - two}
    hidden = withheld(values, sums)
    if len(hidden) > 3:
        return  # too many worlds to look at
    seen = {key: set() for key in hidden}
    for world in worlds(values, sums, hidden):
        for key in hidden:
            seen[key].add(world[key])
    for key, why in hidden.items():
        if why is Why.SMALL:
            assert len(seen[key]) > 1, (values, hidden)
    assert all(key in hidden for key, value in values.items() if is_small(value))
