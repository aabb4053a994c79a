"""A supervisor confirms the entries of a month; what changed afterwards is told beside it."""

import datetime

import pghistory
import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from psu.models import Confirmation, DayConfirmation, Supervision, WorkDay
from psu.months.preview import preview
from psu.proofs.confirming import told_of
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    confirm_month,
    school_of,
    work,
)
from tests.psu.guarded import close_empty_month, day
from tests.refused import refused

MAY, JUNE = day("2025-05-01"), day("2025-06-01")
NOON = datetime.datetime(2025, 5, 31, 12, 5, tzinfo=datetime.UTC)  # 14.05 in Warsaw
CONFIRMED = "Potwierdzono przez opiekuna PSU 31.05.2025, 14.05"
BEHIND = "potem zmieniono wpisy"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def place(users):
    return school_of(users.supervisor, day("2025-05-10"))


@pytest.fixture
def agreement(place):
    return AgreementFactory(place=place, number="4/2025")


@pytest.fixture
def referral(agreement, place):
    """5 h on 6 and 13 May."""
    referral = ReferralFactory(agreement=agreement, place=place)
    for text in ("2025-05-06", "2025-05-13"):
        work(referral, day(text))
    return referral


@pytest.fixture
def confirmed(place, referral, users):
    return confirm_month(place, MAY, users.supervisor, timezone.now())


# the rules, straight into the table


@pytest.mark.parametrize(
    ("month", "at", "name"),
    [
        (MAY, "2025-05-09T21:59:00Z", "confirmation_by_another"),  # looks after it from the 10th on
        (JUNE, "2025-05-31T21:59:00Z", "confirmation_in_the_future"),
        (JUNE, "2025-05-31T22:00:00Z", "confirmation_without_entries"),  # June has begun in Warsaw
        (day("2025-04-01"), "2025-05-31T12:00:00Z", "confirmation_without_entries"),
        (day("2025-05-02"), "2025-05-31T12:00:00Z", "confirmation_without_entries"),
    ],
)
def test_it_is_the_supervisors_of_a_month_that_has_begun_and_has_entries(
    place, referral, users, month, at, name
):
    with refused(name):
        confirm_month(place, month, users.supervisor, datetime.datetime.fromisoformat(at))


def test_it_is_made_from_the_first_minute_of_the_supervision_on(place, referral, users):
    confirm_month(
        place, MAY, users.supervisor, datetime.datetime(2025, 5, 9, 22, tzinfo=datetime.UTC)
    )


def test_nobody_confirms_for_the_supervisor(place, referral, users):
    with refused("confirmation_by_another"):
        confirm_month(place, MAY, users.coordinator, NOON)


def test_entries_of_another_place_are_nothing_to_confirm(place, agreement, users):
    elsewhere = WorkPlaceFactory()
    agreement.places.add(elsewhere)
    work(ReferralFactory(agreement=agreement, place=elsewhere), day("2025-05-06"))
    with refused("confirmation_without_entries"):
        confirm_month(place, MAY, users.supervisor, NOON)


def test_a_place_and_month_has_one_and_it_is_neither_moved_nor_deleted(
    confirmed, place, referral, users
):
    """Not even to where the same supervisor could confirm, too."""
    april, other = day("2025-04-01"), WorkPlaceFactory()
    work(referral, april)
    referral.agreement.places.add(other)
    work(ReferralFactory(agreement=referral.agreement, place=other), day("2025-05-06"))
    Supervision.objects.create(place=other, user=users.supervisor, starts_on=MAY)

    with refused("confirmation_once"):
        confirm_month(place, MAY, users.supervisor, NOON)
    with refused("row_is_kept"):
        Confirmation.objects.update(place=other)
    with refused("row_is_kept"):
        Confirmation.objects.update(month=april)
    with refused("row_is_kept"):
        confirmed.delete()


# what is told


def change(referral):
    WorkDay.objects.filter(day=day("2025-05-13")).update(hours=4)


def clear(referral):
    WorkDay.objects.filter(day=day("2025-05-13")).delete()


def elsewhere(referral):
    work(referral, day("2025-06-03"))
    place = WorkPlaceFactory()
    referral.agreement.places.add(place)
    work(ReferralFactory(agreement=referral.agreement, place=place), day("2025-05-06"))


@pytest.mark.parametrize(("act", "is_behind"), [(change, True), (clear, True), (elsewhere, False)])
def test_it_is_behind_its_entries_when_one_of_its_month_and_place_changes(
    confirmed, referral, place, act, is_behind
):
    act(referral)
    assert told_of([place], MAY)[place.pk].is_behind is is_behind


def test_of_an_agreement_every_place_with_a_referral_is_told(confirmed, agreement, referral, place):
    other = WorkPlaceFactory(name="Biblioteka")
    idle = WorkPlaceFactory(name="Przedszkole")
    agreement.places.add(other, idle)
    ReferralFactory(agreement=agreement, place=other)
    ReferralFactory(agreement=agreement, place=idle, starts_on=JUNE)

    told = told_of(preview(agreement, MAY, on=JUNE).places, MAY).values()

    assert [(one.place, one.confirmation) for one in told] == [(other, None), (place, confirmed)]


# the pages


@pytest.fixture
def supervisor(client_of, users, place):
    return client_of(users.supervisor)


def sheet_of(client, place):
    return client.get(reverse("psu:sheet", args=[place.pk, MAY])).content.decode()


def phone_of(client):
    return client.get(reverse("psu:own_month_of", args=[MAY])).content.decode()


def button(page, names=("seen", "from")):
    """What the page's form sends, without the token; None where there is no form."""
    if "/potwierdz/" not in page:
        return None
    form = page.split("/potwierdz/")[1].split("</form>")[0]
    return {name: form.split(f'name="{name}" value="')[1].split('"')[0] for name in names}


def press(client, place, data, month=MAY):
    url = reverse("psu:month_confirm", args=[place.pk, month])
    return client.post(url, data, follow=True)


@pytest.mark.parametrize("show", [sheet_of, lambda client, place: phone_of(client)])
def test_the_button_confirms_and_leads_back_to_its_page(supervisor, place, referral, users, show):
    data = button(show(supervisor, place))

    page = press(supervisor, place, data).content.decode()

    assert "Potwierdzono wpisy: maj 2025, Szkoła nr 3." in page
    assert f"{CONFIRMED}." in page
    assert button(page) is None
    assert ("Karta miesiąca: maj 2025</h1>" in page) is (data["from"] == "sheet")
    row = Confirmation.objects.get()
    assert (row.place, row.month, row.confirmed_by) == (place, MAY, users.supervisor)


def test_the_sheet_tells_it_to_everybody_and_offers_the_button_to_the_supervisor_alone(
    client_of, users, place, referral
):
    for name in ("coordinator", "head", "accountant", "inspector"):
        page = sheet_of(client_of(getattr(users, name)), place)
        assert button(page) is None
    page = sheet_of(client_of(users.coordinator), place)
    assert "Jeszcze nie potwierdzono przez opiekuna PSU." in page
    confirm_month(place, MAY, users.supervisor, NOON)
    assert f"{CONFIRMED}." in sheet_of(client_of(users.coordinator), place)


def test_what_changed_afterwards_is_told_on_every_page_until_it_is_confirmed_anew(
    client_of, users, supervisor, place, referral, confirmed, agreement
):
    review = reverse("psu:month", args=[agreement.pk, MAY])
    change(referral)

    for page in (
        sheet_of(client_of(users.coordinator), place),
        client_of(users.coordinator).get(review).content.decode(),
        phone_of(supervisor),
    ):
        assert f"{CONFIRMED}; {BEHIND}." in page
    page = press(supervisor, place, button(phone_of(supervisor))).content.decode()

    assert BEHIND not in page
    confirmed.refresh_from_db()
    assert confirmed.version == 2
    (events,) = pghistory.core.event_models(tracks_model=Confirmation)
    assert events.objects.count() == 2


def test_the_review_tells_it_and_waits_for_nothing(client_of, users, agreement, place, referral):
    page = client_of(users.coordinator).get(reverse("psu:month", args=[agreement.pk, MAY]))

    assert "Jeszcze nie potwierdzono przez opiekuna PSU." in page.content.decode()
    found = preview(agreement, MAY, on=JUNE)
    gaps = [str(gap) for row in found.rows for gap in row.gaps]
    assert not any("potwierdz" in gap for gap in gaps)


def test_where_nobody_looked_after_the_place_that_month_nothing_waits_for_a_confirmation(
    client_of, users, agreement, place, referral
):
    review = reverse("psu:month", args=[agreement.pk, MAY])
    coordinator = client_of(users.coordinator)

    def pages():
        return sheet_of(coordinator, place), coordinator.get(review).content.decode()

    for page in pages():
        assert "Jeszcze nie potwierdzono przez opiekuna PSU." in page
        assert "Bez opiekuna" not in page
    assert "Opiekun PSU nie potwierdził dni: 2." in pages()[1]

    Supervision.objects.update(starts_on=JUNE)

    for page in pages():
        assert "Bez opiekuna w programie: dni potwierdza podpisana lista." in page
        assert "nie potwierdz" not in page


@pytest.mark.parametrize("show", [sheet_of, lambda client, place: phone_of(client)])
def test_beside_the_button_stands_what_it_confirms(supervisor, agreement, place, referral, show):
    work(ReferralFactory(agreement=agreement, place=place), day("2025-05-14"), "2.5")

    page = show(supervisor, place)

    assert "Do potwierdzenia: dni do 14.05, razem 12,5 godz., osoby: 2." in page


def test_a_month_closed_for_all_has_no_button_and_one_closed_for_some_has(
    supervisor, users, agreement, place, referral
):
    absent = ReferralFactory(agreement=agreement, place=place)
    work(absent, day("2025-05-14"), 0, outcome="excused")
    WorkDay.objects.exclude(referral=absent).update(hours=0, outcome="excused")

    close_empty_month(absent.person, users.coordinator)
    assert button(phone_of(supervisor)) is not None

    close_empty_month(referral.person, users.coordinator)
    assert button(phone_of(supervisor)) is None
    assert button(sheet_of(supervisor, place)) is None


def test_what_the_supervisor_has_not_seen_is_not_confirmed(
    client_of, users, supervisor, place, referral
):
    data = button(sheet_of(supervisor, place))
    cell = f"h-{referral.pk}-13"
    saved = {cell: "4", f"earlier-{cell}": "5"}
    client_of(users.coordinator).post(reverse("psu:sheet_cells", args=[place.pk, MAY]), saved)

    page = press(supervisor, place, data).content.decode()

    assert "Nie potwierdzono: po otwarciu strony ktoś inny zmienił wpisy tego miesiąca." in page
    assert not Confirmation.objects.exists()
    assert f"{CONFIRMED}." in press(supervisor, place, button(page)).content.decode()


def test_ones_own_changes_one_has_seen(supervisor, place, referral):
    data = button(sheet_of(supervisor, place))
    cell = f"h-{referral.pk}-13"
    saved = {cell: "4", f"earlier-{cell}": "5"}
    supervisor.post(reverse("psu:sheet_cells", args=[place.pk, MAY]), saved)

    press(supervisor, place, data)

    assert Confirmation.objects.exists()


def test_the_answer_to_a_cell_brings_what_stands_under_the_sheet(
    client_of, users, place, referral, confirmed
):
    """Also when the row that was typed in has no entry any more."""
    other = ReferralFactory(agreement=referral.agreement, place=place)
    cell = f"h-{other.pk}-13"
    work(other, day("2025-05-13"))
    url = reverse("psu:sheet_cells", args=[place.pk, MAY])

    answer = client_of(users.supervisor).post(url, {cell: "", f"earlier-{cell}": "5"})

    assert f"{CONFIRMED}; {BEHIND}." in answer.content.decode()
    assert button(answer.content.decode())["from"] == "sheet"


def test_a_month_without_entries_offers_no_button_and_refuses_the_act(supervisor, place, agreement):
    ReferralFactory(agreement=agreement, place=place)

    assert button(sheet_of(supervisor, place)) is None
    assert button(phone_of(supervisor)) is None
    page = press(supervisor, place, {"seen": "0", "from": "sheet"}).content.decode()

    assert "W tym miesiącu nie ma tu wpisów: nie ma czego potwierdzać." in page
    page = press(supervisor, place, {}, month=JUNE).content.decode()
    assert "Czerwiec 2025 jeszcze się nie zaczął: nie ma czego potwierdzać." in page


@pytest.mark.parametrize("seen", ["", "abc", "-1", "9" * 30, "²", "1.5"])
def test_a_strange_number_of_what_was_seen_is_no_fault(supervisor, place, referral, seen):
    assert press(supervisor, place, {"seen": seen}).status_code == 200
    assert not Confirmation.objects.exists()


def test_another_place_is_404_and_without_the_right_it_is_403(
    client_of, users, supervisor, place, referral
):
    def status(client, place):
        return client.post(reverse("psu:month_confirm", args=[place.pk, MAY])).status_code

    assert status(supervisor, WorkPlaceFactory()) == 404
    Supervision.objects.update(ends_on=day("2025-05-30"))
    assert status(supervisor, place) == 404
    assert status(client_of(users.coordinator), place) == 403
    assert not Confirmation.objects.exists()


def test_the_months_of_many_places_ask_no_more_than_those_of_one(
    supervisor, users, place, referral, django_assert_max_num_queries
):
    phone_of(supervisor)
    with django_assert_max_num_queries(14) as alone:
        phone_of(supervisor)
    agreement = referral.agreement
    for _ in range(3):
        other = WorkPlaceFactory()
        agreement.places.add(other)
        Supervision.objects.create(place=other, user=users.supervisor, starts_on=MAY)
        work(ReferralFactory(agreement=agreement, place=other), day("2025-05-06"))
    with django_assert_max_num_queries(14) as all_of_them:
        phone_of(supervisor)
    of_confirmations = [
        sum("psu_confirmation" in query["sql"] for query in found.captured_queries)
        for found in (alone, all_of_them)
    ]
    assert of_confirmations == [1, 1]


# a single day

SIXTH, THIRTEENTH = day("2025-05-06"), day("2025-05-13")
OF_DAY = "Potwierdzono 31.05.2025, 14.05."
FOR_DAY = "Potwierdź ten dzień"


def day_of(client, on=SIXTH):
    return client.get(reverse("psu:day", args=[on])).content.decode()


def press_day(client, place, page, on=SIXTH):
    data = button(page, ("seen",))
    return client.post(reverse("psu:day_confirm", args=[on, place.pk]), data, follow=True)


@pytest.mark.parametrize(
    ("on", "at", "name"),
    [
        (SIXTH, "2025-05-09T21:59:00Z", "confirmation_by_another"),
        (day("2025-06-01"), "2025-05-31T21:59:00Z", "day_confirmation_in_the_future"),
        (day("2025-06-01"), "2025-05-31T22:00:00Z", "day_confirmation_without_entries"),
        (day("2025-05-07"), "2025-05-31T12:00:00Z", "day_confirmation_without_entries"),
    ],
)
def test_a_day_is_confirmed_by_its_supervisor_when_it_has_come_and_has_entries(
    place, referral, users, on, at, name
):
    moment = datetime.datetime.fromisoformat(at)
    with refused(name):
        DayConfirmation.objects.create(
            place=place, day=on, confirmed_by=users.supervisor, confirmed_at=moment
        )


def test_a_day_has_one_confirmation_that_is_neither_moved_nor_deleted(place, referral, users):
    facts = {"place": place, "confirmed_by": users.supervisor, "confirmed_at": NOON}
    row = DayConfirmation.objects.create(day=SIXTH, **facts)
    with refused("day_confirmation_once"):
        DayConfirmation.objects.create(day=SIXTH, **facts)
    with refused("row_is_kept"):
        DayConfirmation.objects.update(day=THIRTEENTH)
    with refused("row_is_kept"):
        row.delete()


def test_the_button_under_a_day_confirms_it_alone(supervisor, place, referral, agreement, users):
    before = day_of(supervisor)
    assert FOR_DAY in before

    page = press_day(supervisor, place, before).content.decode()

    assert "Potwierdzono wpisy: 6.05.2025, Szkoła nr 3." in page
    assert OF_DAY in page
    assert FOR_DAY not in page
    assert FOR_DAY in day_of(supervisor, THIRTEENTH)
    (row,) = preview(agreement, MAY, on=JUNE).rows
    assert row.work.unconfirmed == [THIRTEENTH]
    assert "Osobno potwierdzone dni: 1." in phone_of(supervisor)


def test_a_day_that_changed_since_waits_again(supervisor, place, referral, agreement):
    press_day(supervisor, place, day_of(supervisor, THIRTEENTH), THIRTEENTH)
    change(referral)

    page = day_of(supervisor, THIRTEENTH)
    assert "Po potwierdzeniu 31.05.2025, 14.05 zmieniono wpisy." in page
    assert "Potwierdź ten dzień jeszcze raz" in page
    (row,) = preview(agreement, MAY, on=JUNE).rows
    assert row.work.unconfirmed == [SIXTH, THIRTEENTH]
    assert "Osobno potwierdzone dni" not in phone_of(supervisor)

    press_day(supervisor, place, page, THIRTEENTH)
    assert DayConfirmation.objects.get().version == 2
    (row,) = preview(agreement, MAY, on=JUNE).rows
    assert row.work.unconfirmed == [SIXTH]


def test_a_day_confirmed_with_its_month_offers_no_button_until_it_changes(
    supervisor, place, confirmed, referral
):
    assert OF_DAY in day_of(supervisor)
    assert FOR_DAY not in day_of(supervisor)
    change(referral)
    assert FOR_DAY not in day_of(supervisor)
    assert f"{FOR_DAY} jeszcze raz" in day_of(supervisor, THIRTEENTH)


def test_an_older_word_of_the_month_does_not_undo_a_newer_one_of_the_day(
    supervisor, place, confirmed, referral, agreement
):
    change(referral)
    press_day(supervisor, place, day_of(supervisor, THIRTEENTH), THIRTEENTH)
    (row,) = preview(agreement, MAY, on=JUNE).rows
    assert row.work.unconfirmed == []
    page = phone_of(supervisor)
    assert f"{CONFIRMED}; {BEHIND}." in page  # the month as a whole was not confirmed anew
    assert "Osobno potwierdzone dni: 1." in page


def test_of_a_day_too_one_confirms_what_one_has_seen(client_of, users, supervisor, place, referral):
    page = day_of(supervisor)
    cell = f"h-{referral.pk}-6"
    saved = {cell: "4", f"earlier-{cell}": "5"}
    client_of(users.coordinator).post(reverse("psu:sheet_cells", args=[place.pk, MAY]), saved)

    answer = press_day(supervisor, place, page).content.decode()

    assert "Nie potwierdzono: po otwarciu strony ktoś inny zmienił wpisy tego dnia." in answer
    assert not DayConfirmation.objects.exists()


def test_the_answer_to_a_tap_brings_the_button_of_its_day(supervisor, referral):
    WorkDay.objects.filter(day=SIXTH).delete()
    assert FOR_DAY not in day_of(supervisor)
    url = reverse("psu:day_save", args=[SIXTH, referral.pk])
    answer = supervisor.post(url, {"text": "4", "earlier": ""}, headers={"HX-Request": "true"})
    assert FOR_DAY in answer.content.decode()


def test_a_day_of_a_closed_month_or_to_come_has_no_button(supervisor, users, place, referral):
    WorkDay.objects.update(hours=0, outcome="excused")
    close_empty_month(referral.person, users.coordinator)
    assert FOR_DAY not in day_of(supervisor)
    to_come = reverse("psu:day_confirm", args=[JUNE, place.pk])
    assert supervisor.post(to_come, {"seen": "0"}).status_code == 404


def test_a_strange_number_confirms_no_day(supervisor, place, referral):
    url = reverse("psu:day_confirm", args=[SIXTH, place.pk])
    for seen in ("", "abc", "-1", "9" * 30):
        assert supervisor.post(url, {"seen": seen}).status_code == 302
    assert not DayConfirmation.objects.exists()
