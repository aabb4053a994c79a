"""Letters of psu to take away: notices, accidents, plans of needs, the lists to the PUP."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from kis.lib import table_files
from psu.accidents import recording
from psu.candidates import listing
from psu.events import noticing
from psu.models import Accident, NeedsLine, WorkEvent, WorkPlace
from psu.needs import planning
from tests.factories import PersonFactory
from tests.psu.factories import AgreementFactory, ReferralFactory, WorkKindFactory, WorkPlaceFactory
from tests.taken import csv_rows, given_out, prepares

pytestmark = pytest.mark.django_db
ON = datetime.date(2025, 6, 10)


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel(f"{ON} 12:00", tick=False):
        yield


def referral(users, last_name):
    person = PersonFactory(last_name=last_name, first_name="Ewa", responsible=users.worker)
    place = WorkPlace.objects.filter(name="Szkoła nr 3").first()
    place = place or WorkPlaceFactory(name="Szkoła nr 3")
    return ReferralFactory(person=person, place=place)


class TestNotices:
    @pytest.fixture
    def notices(self, users, centre):
        return {name: self.written(users, name) for name in ("Kos", "Lis")}

    def written(self, users, last_name):
        event = WorkEvent.objects.create(
            referral=referral(users, last_name),
            day=ON,
            hour=datetime.time(8, 15),
            kind=WorkEvent.Kind.LEFT,
            description="po kwadransie",
            reported_by=users.supervisor,
        )
        return noticing.write(event, text="=po kwadransie", by=users.coordinator, on=ON)

    def test_it_has_what_the_list_shows_by_its_filter(self, client_of, users, notices):
        noticing.printed(notices["Kos"], by=users.coordinator)
        noticing.send(notices["Kos"], day=ON, how="post", by=users.coordinator, on=ON)
        client = client_of(users.coordinator)

        heads, row = csv_rows(client, "psu:notices")
        assert heads == [
            *("Numer", "Sporządzono", "Osoba", "Zdarzenie", "Dzień zdarzenia", "Miejsce", "Stan")
        ]
        assert row[0] == notices["Lis"].number_word
        assert row[1:3] == ["10.06.2025", "Lis Ewa"]
        assert row[4:] == ["10.06.2025", "Szkoła nr 3", "Do wysłania"]
        assert len(csv_rows(client, "psu:notices", stan="wszystkie")) == 3
        assert len(csv_rows(client, "psu:notices", stan="wszystkie", rok="2024")) == 1

    def test_whoever_is_in_it_is_noted(self, client_of, users, notices):
        csv_rows(client_of(users.head), "psu:notices")
        people = {notice.event.referral.person_id for notice in notices.values()}
        assert given_out("notice_list") == people

    def test_too_many_are_prepared_as_a_file_with_the_filter_of_the_list(
        self, client_of, users, notices, monkeypatch
    ):
        monkeypatch.setattr(table_files, "MOST_ROWS", 1)
        choice = {"stan": "wszystkie", "plik": "xlsx"}
        response = client_of(users.head).get(reverse("psu:notices"), choice, follow=True)
        assert prepares(response) == f"{reverse('psu:notices')}?stan=wszystkie&plik=xlsx"
        assert not given_out("notice_list")

    def test_who_may_not_read_notices_takes_none(self, client_of, users, notices):
        address = reverse("psu:notices")
        for user in (users.worker, users.accountant, users.inspector):
            assert client_of(user).get(address, {"plik": "csv"}).status_code == 403


class TestAccidents:
    @pytest.fixture
    def accident(self, users, centre):
        record = Accident(
            referral=referral(users, "Łoś"),
            day=ON,
            hour=datetime.time(9, 20),
            place="schody",
            activity="wynoszenie krzeseł",
            circumstances="Mokry stopień.",
            injury="stłuczony nadgarstek",
            written_on=ON,
        )
        recording.keep_new(record, by=users.coordinator, on=ON)
        return record

    def test_nothing_of_the_injury_is_in_it(self, client_of, users, accident):
        person = accident.referral.person
        rows = csv_rows(client_of(users.coordinator), "psu:accidents", person.pk)
        assert rows == [
            ["Dzień", "Osoba", "Miejsce", "Protokół", "Stan"],
            ["10.06.2025", "Łoś Ewa", "Szkoła nr 3", accident.number_word, "Do wydruku"],
        ]
        assert given_out("accident_list") == {person.pk}

    def test_who_may_not_read_injuries_takes_none(self, client_of, users, accident):
        address = reverse("psu:accidents", args=[accident.referral.person_id])
        assert client_of(users.worker).get(address, {"plik": "csv"}).status_code == 403


class TestPlans:
    @pytest.fixture
    def plan(self, users, centre):
        made = planning.begin(2026, by=users.coordinator, on=ON)
        for name, posts in (("Szkoła", 2), ("Biblioteka", 1)):
            place, kind = WorkPlaceFactory(name=name), WorkKindFactory(name=f"praca: {name}")
            NeedsLine.objects.create(plan=made, place=place, kind=kind, posts=posts, hours=120)
        return made

    def test_the_plans_and_the_lines_of_one(self, client_of, users, plan):
        client = client_of(users.accountant)
        assert csv_rows(client, "psu:needs_plans") == [
            ["Rok", "Numer", "Stan"],
            ["2026", plan.number_word, "Szkic"],
        ]
        assert csv_rows(client, "psu:needs_plan", plan.pk) == [
            ["Miejsce PSU", "Rodzaj pracy", "Stanowiska", "Godziny"],
            ["Biblioteka", "praca: Biblioteka", "1", "120.00"],
            ["Szkoła", "praca: Szkoła", "2", "120.00"],
        ]


class TestEligibleLists:
    @pytest.fixture
    def made(self, users, centre):
        candidates = [self.put(users, last_name) for last_name in ("Żak", "Kos")]
        agreement = AgreementFactory(number="4/2025")
        return listing.make_list(agreement, candidates, by=users.coordinator, on=ON)

    def put(self, users, last_name):
        person = PersonFactory(
            last_name=last_name,
            first_name="Adam",
            pesel="",
            identity_kind="passport",
            identity_number=f"EA {last_name}",
            town="Puławy",
            labour_status="unemployed",
            responsible=users.worker,
        )
        return listing.put_forward(person, remarks="", by=users.worker, on=ON)

    def test_the_people_of_a_list_by_name_and_each_is_noted(self, client_of, users, made):
        client = client_of(users.head)
        assert csv_rows(client, "psu:eligible_list", made.pk) == [
            ["Osoba", "Stan", "Skierowanie"],
            ["Kos Adam", "Na liście do PUP", ""],
            ["Żak Adam", "Na liście do PUP", ""],
        ]
        people = set(made.candidates.values_list("person_id", flat=True))
        assert given_out("eligible_list") == people

    def test_the_lists_themselves_are_about_nobody(self, client_of, users, made):
        rows = csv_rows(client_of(users.head), "psu:candidates")
        assert rows == [
            ["Numer", "Sporządzono", "Porozumienie", "Stan"],
            [made.number_word, "10.06.2025", "4/2025", "Do wydruku"],
        ]
