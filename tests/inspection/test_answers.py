"""The one-page answers: each row is there for its reason, goes with its voiding, and is noted."""

import datetime

import pytest
from django.urls import reverse

from contracts.certificates import issue
from kis.inspection.answers import ANSWERS
from kis.inspection.asked import Asked
from kis.journal.models import AccessEntry
from kis.lib.dates import DAY
from participants.models import Person
from psu.models import Notice, WorkEvent
from tests.contracts.made import signed
from tests.factories import PersonFactory
from tests.participants.made import established, paper, question, stay
from tests.psu.factories import ReferralFactory, sign_list, work
from tests.taken import csv_rows, given_out

pytestmark = pytest.mark.django_db
D = datetime.date
SINCE, ON = D(2026, 3, 2), D(2026, 6, 30)


def told(slug, user, *, year=2026, on=ON) -> list[dict]:
    answer, asked = ANSWERS[slug], Asked(user, on, year)
    table = answer.table(list(answer.rows(asked)), asked)
    return [dict(zip(table.headings, cells, strict=True)) for cells in table.cells()]


def admitted_person(users, **facts):
    person = PersonFactory(responsible=users.worker, information_given_on=SINCE, **facts)
    paper(established(person, on=SINCE), issued_on=SINCE, valid_until=D(2026, 4, 1))
    question(person, asked_on=SINCE)
    return person


# Who took part


def test_a_participant_is_told_with_contract_and_evidence_of_the_first_day(users):
    person = admitted_person(users)
    stay(person, SINCE)
    # Of a later day: it says nothing of the admission.
    paper(person.eligibilities.get(), issued_on=SINCE + DAY, kind="ruling")

    (row,) = told("uczestnicy", users.coordinator)

    assert row["Osoba"] == str(person)
    assert row["Kontrakt w dniu przyjęcia"] == person.contracts.get().number
    assert (row["Dokument w dniu przyjęcia"], row["Ważny do"]) == (
        "zaświadczenie",
        D(2026, 4, 1),
    )
    assert row["O świadczenia zapytano"] == SINCE


def test_a_voided_paper_and_another_year_tell_nothing(users):
    person = admitted_person(users)
    admitted = stay(person, SINCE, D(2026, 5, 31))
    person.eligibilities.get().evidence.get().void(by=users.coordinator, reason="x")

    assert told("uczestnicy", users.coordinator)[0]["Dokument w dniu przyjęcia"] == ""
    assert told("uczestnicy", users.coordinator, year=2025) == []
    assert told("uczestnicy", users.coordinator, year=2027, on=D(2027, 2, 1)) == []
    admitted.void(by=users.coordinator, reason="x")
    assert told("uczestnicy", users.coordinator) == []


def test_a_paper_of_a_merged_file_is_the_persons(users):
    person = PersonFactory(responsible=users.worker)
    stay(person, SINCE)
    other = admitted_person(users)
    Person.objects.filter(pk=other.pk).update(merged_into=person)

    (row,) = told("uczestnicy", users.coordinator)

    assert row["Dokument w dniu przyjęcia"] == "zaświadczenie"
    assert row["O świadczenia zapytano"] == SINCE


# Days without a contract


def test_days_without_a_contract_are_told_within_the_year_and_up_to_today(users):
    person = admitted_person(users)
    stay(person, SINCE)
    contract = person.contracts.get()
    contract.end(on=D(2026, 5, 31), reason="agreed", by=users.worker, today=ON)
    assert told("dni-bez-kontraktu", users.coordinator, on=D(2026, 5, 31)) == []

    (row,) = told("dni-bez-kontraktu", users.coordinator)
    assert (row["Bez kontraktu od"], row["do"], row["Dni"]) == (D(2026, 6, 1), "trwa", 30)

    signed(person, on=D(2026, 6, 11), ends_on=D(2027, 1, 1))
    (row,) = told("dni-bez-kontraktu", users.coordinator)
    assert (row["do"], row["Dni"]) == (D(2026, 6, 10), 10)
    assert told("dni-bez-kontraktu", users.coordinator, year=2027, on=D(2027, 1, 1)) == []


def test_a_gap_over_new_year_is_parted(users):
    person = admitted_person(users)
    stay(person, SINCE)
    contract = person.contracts.get()
    contract.end(on=D(2026, 12, 30), reason="agreed", by=users.worker, today=D(2026, 12, 30))

    (old,) = told("dni-bez-kontraktu", users.coordinator, on=D(2027, 1, 3))
    (new,) = told("dni-bez-kontraktu", users.coordinator, year=2027, on=D(2027, 1, 3))

    assert (old["Bez kontraktu od"], old["do"], old["Dni"]) == (
        *(D(2026, 12, 31), D(2026, 12, 31), 1),
    )
    assert (new["Bez kontraktu od"], new["do"], new["Dni"]) == (D(2027, 1, 1), "trwa", 3)


# Contracts without a review


def test_a_planned_day_that_passed_is_told_and_a_contract_without_any(users):
    planned = admitted_person(users, last_name="Adamska")
    contract = signed(planned, ends_on=D(2027, 5, 31))
    bare = admitted_person(users, last_name="Baran")
    signed(bare, ends_on=D(2027, 5, 31))
    # Only the database's owner could: as a contract from an earlier program came.
    later = D(2027, 1, 13)
    rows = told("kontrakty-bez-oceny", users.coordinator, year=2027, on=later)

    assert [(row["Osoba"], row["Dni po terminie"]) for row in rows] == [
        (str(planned), 1),
        (str(bare), 1),
    ]
    assert told("kontrakty-bez-oceny", users.coordinator, year=2027, on=D(2027, 1, 12)) == []
    contract.void(by=users.coordinator, reason="x")
    rows = told("kontrakty-bez-oceny", users.coordinator, year=2027, on=later)
    assert [row["Osoba"] for row in rows] == [str(bare)]


# Certificates


def test_days_from_the_end_to_the_certificate_are_counted(users, centre):
    ended = stay(admitted_person(users), SINCE, D(2026, 5, 31))
    (row,) = told("zaswiadczenia", users.coordinator)
    assert (row["Dni od zakończenia"], row["Stan"]) == (None, "brak zaświadczenia")

    certificate = issue(ended, forms="Warsztaty", by=users.worker, on=D(2026, 6, 3))
    (row,) = told("zaswiadczenia", users.coordinator)
    assert (row["Zaświadczenie"], row["Dni od zakończenia"]) == (str(certificate), 3)

    certificate.void(by=users.coordinator, reason="x")
    assert told("zaswiadczenia", users.coordinator)[0]["Zaświadczenie"] is None


# PSU


@pytest.fixture
def referral(users):
    return ReferralFactory(person__responsible=users.worker, person__area="psu")


def test_the_chain_follows_a_referral_to_the_signed_lists(users, referral):
    first = D(2025, 5, 5)
    for day in (first, first + DAY, D(2025, 6, 2)):
        work(referral, day, hours="4")
    sign_list(referral.place, D(2025, 5, 1), users.coordinator)

    (row,) = told("psu-droga-osoby", users.coordinator, year=2025)

    assert row["Skierowanie"] == referral.number
    assert (row["Godziny"], row["Pierwszy dzień pracy"]) == (12, first)
    assert row["Podpisane listy (miesiące)"] == "1 z 2"
    assert row["Świadczenia, zł"] == 0
    (row,) = told("psu-droga-osoby", users.coordinator, year=2026)
    assert row["Godziny"] == 0


def test_an_event_is_told_with_its_notice_and_a_voided_one_is_not(users, referral):
    event = WorkEvent.objects.create(
        referral=referral,
        day=D(2025, 6, 2),
        hour=datetime.time(9),
        kind=WorkEvent.Kind.LEFT,
        description="x",
        reported_by=users.supervisor,
    )
    (row,) = told("zdarzenia", users.coordinator, year=2025)
    assert row["Stan"] == "Brak zawiadomienia"

    notice = Notice.objects.create(
        event=event,
        written_on=D(2025, 6, 3),
        written_by=users.coordinator,
        waived_on=D(2025, 6, 3),
        waived_by=users.coordinator,
        waive_reason="pomyłka opiekuna",
    )
    (row,) = told("zdarzenia", users.coordinator, year=2025)
    assert row["Stan"] == notice.status_word

    event.void(by=users.coordinator, reason="x")
    assert told("zdarzenia", users.coordinator, year=2025) == []


# All of them


@pytest.mark.parametrize("slug", ANSWERS)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_inspector_finds_nobody_and_each_page_stands(users, client_of, centre, slug, ending):
    stay(admitted_person(users, last_name="Zielińska"), SINCE, D(2026, 5, 31))
    address = reverse("inspection:answer", args=[slug])
    for user, sees in (
        (users.inspector, False),
        (users.head, slug in {"uczestnicy", "zaswiadczenia"}),
    ):
        page = client_of(user).get(address, {"rok": "2026"})
        assert page.status_code == 200
        assert ("Zielińska" in page.content.decode()) is sees
        taken = client_of(user).get(address, {"rok": "2026", "plik": ending})
        assert taken.headers["Content-Disposition"].endswith(f'.{ending}"')


def test_whoever_is_shown_taken_out_or_printed_is_noted(users, client_of, centre):
    person = admitted_person(users)
    stay(person, SINCE, D(2026, 5, 31))
    client, asked = client_of(users.coordinator), {"rok": "2026"}

    client.get(reverse("inspection:answer", args=["uczestnicy"]), asked)
    csv_rows(client, "inspection:answer", "uczestnicy", rok="2026")
    paper_made = client.get(reverse("inspection:answer_print", args=["uczestnicy"]), asked)

    assert paper_made.headers["Content-Type"] == "application/pdf"
    noted = AccessEntry.objects.filter(kind="inspection_answer", person_number=person.pk)
    assert set(noted.values_list("act", flat=True)) == {"view", "download", "print"}
    assert given_out("inspection_answer") == {person.pk}


def test_an_unknown_answer_is_no_page(users, client_of):
    client = client_of(users.coordinator)
    for name in ("answer", "answer_print"):
        assert client.get(reverse(f"inspection:{name}", args=["x"])).status_code == 404
