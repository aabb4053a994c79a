import datetime
import io
import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pikepdf
import pytest

from kis.lib import pdf as press
from kis.lib.paper_press import NBSP, ZERO_WIDTH_SPACE, polish_lines, typeset
from kis.lib.pdf import PaperWarning, TimeLimit, render_paper
from kis.lib.refusals import Refused
from kis.lib.templatetags.papers import inside_paper
from tests.lib import in_the_press
from tests.papers import by_the_press, faults, is_font, pages, tags, text

MADE_AT = datetime.datetime(2026, 12, 3, 10, 30, tzinfo=datetime.UTC)
NAME = "Kontrakt socjalny B 27/2026"
CSS = press.STYLE.read_text(encoding="utf-8")

# One pixel, red.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "789c63f8cfc0000003010100c9fe92ef0000000049454e44ae426082"
)
CENTRE = SimpleNamespace(
    name="Miejski Ośrodek Pomocy Społecznej w Puławach",
    club_name="Klub Integracji Społecznej",
    street="ul. Leśna 17",
    postal_code="24-100",
    town="Puławy",
    phone="81 000 00 00",
    email="",
    nip="7162345678",
    regon="",
    logo=SimpleNamespace(content=PIXEL, content_type="image/png"),
)
ACTIONS = [
    {
        "goal": "Gotowość do rozmowy z pracodawcą",
        "person": "Cztery spotkania z doradcą zawodowym",
        "worker": "Umówienie doradcy",
        "until": datetime.date(2027, 1, 31),
    }
]
FACTS = {
    "centre": CENTRE,
    "number": "27/2026",
    "facts": [("Osoba", "Łukasz Kowalczyk"), ("Tłumacz", "")],
    "diagnosis": [("Przyczyny pozostawania bez pracy", "Likwidacja zakładu w 2024 r.")],
    "goals": ["Aktualne umiejętności biurowe", "Gotowość do rozmowy z pracodawcą"],
    "actions": ACTIONS,
    "consequences": "Art. 11 ust. 2 ustawy o pomocy społecznej.",
    "signatures": [
        {"label": "osoba zawierająca kontrakt", "name": "Łukasz Kowalczyk"},
        {"label": "pracownik socjalny", "name": "Anna Wrona"},
    ],
}


@pytest.fixture(autouse=True)
def demonstration_templates(settings):
    folders = [*settings.TEMPLATES[0]["DIRS"], Path(__file__).parent / "templates"]
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": folders}]


def paper(template="demonstration.html", *, name=NAME, made_at=MADE_AT, seconds=60, **facts):
    """`seconds` are generous: a busy machine is no fault of the paper's."""
    options = {key: facts.pop(key) for key in ("code", "copies") if key in facts}
    return render_paper(
        template, FACTS | facts, name=name, made_at=made_at, seconds=seconds, **options
    )


def typeset_apart(body, css=CSS) -> tuple[bytes, list[str]]:
    page = f'<html lang="pl"><head><title>Próba</title></head><body>{body}</body></html>'
    return by_the_press(typeset, [page], css)


def month_list(people=20):
    november = [datetime.date(2026, 11, day) for day in range(1, 31)]
    names = [f"Kowalczyk-Wiśniewska Maria {number}" for number in range(people)]
    return paper("landscape.html", days=november, people=names, place="Biblioteka")


# What stands on the paper


def test_the_letterhead_comes_from_the_facts_of_the_centre():
    [page] = pages(paper())

    assert page.startswith(
        "Miejski Ośrodek Pomocy Społecznej w Puławach Klub Integracji Społecznej "
        "ul. Leśna 17, 24-100 Puławy · tel. 81 000 00 00 · NIP 7162345678"
    )


def test_the_paper_has_place_for_a_stamp_its_number_and_its_facts():
    words = text(paper())

    assert "Nr 27/2026" in words
    assert "(pieczęć ośrodka pomocy społecznej)" in words
    assert "Data zawarcia kontraktu socjalnego" in words
    assert "Osoba Łukasz Kowalczyk" in words
    assert "Tłumacz –" in words
    assert "31.01.2027" in words


def test_every_copy_has_its_number_and_pages_of_its_own():
    first, second = pages(paper(copies=2, code="A7F2"))

    assert first.endswith(
        "Kontrakt socjalny B 27/2026 · egzemplarz 1/2 · kod wydruku A7F2 strona 1 z 1"
    )
    assert second.endswith(
        "Kontrakt socjalny B 27/2026 · egzemplarz 2/2 · kod wydruku A7F2 strona 1 z 1"
    )


@pytest.mark.parametrize("length", range(40, 121, 4))
def test_a_copy_has_its_own_number_also_where_the_foot_needs_more_lines(length):
    """The pages of a copy are those of the first one: only this number is written anew."""
    first, second = pages(paper(copies=2, code="A7F2", name=f"{'Pismo o sprawie ' * 9}"[:length]))
    assert ("egzemplarz 1/2" in first, "egzemplarz 2/2" in first) == (True, False)
    assert ("egzemplarz 1/2" in second, "egzemplarz 2/2" in second) == (False, True)


def test_copies_that_differ_in_more_than_their_number_are_not_one_paper():
    with pytest.raises(ValueError, match="differ in more than their marks"):
        by_the_press(typeset, ["<p>egzemplarz 1/2 Ewa</p>", "<p>egzemplarz 2/2 Jan</p>"], CSS)


def test_a_single_copy_without_a_code_names_neither():
    words = text(paper())

    assert words.endswith("Kontrakt socjalny B 27/2026 strona 1 z 1")
    assert "egzemplarz" not in words.split("Anna Wrona")[1]
    assert "kod wydruku" not in words


def test_pages_are_counted_and_the_head_of_a_table_stands_on_each():
    first, second = pages(month_list())

    assert first.endswith("strona 1 z 2")
    assert second.endswith("strona 2 z 2")
    assert all("Lp. Nazwisko i imię 1 2 3" in page for page in (first, second))
    assert "1 234,50" not in first, "a sum stands once, at the end"
    assert "Razem 1 234,50" in second


def test_a_wide_list_lies_on_its_side():
    with pikepdf.open(io.BytesIO(month_list(1))) as wide, pikepdf.open(io.BytesIO(paper())) as high:
        sizes = [[round(float(side)) for side in pdf.pages[0].MediaBox] for pdf in (wide, high)]

    assert sizes == [[0, 0, 842, 595], [0, 0, 595, 842]]


def test_typed_text_is_printed_as_it_was_typed():
    typed = "Zarobki < 500 zł & \"inne\" <img src='file:///etc/passwd'> {{ 1 }}"

    assert typed in text(paper(facts=[("Uwagi", typed)]))


def test_lines_of_a_long_text_stay_apart():
    words = paper(facts=[("Adres", "ul. Leśna 17\n24-100 Puławy")])

    assert "ul. Leśna 17 24-100 Puławy" in text(words)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("w domu i w pracy", "w~domu i~w~pracy"),
        ("W domu", "W~domu"),
        ("art. 11 ust. 2 pkt 3", "art.~11~ust.~2~pkt~3"),
        ("ul. Lubelska, tel. 81", "ul.~Lubelska, tel.~81"),
        ("PESEL 81050412355", "PESEL~81050412355"),
        ("od 12 listopada 2026 r.", "od 12~listopada 2026~r."),
        ("12,20 zł za 2 godz. pracy", "12,20~zł za 2~godz. pracy"),
        ("5 majątków", "5 majątków"),
        ("a b c", "a b c"),
        ("nazwa firmy", "nazwa firmy"),
    ],
)
def test_what_belongs_together_stays_on_one_line(typed, printed):
    assert polish_lines(typed) == printed.replace("~", NBSP)


@pytest.mark.parametrize(
    ("pasted", "printed"),
    [
        ("pierwszy\x0bdrugi", "pierwszy\ndrugi"),
        ("pierwsza\x0cdruga\u2028trzecia", "pierwsza\ndruga\ntrzecia"),
        ("a\u202ecba\u202cd \ufeffe\x07", "acbad e"),
        ("wiersz\n\tdrugi", "wiersz\n\tdrugi"),
        ("mi\u00adnus \u2013 \u200d", "mi\u00adnus \u2013 \u200d"),
    ],
)
def test_unseen_characters_pasted_along_are_left_out(pasted, printed):
    assert polish_lines(pasted) == printed


def test_letters_that_no_font_has_are_refused_and_named():
    with pytest.raises(Refused, match="Tych znaków nie można wydrukować: 中 文"):
        paper(facts=[("Osoba", "Li 文中文 Ming")])


def test_names_of_the_neighbours_are_printed():
    names = "Ґєїі Наталія Шевченко, Gülşah, Đặng, Čapek, Zażółć gęślą jaźń"

    assert names in text(paper(facts=[("Osoba", names)]))


@pytest.mark.parametrize(
    ("length", "in_cell", "parts"),
    [
        (60, False, [60]),
        (61, False, [60, 1]),
        (150, False, [60, 60, 30]),
        (30, True, [30]),
        (31, True, [12, 12, 7]),
        (300, True, [12] * 25),
        (301, True, [60] * 5 + [1]),
    ],
)
def test_a_word_too_long_for_its_line_may_break(length, in_cell, parts):
    broken = polish_lines("x" * length, in_cell=in_cell)

    assert [len(part) for part in broken.split(ZERO_WIDTH_SPACE)] == parts


def test_a_double_surname_breaks_only_at_its_hyphen():
    assert ZERO_WIDTH_SPACE not in polish_lines("Wiśniewska-Brzęczyszczykiewiczowa", in_cell=True)


def test_hidden_data_are_left_as_they_are():
    long = "x" * 200
    page = f'<html lang="pl"><head><title>{long}</title></head><body><p>y</p></body></html>'
    pdf, _ = by_the_press(typeset, [page], CSS)

    with pikepdf.open(io.BytesIO(pdf)) as made:
        assert made.open_metadata()["dc:title"] == long


@pytest.mark.parametrize(
    ("place", "letters"),
    [("<p>{}</p>", 20_000), ("<table class=grid><tr><td>{}</td></tr></table>", 8_000)],
)
def test_thousands_of_letters_without_a_space_are_all_printed_in_time(place, letters):
    page = f'<html lang="pl"><title>Próba</title><body>{place.format("x" * letters)}</body></html>'
    pdf, complaints, used = by_the_press(in_the_press.typeset_timed, [page], CSS)

    assert complaints == []
    assert text(pdf).count("x") == letters
    assert len(pages(pdf)) > 2, "they are not cut off at the margin"
    assert used < 8, "seconds of one processor, the limit of a web request"


# Breaks between pages


def broken_page(content, closing="") -> list[str]:
    signatures = "".join(
        f'<div class="signature"><p class="name">{name}</p><p class="caption">podpis</p></div>'
        for name in ("Anna Wrona", "Jan Lis")
    )
    pdf, complaints = typeset_apart(
        f'<h1>Próba</h1><div class="content">{content}</div>'
        f'<div class="closing">{closing}<div class="signatures">{signatures}</div></div>'
    )
    assert complaints == []
    return pages(pdf)


def rows(number):
    body = "".join(f"<tr><td>Wiersz {row}</td><td>y</td></tr>" for row in range(number))
    return (
        "<h2>Tytuł tabeli</h2><table class='grid'><thead><tr><th>Głowa</th><th>y</th></tr></thead>"
        f"<tbody>{body}</tbody><tfoot><tr><th scope='row'>Suma</th><td>9</td></tr></tfoot></table>"
    )


def paragraphs(number):
    return "".join(f"<p>Wiersz {row}</p>" for row in range(number))


def one_paragraph(number):
    return "<p>" + "<br>".join(f"Wiersz {row}" for row in range(number)) + "</p>"


def items(number):
    return "<ul>" + "".join(f"<li>Wiersz {row}</li>" for row in range(number)) + "</ul>"


# The signatures are as high as five lines: every fourth number of lines meets the case that they do not fit.
@pytest.mark.parametrize("number", range(24, 49, 4))
@pytest.mark.parametrize("content", [rows, paragraphs, one_paragraph, items])
def test_signatures_never_stand_alone_nor_apart(content, number):
    last = broken_page(content(number))[-1]

    assert "Anna Wrona podpis Jan Lis podpis" in last
    assert "Wiersz" in last.split("Anna Wrona")[0]


@pytest.mark.parametrize("number", range(20, 44, 4))
@pytest.mark.parametrize("content", [rows, paragraphs])
def test_the_last_sentences_stay_with_the_signatures_and_with_what_they_end(content, number):
    last = broken_page(content(number), closing="<p>Przedostatnie.</p><p>Ostatnie.</p>" * 3)[-1]

    assert last.count("Przedostatnie. Ostatnie.") == 3
    assert "Wiersz" in last.split("Przedostatnie")[0]


@pytest.mark.parametrize("number", range(24, 46, 2))
def test_a_heading_keeps_its_table_and_a_sum_its_last_row(number):
    for page in broken_page(paragraphs(number) + rows(4)):
        assert ("Tytuł tabeli" in page) <= ("Głowa y Wiersz 0" in page)
        assert ("Suma" in page) <= ("Wiersz 3 y" in page)


def test_a_row_never_breaks_inside():
    lines = "<br>".join(f"linia {line}" for line in range(9))
    table = f"<table class='grid'>{f'<tr><td>{lines}</td></tr>' * 12}</table>"

    for page in broken_page(table):
        assert page.count("linia 0") == page.count("linia 8")


# Archive and access


def test_the_paper_has_no_faults_of_structure():
    assert faults(paper(copies=2, code="A7F2")) == []


def test_a_table_over_two_pages_has_no_faults_of_structure():
    assert faults(month_list()) == []


def test_the_structure_says_what_each_part_is():
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        found = tags(pdf)

    headings = [tag for tag in found if tag in {"H1", "H2", "H3"}]
    assert headings == ["H1", "H2", "H3", "H2", "H2"]
    assert found.count("Table") == 2
    assert found.count("LBody") == 2
    assert found.count("Figure") == 1


def test_the_foot_is_read_out_on_no_page():
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        content = pdf.pages[0].Contents.read_bytes()

    assert content.count(b"/Artifact <</Type /Pagination>> BDC") == 2


@pytest.mark.parametrize(
    ("page", "fault"),
    [
        ("<h1>a</h1><h3>b</h3>", "H1 is followed by H3"),
        ("<p>a</p>", "no heading"),
        ("<h1>a</h1><ul><li><p>b</p></li></ul>", "an item of a list without its body"),
        ("<h1>a</h1><table><tr><td>b</td></tr></table>", "a cell of a table without a head"),
    ],
)
def test_a_fault_of_structure_is_found(page, fault):
    pdf, _ = typeset_apart(page)

    assert fault in faults(pdf)


def test_a_language_left_out_is_found():
    page = "<html><title>Próba</title><h1>a</h1></html>"
    pdf, complaints = by_the_press(typeset, [page], CSS)

    assert "language is not Polish" in faults(pdf)
    assert complaints == ['ERROR: Missing required "lang" attribute at the root of the document']


def test_only_lato_is_used_and_no_letter_comes_from_another_font():
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        fonts = {str(item.FontName) for item in pdf.objects if is_font(item)}

    assert {name.split("+")[1] for name in fonts} == {"Lato", "Lato-Bold"}


def test_a_complaint_about_a_template_fails_a_test(tmp_path, settings):
    (tmp_path / "silent.html").write_text(
        "{% extends 'base_print.html' %}{% block content %}<img src='{{ picture }}'>{% endblock %}"
    )
    settings.TEMPLATES = [
        settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path]}
    ]
    with pytest.raises(PaperWarning, match="has no required alt description"):
        paper("silent.html", picture=inside_paper(CENTRE.logo))


def test_a_style_nobody_knows_is_a_complaint():
    _, complaints = typeset_apart("<p>a</p>", "p { colour: red }")

    assert "unknown property" in complaints[0]


def test_the_same_facts_give_the_same_bytes():
    first = paper(copies=2)

    assert paper(copies=2) == first
    assert paper(copies=2, made_at=MADE_AT + datetime.timedelta(minutes=1)) != first


def test_another_process_gives_the_same_bytes(tmp_path):
    """Another seed of Python's hashes: no order of a set gets into the paper."""
    script = (
        "import sys, hashlib; from kis.lib.paper_press import typeset; "
        "print(hashlib.sha256(typeset([sys.argv[1]], open(sys.argv[2]).read())[0]).hexdigest())"
    )
    page = f'<html lang="pl"><title>Próba</title><h1>Zażółć</h1>{rows(3)}{items(3)}</html>'
    hashes = {
        subprocess.run(
            [sys.executable, "-c", script, page, press.STYLE],
            env=os.environ | {"PYTHONHASHSEED": seed},
            cwd=press.STYLE.parent.parent,
            check=True,
            capture_output=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(hashes) == 1


def test_the_moment_is_kept_in_the_paper_and_must_be_a_moment_somewhere():
    with pikepdf.open(io.BytesIO(paper())) as pdf:
        assert str(pdf.docinfo.CreationDate) == "D:20261203113000+01'00"
    with pytest.raises(ValueError, match="naive"):
        paper(made_at=MADE_AT.replace(tzinfo=None))


# Limits


@pytest.fixture
def press_does(monkeypatch):
    """Put another act in the place of typesetting, in the other process."""
    return lambda act: monkeypatch.setattr(press, "typeset", act)


def test_a_paper_that_takes_too_long_is_stopped_with_a_sentence(press_does, monkeypatch, settings):
    settings.PAPER_SECONDS = 0.2
    press_does(in_the_press.never_ready)
    with pytest.raises(TimeLimit, match=r"Pismo nie powstało w ciągu 0\.2 s"):
        paper(seconds=None)

    monkeypatch.undo()
    assert text(paper()), "the next paper is made"


@pytest.mark.parametrize("accident", [in_the_press.dies, in_the_press.runs_out_of_memory])
def test_a_process_that_dies_is_a_sentence(press_does, monkeypatch, accident):
    press_does(accident)
    with pytest.raises(Refused, match="Pismo nie powstało, bo jego treść jest zbyt duża"):
        paper()

    monkeypatch.undo()
    assert text(paper()), "the next paper is made"


def test_the_memory_does_not_grow_with_the_papers_made():
    def kept_after(number) -> float:
        for _ in range(number):
            typeset_apart(f"<h1>Zażółć</h1>{paragraphs(5)}")
        return by_the_press(in_the_press.megabytes_kept)

    before = kept_after(20)
    assert kept_after(80) - before < 8
