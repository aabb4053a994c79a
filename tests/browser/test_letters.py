"""The coordinator's letters, from the accident to the labour office's list, and the figures of a year."""

import pytest
from django.utils import timezone

from kis.lib.dates import DAY
from psu.accidents import recording
from psu.candidates import listing
from psu.models import Accident, NeedsPlan
from psu.needs import planning
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories import PersonFactory
from tests.psu.factories import ReferralFactory, work

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def referral(users, centre):
    person = PersonFactory(last_name="Łoś", responsible=users.worker)
    return ReferralFactory(person=person)


@pytest.fixture(params=[DESKTOP, PHONE], ids=["desktop", "phone"])
def coordinator(request, walker, users, centre):
    walker = walker(request.param)
    walker.arrive("coordinator")
    return walker


def test_an_accident_goes_from_the_tab_to_zus(coordinator, users, referral):
    coordinator.go(f"/osoby/{referral.person_id}/psu/")
    coordinator.press("Protokoły wypadków")
    coordinator.press("Zapisz wypadek")
    coordinator.press("Zapisz protokół")
    coordinator.reads("Nie zapisano. Popraw:")
    coordinator.type(day="d", hour="0.05", place="szatnia", activity="sprzątanie")
    coordinator.type(circumstances="Mokra podłoga.", injury="Boli ręka.")
    coordinator.press("Zapisz protokół")
    coordinator.reads("Do wydruku")
    recording.printed(Accident.objects.get(), by=users.coordinator)
    coordinator.page.reload()
    coordinator.press("Odnotuj przekazanie do ZUS")
    coordinator.type(handed="protokół")
    coordinator.press("Odnotuj przekazanie")
    coordinator.reads("Przekazany do ZUS")


def test_a_plan_of_needs_is_corrected_and_sent(coordinator, users, referral):
    today = timezone.localdate()
    year = planning.year_to_plan(today)
    work(referral, max(today.replace(year=year - 1, month=1, day=5), referral.starts_on))
    coordinator.go("/psu/plany/")
    coordinator.press("Nowy plan potrzeb")
    coordinator.press("Utwórz szkic")
    coordinator.type(**{"lines-0-posts": "0"})
    coordinator.press("Zapisz plan")
    coordinator.reads("Popraw zaznaczone wiersze planu.")
    coordinator.type(**{"lines-0-posts": "3"})
    coordinator.press("Zapisz plan")
    coordinator.reads("Szkic")
    planning.printed(NeedsPlan.objects.get(), by=users.coordinator)
    coordinator.page.reload()
    coordinator.press("Odnotuj wysłanie")
    coordinator.press("Odnotuj wysłanie")
    coordinator.reads("Wysłany ")


def test_a_candidate_is_put_on_a_list(coordinator, users, referral):
    yesterday = timezone.localdate() - DAY
    for surname, facts in (("Bury", {"labour_status": "employed"}), ("Żak", {"town": "Puławy"})):
        known = {"identity_kind": "passport", "identity_number": f"EA {surname}"}
        person = PersonFactory(last_name=surname, responsible=users.worker, **known, **facts)
        listing.put_forward(person, remarks="", by=users.worker, on=yesterday)
    # The desk itself shows three rows of a group, and who was registered first stands before them.
    coordinator.go("/pulpit/zgloszenia/")
    coordinator.reads("kandydat(ka) na listę PUP")
    coordinator.go("/psu/kandydaci/")
    coordinator.press("Nowa lista do PUP")
    coordinator.reads("w danych osoby: pracujący(-a)")
    coordinator.page.get_by_label("Żak").check()
    coordinator.press("Utwórz listę")
    coordinator.reads("Do wydruku")
    coordinator.reads("Na liście do PUP")


def test_a_figure_is_opened_down_to_the_person(coordinator, users, referral):
    today = timezone.localdate()
    work(referral, max(today.replace(day=1), referral.starts_on), "4")
    coordinator.go("/psu/")
    coordinator.press("PSU w liczbach")
    coordinator.reads(f"PSU w liczbach: {today.year}")
    coordinator.page.locator("tbody a", has_text="4").first.click()
    coordinator.reads("Osoby: 1")
    coordinator.press(str(referral.person))
    coordinator.go("/psu/liczby/")
    coordinator.press("Przekroczenia limitów")
    coordinator.reads("Przekroczenia limitów: brak.")
