"""The tablet and the books of a day room, as its carers use them."""

import datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kis.lib.clock import WARSAW
from kis.programmes.models import ChildCard, ChildConsent, Duty, EditionStaff, Presence
from tests.programmes.factories import STARTS_ON, edition_of
from tests.programmes.room_factories import (
    DAY,
    carer_of,
    child_of,
    comes,
    contact_of,
    law,
    of_day,
    on_duty,
    room_of,
)

MOST_QUERIES = 22


@pytest.fixture(autouse=True)
def afternoon():
    with time_machine.travel(of_day(15), tick=False) as clock:
        yield clock


@pytest.fixture
def room(users, centre):
    law(2)
    return room_of(users)


@pytest.fixture
def carer(users):
    return carer_of(users, name="Lipa Magdalena")


@pytest.fixture
def child(users, room):
    return child_of(room, users)


@pytest.fixture
def tablet(users, room, client_of):
    """Opens and sends addresses of the room as one of its staff."""
    return Tablet(lambda: client_of(users.programmes), room.editions.get().edition)


class Tablet:
    def __init__(self, client, edition):
        """`client()` logs in anew: hours pass in these tests, and a session does not last as long."""
        self.client, self.edition = client, edition

    def address(self, name, /, *more):
        return reverse(f"programmes:{name}", args=[self.edition.pk, *more])

    def get(self, name="room", /, *more):
        response = self.client().get(self.address(name, *more))
        assert response.status_code == 200
        return response.content.decode()

    def send(self, name, /, *more, **data):
        response = self.client().post(self.address(name, *more), data, follow=True)
        assert response.status_code == 200
        return response.content.decode()


def test_one_tap_to_come_and_one_to_leave(users, tablet, room, carer, child):
    on_duty(room, carer, of_day(12))
    mother = contact_of(child)

    page = tablet.send("child_arrives", child.pk)
    assert "<strong>1 z 2</strong>, wychowawcy: 1" in page
    presence = Presence.objects.get()
    assert presence.entered_by == users.programmes
    assert f'value="contact-{mother.pk}"' in page

    page = tablet.send("child_leaves", presence.pk, how=f"contact-{mother.pk}")
    assert "<strong>0 z 2</strong>" in page
    presence.refresh_from_db()
    assert presence.collected_by == mother
    assert presence.left_at > presence.arrived_at
    assert presence.how_left == "matka: Anna Wilczek"


def test_a_refusal_stands_on_the_tablet(users, tablet, room, child):
    page = tablet.send("child_arrives", child.pk)
    assert "wychowawców na dyżurze: 0" in page
    assert not Presence.objects.exists()


def test_a_duty_begins_and_ends_by_a_tap_and_the_screen_says_who_must_come(
    users, tablet, room, carer, child
):
    tablet.send("duty_begin", provider=carer.pk)
    duty = Duty.objects.get()
    tablet.send("child_arrives", child.pk)

    page = tablet.send("duty_home", duty.pk)

    assert "<strong>1 z 0</strong>, wychowawcy: 0" in page
    assert "musi przyjść wychowawców: 1 albo wyjść dzieci: 1" in page
    duty.refresh_from_db()
    assert duty.ends_at > Presence.objects.get().arrived_at


def test_who_is_not_looked_up_in_the_register_is_not_offered(users, tablet, carer):
    carer_of(users, name="Bez Sprawdzenia", offender_register_checked_on=None)
    carer_of(users, name="Dom Opieki", is_institution=True)
    page = tablet.get()
    assert "Lipa Magdalena" in page
    assert "Bez Sprawdzenia" not in page
    assert "Dom Opieki" not in page


def test_after_closing_who_is_inside_is_named_until_it_is_told_who_came(
    tablet, room, carer, child, afternoon
):
    on_duty(room, carer, of_day(12))
    comes(child, of_day(13))
    named = f"<strong>{child.person}</strong>"
    assert "Po zamknięciu bez wpisanego wyjścia" not in tablet.get()

    afternoon.move_to(of_day(18))
    page = tablet.get()
    assert "Po zamknięciu bez wpisanego wyjścia: 1" in page
    assert named in page
    afternoon.move_to(of_day(9) + datetime.timedelta(days=2))
    assert "Po zamknięciu bez wpisanego wyjścia: 1" in tablet.get()

    presence = Presence.objects.get()
    page = tablet.send("child_leaves", presence.pk, how="nobody", left_at="19.10")
    assert "Napisz, kto zabrał dziecko albo co zrobiono." in page
    note = "wezwano policję, dziecko w placówce interwencyjnej"
    page = tablet.send("child_leaves", presence.pk, how="nobody", left_at="19.10", note=note)
    assert "Po zamknięciu bez wpisanego wyjścia" not in page
    presence.refresh_from_db()
    assert presence.left_at == of_day(19, 10)
    assert presence.how_left == f"nikt nie przyszedł po dziecko: {note}"


def test_the_desk_names_who_was_left_inside(users, afternoon, room, carer, child, client_of):
    """The day after; of the same day the database's clock decides, which these tests do not move."""
    on_duty(room, carer, of_day(12))
    comes(child, of_day(13))
    afternoon.move_to(of_day(15) + datetime.timedelta(days=1))
    for user, sees in ((users.programmes, True), (users.coordinator, True), (users.worker, False)):
        page = client_of(user).get("/").content.decode()
        assert ("po zamknięciu świetlicy" in page) == sees, user


def test_who_may_not_collect_is_not_offered(tablet, room, carer, child):
    on_duty(room, carer, of_day(12))
    comes(child, of_day(13))
    contact_of(child, name="Jan Zły", relation="wujek", may_collect=False)
    contact_of(child, name="Ewa Dawna", relation="babcia", ends_on=DAY - datetime.timedelta(days=1))
    page = tablet.get()
    assert "Jan Zły" not in page
    assert "Ewa Dawna" not in page
    assert "Nikt nie jest wpisany do odbioru." in page


def test_health_of_a_child_is_read_by_who_runs_the_room_alone(users, room, carer, child, client_of):
    on_duty(room, carer, of_day(12))
    comes(child, of_day(13))
    ChildCard.objects.create(enrolment=child, allergies="orzechy ziemne", entered_by=users.head)
    edition = room.editions.get().edition
    pages = [
        reverse("programmes:room", args=[edition.pk]),
        reverse("programmes:child", args=[edition.pk, child.pk]),
        reverse("programmes:card_edit", args=[edition.pk, child.pk]),
    ]
    for page in pages:
        assert "orzechy ziemne" in client_of(users.programmes).get(page).content.decode(), page
        assert "orzechy ziemne" not in client_of(users.coordinator).get(page).content.decode(), page
    EditionStaff.objects.update(ends_on=DAY - datetime.timedelta(days=1))
    assert client_of(users.programmes).get(pages[0]).status_code == 404


def test_a_coordinator_who_saves_the_card_keeps_what_the_carers_wrote(
    users, room, child, client_of
):
    card = ChildCard.objects.create(enrolment=child, allergies="orzechy", entered_by=users.head)
    edition = room.editions.get().edition
    address = reverse("programmes:card_edit", args=[edition.pk, child.pk])
    client_of(users.coordinator).post(address, {"school": "SP 4", "row_version": card.version})
    card.refresh_from_db()
    assert (card.school, card.allergies) == ("SP 4", "orzechy")


def test_hours_tapped_too_late_are_put_right_and_the_room_holds(tablet, room, carer, users, child):
    on_duty(room, carer, of_day(12))
    others = [child_of(room, users) for _ in range(2)]
    for other in others:
        comes(other, of_day(13), of_day(14))
    row = comes(child, of_day(14, 30))
    version = {"row_version": row.version}

    assert "byłoby dzieci: 3" in tablet.send("presence_edit", row.pk, arrived_at="13.00", **version)
    assert "Zapisano godziny." in tablet.send(
        "presence_edit", row.pk, arrived_at="14.10", **version
    )
    row.refresh_from_db()
    assert row.arrived_at == of_day(14, 10)


def test_an_entry_from_paper_stands_with_its_leaving(tablet, room, carer, child):
    on_duty(room, carer, of_day(12))
    page = tablet.send(
        "presence_new", child=child.pk, day="4.03.2026", arrived_at="12.30", left_at="14.05"
    )
    assert "Wpisz, z kim dziecko wyszło." in page
    tablet.send(
        "presence_new",
        child=child.pk,
        day="4.03.2026",
        arrived_at="12.30",
        left_at="14.05",
        leaving_note="z matką",
    )
    row = Presence.objects.get()
    assert (row.hours, row.how_left) == ("12.30–14.05", "inaczej: z matką")


def test_meals_are_ticked_and_unticked_beside_another_tablet(tablet, room, carer, child):
    on_duty(room, carer, of_day(12))
    row = comes(child, of_day(13), meals=["snack"])
    field = f"meal-{row.pk}"
    opened = {f"was-{row.pk}": "snack"}
    # Meanwhile another tablet added the lunch.
    row.meals = ["lunch", "snack"]
    row.save()

    tablet.send("room_day", DAY, **opened, **{f"{field}-supper": "on"})

    row.refresh_from_db()
    assert row.meals == ["lunch", "supper"]


def test_a_month_counts_days_of_children_and_meals(users, tablet, room, carer, child):
    other = child_of(room, users)
    for back in (1, 2):
        day = datetime.timedelta(days=back)
        on_duty(room, carer, of_day(12) - day, of_day(18) - day)
        comes(child, of_day(13) - day, of_day(14) - day, meals=["lunch"])
    day = datetime.timedelta(days=1)
    comes(child, of_day(15) - day, of_day(16) - day, meals=["snack"])
    comes(other, of_day(15) - day, of_day(16) - day)

    page = tablet.get("room_month", DAY.replace(day=1))

    assert "Dni z dziećmi: 2, razem obecności: 3, posiłki: 3." in page


@pytest.mark.parametrize(
    ("name", "argument"),
    [
        ("room_day_paper", DAY),
        ("room_attendance", DAY.replace(day=1)),
        ("room_meals", DAY.replace(day=1)),
        ("room_week_paper", DAY),
    ],
)
def test_papers_are_given_as_pdf(tablet, room, carer, child, name, argument):
    on_duty(room, carer, of_day(12))
    comes(child, of_day(13), of_day(14), meals=["lunch"])
    response = tablet.client().get(tablet.address(name, argument))
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF")


def test_what_is_planned_weekly_stands_in_each_week(tablet, room):
    tablet.send(
        "activity_new",
        DAY,
        name="Lekcje",
        day="4.03.2026",
        starts="13",
        ends="14",
        until="18.03.2026",
    )
    assert [row.day.day for row in room.activities.all()] == [4, 11, 18]
    assert "Lekcje" in tablet.get("room_week", DAY)


def test_a_consent_goes_from_the_day_on_which_it_is_withdrawn(users, tablet, room, carer, child):
    on_duty(room, carer, of_day(12))
    comes(child, of_day(13))
    consent = ChildConsent.objects.create(
        enrolment=child, kind="alone", giver="A", given_on=STARTS_ON, entered_by=users.head
    )
    assert "samo, za zgodą" in tablet.get()
    tablet.send(
        "consent_end", child.pk, consent.pk, withdrawn_on="4.03.2026", row_version=consent.version
    )
    assert "samo, za zgodą" not in tablet.get()


def test_the_tablet_asks_no_more_for_more_children(users, tablet, room, carer, child):
    on_duty(room, carer, of_day(12))
    on_duty(room, carer_of(users), of_day(12))
    contact_of(child)
    comes(child, of_day(13))

    client = tablet.client()

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get(tablet.address("room")).status_code == 200
        return len(queries)

    asked()
    few = asked()
    for _ in range(3):
        one = child_of(room, users)
        contact_of(one)
        comes(one, of_day(13))
    assert asked() == few
    assert few <= MOST_QUERIES


def test_rooms_are_of_day_rooms_alone(users, tablet, client_of):
    other = edition_of(users)
    address = reverse("programmes:room", args=[other.pk])
    assert client_of(users.programmes).get(address).status_code == 404


def test_clock_of_the_wall_is_warsaws(tablet, room, carer, child):
    on_duty(room, carer, of_day(12))
    row = comes(child, of_day(13))
    assert row.hours == "13.00–"
    assert f"od {of_day(13).astimezone(WARSAW):%-H.%M}" in tablet.get()
