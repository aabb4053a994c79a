"""Papers of the club: what each says, what it keeps to itself, which wording was given."""

import datetime

import pytest

from contracts.club_papers import OWN_PAPER, coming_dates, paper_of, things_to_bring
from contracts.club_sets import given, is_missing, make, offered
from contracts.club_texts import RULES, blocks, filled
from contracts.models import ClubPaper
from contracts.texts import load_texts
from kis.accounts.models import Centre
from kis.documents.models import Document, PaperText, TextUse
from kis.lib.pdf import render_set
from kis.lib.refusals import Refused
from participants.file import PersonFile
from participants.merging import merge
from participants.models import Person
from tests import papers
from tests.contracts import made
from tests.factories import PersonFactory
from tests.participants.made import category, established, paper, question, stay
from tests.refused import name_of_refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
D = datetime.date
ON = D(2026, 11, 23)
Kind = ClubPaper.Kind


@pytest.fixture(autouse=True)
def texts(db):
    load_texts(ON)


def woman(users, **facts):
    known = {
        "last_name": "Kowalczyk",
        "first_name": "Anna",
        "sex": "K",
        "pesel": "",
        "identity_kind": "passport",
        "identity_number": "EA 1234567",
        "born_on": D(1981, 5, 4),
        "phone": "600 100 200",
    }
    return PersonFactory(responsible=users.worker, **known | facts)


def file_of(person, user=None):
    return PersonFile(Person.objects.get(pk=person.pk), user or person.responsible, ON)


def printed(person, *kinds, by=None):
    file = file_of(person, by)
    return make(file, kinds, by=file.user)


def told(person, *kinds):
    return papers.text(printed(person, *kinds)[0].document.content)


NAMED = {
    Kind.APPLICATION: "Chcę brać udział w zajęciach klubu jako uczestniczka.",
    Kind.DECLARATION: "zapoznałam się z regulaminem",
    Kind.RULES: "Zapoznałam się z regulaminem z 5.12.2025",
    Kind.CLAUSE: "Otrzymałam tę informację i jeden egzemplarz mam u siebie.",
    Kind.CARD: "Karta uczestniczki",
    Kind.RESIGNATION: "Zostałam poinformowana",
    Kind.BRING: "Co proszę przynieść",
    Kind.DATES: "Moje terminy",
}


@pytest.mark.parametrize("kind", Kind)
def test_each_names_the_person_and_the_centre_in_words_of_the_persons_sex(users, kind):
    words = told(woman(users), kind)
    assert NAMED[kind] in words
    assert "Anna" in words
    assert "Kowalczyk" in words
    assert "Miejski Ośrodek Pomocy Społecznej w Puławach" in words
    assert "strona 1 z" in words
    assert "{" not in words


def test_of_an_unknown_sex_both_words_stand_there(users):
    assert "zapoznałam / zapoznałem się" in told(woman(users, sex=""), Kind.DECLARATION)


def test_the_sources_of_law_are_named(users):
    words = told(woman(users), Kind.DECLARATION, Kind.RULES, Kind.CLAUSE)
    assert "art. 18 ust. 3 i 4 ustawy z dnia 13 czerwca 2003 r. o zatrudnieniu socjalnym" in words
    assert "art. 13 rozporządzenia (UE) 2016/679" in words


@pytest.mark.parametrize(
    ("officer", "sentence"),
    [
        (("", "", ""), "Do inspektora ochrony danych można napisać na adres ośrodka"),
        (("Ewa Bąk", "iod@mops.example", ""), "danych jest Ewa Bąk. Kontakt: iod@mops.example."),
        (("Ewa Bąk", "", "81 000 11 22"), "danych jest Ewa Bąk. Kontakt: tel. 81 000 11 22."),
        (("", "iod@mops.example", "81 1"), "ochrony danych: iod@mops.example, tel. 81 1."),
        (("Ewa Bąk", "", ""), "danych jest Ewa Bąk. Można napisać na adres ośrodka"),
    ],
)
def test_the_clause_names_the_data_protection_officer_and_how_to_reach_them(
    users, officer, sentence
):
    names = ("data_officer", "data_officer_email", "data_officer_phone")
    Centre.objects.update(**dict(zip(names, officer, strict=True)))
    assert sentence in told(woman(users), Kind.CLAUSE).replace("\xa0", " ")


def test_a_set_is_one_file_in_which_each_paper_counts_its_own_pages(users):
    rows = printed(woman(users), *Kind)
    assert len({row.document_id for row in rows}) == 1
    content = rows[0].document.content
    assert papers.faults(content) == []
    pages = papers.pages(content)
    assert sum("strona 1 z" in page for page in pages) == len(Kind)
    assert pages[0].startswith("Miejski Ośrodek")
    assert rows[0].document.name == "komplet-kis.pdf"


@pytest.mark.parametrize("kind", Kind)
def test_each_alone_is_a_sound_archival_paper_in_large_print_too(users, kind):
    reader = woman(users, reads_with_difficulty=True, cannot_write=True, needs_interpreter=True)
    assert papers.faults(printed(reader, kind)[0].document.content) == []


def test_who_cannot_write_leaves_a_fingerprint_beside_the_signature_of_another(users):
    words = told(woman(users, cannot_write=True), Kind.DECLARATION)
    assert "data i odcisk palca" in words
    assert "podpisuje w imieniu niemogącej pisać" in words
    assert "odcisk palca" not in told(woman(users, last_name="Inna"), Kind.DECLARATION)


# secrets


def with_category(person, code, **facts):
    row = established(person, category(code, **facts))
    paper(row, issuer="Poradnia Odwykowa", valid_until=D(2026, 12, 10))
    return person


def test_the_category_stands_on_the_card_alone(users):
    person = with_category(woman(users), 2, public_wording="uzależnieni od alkoholu")
    for kind in Kind:
        words = told(person, kind)
        assert ("uzależnieni" in words) == (kind == Kind.CARD)
        assert ("Odwykowa" in words) == (kind == Kind.CARD)


def test_who_may_not_read_the_category_prints_a_card_without_it(users):
    person = with_category(woman(users), 2, public_wording="uzależnieni od alkoholu")
    card = paper_of(Kind.CARD, file_of(person, users.colleague))
    words = papers.text(render_set([card.paper], name="Karta", made_at=made.PRINTED_AT))
    assert "kategoria zastrzeżona" in words
    assert "alkohol" not in words
    assert "Odwykowa" not in words


@pytest.mark.parametrize(
    ("code", "asked", "named"),
    [
        (5, "Zaświadczenie z PUP z okresami rejestracji. Pilne.", True),
        (2, "Zaświadczenie z poradni.", False),
        (5, "Zaświadczenie od lekarza.", False),  # by its words, whatever the box says
        (5, "", False),
    ],
)
def test_a_paper_is_named_only_where_it_tells_no_secret(users, code, asked, named):
    person = woman(users)
    established(person, category(code, evidence_asked=asked))
    question(person)
    expected = "zaświadczenie z PUP z okresami rejestracji" if named else OWN_PAPER
    assert things_to_bring(file_of(person)) == [expected]


def test_what_is_there_is_not_asked_for(users):
    person = woman(users)
    paper(established(person))
    question(person)
    assert things_to_bring(file_of(person)) == []
    assert "Na razie nic." in told(person, Kind.BRING)


def test_a_paper_that_runs_out_within_a_month_is_asked_for(users):
    for until, asked in ((D(2026, 12, 22), True), (D(2026, 12, 23), False)):
        person = woman(users)
        paper(established(person), valid_until=until)
        question(person)
        assert bool(things_to_bring(file_of(person))) is asked


def test_without_an_identity_or_an_answer_both_are_asked_for(users):
    things = things_to_bring(file_of(woman(users, identity_kind="", identity_number="")))
    assert things == [
        "dowód osobisty, paszport albo inny dokument ze zdjęciem",
        "decyzje o zasiłku, emeryturze lub rencie, jeśli są",
    ]


# the dates


def test_the_coming_dates_are_told_the_nearest_first(users):
    person = with_category(woman(users), 2)
    stay(person, D(2026, 1, 5))
    found = [day for day, _ in coming_dates(file_of(person))]
    assert found == [D(2026, 12, 10), D(2027, 1, 12), D(2030, 1, 1), D(2030, 1, 1)]
    words = told(person, Kind.DATES)
    assert "12 stycznia 2027 r. – rozmowa o kontrakcie" in words
    assert "10 grudnia 2026 r. – do tego dnia jest ważny dokument potrzebny w klubie" in words


def test_what_has_passed_is_no_date_to_come(users):
    person = woman(users, identity_valid_until=ON - datetime.timedelta(days=1))
    assert coming_dates(file_of(person)) == []


# what was given


def test_the_wording_that_was_given_is_kept_and_no_more_worded_anew(users):
    person = woman(users)
    (row,) = printed(person, Kind.RULES)
    text = PaperText.objects.get(key=RULES)
    assert row.text == text
    assert row.version_name == "z 5.12.2025"
    assert TextUse.objects.get().document == row.document
    anew = PaperText.objects.filter(pk=text.pk)
    assert name_of_refusal(anew.update, text="Inny") == "text_wording_is_kept"


def test_without_a_wording_for_the_day_nothing_is_made(users):
    PaperText.objects.filter(key=RULES).update(valid_to=D(2026, 1, 1))
    with pytest.raises(Refused, match="nie ma treści pisma „regulamin KIS”"):
        printed(woman(users), Kind.APPLICATION, Kind.RULES)
    assert not Document.objects.exists()


def test_a_text_changed_while_the_paper_was_made_is_not_given(users, monkeypatch):
    def slow(*args, **kwargs):
        PaperText.objects.filter(key=RULES).update(text="Całkiem inny.")
        return render_set(*args, **kwargs)

    monkeypatch.setattr("contracts.club_sets.render_set", slow)
    with pytest.raises(Refused, match="zmieniono tekst"):
        printed(woman(users), Kind.RULES)
    assert not ClubPaper.objects.exists()


def test_nothing_chosen_and_no_letterhead_are_refused(users, centre):
    person = woman(users)
    with pytest.raises(Refused, match="Zaznacz co najmniej jedno"):
        printed(person)
    type(centre).objects.update(street="")
    with pytest.raises(Refused, match="brakuje adresu ośrodka"):
        printed(person, Kind.RULES)


def test_the_database_keeps_what_was_given_and_a_second_person_voids_it(users):
    person = woman(users)
    (row,) = printed(person, Kind.RULES)
    rows = ClubPaper.with_voided.filter(pk=row.pk)
    for change in ({"made_on": D(2026, 1, 1)}, {"kind": Kind.DECLARATION}):
        assert name_of_refusal(rows.update, **change) == "row_is_kept"
    assert name_of_refusal(rows.delete) == "row_is_kept"
    with pytest.raises(Refused, match="druga osoba"):
        row.void(by=users.worker, reason="pomyłka")
    row.void(by=users.coordinator, reason="pomyłka")
    assert given(file_of(person), Kind.RULES) is None


def test_papers_of_a_merged_file_are_the_persons_and_it_takes_no_new_ones(users):
    first, second = woman(users), woman(users, last_name="Kowalczyk-Lis", identity_number="EA 9")
    (row,) = printed(second, Kind.RULES)
    merge(second, into=first, by=users.coordinator, reason="ten sam paszport")
    assert given(file_of(first), Kind.RULES) == row
    with pytest.raises(Refused, match="nic nowego się na niej nie zapisuje"):
        printed(second, Kind.RULES)


# what stands ready chosen


@pytest.mark.parametrize(
    ("kind", "last", "text", "ended", "chosen"),
    [
        (Kind.APPLICATION, None, None, False, True),
        (Kind.APPLICATION, ClubPaper(), None, False, False),
        (Kind.RULES, None, 2, False, True),
        (Kind.RULES, ClubPaper(text_id=2), 2, False, False),
        (Kind.RULES, ClubPaper(text_id=1), 2, False, True),  # worded anew since
        (Kind.RULES, None, 2, True, False),  # after the end
        (Kind.CARD, None, None, False, False),
        (Kind.RESIGNATION, None, None, False, False),
        (Kind.DATES, None, None, False, False),
    ],
)
def test_ready_chosen_is_what_is_signed_and_was_not_given_yet(kind, last, text, ended, chosen):
    assert is_missing(kind, last=last, text=text, stay_ended=ended) is chosen


def test_after_the_set_was_given_nothing_stands_chosen(users):
    person = woman(users)
    chosen = [row.kind for row in offered(file_of(person)) if row.is_chosen]
    assert chosen == [Kind.APPLICATION, Kind.DECLARATION, Kind.RULES, Kind.CLAUSE]
    printed(person, *chosen)
    assert not any(row.is_chosen for row in offered(file_of(person)))


# the centre's own words


def test_lines_of_a_text_are_headings_points_and_paragraphs():
    assert blocks("§ 1. Klub\nZdanie.\n\n- jeden,\n– dwa.\n# Dalej\n- trzy") == [
        ("heading", "§ 1. Klub"),
        ("paragraph", "Zdanie."),
        ("points", ["jeden,", "dwa."]),
        ("heading", "Dalej"),
        ("points", ["trzy"]),
    ]


def test_names_and_words_by_sex_are_filled_in_and_the_unknown_stays():
    text = "{klub}: {byłam/byłem}, {nieznane}"
    assert filled(text, {"klub": "KIS"}, "M") == "KIS: byłem, {nieznane}"
    assert filled(text, {"klub": "KIS"}, "K") == "KIS: byłam, {nieznane}"
