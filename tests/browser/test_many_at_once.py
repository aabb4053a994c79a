"""Many papers at once in a browser: ordered, followed while they are made, fetched; and without scripts."""

import zipfile

import pytest

from kis.documents.making import make_papers
from kis.documents.models import Export
from tests.browser.conftest import DESKTOP, PHONE
from tests.contracts import made
from tests.contracts.pages import address
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def contracts(users, centre):
    return [
        made.signed(PersonFactory(responsible=users.worker), number=f"{number}/2026")
        for number in range(1, 4)
    ]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_contracts_of_a_year_are_ordered_and_fetched(walker, contracts, size):
    browser = walker(size)
    browser.arrive("worker")
    browser.go(address("register"))
    browser.press("Wiele naraz", exact=False)
    browser.page.get_by_role("button", name="Przygotuj").first.click()
    browser.page.wait_for_url("**/wiele-naraz/*/")
    browser.check()
    browser.reads("0 z 3")
    assert browser.page.get_by_role("progressbar").get_attribute("max") == "3"

    export = Export.objects.get()
    papers = iter([True, False])
    make_papers(export, goes_on=lambda: next(papers))
    browser.page.get_by_text("1 z 3").first.wait_for()
    broken = export.items.waiting().first()
    broken.fail("Pismo nie powstało w ciągu 30 s, bo jego treść jest zbyt długa.")
    make_papers(export, goes_on=lambda: True)
    browser.page.get_by_role("heading", name="Gotowe").wait_for()
    browser.check()
    browser.reads(f"{broken.title}: Pismo nie powstało w ciągu 30 s")

    with browser.page.expect_download() as download:
        browser.page.get_by_role("link", name="Pobierz paczkę ZIP, pism: 2").click()
    with zipfile.ZipFile(download.value.path()) as archive:
        assert len(archive.namelist()) == 3
    browser.press("Moje zlecenia", exact=False)
    browser.reads("gotowe, nie powstało: 1")


def test_without_scripts_the_page_is_asked_again_by_hand(walker, contracts):
    browser = walker(DESKTOP, java_script_enabled=False)
    browser.arrive("worker")
    browser.go(address("exports"))
    browser.page.get_by_role("button", name="Przygotuj").first.click()
    browser.reads("0 z 3")
    make_papers(Export.objects.get(), goes_on=lambda: True)
    browser.press("Odśwież")
    browser.reads("Pobierz paczkę ZIP, pism: 3")
