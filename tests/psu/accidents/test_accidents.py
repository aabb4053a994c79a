"""The accident record: entered by the coordinator, frozen by the print, handed to ZUS; injuries hidden."""

import datetime
import io

import pypdf
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kis.desk.history import history
from kis.documents.models import Document
from kis.lib.refusals import Refused
from psu.accidents import recording
from psu.models import Accident, WorkEvent
from tests.factories import PersonFactory
from tests.psu.factories import ReferralFactory, accident_of, school_of
from tests.psu.guarded import day
from tests.refused import refused

pytestmark = pytest.mark.django_db

TODAY = day("2025-06-10")
INJURY = "Boli nadgarstek, nie mogę ruszyć palcami."
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de"
    "0000000c4944415408d763f8ffff3f0005fe02fedccc59e70000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2025-06-10 12:00", tick=False):
        yield


@pytest.fixture
def referral(users, centre):
    person = PersonFactory(last_name="Łoś", first_name="Adam", responsible=users.worker)
    return ReferralFactory(
        person=person,
        place=school_of(users.supervisor, day("2025-05-01")),
        starts_on=day("2025-06-02"),
        ends_on=day("2025-07-31"),
    )


@pytest.fixture
def accident(users, referral):
    return accident_of(referral, users.coordinator, TODAY)


@pytest.fixture
def printed(users, accident):
    recording.printed(accident, by=users.coordinator)
    return Accident.objects.get()


@pytest.fixture
def coordinator(client_of, users):
    return client_of(users.coordinator)


def address(name, thing):
    return reverse(f"psu:{name}", args=[thing.pk])


def typed(of, **facts):
    return {
        "referral": of.pk,
        "day": "10.06.2025",
        "hour": "9.20",
        "place": "schody do piwnicy",
        "activity": "wynoszenie krzeseł",
        "circumstances": "Mokry stopień.",
        "injury": INJURY,
        "row_version": "1",
    } | facts


def test_an_accident_is_recorded_from_the_persons_tab(users, coordinator, referral):
    tab = coordinator.get(address("person", referral.person)).text
    assert address("accidents", referral.person) in tab
    rows = coordinator.get(address("accidents", referral.person)).text
    assert address("accident_new", referral.person) in rows

    page = coordinator.post(
        address("accident_new", referral.person), typed(referral), follow=True
    ).text

    accident = Accident.objects.get()
    assert (accident.number_word, accident.status_word) == ("1/2025", "Do wydruku")
    assert accident.author == users.coordinator
    assert INJURY in page
    assert "Następny krok: wydrukuj do podpisu." in page


def test_a_record_that_begins_with_an_event_has_its_day_hour_and_place(
    users, coordinator, referral
):
    event = WorkEvent.objects.create(
        referral=referral,
        day=day("2025-06-09"),
        hour=datetime.time(8, 15),
        kind=WorkEvent.Kind.LEFT,
        description="x",
        reported_by=users.supervisor,
    )
    new = f"{address('accident_new', referral.person)}?zdarzenie={event.pk}"
    page = coordinator.get(new).text
    assert 'value="9.06.2025"' in page
    assert 'value="8.15"' in page
    assert "Szkoła nr 3" in page

    coordinator.post(new, typed(referral, day="9.06.2025"))
    assert Accident.objects.get().event == event
    assert coordinator.get(new.replace(str(event.pk), "x")).status_code == 404
    assert coordinator.get(new.replace(f"={event.pk}", "=99999")).status_code == 404


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"day": "1.06.2025"}, "Ta osoba pracuje tam 2.06–31.07.2025"),
        ({"day": "11.06.2025"}, "Dnia 11.06.2025 jeszcze nie było"),
        ({"hour": "rano"}, "Wpisz godzinę i minuty"),
        ({"injury": " "}, "Nie zapisano. Popraw:"),
        ({"told_zus_on": "9.06.2025"}, "Zawiadamia się po wypadku"),
        ({"referral": "x"}, "Nie zapisano. Popraw:"),
    ],
)
def test_what_cannot_be_recorded_is_said_and_the_text_stays(coordinator, referral, facts, words):
    page = coordinator.post(address("accident_new", referral.person), typed(referral, **facts)).text
    assert words in page
    assert "Mokry stopień." in page
    assert not Accident.objects.exists()


def test_the_paper_has_what_zus_asks_for_once_for_each_copy(printed):
    pages = pypdf.PdfReader(io.BytesIO(printed.document.content)).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    for fact in (
        *("Protokół zdarzenia", "Łoś Adam", "10.06.2025, 9.20", "schody do piwnicy"),
        *("wynoszenie krzeseł", "Mokry stopień", INJURY, "Jan Bąk, tel. 600 100 300"),
        *("art. 2 ust. 1 pkt 14", "Pogotowia nie wzywano."),
    ):
        assert words.count(fact) >= 2, fact
    assert "egzemplarz 2/2" in words.replace("\xa0", " ")
    for secret in ("Łoś", "nadgarstek"):
        assert secret not in printed.document.name


def test_it_changes_until_the_print_and_no_longer(users, coordinator, accident):
    edit = address("accident_edit", accident)
    coordinator.post(edit, typed(accident.referral, place="szatnia"))
    accident.refresh_from_db()
    assert accident.place == "szatnia"

    first = recording.printed(accident, by=users.coordinator)
    accident.refresh_from_db()
    facts = typed(accident.referral, place="inne", row_version=str(accident.version))
    page = coordinator.post(edit, facts).text
    assert "po wydruku nie zmienia się" in page
    assert recording.printed(Accident.objects.get(), by=users.coordinator) == first


@pytest.mark.parametrize(
    "change",
    [
        {"injury": "inaczej"},
        {"day": day("2025-06-09")},
        {"document": None},
        {"number": 7},
        {"witnesses": ""},
    ],
)
def test_a_printed_record_is_frozen_in_the_database(printed, change):
    with refused("accident_stays"):
        Accident.objects.update(**change)
    with refused("accident_stays"):
        Accident.objects.all().delete()


def test_what_follows_the_signature_is_noted_behind_the_print(users, coordinator, printed):
    facts = {"told_labour_on": "10.06.2025", "told_zus_on": "", "row_version": printed.version}
    coordinator.post(address("accident_follow", printed), facts)
    scan = SimpleUploadedFile("x.png", PNG, content_type="image/png")
    coordinator.post(address("accident_scan_add", printed), {"file": scan})
    sent = {"day": "10.06.2025", "how": "post", "handed": "protokół, oświadczenie świadka"}
    coordinator.post(address("accident_hand", printed), sent)

    printed.refresh_from_db()
    assert printed.told_labour_on == TODAY
    assert printed.status_word == "Przekazany do ZUS 10.06.2025"
    assert printed.scan.name == "protokol-zdarzenia-1-2025-podpisany.png"
    page = coordinator.get(address("accident", printed)).text
    assert "protokół, oświadczenie świadka" in page
    assert coordinator.get(address("accident_scan", printed)).content == PNG
    with refused("accident_scan_stays"):
        Accident.objects.update(scan=None)
    with refused("accident_stays"):
        Accident.objects.update(handed="nic")


def test_documents_go_to_zus_once_and_behind_the_print(users, accident):
    handed = {"day": TODAY, "how": "post", "handed": "protokół", "by": users.coordinator}
    with pytest.raises(Refused, match="najpierw go wydrukuj"):
        recording.hand_to_zus(accident, **handed)
    recording.printed(accident, by=users.coordinator)
    recording.hand_to_zus(accident, **handed)
    with pytest.raises(Refused, match="już przekazano"):
        recording.hand_to_zus(accident, **handed)


def test_a_day_outside_the_referral_is_refused_in_the_database(users, referral):
    with pytest.raises(Refused, match="poza skierowaniem"):
        accident_of(referral, users.coordinator, day("2025-06-01"))


def test_a_record_is_voided_by_a_second_person_and_stays_to_be_seen(users, coordinator, printed):
    with pytest.raises(Refused, match="druga osoba"):
        printed.void(by=users.coordinator, reason="x")
    printed.void(by=users.head, reason="to nie był wypadek")
    assert not Accident.objects.exists()
    page = coordinator.get(address("accident", printed)).text
    assert "to nie był wypadek" in page
    with refused("voided_stays"):
        Accident.with_voided.update(told_zus_on=timezone.localdate())


def test_who_may_not_read_injuries_sees_no_accident_anywhere(users, client_of, accident):
    tab = client_of(users.worker).get(address("person", accident.referral.person)).text
    assert "Wypadki" not in tab
    assert client_of(users.worker).get(address("accident", accident)).status_code == 403
    assert client_of(users.inspector).get(address("accident", accident)).status_code == 403
    for reads, withheld in ((True, False), (False, True)):
        (entry,) = [
            entry
            for entry in history(accident.referral.person, sensitive=reads)
            if entry.what == "wypadek w PSU"
        ]
        assert entry.withheld is withheld


def test_the_injury_stands_on_no_list(users, coordinator, accident):
    rows = coordinator.get(address("accidents", accident.referral.person)).text
    assert "nr 1/2025" in rows
    assert "nadgarstek" not in rows


@pytest.mark.parametrize("count", [5, 50])
def test_the_list_asks_as_much_for_fifty_as_for_five(
    users, coordinator, referral, count, django_assert_max_num_queries
):
    for _ in range(count):
        accident_of(referral, users.coordinator, TODAY)
    with django_assert_max_num_queries(12):
        coordinator.get(address("accidents", referral.person))


def test_a_scan_that_is_no_scan_is_refused(coordinator, printed):
    fake = SimpleUploadedFile("x.pdf", b"tekst", content_type="application/pdf")
    page = coordinator.post(address("accident_scan_add", printed), {"file": fake}).text
    assert "nie jest plikiem PDF" in page
    assert Document.objects.filter(kind="psu_accident").count() == 1
