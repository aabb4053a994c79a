"""The sheet of a review, empty and filled in: part II of the official form."""

import hashlib
import io

import pikepdf
import pytest

from contracts.models import ReviewChange
from contracts.reviews.paper import blank_sheet
from contracts.reviews.sheets import keep_sheet
from kis.documents.models import PaperText, TextUse
from kis.lib.refusals import Refused
from tests.contracts.reviews.held import HELD_ON, D, at_noon_of, held, signed_whole
from tests.contracts.written import GOALS, PARTNER
from tests.factories import PersonFactory
from tests.papers import faults, pages, tags, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
AT = at_noon_of(HELD_ON)


def signed(person, kind="B", **facts):
    return signed_whole(person, contract_type=kind, **facts)


def family(users):
    return signed(PersonFactory(responsible=users.worker), "A", parties=[PARTNER])


def sheet_of(review) -> bytes:
    return keep_sheet(review, by=review.held_by, at=at_noon_of(review.on)).content


def blank_of(contract) -> bytes:
    return blank_sheet(contract.planned_reviews.first(), at=AT)


def test_the_empty_sheet_has_the_plan_both_conclusions_and_a_table_for_each_adult(users):
    contract = family(users)
    words = text(blank_of(contract))
    assert "CZĘŚĆ II A" in words
    assert "ustalonych w dniu5) 20.11.2026" in words
    for what in ("Udział w warsztacie komputerowym", "28.02.2027", "Cztery spotkania"):
        assert what in words
    assert "☐ 1. Kontrakt socjalny jest realizowany zgodnie z ustaleniami" in words
    assert "☐ 2. Kontrakt socjalny wymaga wprowadzenia zmian" in words
    assert f"Pani/Pan {contract.person.full_name}: działanie" in words
    assert "Pani/Pan Ewa Lis: działanie" in words
    assert words.count("(data, podpis i pieczątka pracownika socjalnego)") == 2 * 2


def test_part_two_b_is_for_type_b_and_the_final_one_has_room_for_the_goals(person):
    contract = signed(person)
    assert "CZĘŚĆ II B" in text(blank_of(contract))
    final = contract.planned_reviews.get(is_final=True)
    assert "Załącznik ośrodka: ocena końcowa" in text(blank_sheet(final, at=AT))
    assert "Załącznik ośrodka" not in text(blank_of(contract))


def test_two_identical_copies_each_with_its_number_and_pages(users):
    sheets = pages(sheet_of(held(family(users))))
    half = len(sheets) // 2
    for number, sheet in enumerate(sheets):
        copy, page = divmod(number, half)
        assert f"egzemplarz {copy + 1}/2 · kod wydruku" in sheet
        assert f"strona {page + 1} z {half}" in sheet
    words = [sheet.split("Ocena kontraktu socjalnego A 27/2026 ·")[0] for sheet in sheets]
    assert words[:half] == words[half:]


def test_the_filled_sheet_has_results_remarks_changes_and_no_note_of_the_worker(users):
    contract = family(users)
    partner = contract.parties.get()
    change = {"side": "person", "text": "Kurs obsługi kasy", "deadline": D(2027, 3, 1)}
    review = held(
        contract,
        planned=contract.planned_reviews.first(),
        a2=("not_reached", "Warsztat odwołano do lutego."),
        what_next="annex",
        changes=[change, change | {"party_id": partner.pk, "text": "Rozmowa w spółdzielni"}],
        person_says="Chcę iść na kurs kasy.",
        worker_note="Widać zmęczenie.",
    )
    words = text(sheet_of(review))
    for what in (
        "okresowa, planowana na 12.01.2027",
        "nieosiągnięte Warsztat odwołano do lutego.",
        "Chcę iść na kurs kasy.",
        "☐ 1. Kontrakt",
        "☒ 2. Kontrakt",
        "Kurs obsługi kasy 1.03.2027",
        "Rozmowa w spółdzielni",
        "nastąpi w dniu7) 12.03.2027",
    ):
        assert what in words
    assert "zmęczenie" not in words


def test_of_an_end_the_form_knows_nothing_so_no_box_is_ticked_and_the_office_says_it(person):
    words = text(sheet_of(held(signed(person), what_next="end", next_on=None)))
    assert "☒" not in words
    assert "Co dalej: zakończenie kontraktu socjalnego." in words


def test_the_final_assessment_gives_the_result_of_each_goal_on_the_sheet_of_the_office(person):
    contract = signed(person)
    first, second = contract.goals.all()
    review = held(
        contract,
        on=D(2027, 5, 31),
        is_final=True,
        goal_results={first.pk: ("reached", ""), second.pk: ("partly", "Dwie rozmowy z trzech.")},
    )
    words = text(sheet_of(review))
    own = words[words.index("Załącznik ośrodka: ocena końcowa") :]
    assert "osiągnięty" in own
    assert "częściowo Dwie rozmowy z trzech." in own


def test_an_empty_sheet_tells_what_was_said_last_time(person):
    contract = signed(person)
    held(contract, a1=("partly", ""))
    assert "poprzednio: częściowo (12.01.2027)" in text(blank_of(contract))


@pytest.mark.parametrize("is_large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("make", [blank_of, lambda contract: sheet_of(held(contract))])
def test_archives_and_screen_readers_find_no_fault(users, is_large, make):
    person = PersonFactory(responsible=users.worker, reads_with_difficulty=is_large)
    pdf = make(signed(person, read_out_by="Anna Wrona"))
    assert faults(pdf) == []
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        assert {"H1", "Table", "TH", "TD"} <= set(tags(paper))


def test_a_long_remark_and_many_actions_go_on_over_the_pages_under_their_heads(person, settings):
    settings.PAPER_SECONDS = 60  # how fast this machine is, is not what is asked
    many = [("person", f"Działanie {number}", D(2027, 2, 28)) for number in range(60)]
    contract = signed(person, goals=[(GOALS[0][0], many), GOALS[1]])
    review = held(contract, a2=("not_needed", "Ustalono to z doradcą klubu. " * 120))
    pdf = sheet_of(review)
    assert faults(pdf) == []
    assert sum("Działanie W terminie Wynik Uwagi" in sheet for sheet in pages(pdf)) >= 6


def test_the_sheet_is_made_once_and_kept_byte_by_byte(person):
    review = held(signed(person))
    first = keep_sheet(review, by=review.held_by, at=AT)
    assert hashlib.sha256(first.content).hexdigest() == first.sha256
    review.refresh_from_db()
    assert len(review.sheet_code) == 4
    assert f"kod wydruku {review.sheet_code}" in text(first.content)
    assert keep_sheet(review, by=review.held_by, at=at_noon_of(D(2027, 2, 1))) == first


def test_of_a_voided_review_no_sheet_is_made(users, person):
    review = held(signed(person))
    review.void(by=users.coordinator, reason="inna osoba")
    with pytest.raises(Refused, match="unieważniona"):
        keep_sheet(review, by=users.worker, at=AT)


def test_the_wording_that_stands_on_a_sheet_is_kept(person):
    PaperText.objects.create(
        key="formularz-2b", title="t", text="I.1 | Wszystko idzie dobrze.", valid_from=D(2026, 1, 1)
    )
    review = held(signed(person))
    assert "☒ Wszystko idzie dobrze." in text(sheet_of(review))
    assert TextUse.objects.get().text.key == "formularz-2b"


def test_a_table_of_changes_is_there_for_those_alone_who_agreed_upon_something(users):
    contract = family(users)
    review = held(
        contract,
        what_next="annex",
        changes=[{"side": "worker", "text": "Pismo do sądu", "deadline": D(2027, 2, 1)}],
    )
    assert ReviewChange.objects.get().party is None
    words = text(sheet_of(review))
    assert "Pani/Pan Ewa Lis: działanie" not in words
    assert "1 – – Pismo do sądu 1.02.2027" in words
