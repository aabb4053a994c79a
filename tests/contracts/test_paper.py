"""What stands on the paper, and how it is made."""

import datetime
import io
import re

import pikepdf
import pytest

from contracts.models import Print
from contracts.printing import preview, print_for_signature
from contracts.texts import labour_groups, load_texts
from kis.documents.models import PaperText
from tests.contracts.written import (
    GOALS,
    PARTNER,
    PARTNER_ACTS,
    REVIEWS,
    WORDS_A,
    whole_draft,
)
from tests.factories import PersonFactory
from tests.papers import faults, pages, tags, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)
ON = datetime.date(2026, 11, 19)


def printed(contract, **facts) -> Print:
    return print_for_signature(contract, by=contract.worker, at=AT, **facts)


def sections(contract_text, headings):
    return [contract_text.index(heading) for heading in headings]


def test_type_b_on_paper(person):
    contract = whole_draft(person)
    paper = printed(contract)
    words = text(paper.document.content)
    order = sections(
        words,
        [
            "KONTRAKT SOCJALNY określający",
            "CZĘŚĆ I B USTALENIA KONTRAKTU SOCJALNEGO",
            "I. Strony kontraktu socjalnego",
            "1. Dane osoby zawierającej",
            "2. Dane pracownika socjalnego jednostki",
            "II. Ocena sytuacji życiowej osoby bezrobotnej",
            "1. Przyczyny aktualnej sytuacji",
            "3. Ograniczenia występujące",
            "4. Od kiedy jest osobą bezrobotną",
            "5. Przyczyny niepowodzenia",
            "6. Efekty podjętych działań",
            "7.1 cel lub cele główne1)",
            "a) Aktualne umiejętności biurowe – samodzielne pisanie",
            "III. W celu wzmocnienia",
            "Pani/Pan Łukasz",
            "IV. W przypadku braku możliwości",
            "nastąpi w dniu 12.01.2027.",
            "VI. Strony kontraktu",
            "Kontrakt obowiązuje od dnia zawarcia do 31.05.2027. Nie dotyczy.",
            "VIII. Osoba bezrobotna",
            "IX. Kontrakt socjalny został sporządzony",
            "(data, podpis i pieczątka pracownika socjalnego)",
            "1) W odniesieniu do podstawowej przyczyny",
            "Załącznik ośrodka",
            "12.03.2027, 31.05.2027 (końcowa)",
        ],
    )
    assert order == sorted(order)
    for fact in (
        person.pesel,
        "PUP.632.44.2026 z 12.11.2026",
        "Kontrakt socjalny B 1/2026",
        "(pieczęć ośrodka pomocy społecznej)",
        "Data zawarcia kontraktu socjalnego",
        "Stan prawny w dniu wydruku: ustawa z dnia 12 marca 2004 r. o pomocy społecznej, Dz.U. z 2026 r. "
        "poz. 639 i 974; w miejsce art. 49",
    ):
        assert fact in words, fact
    assert "(1)" not in words


def test_type_a_on_paper_has_boxes_for_the_family_and_a_table_for_each_adult(users):
    woman = PersonFactory(responsible=users.worker, first_name="Anna", sex="K")
    parties = [
        PARTNER | {"pesel": "81050412355", "address": "ul. Polna 3, 24-100 Puławy"},
        {"last_name": "Lis", "first_name": "Zosia", "born_on": datetime.date(2018, 3, 4)},
    ]
    (first, actions), second = GOALS
    goals = [(first, [*actions, PARTNER_ACTS]), second]
    contract = whole_draft(woman, contract_type="A", parties=parties, goals=goals)
    paper = printed(contract)
    words = text(paper.document.content)
    for fact in (
        "CZĘŚĆ I A",
        "trudnej sytuacji życiowej",
        "Lis Ewa ul. Polna 3, 24-100 Puławy 81050412355",
        f"Lis Zosia {woman.address} ur. 4.03.2018",
        "Pani/Pan Ewa Lis: działanie4)",
        "a) Umowa ze spółdzielnią",
        "4) W kolejnych rubrykach wpisać zobowiązania",
        WORDS_A["own_words"],
    ):
        assert fact in words, fact
    signed = words[words.index("IX. Kontrakt") :]
    assert signed.count("(data i podpis osoby zawierającej kontrakt socjalny)") == 4  # two copies
    assert signed.count("(data, podpis i pieczątka pracownika socjalnego)") == 4
    assert [table["who"] for table in paper.facts["tables"]] == [woman.full_name, "Ewa Lis"]
    assert len(paper.facts["tables"][1]["rows"]) == 1
    assert "Skierowanie PUP" not in words


def test_a_contract_of_one_action_takes_two_pages(person):
    one = [({"text": "Praca", "effect": "umowa o pracę"}, GOALS[0][1])]
    plain = {"club_activities": "", "labour_group": "", "pup_referral_number": ""}
    contract = whole_draft(person, goals=one, reviews=REVIEWS[:1], pup_referral_on=None, **plain)
    sheets = pages(printed(contract).document.content)
    assert len(sheets) == 4  # both copies
    assert not any("Załącznik ośrodka" in sheet for sheet in sheets)


def test_whoever_has_no_box_to_sign_in_signs_on_the_sheet_of_the_office(person):
    facts = {"guardian": "Jan Cis", "interpreter": "Ewa Dąb", "read_out_by": "Anna Wrona"}
    words = text(preview(whole_draft(person, **facts), at=AT))
    sheet = words[words.index("Załącznik ośrodka") :]
    for name, box in (
        ("Jan Cis", "(data i podpis kuratora lub opiekuna prawnego)"),
        ("Ewa Dąb", "(data i podpis tłumacza)"),
        ("Anna Wrona", "(data i podpis osoby, która odczytała treść)"),
    ):
        assert f"{name} {box}" in sheet


def test_a_box_that_the_centre_words_itself_is_printed_so_and_the_rest_stays(person):
    load_texts(ON)
    row = PaperText.objects.on(ON).get(key="formularz-1b")
    lines = [line for line in row.text.splitlines() if not line.startswith("VI |")]
    text_of_the_centre = "\n".join(lines).replace("5. Przyczyny", "5. Powody")
    PaperText.objects.filter(pk=row.pk).update(text=text_of_the_centre)
    words = text(preview(whole_draft(person), at=AT))
    assert "5. Powody niepowodzenia" in words
    assert "VI. Strony kontraktu socjalnego mogą" in words


def test_two_copies_each_with_its_number_pages_and_the_code(person):
    paper = printed(whole_draft(person))
    sheets = pages(paper.document.content)
    half = len(sheets) // 2
    assert len(sheets) == 6
    for number, sheet in enumerate(sheets):
        copy, page = divmod(number, half)
        assert f"egzemplarz {copy + 1}/2 · kod wydruku {paper.code}" in sheet
        assert f"strona {page + 1} z {half}" in sheet


@pytest.mark.parametrize("contract_type", ["A", "B"])
def test_an_archive_and_a_screen_reader_find_no_fault(person, contract_type):
    content = printed(whole_draft(person, contract_type=contract_type)).document.content
    assert faults(content) == []
    with pikepdf.open(io.BytesIO(content)) as pdf:
        found = tags(pdf)
    assert found.count("H1") == 2
    assert {"Table", "TH", "TD", "H3", "H4"} <= set(found)


def test_a_preview_has_no_fault_either(person):
    assert faults(preview(whole_draft(person), at=AT)) == []


def test_labour_groups_are_worded_without_brackets():
    assert not any("(" in group for group in labour_groups(ON))


LONG = (
    "Rodzina od trzech lat utrzymuje się z prac dorywczych, a zadłużenie mieszkania rośnie. " * 12
)


@pytest.mark.parametrize("length", range(1, 12))
def test_signatures_never_stand_alone_on_a_page(person, length):
    contract = whole_draft(person, contract_type="A", causes=LONG[: 87 * length] * 3)
    sheets = pages(preview(contract, at=AT))
    (signed,) = [sheet for sheet in sheets if "pieczątka pracownika socjalnego" in sheet]
    assert "IX. Kontrakt socjalny został sporządzony" in signed
    assert "podpis osoby zawierającej kontrakt" in signed
    assert "W kolejnych rubrykach wpisać zobowiązania" in signed


WHOLE_PAGE = "Udział w warsztacie komputerowym, dwa razy w tygodniu, i rozmowa o postępach. " * 40
LATER = datetime.date(2027, 5, 15)


@pytest.mark.parametrize("is_large", [False, True], ids=["usual print", "large print"])
@pytest.mark.parametrize("before", [0, 1, 4], ids=["first row", "second row", "fifth row"])
@pytest.mark.parametrize("length", [2000, 2600])
def test_a_row_nearly_a_page_high_has_the_head_on_every_page_and_no_title_stands_alone(
    users, is_large, before, length
):
    reader = PersonFactory(responsible=users.worker, reads_with_difficulty=is_large)
    actions = [("person", f"Krótkie działanie {number}", LATER) for number in range(before)]
    actions.append(("person", f"{WHOLE_PAGE[:length]} koniec tego działania", LATER))
    contract = whole_draft(reader, goals=[("Praca", actions)], read_out_by="Anna Wrona")
    sheets = pages(preview(contract, at=AT))
    titled = next(n for n, sheet in enumerate(sheets) if "III. W celu" in sheet)
    last = next(n for n, sheet in enumerate(sheets) if "koniec tego działania" in sheet)
    assert last > titled
    for sheet in sheets[titled : last + 1]:
        assert "Pani/Pan" in sheet
        # Some of the rows stands on each of these pages, too.
        assert re.search(
            "Krótkie działanie|warsztacie|tygodniu|koniec", sheet.split("w terminie")[-1]
        )


def test_a_long_cell_is_read_on_by_a_screen_reader(person):
    contract = whole_draft(person, goals=[("Praca", [("person", WHOLE_PAGE, LATER)])])
    assert faults(preview(contract, at=AT)) == []


def test_a_person_who_reads_with_difficulty_gets_large_print(users):
    reader = PersonFactory(responsible=users.worker, reads_with_difficulty=True)
    plain, large = (
        preview(whole_draft(who, read_out_by="Anna Wrona"), at=AT)
        for who in (PersonFactory(responsible=users.worker), reader)
    )
    assert len(pages(large)) > len(pages(plain))


def test_what_was_typed_is_words_and_never_code(person):
    nasty = '<img src="file:///etc/passwd"><b>ważne</b> & {{ contract.pk }}'
    words = text(preview(whole_draft(person, causes=nasty), at=AT))
    assert nasty in words


def test_a_preview_says_draft_on_every_page_and_gives_no_number(person):
    contract = whole_draft(person)
    sheets = pages(preview(contract, at=AT))
    assert all("SZKIC – nie do podpisu" in sheet for sheet in sheets)
    contract.refresh_from_db()
    assert contract.is_draft
    assert contract.number == ""
    assert not Print.objects.exists()
