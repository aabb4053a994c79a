"""What holds for every page of ours."""

import re

import pytest

from tests.access import GET
from tests.scene import PAGES, address, user_of

HTML_PAGES = [page for page in PAGES if GET in page.methods]
INLINE = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", re.IGNORECASE)


@pytest.fixture
def client_of(world):
    return world.client_of


@pytest.fixture
def users(db, world):
    return world.users


@pytest.fixture
def scene(db, world):
    return world


@pytest.mark.parametrize("page", HTML_PAGES, ids=str)
def test_every_page_has_one_h1_a_title_and_nothing_inline(page, scene, users, client_of):
    for role in sorted(page.roles):
        response = client_of(user_of(users, role)).get(address(page, scene.inside))
        if response.status_code != 200 or "text/html" not in response.headers["Content-Type"]:
            continue
        html = response.content.decode()
        assert html.count("<h1") == 1
        assert re.search(r"<title>\s*[^<–\s][^<]*– KIS</title>", html), html[:600]
        assert not INLINE.search(html), INLINE.search(html)
        assert "{{" not in html
