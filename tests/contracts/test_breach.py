"""A contract ends for a breach only where a dated note of the talk about it stands first."""

import datetime

import pytest
from django.db import IntegrityError

from contracts.breach_paper import breach_paper
from contracts.models import SocialContract
from kis.lib.clock import WARSAW
from kis.lib.refusals import Refused
from participants.models import Note
from tests.contracts import made
from tests.contracts.made import row_of
from tests.contracts.pages import NOON, TODAY, of, text_of
from tests.factories import PersonFactory
from tests.papers import faults, text
from tests.refused import name_of_refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]
SIGNED_ON, LAST = datetime.date(2026, 9, 1), datetime.date(2026, 11, 18)


def note_of(person, day=LAST, hour=9, **facts):
    at = datetime.datetime.combine(day, datetime.time(hour), WARSAW)
    facts = {"kind": "talk", "text": "Nie przychodzi na warsztat.", **facts}
    return Note.objects.create(person=person, at=at, author=person.responsible, **facts)


def broken(contract, note):
    contract.end(on=LAST, reason="broken", by=contract.worker, today=TODAY, breach_note=note)
    return contract


@pytest.fixture
def contract(person):
    return made.signed(person, on=SIGNED_ON)


def test_a_breach_without_a_note_is_refused_and_other_reasons_need_none(contract):
    with pytest.raises(Refused, match="poprzedza rozmowa z osobą"):
        broken(contract, None)
    contract.refresh_from_db()
    contract.end(on=LAST, reason="agreed", by=contract.worker, today=TODAY)


def test_a_note_belongs_to_no_other_reason(contract, person):
    with pytest.raises(Refused, match="z tego powodu"):
        contract.end(
            on=LAST, reason="agreed", by=contract.worker, today=TODAY, breach_note=note_of(person)
        )


DAYS = [
    (SIGNED_ON - datetime.timedelta(days=1), 23, False),
    (SIGNED_ON, 0, True),
    (LAST, 23, True),
    (LAST + datetime.timedelta(days=1), 0, False),
]


@pytest.mark.parametrize(("day", "hour", "fits"), DAYS)
def test_the_talk_was_between_the_signing_and_the_end_by_the_clock_of_warsaw(
    contract, person, day, hour, fits
):
    note = note_of(person, day, hour)
    if fits:
        assert broken(contract, note).breach_note == note
        return
    with pytest.raises(Refused, match="między zawarciem kontraktu a jego ostatnim dniem"):
        broken(contract, note)


def test_a_voided_note_ends_no_contract(contract, person, users):
    note = note_of(person)
    note.void(by=users.coordinator, reason="pomyłka")
    with pytest.raises(Refused, match="między zawarciem kontraktu a jego ostatnim dniem"):
        broken(contract, note)


@pytest.mark.parametrize(("kind", "fits"), [(kind, kind != "institution") for kind in Note.Kind])
def test_the_note_is_of_a_talk_with_the_person_or_an_attempt(contract, person, kind, fits):
    note = note_of(person, kind=kind)
    if fits:
        broken(contract, note)
        return
    with pytest.raises(Refused, match="o rozmowie albo próbie"):
        broken(contract, note)


def test_the_note_of_somebody_else_is_refused(contract, users):
    with pytest.raises(Refused, match="notatką tej osoby"):
        broken(contract, note_of(PersonFactory(responsible=users.worker)))


def test_sql_does_not_end_for_a_breach_without_a_note_either(contract):
    facts = {"state": "ended", "ended_on": LAST, "end_reason": "broken"}
    refusal = name_of_refusal(row_of(contract).update, **facts, ended_by=contract.worker)
    assert refusal == "contract_breach_has_note"


def test_the_note_that_carries_an_end_stays_as_it_is_and_others_may_change(contract, person):
    note, other = note_of(person), note_of(person)
    broken(contract, note)
    Note.objects.filter(pk=other.pk).update(text="dopisane")
    for change in ({"text": "inne"}, {"at": NOON}, {"kind": "institution"}):
        assert (
            name_of_refusal(Note.objects.filter(pk=note.pk).update, **change)
            == "breach_note_is_kept"
        )
    with pytest.raises(IntegrityError):
        note.delete()


def test_the_note_is_not_exchanged_behind_the_end(contract, person):
    broken(contract, note_of(person))
    refusal = name_of_refusal(row_of(contract).update, breach_note=note_of(person))
    assert refusal == "contract_is_frozen"


TYPED = {
    "on": "18.11.2026",
    "reason": "broken",
    "breach_note": "nowa",
    "note_day": "18.11.2026",
    "note_hour": "9",
    "note_kind": "talk",
    "note_with_whom": "",
    "note_text": "Nie przychodzi na warsztat od miesiąca.",
}


def test_the_form_asks_for_the_talk_and_loses_nothing_typed(browser, contract):
    data = {"on": "d", "reason": "broken", "note_text": "Zaczęta notatka."}
    page = text_of(browser.post(of(contract, "end"), data))
    assert "Najpierw rozmowa: wybierz notatkę o niej albo „nowa notatka” i napisz ją." in page
    assert "Zaczęta notatka." in page
    contract.refresh_from_db()
    assert contract.state == "signed"


def test_the_note_is_written_in_the_same_form(browser, contract, users):
    page = text_of(browser.post(of(contract, "end"), TYPED, follow=True))
    assert "Zakończony: niedotrzymanie" in page
    note = SocialContract.objects.get(pk=contract.pk).breach_note
    assert (note.text, note.author) == (TYPED["note_text"], users.worker)
    assert note.at == datetime.datetime(2026, 11, 18, 8, tzinfo=datetime.UTC)


def test_a_note_since_the_signing_is_chosen_and_earlier_ones_are_not_offered(
    browser, contract, person
):
    note_of(person, SIGNED_ON - datetime.timedelta(days=1), text="Przed podpisaniem.")
    note = note_of(person, text="Rozmowa o nieobecnościach.")
    page = text_of(browser.get(of(contract, "end")))
    assert "18.11.2026, rozmowa: Rozmowa o nieobecnościach." in page
    assert "Przed podpisaniem." not in page
    browser.post(of(contract, "end"), TYPED | {"breach_note": str(note.pk)})
    contract.refresh_from_db()
    assert contract.breach_note == note
    assert Note.objects.filter(person=person).count() == 2


WRONG = [
    ({"note_day": "31.11.2026"}, "Nie ma takiej daty"),
    ({"note_day": "19.11.2026"}, "między zawarciem kontraktu a jego ostatnim dniem"),
    ({"note_hour": "25"}, "Wpisz godzinę i minuty"),
    ({"note_kind": "institution"}, "Wybierz poprawną wartość"),
    ({"note_text": " "}, "Wpisz: treść."),
    ({"breach_note": "999999"}, "Wybierz poprawną wartość"),
    ({"note_text": "x" * 20_000, "note_with_whom": "y" * 151}, "150"),
]


@pytest.mark.parametrize(("change", "said"), WRONG)
def test_a_fault_in_the_note_is_told_and_neither_ends_nor_writes_anything(
    browser, contract, change, said
):
    page = text_of(browser.post(of(contract, "end"), TYPED | change))
    assert said in page
    contract.refresh_from_db()
    assert contract.state == "signed"
    assert not Note.objects.exists()


def test_what_was_begun_of_a_note_hinders_no_other_reason(browser, contract):
    browser.post(of(contract, "end"), TYPED | {"reason": "agreed", "note_hour": ""})
    contract.refresh_from_db()
    assert (contract.state, contract.breach_note) == ("ended", None)


def test_the_paper_holds_the_talk_the_contract_and_two_places_to_sign(contract, person, users):
    contract.consequences = ""
    broken(contract, note_of(person, text="Nie przychodzi na warsztat.", with_whom="z siostrą"))
    printed = text(breach_paper(contract, at=NOON))
    for words in (
        "Notatka o niedotrzymaniu kontraktu socjalnego",
        f"{contract.type} nr {contract.number} z 1.09.2026",
        "18.11.2026 o 9.00, rozmowa",
        "z siostrą",
        "Nie przychodzi na warsztat.",
        "Ta notatka nie jest decyzją.",
        "data i podpis osoby",
        "data i podpis pracownika socjalnego",
    ):
        assert words in printed


def test_the_contracts_page_leads_to_the_paper_of_a_breach_alone(browser, contract, person):
    paper = of(contract, "breach_paper")
    assert browser.get(paper).status_code == 404
    broken(contract, note_of(person))
    page = text_of(browser.get(of(contract)))
    assert f'href="{paper}">Notatka o niedotrzymaniu kontraktu</a> – rozmowa 18.11.2026' in page
    response = browser.get(paper)
    assert response.content.startswith(b"%PDF-")
    assert person.last_name not in response["Content-Disposition"]


@pytest.mark.parametrize("words", ["Nie przychodzi.", "Nie przychodzi na warsztat. " * 300])
def test_an_archive_and_a_screen_reader_find_no_fault_in_the_paper(contract, person, words):
    broken(contract, note_of(person, text=words))
    assert faults(breach_paper(contract, at=NOON)) == []
