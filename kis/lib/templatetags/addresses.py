"""Addresses of rows: in a long list reversing each takes as long as the rest of its row."""

from functools import cache

from django import template
from django.urls import get_script_prefix, reverse

register = template.Library()

STAND_IN = 1_900_000_001  # the number of no row, to be found in an address


@register.filter
def address(pk: int, name: str) -> str:
    """The address by name of the page of one row, as `url` gives it; reversed once a process."""
    # The prefix is part of the key: behind a proxy the program may stand under a path.
    before, after = _around_the_number(name, get_script_prefix())
    return f"{before}{pk}{after}"


@cache
def _around_the_number(name: str, prefix: str) -> tuple[str, str]:
    before, after = reverse(name, args=[STAND_IN]).split(str(STAND_IN))
    return before, after
