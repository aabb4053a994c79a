import pytest
from django.urls import NoReverseMatch, reverse, set_script_prefix

from kis.lib.templatetags.addresses import address


@pytest.fixture
def below():
    """The program below another address of its server."""
    set_script_prefix("/kis/")
    yield
    set_script_prefix("/")


def test_the_address_of_a_row_is_what_reversing_gives():
    for pk in (1, 7, 1_234_567):
        assert address(pk, "participants:details") == reverse("participants:details", args=[pk])


def test_it_follows_the_place_where_the_program_stands(below):
    assert address(7, "participants:details").startswith("/kis/")
    assert address(7, "participants:details") == reverse("participants:details", args=[7])


@pytest.mark.parametrize("name", ["participants:no_such", "participants:list"])
def test_a_page_that_is_not_of_one_row_is_refused(name):
    with pytest.raises(NoReverseMatch):
        address(7, name)
