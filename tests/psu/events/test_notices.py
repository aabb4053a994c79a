"""The written notice of an event: one for each, addressed by the act of the agreement, kept as printed."""

import datetime
import hashlib
import io

import pypdf
import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kis.accounts.models import Centre
from kis.documents.models import Document
from kis.lib.refusals import Refused
from kis.lib.work import DeskGroup
from participants.models import Person
from psu import desk
from psu.events import noticing
from psu.models import Notice, WorkEvent
from tests.factories import PersonFactory
from tests.psu.connections import race
from tests.psu.factories import AgreementFactory, ReferralFactory, new_regime, school_of
from tests.psu.guarded import day
from tests.refused import refused
from tests.told import rows

pytestmark = pytest.mark.django_db

TODAY = day("2025-06-10")
PESEL = "81050412355"


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2025-06-10 12:00", tick=False):
        yield


@pytest.fixture
def event(users, centre):
    return reported(users)


def reported(users, **facts):
    place = school_of(users.supervisor, day("2025-05-01"))
    person = PersonFactory(
        last_name="Łoś",
        first_name="Adam",
        second_name="Jan",
        pesel=PESEL,
        born_on=day("1981-05-04"),
        responsible=users.worker,
    )
    agreement = AgreementFactory(place=place, number="4/2025", county_office="Starosta Puławski")
    referral = ReferralFactory(
        person=person,
        place=place,
        agreement=agreement,
        number="PUP.632.7.2025",
        starts_on=day("2025-06-02"),
        ends_on=day("2025-07-31"),
    )
    return WorkEvent.objects.create(
        **{
            "referral": referral,
            "day": TODAY,
            "hour": datetime.time(8, 15),
            "kind": WorkEvent.Kind.LEFT,
            "description": "odejście po kwadransie",
            "reported_by": users.supervisor,
        }
        | facts
    )


@pytest.fixture
def notice(users, event):
    return noticing.write(event, text="Wyjście o 8.15.", by=users.coordinator, on=TODAY)


@pytest.fixture
def printed(users, notice):
    noticing.printed(notice, by=users.coordinator)
    return Notice.objects.get(pk=notice.pk)


@pytest.fixture
def coordinator(client_of, users):
    return client_of(users.coordinator)


def send(notice, by, on=TODAY):
    noticing.send(notice, day=on, how="post", by=by, on=TODAY)


def address(name, thing):
    return reverse(f"psu:{name}", args=[thing.pk])


def words_of(document) -> str:
    pages = pypdf.PdfReader(io.BytesIO(document.content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def urgent(user):
    found = rows(desk, user, TODAY)
    return [(row.action, row.url) for row in found if row.group == DeskGroup.URGENT]


# the coordinator's way


def test_an_event_goes_from_the_desk_to_a_sent_notice(users, coordinator, event):
    assert urgent(users.coordinator) == [("Napisz zawiadomienie", address("notice_new", event))]
    page = coordinator.get(address("notice_new", event)).text
    assert "odejście po kwadransie" in page
    assert "Starosta Puławski i kierownik ośrodka" in page

    coordinator.post(address("notice_new", event), {"text": "Wyjście o 8.15."})
    notice = Notice.objects.get()
    assert (notice.number_word, notice.status_word) == ("1/2025", "Do wysłania")
    page = address("event", event)
    assert urgent(users.coordinator) == [("Wydrukuj zawiadomienie", page)]

    assert coordinator.get(address("notice_pdf", notice)).content.startswith(b"%PDF-")
    assert urgent(users.coordinator) == [("Odnotuj wysłanie", page)]

    coordinator.post(address("notice_send", notice), {"day": "10.06.2025", "how": "e_delivery"})
    event.refresh_from_db()
    assert event.settled_on == TODAY
    assert event.settlement == "zawiadomienie nr 1/2025, wysłane 10.06.2025 (e-Doręczenia)"
    assert urgent(users.coordinator) == []
    assert "Wysłane 10.06.2025" in coordinator.get(page).text


def test_an_event_is_settled_by_the_reason_why_nothing_is_sent(users, coordinator, event):
    coordinator.post(address("notice_waive", event), {"reason": " "})
    assert WorkEvent.objects.waiting().exists()
    coordinator.post(address("notice_waive", event), {"reason": "usprawiedliwienie tego dnia"})

    notice = Notice.objects.get()
    assert notice.status_word == "Odstąpiono: usprawiedliwienie tego dnia"
    assert notice.number is None
    assert not WorkEvent.objects.waiting().exists()
    assert "usprawiedliwienie tego dnia" in coordinator.get(address("event", event)).text


def test_a_written_notice_can_be_given_up_and_keeps_its_number(users, printed):
    noticing.give_up(printed.event, reason="PUP już wie", by=users.coordinator, on=TODAY)
    printed.refresh_from_db()
    assert (printed.number_word, printed.status_word) == ("1/2025", "Odstąpiono: PUP już wie")


def test_the_text_changes_until_the_print(users, coordinator, notice):
    edit = address("notice_edit", notice)
    coordinator.post(edit, {"text": "Wyjście o 8.20.", "row_version": notice.version})
    notice.refresh_from_db()
    assert notice.text == "Wyjście o 8.20."

    noticing.printed(notice, by=users.coordinator)
    notice.refresh_from_db()
    page = coordinator.post(edit, {"text": "Inaczej.", "row_version": notice.version}).text
    assert "po wydruku nie zmienia się" in page
    assert "Inaczej." in page


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ("9.06.2025", "Pismo sporządzono 10.06.2025"),
        ("11.06.2025", "Dnia 11.06.2025 jeszcze nie było"),
        ("", "Nie zapisano. Popraw:"),
    ],
)
def test_a_day_on_which_it_cannot_have_been_sent_is_refused(coordinator, printed, sent, words):
    page = coordinator.post(address("notice_send", printed), {"day": sent, "how": "post"}).text
    assert words in page
    assert not Notice.objects.closed().exists()


def test_an_unprinted_notice_is_not_sent(users, coordinator, notice):
    page = coordinator.post(address("notice_send", notice), {"day": "10.06.2025", "how": "post"})
    assert "najpierw je wydrukuj" in page.text
    assert WorkEvent.objects.waiting().exists()


def test_the_head_reads_the_paper_and_nobody_below(users, client_of, printed):
    assert client_of(users.head).get(address("notice_pdf", printed)).status_code == 200
    assert client_of(users.worker).get(address("notice_pdf", printed)).status_code == 403


# the paper


def test_the_paper_is_addressed_by_the_act_of_the_agreement(users, printed):
    words = words_of(printed.document)
    assert "Starosta Puławski" in words
    assert "§ 5 ust. 2 rozporządzenia" in words
    assert "Dyrektor Powiatowego Urzędu Pracy" not in words


def test_under_the_act_of_today_it_goes_to_the_director_of_the_labour_office(users, centre):
    event = reported(users)
    agreement = event.referral.agreement
    agreement.signed_on = agreement.starts_on = day("2025-06-01")
    agreement.regime, agreement.number = new_regime(), "5/2025"
    # Never saved: what the paper says follows from the agreement alone.
    Centre.objects.update(labour_office="Powiatowego Urzędu Pracy w Puławach")
    notice = noticing.write(event, text="x", by=users.coordinator, on=TODAY)
    notice.event.referral.agreement = agreement
    words = words_of(noticing.printed(notice, by=users.coordinator))
    assert "Dyrektor Powiatowego Urzędu Pracy w Puławach" in words
    assert "art. 142 ust. 10 pkt 4 ustawy z dnia 20 marca 2025 r." in words
    assert "Starosta" not in words


def test_the_paper_says_who_where_when_and_what(printed):
    words = words_of(printed.document)
    for fact in (
        *("Łoś Adam Jan", PESEL, "PUP.632.7.2025", "10.06.2025, 8.15", "Szkoła nr 3"),
        *("opuszczenie miejsca pracy", "Wyjście o 8.15.", "Nr 1/2025"),
    ):
        assert fact in words
    assert PESEL not in printed.document.name


def test_without_a_pesel_the_kind_series_and_number_of_a_document_stand(users, event):
    Person.objects.filter(pk=event.referral.person_id).update(
        pesel="", identity_kind="passport", identity_number="EA 1234567"
    )
    event = WorkEvent.objects.get()
    notice = noticing.write(event, text="x", by=users.coordinator, on=TODAY)
    assert "paszport EA 1234567" in words_of(noticing.printed(notice, by=users.coordinator))


def test_a_second_print_gives_the_same_bytes_whatever_changed_since(users, printed):
    Person.objects.filter(pk=printed.event.referral.person_id).update(last_name="Inny")
    again = noticing.printed(Notice.objects.get(), by=users.coordinator)
    assert again == printed.document
    assert hashlib.sha256(again.content).hexdigest() == again.sha256
    assert Document.objects.filter(kind="psu_notice").count() == 1


# guards, around every form


@pytest.mark.parametrize(
    "change",
    [{"text": "inaczej"}, {"document": None}, {"number": 9}, {"written_on": day("2025-06-09")}],
)
def test_a_printed_notice_stays(printed, change):
    with refused("notice_stays"):
        Notice.objects.filter(pk=printed.pk).update(**change)


@pytest.mark.parametrize(
    "change",
    [{"sent_on": day("2025-06-11")}, {"sent_how": "other"}, {"text": "x"}, {"document": None}],
)
def test_a_sent_notice_stays_whole(users, printed, change):
    send(printed, users.coordinator)
    with refused("notice_closed"):
        Notice.objects.filter(pk=printed.pk).update(**change)
    with refused("notice_closed"):
        Notice.objects.filter(pk=printed.pk).update(
            voided_at=timezone.now(), voided_by=users.worker, void_reason="x"
        )


def test_the_paper_of_a_notice_is_neither_changed_nor_deleted(printed):
    with refused("document_is_kept"):
        Document.objects.filter(pk=printed.document_id).update(name="x.pdf")
    with refused("notice_stays"):
        Notice.objects.filter(pk=printed.pk).delete()


@pytest.mark.parametrize("kind", [k for k in WorkEvent.Kind if k != WorkEvent.Kind.ANNOUNCED])
def test_each_of_the_four_kinds_is_settled_by_a_notice_alone(users, centre, kind):
    event = reported(users, kind=kind)
    with pytest.raises(Refused, match="załatwia zawiadomienie"):
        event.settle(by=users.coordinator, on=TODAY, what="rozmowa")
    with refused("event_without_notice"):
        WorkEvent.objects.update(settled_on=TODAY, settled_by=users.coordinator, settlement="x")
    noticing.write(event, text="x", by=users.coordinator, on=TODAY)
    with refused("event_without_notice"):
        WorkEvent.objects.update(settled_on=TODAY, settled_by=users.coordinator, settlement="x")


def test_an_event_is_not_reported_as_settled(users, centre):
    with refused("event_without_notice"):
        reported(users, settled_on=TODAY, settled_by=users.coordinator, settlement="x")


def test_an_announced_absence_has_no_notice(users, centre):
    event = reported(users, kind="announced")
    with pytest.raises(Refused, match="nie zawiadamia się PUP"):
        noticing.write(event, text="x", by=users.coordinator, on=TODAY)


def settle_as_before(users):
    """As events were settled until notices were written."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE psu_workevent DISABLE TRIGGER USER")
        WorkEvent.objects.update(
            settled_on=TODAY, settled_by=users.coordinator, settlement="pismo do PUP"
        )
        cursor.execute("ALTER TABLE psu_workevent ENABLE TRIGGER USER")


def test_what_was_settled_before_notices_stays_and_gets_none(users, coordinator, event):
    settle_as_before(users)
    assert urgent(users.coordinator) == []
    page = coordinator.get(address("event", event)).text
    assert "pismo do PUP" in page
    assert "zanim program pisał zawiadomienia" in page
    with pytest.raises(Refused, match="już załatwione"):
        noticing.write(event, text="x", by=users.coordinator, on=TODAY)


# voiding


def test_a_printed_notice_is_voided_by_a_second_person_and_a_new_one_is_written(users, printed):
    with pytest.raises(Refused, match="druga osoba"):
        noticing.void(printed, by=users.coordinator, reason="x")
    noticing.void(printed, by=users.worker, reason="inna godzina")
    assert WorkEvent.objects.waiting().exists()
    assert noticing.write(printed.event, text="y", by=users.coordinator, on=TODAY).number == 2


def test_a_report_whose_notice_was_sent_is_voided_by_somebody_else_than_who_sent_it(users, printed):
    send(printed, users.coordinator)
    event = WorkEvent.objects.get()
    with refused("event_void_by_sender"):
        event.void(by=users.coordinator, reason="inna osoba")
    WorkEvent.objects.get().void(by=users.worker, reason="inna osoba")
    assert Notice.objects.get().status_word == "Wysłane 10.06.2025"


def test_of_a_voided_report_nothing_is_sent(users, printed):
    printed.event.void(by=users.coordinator, reason="inna osoba")
    with pytest.raises(Refused, match="unieważniono"):
        send(printed, users.coordinator)
    assert urgent(users.coordinator) == []


# two people at once


@pytest.mark.django_db(transaction=True)
def test_of_two_who_write_at_once_one_notice_stands(users, event):
    def write():
        return noticing.write(event, text="x", by=users.coordinator, on=TODAY)

    with pytest.raises(Refused, match="już jest"):
        race(write, write)
    assert [notice.number for notice in Notice.objects.all()] == [1]


@pytest.mark.django_db(transaction=True)
def test_a_report_voided_while_its_notice_is_sent_waits_for_the_sending(users, printed):
    def void():
        WorkEvent.objects.get().void(by=users.coordinator, reason="inna osoba")

    with pytest.raises(Exception, match="event_void_by_sender"):
        race(lambda: send(printed, users.coordinator), void)
    assert WorkEvent.objects.get().settled_on == TODAY
