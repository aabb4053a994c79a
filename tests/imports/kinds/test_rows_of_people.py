"""Lists about people of the register: whose row it is, and what the screens' own forms and acts say of it."""

import datetime

import pytest
import time_machine
from django.contrib.auth.models import Group

from contracts.models import SocialContract
from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.imports.models import ImportFile
from kis.lib.refusals import Refused
from participants.models import BenefitCheck, Eligibility, Evidence, Participation
from tests.factories import PersonFactory
from tests.imports.files import xlsx
from tests.imports.made import accepted, judged, said, taken_back
from tests.participants.made import category, established, paper, question

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 3, 2)
CONTRACT = {
    "type": "B",
    "number": "14/2026",
    "signed_on": "12.01.2026",
    "ends_on": "31.12.2026",
    "goals": "ukończy kurs; napisze CV",
}
CATEGORY = {"category": "5", "established_on": "12.01.2026", "exclusion": "Brak dochodu."}
PAPER = {"kind": "zaświadczenie", "issued_on": "12.01.2026", "is_indefinite": "tak"}
STAY = {
    "starts_on": "19.01.2026",
    "planned_end_on": "31.12.2026",
    "rules_version": "z 2.01.2026",
    "rules_read_on": "19.01.2026",
    "declaration_signed_on": "19.01.2026",
}
ENDED = {
    "ends_on": "20.02.2026",
    "outcome": "ukończony",
    "contract_carried_out": "tak",
    "what_next": "staż",
}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2026, 3, 2, 12, tzinfo=datetime.UTC)):
        yield


@pytest.fixture
def users(users):
    """With a second coordinator: what one accepted another takes back."""
    users.other_coordinator = User.objects.create(username="other", last_name="Szpak")
    users.other_coordinator.groups.add(Group.objects.get(name=Role.COORDINATOR))
    return users


@pytest.fixture
def person(users):
    return PersonFactory(responsible=users.worker, last_name="Lis", first_name="Ewa")


def row_of(users, kind, /, **cells):
    return judged([cells], users, kind=kind)[0]


def listed(users, kind, *rows, **more):
    """An accepted list of these rows."""
    keys = list(dict.fromkeys(key for row in rows for key in row))
    return accepted(xlsx(keys, *([row.get(key) for key in keys] for row in rows)), users, kind=kind)


# Whose row it is


@pytest.mark.parametrize(
    "whose",
    [
        {"last_name": "LIS", "first_name": "ewa"},
        {"last_name": "Lis", "first_name": "Ewa", "born_on": "4.05.1981"},
    ],
)
def test_a_person_is_found_by_the_names(whose, users, person):
    assert row_of(users, "contracts", **whose, **CONTRACT).faults == []


def test_a_person_is_found_by_the_number(users, person):
    assert row_of(users, "contracts", pesel=person.pesel, **CONTRACT).facts["person"] == person


@pytest.mark.parametrize(
    ("whose", "part"),
    [
        ({"last_name": "Sowa", "first_name": "Jan"}, "Nie ma takiej osoby"),
        ({"last_name": "Lis", "first_name": "Ewa", "born_on": "5.05.1990"}, "Nie ma takiej osoby"),
        ({"last_name": "Lis"}, "Podaj numer PESEL"),
        ({"pesel": "123"}, "11 cyfr"),
    ],
)
def test_whom_nobody_finds_is_a_fault(whose, part, users, person):
    assert any(part in text for _, text in said(row_of(users, "contracts", **whose, **CONTRACT)))


def test_a_number_under_another_surname_is_a_fault(users, person):
    row = row_of(users, "contracts", pesel=person.pesel, last_name="Sowa", **CONTRACT)

    assert "nazywa się w rejestrze inaczej: Lis Ewa" in row.faults[0]["text"]


def test_of_two_of_one_name_none_is_taken(users, person):
    PersonFactory(responsible=users.worker, last_name="Lis", first_name="Ewa")

    row = row_of(users, "contracts", last_name="Lis", first_name="Ewa", **CONTRACT)

    assert "kilka takich osób" in row.faults[0]["text"]


def test_who_is_in_another_part_of_the_office_is_not_found(users):
    other = PersonFactory(responsible=users.worker, area="families")

    assert (
        "Nie ma takiej"
        in row_of(users, "contracts", pesel=other.pesel, **CONTRACT).faults[0]["text"]
    )


# Contracts


def test_a_contract_of_the_past_binds_as_one_entered_by_hand(users, person):
    file = listed(users, "contracts", {"pesel": person.pesel, **CONTRACT})

    assert file.state == "accepted"
    contract = SocialContract.objects.get()
    assert (contract.person, contract.number, contract.origin) == (person, "14/2026", "paper")
    assert (contract.signed_on, contract.worker) == (datetime.date(2026, 1, 12), users.worker)
    assert list(contract.goals.values_list("text", flat=True)) == ["ukończy kurs", "napisze CV"]


@pytest.mark.parametrize(
    ("cells", "column", "part"),
    [
        ({"ends_on": "1.01.2026"}, "ends_on", "przed dniem zawarcia"),
        ({"signed_on": "1.04.2026"}, "signed_on", "późniejsza niż dzisiaj"),
        ({"type": "C"}, "type", "Dozwolone"),
        ({"parties": "Lis"}, "parties", "nazwisko i imię"),
        ({"worker": "Nikt Taki"}, "worker", "nie ma „Nikt Taki”"),
    ],
)
def test_what_the_form_of_the_screen_refuses_is_a_fault(cells, column, part, users, person):
    row = row_of(users, "contracts", pesel=person.pesel, **CONTRACT | cells)

    assert [name for name, text in said(row) if part in text] == [column]


def test_a_second_contract_of_the_days_is_refused_as_on_the_screen(users, person):
    listed(users, "contracts", {"pesel": person.pesel, **CONTRACT})

    row = row_of(users, "contracts", pesel=person.pesel, **CONTRACT)

    assert row.faults
    assert SocialContract.objects.count() == 1


# Categories


def test_a_category_comes_with_its_paper_and_the_question(users, person):
    category()
    asked = {"asked_on": "12.01.2026", "basis": "oświadczenie"}
    file = listed(users, "categories", {"pesel": person.pesel, **CATEGORY, **PAPER, **asked})

    assert file.state == "accepted"
    row = Eligibility.objects.get()
    assert (row.person, row.category.code, row.is_main) == (person, 5, True)
    assert row.evidence.get().is_indefinite
    check = BenefitCheck.objects.get()
    assert (check.asked_on, check.ask_again_on) == (
        datetime.date(2026, 1, 12),
        datetime.date(2026, 4, 12),
    )
    assert file.rows.get().marks.count() == 3


@pytest.mark.parametrize(
    ("cells", "column", "part"),
    [
        ({"category": "77"}, "category", "nie ma „77”"),
        ({"established_on": "1.04.2026"}, "established_on", "jeszcze nie było"),
        ({**PAPER, "is_indefinite": ""}, "valid_until", "do kiedy dokument jest ważny"),
        ({"issuer": "PUP"}, "kind", "wymagane"),
        ({"asked_on": "12.01.2026"}, "basis", "wymagane"),
    ],
)
def test_what_a_category_lacks_is_a_fault_of_its_column(cells, column, part, users, person):
    category()
    row = row_of(users, "categories", pesel=person.pesel, **CATEGORY | cells)

    assert column in [name for name, text in said(row) if part in text], said(row)


def test_a_second_main_category_is_refused_as_on_the_screen(users, person):
    category(7)
    established(person, category())

    row = row_of(users, "categories", pesel=person.pesel, **CATEGORY | {"category": "7"})

    assert any("kategorię główną" in text for _, text in said(row))


# Stays


@pytest.fixture
def ready(users, person):
    """Eligible, asked, informed, and under a contract."""
    paper(established(person, category(), by=users.worker))
    question(person, by=users.worker)
    listed(users, "contracts", {"pesel": person.pesel, **CONTRACT})
    return person


def test_a_stay_that_goes_on(users, ready):
    file = listed(users, "stays", {"pesel": ready.pesel, **STAY})

    assert file.state == "accepted"
    stay = Participation.objects.get()
    assert (stay.starts_on, stay.ends_on) == (datetime.date(2026, 1, 19), None)


def test_a_stay_that_has_ended(users, ready):
    file = listed(users, "stays", {"pesel": ready.pesel, **STAY, **ENDED})

    assert file.state == "accepted"
    stay = Participation.objects.get()
    assert (stay.ends_on, stay.outcome) == (datetime.date(2026, 2, 20), "finished")


def test_what_is_missing_for_a_stay_is_told_all_at_once(users, person):
    row = row_of(users, "stays", pesel=person.pesel, **STAY)

    texts = [text for name, text in said(row) if name == "starts_on"]
    assert len(texts) >= 3
    assert any("kontrakt" in text for text in texts)


def test_an_ended_stay_lacks_nothing_that_the_screen_asks_for(users, ready):
    row = row_of(users, "stays", pesel=ready.pesel, **STAY, ends_on="20.02.2026")

    assert {"outcome", "what_next", "contract_carried_out"} <= {name for name, _ in said(row)}


# Taken back


def test_a_second_person_takes_them_back_and_they_stay_voided(users, person):
    category()
    file = listed(users, "categories", {"pesel": person.pesel, **CATEGORY, **PAPER})

    taken_back(file, users.other_coordinator)

    assert file.rows.get().state == "taken_back"
    assert (Eligibility.objects.count(), Evidence.objects.count()) == (0, 0)
    assert Eligibility.with_voided.get().void_reason.startswith("Cofnięto listę")


def test_whoever_accepted_them_cannot_take_them_back_alone(users, person):
    file = listed(users, "contracts", {"pesel": person.pesel, **CONTRACT})

    with pytest.raises(Refused, match="unieważnia druga osoba"):
        taken_back(file, users.coordinator)

    file.refresh_from_db()
    assert (file.state, file.rows.get().state) == ("accepted", "added")
    taken_back(file, users.other_coordinator)
    assert file.rows.get().state == "taken_back"


def test_a_contract_on_which_a_stay_rests_cannot_go(users, ready):
    file = ImportFile.objects.get()
    listed(users, "stays", {"pesel": ready.pesel, **STAY})

    taken_back(file, users.other_coordinator)

    row = file.rows.get()
    assert row.state == "impossible"
    assert row.why
    assert SocialContract.objects.count() == 1


def test_what_held_an_entry_is_gone_and_it_goes_when_it_is_tried_again(users, ready):
    contracts = ImportFile.objects.get()
    stays = listed(users, "stays", {"pesel": ready.pesel, **STAY})
    taken_back(contracts, users.other_coordinator)
    assert contracts.rows.get().state == "impossible"
    taken_back(stays, users.other_coordinator)

    taken_back(contracts, users.other_coordinator)

    assert (contracts.state, contracts.rows.get().state) == ("taken_back", "taken_back")
    assert SocialContract.objects.count() == 0
    with pytest.raises(Refused):
        taken_back(contracts, users.other_coordinator)


def test_one_contract_that_stays_keeps_no_other_of_its_list_from_going(users, person):
    paper(established(person, category(), by=users.worker))
    question(person, by=users.worker)
    others = [PersonFactory(responsible=users.worker) for _ in range(3)]
    rows = [
        {"pesel": one.pesel, **CONTRACT, "number": f"{number}/2026"}
        for number, one in enumerate([*others[:1], person, *others[1:]], start=20)
    ]
    contracts = listed(users, "contracts", *rows)
    listed(users, "stays", {"pesel": person.pesel, **STAY})

    taken_back(contracts, users.other_coordinator)

    states = contracts.rows.order_by("number").values_list("state", flat=True)
    assert list(states) == ["taken_back", "impossible", "taken_back", "taken_back"]
