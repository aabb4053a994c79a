"""A signed list proves the entries that it was compared with, not what was entered afterwards."""

from decimal import Decimal
from io import BytesIO
from types import SimpleNamespace

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from kis.lib.dates import polish
from psu.models import SignedList, WorkDay
from psu.months.closing import close, review
from psu.months.of_places import place_months
from psu.months.preview import preview
from psu.months.standing import months_of, proved
from psu.proofs.list_changes import proofs
from tests.psu.factories import (
    ReferralFactory,
    WorkPlaceFactory,
    compare_again,
    sign_list,
    work,
)
from tests.psu.guarded import day
from tests.refused import name_of_refusal

MAY, JUNE, ON = day("2025-05-01"), day("2025-06-01"), day("2025-06-10")


@pytest.fixture
def referral(agreement, place):
    """5 h on 6 and 13 May; the list was noted an hour ago."""
    referral = ReferralFactory(agreement=agreement, place=place)
    for text in ("2025-05-06", "2025-05-13"):
        work(referral, day(text))
    return referral


@pytest.fixture
def signed(place, referral, users):
    return sign_list(place, MAY, users.coordinator)


def gaps(agreement):
    return [str(gap) for row in preview(agreement, MAY, on=ON).rows for gap in row.gaps]


def change_an_entry(referral):
    WorkDay.objects.filter(day=day("2025-05-13")).update(hours=4)


def change_it_there_and_back(referral):
    change_an_entry(referral)
    WorkDay.objects.filter(day=day("2025-05-13")).update(hours=5)


def add_an_entry(referral):
    work(referral, day("2025-05-20"))


def delete_an_entry(referral):
    WorkDay.objects.filter(day=day("2025-05-13")).delete()


def delete_and_add(referral):
    delete_an_entry(referral)
    add_an_entry(referral)


CHANGES = [
    (change_an_entry, 1),
    (change_it_there_and_back, 1),
    (add_an_entry, 1),
    (delete_an_entry, 1),
    (delete_and_add, 2),
]


@pytest.mark.parametrize(("change", "days"), CHANGES)
def test_an_entry_changed_after_the_list_keeps_the_month_until_the_list_is_noted_anew(
    agreement, place, referral, signed, users, change, days
):
    review(agreement, MAY, by=users.coordinator, on=ON)
    assert gaps(agreement) == []

    change(referral)

    assert gaps(agreement) == [
        f"Po odnotowaniu listy zmieniono wpisy: {days} (Szkoła nr 3) – porównaj listę jeszcze raz "
        "z wpisami."
    ]
    compare_again(place, MAY)
    assert gaps(agreement) == []


def test_entries_of_another_month_or_place_say_nothing_of_the_list(agreement, referral, signed):
    work(referral, day("2025-06-03"))
    elsewhere = WorkPlaceFactory()
    agreement.places.add(elsewhere)
    work(ReferralFactory(agreement=agreement, place=elsewhere), day("2025-05-06"))

    assert list(proofs()) == [signed]


def test_the_start_counts_a_list_behind_its_entries_as_missing(agreement, place, referral, signed):
    change_an_entry(referral)

    (month,) = months_of(agreement, ON)
    assert (month.waits_for_list, month.missing_lists) == (True, [place])
    ((_, (shown,)),) = place_months([place], [MAY], ON, proved())
    assert shown.word == "brak podpisanej listy"


def test_a_voided_referral_counts_nobody_at_the_place(agreement, place, referral, signed, users):
    ReferralFactory(agreement=agreement, place=place).void(by=users.worker, reason="inna osoba")

    ((_, (shown,)),) = place_months([place], [MAY], ON, proved())
    assert (shown.people, shown.hours) == (1, 10)


@pytest.fixture
def late(agreement, place, referral, signed, users):
    """Somebody whose day is entered when May is closed for the one before."""
    review(agreement, MAY, by=users.coordinator, on=ON)
    close(agreement, MAY, by=users.coordinator, on=ON)
    late = ReferralFactory(agreement=agreement, place=place)
    work(late, day("2025-05-20"))
    review(agreement, MAY, by=users.coordinator, on=ON)
    return late


def test_what_changed_behind_a_close_waits_for_the_list_to_be_compared_once_more(
    page, late, agreement, signed
):
    (row,) = preview(agreement, MAY, on=ON).waiting
    assert [str(gap) for gap in row.gaps] == [
        "Po odnotowaniu listy zmieniono wpisy: 1 (Szkoła nr 3) – porównaj listę jeszcze raz z wpisami."
    ]
    assert not proofs()
    signed.refresh_from_db()
    page.send(page.open(), agrees="on", row_version=signed.version)
    assert list(proofs()) == [signed]
    assert [row.person for row in preview(agreement, MAY, on=ON).ready] == [late.person]


@pytest.mark.parametrize("worse", [{"agrees": False}, {"entries_seen": 0}])
def test_a_list_that_closed_months_stand_on_is_neither_denied_nor_turned_back(late, worse):
    facts = {"entries_seen": 10**9} | worse
    assert name_of_refusal(SignedList.objects.update, **facts) == "signed_list_in_closed_month"


def test_the_page_names_each_changed_day_as_it_was_and_as_it_is(
    client_of, users, agreement, place, referral, signed
):
    entries = WorkDay.objects.filter(referral=referral).order_by("day")
    first, second = entries
    first.hours = Decimal(3)
    first.save()
    second.delete()
    work(referral, day("2025-05-27"), 0, outcome="excused")
    page = client_of(users.coordinator).get(reverse("psu:signed_list", args=[place.pk, MAY])).text
    name = referral.person
    for words in (
        f"{name}, {polish(first.day)}: 5 → 3",
        f"{name}, {polish(second.day)}: 5 → brak wpisu",
        f"{name}, 27.05.2025: brak wpisu → U",
    ):
        assert words in page


def test_the_sheet_and_the_lists_page_say_what_changed_and_saving_it_notes_it_anew(
    client_of, users, agreement, place, referral, signed
):
    change_an_entry(referral)
    client = client_of(users.coordinator)
    url = reverse("psu:signed_list", args=[place.pk, MAY])
    with time_machine.travel("2025-06-10 12:00", tick=False):
        sheet = client.get(reverse("psu:sheet", args=[place.pk, MAY])).content.decode()
        page = client.get(url)
        typed = {"received_on": "1.05.2025", "agrees": "on", "row_version": signed.version}
        client.post(url, typed | {"seen": page.context["seen"]})
        after = client.get(url).content.decode()

    assert "po odnotowaniu zmieniono wpisy: 1" in sheet
    assert "Porównaj i odnotuj jeszcze raz" in sheet
    assert "Po odnotowaniu listy zmieniono wpisy: 1." in page.content.decode()
    assert "zmieniono wpisy" not in after
    assert SignedList.objects.get().agrees
    assert WorkDay.objects.get(day=day("2025-05-13")).hours == Decimal(4)


def test_a_day_that_was_empty_when_the_list_was_noted_is_named_as_empty(
    client_of, users, place, referral
):
    """It had an entry once, that was deleted before."""
    delete_an_entry(referral)
    sign_list(place, MAY, users.coordinator)
    work(referral, day("2025-05-13"), 2)
    page = client_of(users.coordinator).get(reverse("psu:signed_list", args=[place.pk, MAY])).text
    assert f"{referral.person}, 13.05.2025: brak wpisu → 2" in page


@pytest.fixture
def page(client_of, users, place):
    """The coordinator's page of the list, and what is sent from it."""
    client = client_of(users.coordinator)
    url = reverse("psu:signed_list", args=[place.pk, MAY])

    def send(seen, **typed):
        return client.post(url, {"received_on": "2.06.2025", "seen": seen} | typed)

    with time_machine.travel("2025-06-10 12:00", tick=False):
        yield SimpleNamespace(open=lambda: client.get(url).context["seen"], send=send)


def test_an_entry_changed_while_the_paper_is_compared_is_looked_at_first(page, referral):
    seen = page.open()
    change_an_entry(referral)

    refused = page.send(seen, agrees="on")
    assert "Po otwarciu tej strony zmieniono wpisy tego miesiąca" in refused.content.decode()
    assert not SignedList.objects.exists()

    page.send(refused.context["seen"], agrees="on")
    assert list(proofs()) == [SignedList.objects.get()]


def test_before_the_months_last_day_a_list_agrees_with_nothing_yet(page, referral):
    with time_machine.travel("2025-05-30 12:00", tick=False):
        refused = page.send(page.open(), agrees="on", received_on="30.05.2025").content.decode()
    assert "Miesiąc jeszcze trwa: listę można odnotować jako zgodną od 31.05.2025." in refused
    assert not SignedList.objects.exists()

    with time_machine.travel("2025-05-31 12:00", tick=False):
        page.send(page.open(), agrees="on", received_on="31.05.2025")
    assert SignedList.objects.get().agrees


def test_a_list_that_does_not_agree_is_noted_whatever_changed_meanwhile(page, referral):
    seen = page.open()
    change_an_entry(referral)

    page.send(seen)
    assert not SignedList.objects.get().agrees


def test_a_scan_is_added_to_a_list_that_closed_months_stand_on(page, late, signed):
    picture = BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")
    signed.refresh_from_db()
    facts = {"received_on": "1.05.2025", "agrees": "on", "row_version": signed.version}
    page.send(page.open(), **facts, file=SimpleUploadedFile("lista.png", picture.getvalue()))
    assert SignedList.objects.get().scan is not None


def test_what_was_typed_survives_a_refused_save_and_the_file_is_asked_for_again(
    client_of, users, agreement, place, referral
):
    scan = SimpleUploadedFile("lista.pdf", b"%PDF-1.4")
    typed = {"received_on": "31.04.2025", "agrees": "on", "file": scan}
    page = client_of(users.coordinator).post(
        reverse("psu:signed_list", args=[place.pk, MAY]), typed
    )

    words = page.content.decode()
    assert "Nie ma takiej daty" in words
    assert 'value="31.04.2025"' in words
    assert page.context["form"]["agrees"].value() is True
    assert "Skan trzeba wybrać jeszcze raz" in words
    assert not SignedList.objects.exists()
