"""What stands on the paper, and how it is made."""

import datetime
import io
import re

import pikepdf
import pytest

from contracts.models import Print
from contracts.printing import preview, print_for_signature
from contracts.texts import labour_groups, load_texts
from tests.contracts.written import PARTNER, WORDS_A, whole_draft
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
            "KONTRAKT SOCJALNY",
            "w celu wzmocnienia aktywności",
            "Część I B",
            "1. Przyczyny pozostawania bez pracy",
            "2. Kwalifikacje",
            "4. Ograniczenia w podjęciu pracy",
            "5. Dotychczasowe działania",
            "Cel główny:",
            "7. Przewidywane efekty",
            "Część II B",
            "Skutki niedotrzymania",
            "podpis pracownika socjalnego",
            "Ocena końcowa",
        ],
    )
    assert order == sorted(order)
    for fact in (
        f"PESEL {person.pesel}",
        "od dnia zawarcia do 31.05.2027",
        "PUP.632.44.2026 z 12.11.2026",
        "Zamieszkały",
        "Uczestniczyłem w ustalaniu",
        "Nr 1/2026",
        "(pieczęć ośrodka pomocy społecznej)",
        "Data zawarcia kontraktu socjalnego",
    ):
        assert fact in words, fact


def test_type_a_on_paper_names_the_family_and_follows_the_sex(users):
    woman = PersonFactory(responsible=users.worker, first_name="Anna", sex="K")
    parties = [
        PARTNER | {"pesel": "81050412355"},
        {"last_name": "Lis", "first_name": "Zosia", "born_on": datetime.date(2018, 3, 4)},
    ]
    contract = whole_draft(woman, contract_type="A", parties=parties)
    words = text(printed(contract).document.content)
    for fact in (
        "Część I A",
        "Część II A",
        "trudnej sytuacji życiowej",
        "Zamieszkała",
        "Lis Zosia, ur. 4.03.2018",
        "podpis członka rodziny",
        "Uczestniczyliśmy",
        WORDS_A["own_words"],
    ):
        assert fact in words, fact
    assert "Sytuacja na rynku pracy" not in words


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
    assert {"Table", "TH", "TD", "L", "LI", "LBody"} <= set(found)


def test_a_preview_has_no_fault_either(person):
    assert faults(preview(whole_draft(person), at=AT)) == []


@pytest.mark.parametrize(
    ("sex", "words"),
    [
        ("K", {"Zamieszkała", "Uczestniczyłam w ustalaniu treści"}),
        ("M", {"Zamieszkały", "Uczestniczyłem w ustalaniu treści"}),
        ("", {"Miejsce zamieszkania", "Potwierdzam udział w ustalaniu treści"}),
    ],
)
def test_a_paper_follows_the_sex_or_speaks_of_none(users, sex, words):
    who = PersonFactory(responsible=users.worker, sex=sex, reads_with_difficulty=True)
    load_texts(ON)
    shown = text(preview(whole_draft(who, read_out_by="Anna Wrona"), at=AT))
    assert [word for word in words if word not in shown] == []
    assert "Odczytanie treści Anna Wrona" in shown
    assert not re.search(r"\(-|\(a\)", shown)
    assert not any("(" in group for group in labour_groups(ON))


LONG = (
    "Rodzina od trzech lat utrzymuje się z prac dorywczych, a zadłużenie mieszkania rośnie. " * 12
)


@pytest.mark.parametrize("length", range(1, 12))
def test_signatures_never_stand_alone_on_a_page(person, length):
    contract = whole_draft(person, contract_type="A", causes=LONG[: 87 * length] * 3)
    sheets = pages(preview(contract, at=AT))
    (signed,) = [sheet for sheet in sheets if "podpis pracownika socjalnego" in sheet]
    assert "Kontrakt obowiązuje od dnia zawarcia" in signed
    assert "podpis osoby zawierającej kontrakt" in signed
    assert "Ocena końcowa" in signed
    assert "Skutki niedotrzymania kontraktu" in signed


WHOLE_PAGE = (
    "Udział w warsztacie komputerowym, dwa razy w tygodniu, i rozmowa o postępach. " * 18
)[:1400]
LATER = datetime.date(2027, 5, 15)


@pytest.mark.parametrize("is_large", [False, True], ids=["usual print", "large print"])
@pytest.mark.parametrize("before", [0, 1, 4], ids=["first row", "second row", "fifth row"])
@pytest.mark.parametrize("length", [900, 1400])
def test_a_row_nearly_a_page_high_has_the_head_on_every_page_and_no_title_stands_alone(
    users, is_large, before, length
):
    reader = PersonFactory(responsible=users.worker, reads_with_difficulty=is_large)
    actions = [("person", f"Krótkie działanie {number}", LATER) for number in range(before)]
    actions.append(("person", f"{WHOLE_PAGE[:length]} koniec tego działania", LATER))
    contract = whole_draft(reader, goals=[("Praca", actions)], read_out_by="Anna Wrona")
    sheets = pages(preview(contract, at=AT))
    titled = next(n for n, sheet in enumerate(sheets) if "Część II B" in sheet)
    last = next(n for n, sheet in enumerate(sheets) if "koniec tego działania" in sheet)
    assert last > titled
    for sheet in sheets[titled : last + 1]:
        assert "Działania osoby" in sheet
        # Some of the rows stands on each of these pages, too.
        assert re.search("Krótkie działanie|warsztacie|tygodniu|koniec", sheet.split("Termin")[1])


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
