"""Visits as they are planned, told, cancelled and voided on their pages."""

import datetime
import html

import pytest
import time_machine
from django.urls import reverse

from kis.accounts.models import SavedForm, User
from kis.families.models import AccompanyingRequest, AssistantsCoordinator, Cooperation, Visit
from kis.families.models.visit import unvisited
from kis.journal.models import AccessEntry
from tests.accounts.authorised import authorise
from tests.families.factories import AssistantFactory, member, works_with
from tests.families.visit_factories import MONDAY, TopicFactory, at, request_of, visit

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
NOW = at(MONDAY, 14, 2)
KEY = "k" * 22


@pytest.fixture(autouse=True)
def _afternoon(centre):
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def parent(assignment):
    return member(assignment.cooperation.family)


@pytest.fixture
def topic(db):
    return TopicFactory(name="szkoła")


@pytest.fixture
def phone(client_of, users, assignment):
    return client_of(users.assistant)


def text_of(response) -> str:
    return " ".join(html.unescape(response.content.decode()).split())


def entry(row):
    return reverse("families:visit_entry", args=[row.pk])


def told(parent, topic, **facts):
    """What is sent after a visit of 10.00 to 11.00."""
    return {
        "form_key": KEY,
        "row_version": "1",
        "state": "held",
        "day": "23.11.2026",
        "starts_at": "10.00",
        "ends_at": "11.00",
        "place": "u rodziny",
        "present": [parent.pk],
        "topics": [topic.pk],
        "arrangements": "Plan dnia na lodówce.",
        "family_tasks": "Zapisać dziecko do świetlicy.",
        "kilometres": "12,5",
    } | facts


# What came of it


def test_a_planned_visit_is_told_on_the_form_that_knows_its_hours(phone, assignment, parent, topic):
    row = visit(assignment)
    page = text_of(phone.get(entry(row)))
    assert 'value="10.00"' in page
    assert 'value="23.11.2026"' in page or 'value="23.11.2026' in page
    answer = phone.post(entry(row), told(parent, topic), follow=True)
    row.refresh_from_db()
    assert (row.state, row.present, row.topics) == ("held", [parent.pk], [topic.pk])
    assert str(row.kilometres) == "12.5"
    assert "zapisano o 14.02" in text_of(answer)


def test_sent_twice_it_is_one_visit_also_when_the_form_is_forgotten(
    phone, assignment, parent, topic
):
    address = reverse("families:visit_new", args=[assignment.cooperation.family_id])
    for _ in range(2):
        phone.post(address, told(parent, topic))
    SavedForm.objects.all().delete()
    answer = phone.post(address, told(parent, topic))
    row = Visit.objects.get()
    assert answer.url == reverse("families:visit", args=[row.pk])
    assert not row.is_planned_ahead


def test_a_telling_sent_again_later_changes_nothing(phone, assignment, parent, topic):
    row = visit(assignment)
    phone.post(entry(row), told(parent, topic))
    SavedForm.objects.all().delete()
    row.refresh_from_db()
    phone.post(entry(row), told(parent, topic, arrangements="co innego"))
    version = row.version
    row.refresh_from_db()
    assert row.version == version


def test_changed_on_both_sides_it_shows_both_texts_and_the_choice(phone, assignment, parent, topic):
    row = visit(assignment)
    phone.post(entry(row), told(parent, topic, arrangements="Z biura."))
    late = told(parent, topic, form_key="p" * 22, arrangements="Z telefonu.")
    page = text_of(phone.post(entry(row), late))
    assert "Zapisana w tym czasie: <strong>Z biura.</strong>" in page
    assert "Wpisana tutaj: <strong>Z telefonu.</strong>" in page
    row.refresh_from_db()
    assert row.arrangements == "Z biura."
    chosen = {"keep-arrangements": "mine", "answers_for": str(row.version)}
    phone.post(entry(row), late | chosen)
    row.refresh_from_db()
    assert row.arrangements == "Z telefonu."


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"ends_at": "9.00"}, "Godzina końca musi być po godzinie początku."),
        ({"ends_at": ""}, "Wpisz godzinę końca."),
        ({"starts_at": "14.03", "ends_at": "15.00"}, "Tej wizyty jeszcze nie było."),
        ({"day": "24.11.2026"}, "Tej wizyty jeszcze nie było."),
        ({"present": []}, "Zaznacz, kto był"),
        ({"next_day": "30.11.2026"}, "Podaj dzień i godzinę następnej wizyty"),
        ({"day": "25.10.2026", "starts_at": "x"}, "Wpisz godzinę i minuty"),
        (
            {"day": "29.03.2026", "starts_at": "2.30", "ends_at": "4.00"},
            "nie było: tej nocy zegary",
        ),
        ({"day": "1.03.2026"}, "nie jest przydzielony do tej rodziny"),
        ({"ends_at": "13.00"}, "W tym czasie jest już inna wizyta albo towarzyszenie."),
    ],
)
def test_what_cannot_be_is_said_and_nothing_typed_is_lost(
    phone, assignment, parent, topic, facts, words
):
    row = visit(assignment)
    visit(assignment, start=(12, 0), end=(13, 0))
    page = text_of(phone.post(entry(row), told(parent, topic, **facts)))
    assert words in page
    assert "Plan dnia na lodówce." in page
    row.refresh_from_db()
    assert row.is_planned


def test_an_attempt_takes_ten_minutes_where_nobody_says_more(phone, assignment, parent, topic):
    row = visit(assignment)
    sent = told(parent, topic, state="attempt", ends_at="", present=[parent.pk])
    phone.post(entry(row), sent)
    row.refresh_from_db()
    assert (row.state, row.minutes, row.present) == ("attempt", 10, [])


def test_the_next_visit_comes_into_the_calendar_once(phone, assignment, parent, topic):
    row = visit(assignment)
    sent = told(parent, topic, next_day="30.11.2026", next_hour="10.00")
    page = text_of(phone.post(entry(row), sent, follow=True))
    assert "Następna wizyta: 30.11.2026, 10.00–11.00." in page
    row.refresh_from_db()
    phone.post(entry(row), sent | {"form_key": "n" * 22, "row_version": row.version})
    assert [one.day for one in Visit.objects.planned()] == [MONDAY + 7 * DAY]


def test_a_next_visit_that_finds_no_room_is_told_and_the_visit_is_saved(
    phone, users, assignment, assistant, parent, topic
):
    visit(works_with(assistant, users), MONDAY + 7 * DAY)
    row = visit(assignment)
    sent = told(parent, topic, next_day="30.11.2026", next_hour="10.30")
    page = text_of(phone.post(entry(row), sent, follow=True))
    assert "Następnej wizyty nie wpisano do kalendarza. W tym czasie jest już inna" in page
    row.refresh_from_db()
    assert row.state == "held"


# Planned


def series(phone, assignment, **facts):
    sent = {
        "form_key": KEY,
        "first": "23.11.2026",
        "starts_at": "16",
        "ends_at": "17",
        "place": "u rodziny",
        "until": "28.12.2026",
        "every": "1",
        "weekdays": ["0"],
    } | facts
    address = reverse("families:visits_plan", args=[assignment.cooperation.family_id])
    return text_of(phone.post(address, sent, follow=True))


def test_a_series_leaves_out_days_on_which_the_assistant_is_busy(
    phone, users, assistant, assignment
):
    visit(works_with(assistant, users), MONDAY + 7 * DAY, (16, 30), (17, 30))
    page = series(phone, assignment)
    assert "Zaplanowano wizyty: 5." in page
    assert "Pominięto 30.11.2026. W tym czasie jest już inna wizyta" in page
    assert Visit.objects.filter(cooperation=assignment.cooperation).count() == 5


def test_a_series_leaves_out_days_behind_the_assignment(phone, assignment):
    assignment.ends_on = MONDAY + 7 * DAY
    assignment.save()
    page = series(phone, assignment)
    assert "Zaplanowano wizyty: 2." in page
    assert "Pominięto 7.12.2026. 7.12.2026 ten asystent nie jest przydzielony" in page


def test_a_series_without_any_day_left_plans_nothing(phone, users, assistant, assignment):
    visit(works_with(assistant, users), MONDAY, (16, 0), (17, 0))
    page = series(phone, assignment, until="", weekdays=[])
    assert "Nie zaplanowano żadnej wizyty. 23.11.2026: W tym czasie" in page


def test_a_planned_visit_is_moved_and_cancelled(phone, assignment):
    row = visit(assignment, MONDAY + DAY)
    sent = {
        "row_version": "1",
        "day": "25.11.2026",
        "starts_at": "8",
        "ends_at": "9",
        "place": "u nich",
    }
    phone.post(reverse("families:visit_move", args=[row.pk]), sent)
    row.refresh_from_db()
    assert (row.day, row.hours) == (MONDAY + 2 * DAY, "8.00–9.00")
    phone.post(reverse("families:visit_cancel", args=[row.pk]), {"reason": "choroba"})
    row.refresh_from_db()
    assert (row.state, row.cancel_reason) == ("cancelled", "choroba")
    answer = phone.get(reverse("families:visit_move", args=[row.pk]))
    assert answer.url == reverse("families:visit", args=[row.pk])


# Who reads and who may


@pytest.mark.parametrize(
    ("name", "reads"), [("assistant", True), ("head", True), ("worker", False)]
)
def test_the_restricted_note_is_for_the_assistant_and_who_sees_all(
    client_of, users, assignment, name, reads
):
    row = visit(assignment, state="held", note="Zwykła.", restricted_note="Tylko dla nas.")
    address = reverse("families:visit", args=[row.pk])
    page = text_of(client_of(getattr(users, name)).get(address))
    assert "Zwykła." in page
    assert ("Tylko dla nas." in page) is reads
    looked = AccessEntry.objects.filter(act="read_note", kind="family_visit", number=row.pk)
    assert looked.exists() is reads


def test_the_coordinator_of_assistants_reads_it_from_the_day_of_being_named(
    client_of, users, assignment
):
    row = visit(assignment, state="held", restricted_note="Tylko dla nas.")
    assert not row.restricted_readable_by(users.worker, MONDAY)
    AssistantsCoordinator.objects.create(user=users.worker, starts_on=MONDAY, named_by=users.head)
    assert row.restricted_readable_by(users.worker, MONDAY)
    assert not row.restricted_readable_by(users.worker, MONDAY - DAY)


def test_another_assistant_sees_neither_the_visit_nor_its_form(client_of, users, assignment):
    user = User.objects.create_user("drugi", roles=["family_assistant"])
    AssistantFactory(user=user)
    authorise(user)
    row = visit(assignment)
    other = client_of(user)
    for name in ("visit", "visit_entry", "visit_move", "visit_cancel", "visit_protocol"):
        assert other.get(reverse(f"families:{name}", args=[row.pk])).status_code in (403, 404), name


def test_a_visit_is_voided_by_who_sees_all_and_did_not_enter_it(client_of, users, assignment):
    row = visit(assignment, state="held")
    address = reverse("families:visit_void", args=[row.pk])
    for name in ("assistant", "worker"):
        assert client_of(getattr(users, name)).get(address).status_code == 404
    client_of(users.head).post(address, {"reason": "Nie ta rodzina.", "form_key": KEY})
    assert not Visit.objects.exists()
    page = text_of(client_of(users.worker).get(reverse("families:visit", args=[row.pk])))
    assert "unieważniono 23.11.2026" in page
    assert "Nie ta rodzina." in page


# Requests


def test_a_request_is_entered_taken_and_tells_what_came_of_it(phone, assignment, parent):
    family = assignment.cooperation.family_id
    sent = {
        "form_key": KEY,
        "where": "office",
        "place": "Urząd Miasta, Lubelska 5",
        "day": "24.11.2026",
        "starts_at": "9",
        "ends_at": "10",
        "for_whom": [parent.pk],
        "matter": "dowód",
        "asked_by": parent.pk,
        "asked_on": "23.11.2026",
    }
    phone.post(reverse("families:request_new", args=[family]), sent)
    asked = AccompanyingRequest.objects.get()
    taken = {"form_key": KEY, "day": "24.11.2026", "starts_at": "9", "ends_at": "11", "place": "UM"}
    phone.post(reverse("families:request_take", args=[asked.pk]), taken)
    asked.refresh_from_db()
    assert (asked.visit.kind, asked.visit.hours) == ("accompanying", "9.00–11.00")
    assert asked.visit.present == [parent.pk]
    assert "przyjęta, 24.11.2026" in text_of(phone.get(reverse("families:requests", args=[family])))


def test_a_request_over_a_visit_is_not_taken_and_may_be_refused(phone, assignment):
    visit(assignment, start=(12, 30), end=(13, 30))
    asked = request_of(assignment)
    sent = {"form_key": KEY, "day": "23.11.2026", "starts_at": "12", "ends_at": "13", "place": "UM"}
    page = text_of(phone.post(reverse("families:request_take", args=[asked.pk]), sent))
    assert "W tym czasie jest już inna wizyta albo towarzyszenie." in page
    refusal = {"form_key": KEY, "reason": "Inna wizyta."}
    phone.post(reverse("families:request_refuse", args=[asked.pk]), refusal)
    asked.refresh_from_db()
    assert (asked.refused_on, asked.refusal_reason) == (MONDAY, "Inna wizyta.")
    assert not AccompanyingRequest.objects.waiting().exists()


# What a desk asks


@pytest.mark.parametrize("days", [14, 30])
def test_a_family_is_unvisited_after_so_many_days_without_a_held_visit(assignment, days):
    works = Cooperation.objects.filter(pk=assignment.cooperation_id)
    visit(assignment, MONDAY - days * DAY + DAY, state="attempt")
    visit(assignment, MONDAY - days * DAY + 2 * DAY, state="held", kind="accompanying")
    last = visit(assignment, MONDAY - days * DAY, state="held")
    assert [row.last_visit for row in unvisited(works, MONDAY, days)] == [last.day]
    assert not unvisited(works, MONDAY - DAY, days).exists()
    visit(assignment, MONDAY - days * DAY + 3 * DAY, state="held")
    assert not unvisited(works, MONDAY, days).exists()


def test_a_family_without_any_visit_counts_from_the_first_day_of_the_work(assignment):
    works = Cooperation.objects.filter(pk=assignment.cooperation_id)
    assert unvisited(works, assignment.starts_on + 14 * DAY, 14).exists()
    assert not unvisited(works, assignment.starts_on + 13 * DAY, 14).exists()


def test_a_visit_without_an_entry_waits_from_the_next_day_on(assignment):
    visit(assignment)
    assert not Visit.objects.without_entry(MONDAY).exists()
    assert Visit.objects.without_entry(MONDAY + DAY).exists()


# Pages ask the same of many


PAGES = {
    "today": lambda family: reverse("families:today"),
    "month": lambda family: reverse("families:calendar"),
    "week": lambda family: reverse("families:week", args=[MONDAY]),
    "visits": lambda family: reverse("families:visits", args=[family]),
    "requests": lambda family: reverse("families:requests", args=[family]),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_fifty_asks_as_much_as_one_of_five(
    phone, assignment, parent, topic, name, django_assert_num_queries, django_assert_max_num_queries
):
    facts = {"present": [parent.pk]}

    def fill(hours):
        for hour in hours:
            visit(assignment, MONDAY, (hour, 0), (hour, 10), topics=[topic.pk], **facts)
            for days in range(-4, 5):
                at_twenty = (MONDAY + days * DAY, (hour, 20), (hour, 30))
                time = visit(assignment, *at_twenty, kind="accompanying", **facts)
                request_of(assignment, *at_twenty, visit=time, for_whom=[parent.pk])

    address = PAGES[name](assignment.cooperation.family_id)
    fill([8])
    phone.get(address)
    with django_assert_max_num_queries(20) as few:
        phone.get(address)
    fill(range(9, 14))
    with django_assert_num_queries(len(few)):
        assert phone.get(address).status_code == 200
