"""Every page is measured, or named beside one that is made alike."""

from collections import Counter

import pytest

from deploy.local.bench.kinds import KINDS, PAPERS
from kis.desk.demo.office import STAFF
from tests.access import GET
from tests.scene import PAGES

ROLES = {login: role for login, _, _, role, _ in STAFF}
OPENED = {page.name: page.roles for page in PAGES if GET in page.methods}


def test_no_page_is_without_a_kind():
    measured = {name for kind in KINDS for name in (kind.name, *kind.also)}

    assert measured | PAPERS == set(OPENED)
    assert not measured & PAPERS


def test_a_neighbour_stands_beside_one_kind_and_is_none_itself():
    beside = Counter(name for kind in KINDS for name in kind.also)

    assert set(beside.values()) == {1}
    assert not beside.keys() & {kind.name for kind in KINDS}


def test_titles_are_told_apart():
    assert len({kind.title for kind in KINDS}) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.title)
def test_the_opener_of_a_kind_is_one_of_its_roles(kind):
    assert ROLES[kind.login] in OPENED[kind.name]
