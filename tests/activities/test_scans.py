"""Scans of signed lists: of which meetings they are kept, who opens them, and that they stay."""

import datetime
import html

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kis.activities.models import MeetingScan
from kis.activities.scheduling import cancel
from kis.documents.models import Document
from kis.journal.models import AccessEntry
from kis.lib.dates import DAY
from kis.lib.refusals import Refused
from tests.activities.factories import MONDAY, ActivityFactory, MeetingFactory, mark, participant
from tests.documents.test_uploads import WHOLE
from tests.participants.made import scan
from tests.refused import name_of_refusal

pytestmark = pytest.mark.django_db
PNG = WHOLE["image/png"]
ADDRESS = "activities:scan_new"
MARCH = datetime.date(2026, 3, 1)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2026-03-02 12:05", tick=False):
        yield


@pytest.fixture
def leader(client_of, users, centre):
    return client_of(users.leader)


@pytest.fixture
def coordinator(client_of, users, centre):
    return client_of(users.coordinator)


@pytest.fixture
def picture():
    return SimpleUploadedFile("lista.png", PNG, "image/png")


def kept(meeting, by, document=None):
    facts = {"document": document or scan(by), "kept_at": timezone.now()}
    return MeetingScan.objects.create(meeting=meeting, kept_by=by, **facts)


def page_of(client, meeting) -> str:
    answer = client.get(reverse("activities:meeting", args=[meeting.pk]))
    assert answer.status_code == 200
    return " ".join(html.unescape(answer.content.decode()).split())


def opened(client, row):
    return client.get(reverse("activities:scan", args=[row.meeting_id, row.pk]))


# Keeping


def test_a_scan_is_kept_with_its_meeting_and_opened_from_its_page(leader, meeting, picture):
    answer = leader.post(reverse(ADDRESS, args=[meeting.pk]), {"file": picture})

    row = MeetingScan.objects.get()
    assert answer.headers["Location"].endswith(f"/{meeting.pk}/#listy")
    assert reverse("activities:scan", args=[meeting.pk, row.pk]) in page_of(leader, meeting)
    assert opened(leader, row).content == PNG
    assert row.document.name == f"lista-obecnosci-{meeting.pk}-podpisana.png"


def test_one_sheet_of_a_day_is_kept_once_with_each_of_its_meetings(
    coordinator, users, meeting, picture
):
    other = MeetingFactory(activity=ActivityFactory(leader=users.coordinator))
    elsewhen = MeetingFactory(activity=meeting.activity, day=MARCH)
    offered = coordinator.get(reverse(ADDRESS, args=[meeting.pk]), {"kartka": "dzien"})
    form = offered.context["form"]
    assert form["also"].value() == [other.pk]
    assert set(form.fields["also"].queryset) == {other, elsewhen}

    coordinator.post(reverse(ADDRESS, args=[meeting.pk]), {"file": picture, "also": [other.pk]})

    assert [row.meeting for row in MeetingScan.objects.order_by("meeting")] == [meeting, other]
    assert Document.objects.filter(kind="meeting_scan").count() == 1
    assert "ta sama kartka jest przy innych spotkaniach: 1" in page_of(coordinator, meeting)


def test_a_sheet_of_a_month_ticks_the_meetings_of_the_group_that_took_place(coordinator, meeting):
    earlier = MeetingFactory(activity=meeting.activity, day=MARCH - DAY)
    same_month = MeetingFactory(activity=meeting.activity, day=MARCH)
    MeetingFactory(activity=meeting.activity, day=MONDAY + DAY)  # still ahead

    offered = coordinator.get(reverse(ADDRESS, args=[meeting.pk]), {"kartka": "miesiac"})

    assert offered.context["form"]["also"].value() == [same_month.pk]
    assert earlier not in offered.context["form"].fields["also"].queryset


def test_what_is_no_picture_is_refused_and_the_ticks_stay(coordinator, users, meeting):
    other = MeetingFactory(activity=ActivityFactory(leader=users.coordinator))
    text = SimpleUploadedFile("lista.pdf", b"lista", "application/pdf")

    answer = coordinator.post(
        reverse(ADDRESS, args=[meeting.pk]), {"file": text, "also": [other.pk]}
    )

    assert "nie jest plikiem PDF" in html.unescape(answer.content.decode())
    assert answer.context["form"]["also"].value() == [str(other.pk)]
    assert not MeetingScan.with_voided.exists()


def test_of_a_cancelled_meeting_and_of_one_ahead_no_list_was_signed(coordinator, users, meeting):
    ahead = MeetingFactory(activity=meeting.activity, day=MONDAY + DAY)
    cancel(meeting, reason="choroba", by=users.coordinator)

    assert name_of_refusal(lambda: kept(ahead, users.leader)) == "scan_in_future"
    assert name_of_refusal(lambda: kept(meeting, users.leader)) == "scan_of_cancelled"
    for one in (ahead, meeting):
        assert reverse(ADDRESS, args=[one.pk]) not in page_of(coordinator, one)


def test_the_form_of_a_meeting_that_was_not_leads_back_with_the_reason(coordinator, meeting):
    ahead = MeetingFactory(activity=meeting.activity, day=MONDAY + DAY)
    shown = coordinator.get(reverse(ADDRESS, args=[ahead.pk]), follow=True)
    assert shown.redirect_chain[0][0] == reverse("activities:meeting", args=[ahead.pk])
    assert "nie ma podpisanej listy" in html.unescape(shown.content.decode())


def test_a_refused_scan_leaves_no_document(coordinator, meeting, picture):
    ahead = MeetingFactory(activity=meeting.activity, day=MONDAY + DAY)

    answer = coordinator.post(reverse(ADDRESS, args=[ahead.pk]), {"file": picture})

    assert "jeszcze nie było, więc nikt nie podpisał" in answer.content.decode()
    assert not Document.objects.filter(kind="meeting_scan").exists()


def test_a_meeting_whose_list_is_kept_took_place_until_the_scan_is_voided(users, meeting):
    row = kept(meeting, users.leader)
    with pytest.raises(Refused, match="unieważnij najpierw skan"):
        cancel(meeting, reason="choroba", by=users.coordinator)

    row.void(by=users.coordinator, reason="inna grupa")

    meeting.refresh_from_db()
    cancel(meeting, reason="choroba", by=users.coordinator)


# Who opens it


def test_a_leader_does_not_open_a_sheet_that_names_people_of_somebody_elses_classes(
    leader, coordinator, users, meeting
):
    sheet = scan(users.coordinator)
    other = MeetingFactory(activity=ActivityFactory(leader=users.coordinator))
    own, beside = (kept(one, users.coordinator, document=sheet) for one in (meeting, other))

    assert opened(leader, own).status_code == 404
    assert opened(leader, beside).status_code == 404
    assert "Skan otwiera koordynator KIS" in page_of(leader, meeting)
    assert opened(coordinator, own).status_code == 200


def test_an_inspector_is_shown_no_picture_that_nobody_can_be_left_out_of(
    client_of, users, centre, meeting
):
    row = kept(meeting, users.leader)
    assert opened(client_of(users.inspector), row).status_code == 403


def test_a_look_is_noted_with_everybody_who_was_to_come_or_was_marked(
    coordinator, users, meeting, member
):
    guest = participant(users)
    mark(meeting, guest)
    row = kept(meeting, users.leader)

    opened(coordinator, row)

    noted = AccessEntry.objects.filter(act="open_scan", number=meeting.pk)
    assert set(noted.values_list("person_number", flat=True)) == {member.pk, guest.pk}


# Voiding


def test_a_scan_is_voided_by_a_second_person_stays_to_be_seen_and_does_not_count(
    leader, coordinator, users, meeting
):
    row = kept(meeting, users.leader)
    address = reverse("activities:scan_void", args=[meeting.pk, row.pk])
    refused = leader.post(address, {"reason": "nie ta lista"})
    assert "unieważnia druga osoba" in html.unescape(refused.content.decode())

    coordinator.post(address, {"reason": "nie ta lista"})

    page = page_of(leader, meeting)
    assert "nie ta lista" in page
    assert opened(leader, row).status_code == 200
    day = coordinator.get(reverse("activities:day", args=[meeting.day])).content.decode()
    assert "podpisana lista" not in day


def test_the_day_the_groups_month_and_the_review_say_which_lists_are_kept(
    coordinator, users, meeting
):
    pages = [
        reverse("activities:day", args=[MONDAY]),
        reverse("activities:group_month", args=[meeting.activity_id, MARCH]),
        reverse("activities:activity", args=[meeting.activity_id]),
    ]
    review = reverse("activities:group_review", args=[meeting.activity_id, MARCH])
    assert not any("podpisana lista" in coordinator.get(page).content.decode() for page in pages)

    kept(meeting, users.leader)

    assert all("podpisana lista" in coordinator.get(page).content.decode() for page in pages)
    assert "jest skan" in coordinator.get(review).content.decode()
