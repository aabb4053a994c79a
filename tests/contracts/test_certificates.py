"""The certificate of a stay: what it says, its number, its bytes, its voiding."""

import datetime

import pytest

from contracts.certificates import issue, known_forms, printed, tells_a_secret
from contracts.stays import end_participation
from kis.lib.refusals import Refused
from participants.models import Certificate
from tests import papers
from tests.contracts import made
from tests.contracts.ended import FACTS, LAST, certified, ended, running
from tests.factories import PersonFactory
from tests.refused import name_of_refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
D = datetime.date


def told(certificate, by):
    return papers.text(printed(certificate, by=by).content)


@pytest.fixture
def woman(users):
    return PersonFactory(
        responsible=users.worker,
        last_name="Kowalczyk",
        first_name="Anna",
        second_name="Maria",
        sex="K",
        pesel="",
        identity_kind="passport",
        identity_number="EA 1234567",
        born_on=D(1981, 5, 4),
    )


def test_it_names_the_person_the_period_the_forms_and_the_contract(woman, users):
    words = told(certified(woman), users.worker)
    assert "o ukończeniu uczestnictwa w klubie integracji społecznej" in words
    assert "Kowalczyk Anna Maria" in words
    assert "4.05.1981" in words
    assert "paszport EA 1234567" in words
    assert "uczestniczyła w klubie integracji społecznej od 5.01.2026 do 10.07.2026" in words
    assert "i ukończyła uczestnictwo" in words
    assert "Warsztat komputerowy" in words
    assert "Kontrakt socjalny został zrealizowany." in words
    assert "art. 18 ust. 5a" in words
    assert "Nr 1/2026" in words
    assert "10.07.2026" in words


def test_who_broke_off_gets_it_without_the_reason(woman, users):
    facts = {"outcome": "interrupted", "leaving_reason": "prison", "contract_carried_out": "no"}
    words = told(certified(woman, **facts), users.worker)
    assert "o uczestnictwie w klubie" in words
    assert "ukończ" not in words
    assert "pozbawienia" not in words
    assert "Kontrakt socjalny nie został zrealizowany." in words


def test_days_without_a_contract_are_named(users):
    person = PersonFactory(responsible=users.worker)
    stay = running(person)
    contract = person.contracts.get()
    contract.end(on=D(2026, 7, 8), reason="agreed", by=users.worker, today=LAST)
    end_participation(stay, ends_on=LAST, by=users.worker, today=LAST, **FACTS)
    words = told(issue(stay, forms="Warsztat", by=users.worker, on=LAST), users.worker)
    assert "nie wlicza się dni bez kontraktu socjalnego: 9–10.07.2026" in words


def test_each_takes_the_next_number_of_its_year(users):
    first, second, other_year = (PersonFactory(responsible=users.worker) for _ in range(3))
    numbers = [str(certified(first)), str(certified(second))]
    numbers.append(str(certified(other_year, on=D(2027, 1, 4))))
    assert numbers == ["1/2026", "2/2026", "1/2027"]


def test_the_first_print_is_kept_and_given_again(person, users):
    certificate = certified(person)
    kept = printed(certificate, by=users.worker)
    person.last_name = "Inna"
    person.save()
    certificate = Certificate.objects.get()
    assert printed(certificate, by=users.coordinator).pk == kept.pk
    assert kept.name == "zaswiadczenie-kis-1-2026.pdf"
    assert papers.faults(kept.content) == []


def test_one_counts_and_after_voiding_another_is_issued(person, users):
    certificate = certified(person)
    stay = certificate.participation
    with pytest.raises(Refused, match="ma już ważne zaświadczenie"):
        issue(stay, forms="Warsztat", by=users.worker, on=LAST)
    with pytest.raises(Refused, match="druga osoba"):
        certificate.void(by=users.worker, reason="pomyłka")
    certificate.void(by=users.coordinator, reason="pomyłka")
    assert not Certificate.objects.exists()
    # The refused one took no number.
    assert str(issue(stay, forms="Warsztat", by=users.worker, on=LAST)) == "2/2026"


def test_a_voided_one_that_nobody_printed_is_not_printed(person, users):
    certificate = certified(person)
    certificate.void(by=users.coordinator, reason="pomyłka")
    with pytest.raises(Refused, match="zanim je wydrukowano"):
        printed(certificate, by=users.worker)


def test_it_needs_an_ended_stay_of_somebody_alive(person, users):
    stay = running(person)
    with pytest.raises(Refused, match="po zakończeniu udziału"):
        issue(stay, forms="Warsztat", by=users.worker, on=LAST)
    dead = ended(
        PersonFactory(responsible=users.worker), outcome="interrupted", leaving_reason="death"
    )
    with pytest.raises(Refused, match="Po zgonie"):
        issue(dead, forms="Warsztat", by=users.worker, on=LAST)


def test_it_needs_the_head_of_a_paper(person, users, centre):
    type(centre).objects.update(street="")
    with pytest.raises(Refused, match="brakuje adresu ośrodka"):
        certified(person)


def row_of(certificate):
    return Certificate.with_voided.filter(pk=certificate.pk)


def test_the_database_keeps_it_as_it_was_issued(person, users):
    row = row_of(certified(person))
    assert name_of_refusal(row.update, number=9) == "certificate_is_kept"
    assert name_of_refusal(row.update, facts={}) == "certificate_is_kept"
    assert name_of_refusal(row.delete) == "certificate_is_kept"
    printed(row.get(), by=users.worker)
    assert name_of_refusal(row.update, document=None) == "certificate_is_kept"


def test_a_certified_stay_is_changed_only_after_voiding(person, users):
    certificate = certified(person)
    stays = person.participations.all()
    for change in (
        {"contract_carried_out": "no"},
        {"ends_on": D(2026, 7, 9)},
        {"outcome": "interrupted", "leaving_reason": "death"},
    ):
        assert name_of_refusal(stays.update, **change) == "certified_stay_is_kept"
    stays.update(social_effects="Grupa wsparcia")
    certificate.void(by=users.coordinator, reason="pomyłka")
    assert stays.update(contract_carried_out="no") == 1


@pytest.mark.parametrize(
    ("line", "is_secret"),
    [
        ("Terapia uzależnienia", True),
        ("spotkania AA i grupa dla osób po odwyku", True),
        ("Leczenie odwykowe", True),
        ("Rozmowy z kuratorem", True),
        ("poradnictwo psychologiczne", True),
        ("wizyta u lekarza", True),
        ("Warsztat komputerowy", False),
        ("Arteterapia", False),
        ("Kolektyw ogrodniczy", False),
        ("Poradnictwo prawne", False),
    ],
)
def test_what_tells_of_health_addiction_or_conviction_is_known(line, is_secret):
    assert tells_a_secret(line) is is_secret


def test_the_forms_are_known_from_the_persons_actions_but_for_secret_ones(person):
    stay = running(person)
    assert known_forms(stay, LAST) == ["Udział w warsztacie"]
    other = made.draft(person, type="B")
    other.goals.get().actions.create(side="person", text="Terapia uzależnień")
    other.goals.get().actions.create(side="worker", text="Umówienie doradcy")
    other.goals.get().actions.create(side="person", text="Spotkania z doradcą")
    made.sign(made.lock(other, printed_on=D(2026, 2, 1)), on=D(2026, 2, 2))
    assert known_forms(stay, LAST) == ["Udział w warsztacie", "Spotkania z doradcą"]
