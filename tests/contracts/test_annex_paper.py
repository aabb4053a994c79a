"""What stands on an annex, and how it is given out."""

import datetime
import re

import pytest

from contracts import annex_printing
from contracts.annex_printing import annex_lacks, preview_annex, print_annex
from contracts.annexes import extend, told_changes
from contracts.drafting import copy_to_draft
from contracts.models import AnnexPrint, Print
from contracts.plain_paper import plain_paper
from kis.lib.refusals import Refused
from tests.contracts import annexed, made
from tests.contracts.written import PARTNER, PARTNER_ACTS, whole_draft
from tests.papers import faults, pages, text

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
D = datetime.date
AT = datetime.datetime(2026, 12, 3, 10, 30, tzinfo=datetime.UTC)
ON, LATER = D(2026, 12, 3), D(2027, 9, 30)


@pytest.fixture
def contract(person):
    return made.sign(made.lock(whole_draft(person, number="27/2026")))


def longer(contract, until=LATER):
    return extend(
        contract, until=until, reason="Warsztat potrwa dłużej.", months=2, by=contract.worker
    )


def words_of(annex):
    return text(print_annex(annex, by=annex.created_by, at=AT).document.content)


def test_an_extension_on_paper(contract):
    words = words_of(longer(contract))
    for said in (
        "Aneks nr 1 do kontraktu socjalnego B 27/2026",
        "Nr 27/2026/A1",
        "Kontrakt zawarty 20.11.2026",
        "VI. Strony kontraktu socjalnego mogą, przed dniem oceny",
        "Warsztat potrwa dłużej.",
        "Kontrakt obowiązuje do (zmieniono) 31.05.2027 30.09.2027",
        "V Ocena (zmieniono) 31.05.2027 (końcowa) 30.09.2027 (końcowa)",
        "V Ocena (dodano) nie było 31.07.2027",
        "Kontrakt obowiązuje do 30.09.2027",
        "nastąpi w dniu 12.01.2027, 12.03.2027, 31.07.2027, 30.09.2027 (końcowa)",
        "w dwóch jednobrzmiących egzemplarzach",
        "(data i podpis osoby zawierającej kontrakt socjalny)",
        "(data, podpis i pieczątka pracownika socjalnego)",
    ):
        assert said in " ".join(words.split()), said


def test_each_kind_of_change_stands_on_the_paper_in_words(contract):
    def change(new):
        new.texts["handing_over"] = "Przelewem na rachunek."
        new.texts["club_activities"] = ""
        new.goals[0]["effect"] = "list napisany bez pomocy"
        new.goals.append(
            {"pk": None, "text": "Prawo jazdy", "effect": "zdany egzamin", "plain": ""}
        )
        del new.actions[1]
        new.actions[3].update(goal=2)
        new.actions.append(
            {
                "pk": None,
                "goal": 2,
                "side": "worker",
                "party_id": None,
                "text": "Zapisanie na kurs",
                "deadline": D(2027, 2, 1),
                "plain": "",
            }
        )

    words = " ".join(
        words_of(annexed.draft(contract, change=change, holds_from=D(2027, 1, 1))).split()
    )
    words = re.sub(r"(?<=\w)- (?=\w)", "", words)  # a word may be parted at the end of a line
    for said in (
        "Nie dotyczy.",
        "Przelewem na rachunek.",
        "Zajęcia i godziny w KIS (zmieniono)",
        "bez wpisu",
        "list napisany bez pomocy",
        "II.7.2 Cel szczegółowy c) (dodano) nie było Prawo jazdy – zdany egzamin",
        "(usunięto)",
        "(przeniesiono)",
        "Zapisanie na kurs – w terminie 1.02.2027",
        "nie wcześniej niż od 1.01.2027",
        "Kontrakt obowiązuje do 31.05.2027 (termin się nie zmienia)",
    ):
        assert said in words, said


def test_both_copies_are_marked_and_the_paper_is_kept_with_its_code(contract):
    annex = longer(contract)
    paper = print_annex(annex, by=annex.created_by, at=AT)
    content = bytes(paper.document.content)
    assert not faults(content)
    words = text(content).replace("\N{NO-BREAK SPACE}", " ")
    assert "egzemplarz 1/2" in words
    assert "egzemplarz 2/2" in words
    assert f"kod wydruku {paper.code}" in words
    assert len(paper.document.sha256) == 64
    assert len(pages(content)) == 2
    annex.refresh_from_db()
    assert annex.is_waiting
    assert [change["is"] for change in told_changes(annex)] == [
        "30.09.2027 (końcowa)",
        "31.07.2027",
        "30.09.2027",
    ]


def test_every_adult_signs_beside_the_worker(person):
    goals = [("Spłata zaległości", [("person", "Podejmie pracę", LATER), PARTNER_ACTS])]
    draft = whole_draft(
        person,
        contract_type="A",
        number="28/2026",
        parties=[PARTNER | {"pesel": "81050412355"}],
        goals=[*goals, ("Rytm", [("worker", "Rozmowa co miesiąc", LATER)])],
    )
    annex = longer(made.sign(made.lock(draft)), until=D(2027, 10, 31))
    words = words_of(annex)
    copies = 2
    assert words.count("(data i podpis osoby zawierającej kontrakt socjalny)") == 2 * copies
    assert words.count("(data, podpis i pieczątka pracownika socjalnego)") == 2 * copies
    assert "Ewa Lis" in words


def test_a_second_annex_says_that_the_first_changed_the_contract(contract):
    annexed.signed(contract, on=ON, ends_on=LATER)
    contract.refresh_from_db()
    words = words_of(longer(contract, until=D(2027, 12, 31)))
    assert "Kontrakt zawarty 20.11.2026, zmieniony aneksem 1 z 3.12.2026." in words
    assert "Aneks nr 2 do kontraktu socjalnego B 27/2026" in words


def test_a_preview_is_marked_and_nothing_is_kept(contract):
    words = text(preview_annex(longer(contract), at=AT))
    assert "SZKIC" in words
    assert not AnnexPrint.objects.exists()


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        ({"reason": " "}, "powodu zmiany"),
        ({"ends_on": D(2026, 12, 2)}, "terminu, który jeszcze nie minął"),
        (
            {"holds_from": D(2027, 6, 1), "ends_on": LATER},
            "od którego zmiany obowiązują, do 31.05.2027",
        ),
    ],
)
def test_what_an_annex_lacks_hinders_its_print(contract, change, lacks):
    annex = longer(contract)
    for name, value in change.items():
        setattr(annex, name, value)
    annex.save(update_fields=list(change))
    assert any(lacks in what for what in annex_lacks(annex, ON))
    with pytest.raises(Refused, match="nie można jeszcze wydrukować do podpisu"):
        print_annex(annex, by=annex.created_by, at=AT)


@pytest.mark.parametrize(
    ("change", "lacks"),
    [
        (lambda new: None, "zmiany: wszystko stoi tak, jak w kontrakcie"),
        (
            lambda new: new.actions[0].update(deadline=None),
            "terminu działania „Udział w warsztacie",
        ),
        (
            lambda new: new.actions[0].update(deadline=D(2027, 6, 1)),
            "terminu przed końcem kontraktu",
        ),
        (lambda new: new.goals[0].update(effect=""), "przewidywanego efektu celu a)"),
        (lambda new: new.texts.update(main_goal=""), "celu głównego"),
        (lambda new: new.reviews.clear(), "oceny, która jeszcze nie minęła"),
        (lambda new: new.reviews[0].update(on=D(2027, 6, 1)), "ocen w czasie trwania kontraktu"),
        (
            lambda new: new.__setattr__(
                "actions", [a for a in new.actions if a["side"] == "worker"]
            ),
            "działania osoby",
        ),
        (
            lambda new: new.__setattr__(
                "actions", [a for a in new.actions if a["side"] == "person"]
            ),
            "działania pracownika socjalnego",
        ),
    ],
)
def test_what_the_new_wording_lacks_is_told(contract, change, lacks):
    annex = annexed.draft(contract, change=change)
    assert any(what.startswith(lacks) for what in annex_lacks(annex, ON)), annex_lacks(annex, ON)


def test_a_whole_annex_lacks_nothing(contract):
    assert annex_lacks(longer(contract), ON) == []


@pytest.mark.parametrize("until", [D(2027, 5, 30), D(2027, 5, 31), D(2027, 6, 1)])
def test_an_extension_ends_later(contract, until):
    if until > contract.ends_on:
        assert longer(contract, until=until).ends_on == until
        return
    with pytest.raises(Refused, match="nowy dzień musi być późniejszy"):
        longer(contract, until=until)
    assert not contract.annexes.exists()


def test_what_changes_while_the_paper_is_made_is_not_given_out(contract, monkeypatch):
    annex = longer(contract)

    def meanwhile(facts, **options):
        rows = type(annex).objects.filter(pk=annex.pk)
        rows.update(reason="co innego")
        return b"%PDF-"

    monkeypatch.setattr(annex_printing, "render_annex", meanwhile)
    with pytest.raises(Refused, match="W czasie drukowania ktoś zmienił aneks"):
        print_annex(annex, by=annex.created_by, at=AT)
    assert not AnnexPrint.objects.exists()


def test_the_plain_paper_tells_what_is_in_force_and_by_what(contract):
    plain = text(plain_paper(contract, at=AT, on=ON))
    assert "zmieniony" not in plain
    annexed.signed(
        contract,
        on=ON,
        ends_on=LATER,
        change=lambda new: new.actions[0].update(text="Kurs w środy"),
    )
    contract.refresh_from_db()
    plain = text(plain_paper(contract, at=AT, on=ON))
    assert "zmieniony aneksem 1 z 3.12.2026" in plain
    assert "Kurs w środy" in plain
    assert "30 września 2027" in plain


def test_a_copy_has_the_wording_in_force_not_that_of_a_draft_annex(contract, users):
    annexed.signed(contract, on=ON, change=lambda new: new.goals[0].update(text="Kurs w środy"))
    annexed.draft(contract, change=lambda new: new.goals[0].update(text="jeszcze nie"))
    copy = copy_to_draft(contract, by=users.worker)
    assert [goal.text for goal in copy.goals.all()] == [
        "Kurs w środy",
        "Gotowość do rozmowy z pracodawcą",
    ]
    assert [goal.actions.count() for goal in copy.goals.all()] == [2, 3]


def test_two_papers_never_carry_one_code(contract, monkeypatch):
    taken = Print.objects.get().code
    codes = iter([taken, "AAAA"])
    monkeypatch.setattr("contracts.printing.CODE_LENGTH", 1)
    monkeypatch.setattr("contracts.printing.secrets.choice", lambda letters: next(codes))
    assert print_annex(longer(contract), by=contract.worker, at=AT).code == "AAAA"
