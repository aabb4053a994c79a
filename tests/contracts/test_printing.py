import datetime
import hashlib
import io
import re

import pikepdf
import pytest
from django.utils import timezone

from contracts import printing
from contracts.drafting import copy_to_draft, enter_from_paper, review_days
from contracts.models import Action, Print, SocialContract
from contracts.printing import CODE_LETTERS, preview, print_for_signature
from contracts.readiness import missing
from contracts.texts import CONSEQUENCES, labour_groups, load_texts
from kis.documents.models import NumberSeries, PaperText
from kis.lib.refusals import Refused
from tests.contracts import made
from tests.contracts.written import REVIEWS, WORDS_A, whole_draft
from tests.factories import PersonFactory
from tests.papers import faults, pages, tags, text

pytestmark = pytest.mark.django_db
AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)
ON = datetime.date(2026, 11, 19)


@pytest.fixture(autouse=True)
def _office(centre):
    """Every paper carries the centre's letterhead."""


def printed(contract, **facts) -> Print:
    return print_for_signature(contract, by=contract.worker, at=AT, **facts)


def test_printing_gives_a_number_freezes_and_keeps_the_bytes(person):
    contract = whole_draft(person)
    paper = printed(contract)
    contract.refresh_from_db()
    assert (contract.state, contract.number) == ("printed", "1/2026")
    assert contract.consequences.startswith("Odmowa zawarcia kontraktu")
    assert paper.document.sha256 == hashlib.sha256(paper.document.content).hexdigest()
    assert paper.printed_on == ON
    assert len(paper.code) == 4
    assert set(paper.code) <= set(CODE_LETTERS)


def test_both_types_share_one_series_a_year_and_the_year_is_that_of_printing(person, users):
    first, second, third = (
        whole_draft(PersonFactory(responsible=users.worker), contract_type=kind) for kind in "ABA"
    )
    for contract, at in ((first, AT), (second, AT), (third, AT.replace(year=2027, month=1))):
        print_for_signature(contract, by=users.worker, at=at)
        contract.refresh_from_db()
    assert [first.number, second.number, third.number] == ["1/2026", "2/2026", "1/2027"]


def test_the_year_turns_at_midnight_in_warsaw(person):
    contract = whole_draft(person)
    last_minutes_in_utc = datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC)
    print_for_signature(contract, by=contract.worker, at=last_minutes_in_utc)
    contract.refresh_from_db()
    assert contract.number == "1/2027"


def test_a_number_that_a_contract_from_paper_has_is_left_out(person, users):
    made.from_paper(PersonFactory(responsible=users.worker), number="1/2026")
    contract = whole_draft(person)
    printed(contract)
    contract.refresh_from_db()
    assert contract.number == "2/2026"


def test_the_centre_sets_the_pattern_and_a_broken_one_is_a_sentence(person, centre):
    centre.contract_number_pattern = "MOPS.KS.{number}.{year}"
    centre.save()
    contract = whole_draft(person)
    printed(contract)
    contract.refresh_from_db()
    assert contract.number == "MOPS.KS.1.2026"
    centre.contract_number_pattern = "{numer}"
    centre.save()
    with pytest.raises(Refused, match="Wzór numeru"):
        printed(whole_draft(person, contract_type="A"))


def test_back_to_draft_voids_the_print_and_the_next_one_keeps_the_number(person, users):
    contract = whole_draft(person)
    first = printed(contract)
    contract.back_to_draft(at=timezone.now(), by=users.worker)
    second = printed(contract)
    first.refresh_from_db()
    contract.refresh_from_db()
    assert first.voided_at
    assert first.voided_by == users.worker
    assert contract.number == "1/2026"
    assert first.code != second.code
    with pytest.raises(Refused, match=f"Wydruk z kodem {first.code} nie jest już ważny"):
        contract.sign(on=ON, by=users.worker, code=first.code, today=ON)
    contract.sign(on=ON, by=users.worker, code=second.code, today=ON)
    assert contract.signed_print == second


def test_what_changed_while_the_paper_was_made_is_not_frozen_unprinted(person, monkeypatch):
    contract = whole_draft(person)
    render = printing.render

    def somebody_types_meanwhile(*args, **kwargs):
        Action.objects.filter(goal__contract=contract).update(text="coś innego")
        return render(*args, **kwargs)

    monkeypatch.setattr(printing, "render", somebody_types_meanwhile)
    with pytest.raises(Refused, match="W czasie drukowania ktoś zmienił"):
        printed(contract)
    contract.refresh_from_db()
    assert contract.is_draft
    assert not contract.prints.exists()


def test_a_contract_that_somebody_saved_since_is_not_printed(person):
    contract = whole_draft(person)
    seen = contract.version
    SocialContract.objects.filter(pk=contract.pk).update(causes="inne")
    with pytest.raises(Refused, match="ktoś zmienił ten kontrakt"):
        printed(contract, version=seen)


def test_no_number_is_used_by_a_print_that_is_refused(person):
    contract = whole_draft(person, main_goal="")
    with pytest.raises(Refused, match="Brakuje: celu głównego"):
        printed(contract)
    assert not NumberSeries.objects.exists()


WITHOUT = {
    "ends_on": (None, "dnia, do którego", "id_ends_on"),
    "worker_phone": ("", "telefonu służbowego", "id_worker_phone"),
    "causes": (" ", "przyczyn", "id_causes"),
    "strengths": ("", "możliwości", "id_strengths"),
    "limits": ("", "ograniczeń", "id_limits"),
    "main_goal": ("", "celu głównego", "id_main_goal"),
    "expected_effects": ("", "efektów", "id_expected_effects"),
    "labour_group": ("", "sytuacji na rynku pracy", "id_labour_group"),
    "qualifications": ("", "kwalifikacji", "id_qualifications"),
    "past_actions": ("", "dotychczasowych działań", "id_past_actions"),
    "goals": ([], "celu szczegółowego", "id_goals"),
    "reviews": ([REVIEWS[-1]], "oceny okresowej przed końcem", "id_planned_reviews"),
}


@pytest.mark.parametrize("what", WITHOUT)
def test_each_thing_that_is_missing_is_named_with_its_place(person, what):
    value, words, field = WITHOUT[what]
    found = missing(whole_draft(person, **{what: value}), ON)
    assert any(words in item.what and item.field == field for item in found), found


def test_nothing_is_missing_in_a_whole_draft(person):
    assert missing(whole_draft(person), ON) == []
    assert missing(whole_draft(person, contract_type="A"), ON) == []


def test_type_a_does_not_ask_for_the_labour_market(person):
    blank = {"labour_group": "", "qualifications": "", "past_actions": ""}
    assert missing(whole_draft(person, contract_type="A", **blank), ON) == []


DAY = datetime.date(2027, 2, 28)


@pytest.mark.parametrize(
    ("actions", "words"),
    [
        ([("worker", "x", DAY)], "działania osoby"),
        ([("person", "x", DAY)], "działania pracownika"),
        ([("person", "x", DAY), ("worker", "x", None)], "terminu w działaniu 2"),
        (
            [("person", "x", datetime.date(2027, 6, 1)), ("worker", "x", DAY)],
            "terminu przed końcem kontraktu w działaniu 1",
        ),
    ],
)
def test_both_sides_act_each_by_a_day_within_the_term(person, actions, words):
    found = missing(whole_draft(person, goals=[("cel", actions)]), ON)
    assert [words in item.what for item in found] == [True], found


@pytest.mark.parametrize(("on", "complains"), [("2027-05-31", False), ("2027-06-01", True)])
def test_a_term_that_passed_is_missing(person, on, complains):
    found = missing(whole_draft(person), datetime.date.fromisoformat(on))
    assert any("jeszcze nie minął" in item.what for item in found) is complains


PERSON_WITHOUT = {
    "born_on": (None, "daty urodzenia"),
    "sex": ("", "płci"),
    "citizenship": ("", "obywatelstwa"),
    "pesel": ("", "dokumentu tożsamości osoby"),
    "needs_interpreter": (True, "tłumacza"),
    "cannot_write": (True, "odczytała treść"),
}


@pytest.mark.parametrize("field", PERSON_WITHOUT)
def test_what_the_paper_needs_of_the_person(users, field):
    value, words = PERSON_WITHOUT[field]
    found = missing(whole_draft(PersonFactory(responsible=users.worker, **{field: value})), ON)
    assert [words in item.what for item in found] == [True], found


PARTNER = {"role": "signs", "last_name": "Lis", "first_name": "Ewa"}


def test_a_second_party_needs_an_identity_and_signs_type_a_only(person):
    contract = whole_draft(person, contract_type="A", parties=[PARTNER])
    assert "dokumentu tożsamości drugiej strony (Lis Ewa)" in missing(contract, ON)[0].what
    party = PARTNER | {"pesel": "81050412355"}
    assert missing(whole_draft(person, contract_type="A", parties=[party]), ON) == []
    assert "rodzajem B" in missing(whole_draft(person, parties=[party]), ON)[0].what


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
    load_texts(datetime.date(2026, 1, 1))
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


def test_the_clause_of_the_day_is_printed_and_frozen(person, users):
    load_texts(datetime.date(2026, 1, 1))
    row = PaperText.objects.get(key=CONSEQUENCES)
    row.valid_to = ON - datetime.timedelta(days=1)
    row.save()
    PaperText.objects.create(
        key=CONSEQUENCES, title="x", text="Nowe pouczenie ośrodka.", valid_from=ON
    )
    contract = whole_draft(person)
    assert "Nowe pouczenie ośrodka." in text(printed(contract).document.content)
    PaperText.objects.filter(valid_from=ON).update(text="Jeszcze nowsze.")
    contract.refresh_from_db()
    assert contract.consequences == "Nowe pouczenie ośrodka."


def test_loading_the_texts_twice_changes_nothing(db):
    load_texts(datetime.date(2026, 1, 1))
    count = PaperText.objects.count()
    load_texts(datetime.date(2026, 2, 1))
    assert PaperText.objects.count() == count == 5


SIGN = {
    "2026-11-18": "powstał 19.11.2026",
    "2026-11-19": None,
    "2026-11-21": None,
    "2026-11-22": "nie może być późniejsza niż dzisiaj",
}


@pytest.mark.parametrize("on", SIGN)
def test_the_day_of_signing_lies_between_the_print_and_today(person, users, on):
    contract = made.printed(person)
    facts = {
        "on": datetime.date.fromisoformat(on),
        "by": users.worker,
        "code": contract.live_print.code,
        "today": datetime.date(2026, 11, 21),
    }
    if SIGN[on]:
        with pytest.raises(Refused, match=SIGN[on]):
            contract.sign(**facts)
    else:
        contract.sign(**facts)
        assert contract.covers(facts["on"])


def test_an_act_in_the_wrong_state_says_in_which_state_it_is(person, users):
    contract = made.signed(person)
    with pytest.raises(Refused, match="„Podpisany”"):
        contract.back_to_draft(at=AT, by=users.worker)
    with pytest.raises(Refused, match="„Podpisany”"):
        printed(contract)
    draft = made.draft(PersonFactory(responsible=users.worker))
    with pytest.raises(Refused, match="„Szkic”"):
        draft.end(on=ON, reason="agreed", by=users.worker, today=ON)


def test_the_author_of_a_signed_entry_does_not_void_it(person, users):
    contract = made.signed(person)
    with pytest.raises(Refused, match="druga osoba"):
        contract.void(by=users.worker, reason="pomyłka")
    contract.void(by=users.coordinator, reason="pomyłka")
    assert not SocialContract.objects.filter(pk=contract.pk).exists()
    assert SocialContract.with_voided.get(pk=contract.pk).void_reason == "pomyłka"


def test_a_copy_takes_the_words_and_leaves_the_days_open(person, users):
    previous = whole_draft(person)
    copy = copy_to_draft(previous, by=users.worker)
    assert copy.causes == previous.causes
    assert copy.number == ""
    assert copy.ends_on is None
    actions = Action.objects.filter(goal__contract=copy)
    assert actions.count() == 5
    assert not actions.exclude(deadline=None).exists()
    assert not copy.planned_reviews.exists()


@pytest.mark.parametrize(
    ("months", "expected"),
    [
        (1, ["2026-12-20", "2027-01-20", "2027-02-19"]),
        (2, ["2027-01-20", "2027-02-19"]),
        (3, ["2027-02-19"]),
    ],
)
def test_reviews_stand_every_so_many_months_and_on_the_last_day(months, expected):
    days = review_days(datetime.date(2026, 11, 20), datetime.date(2027, 2, 19), months)
    assert [day.isoformat() for day, _ in days] == expected
    assert [is_final for _, is_final in days] == [False] * (len(days) - 1) + [True]


def test_a_contract_from_paper_binds_at_once_with_its_parts(person, users):
    contract = enter_from_paper(
        person,
        number=" 13/2025 ",
        signed_on=datetime.date(2026, 1, 10),
        ends_on=datetime.date(2026, 12, 31),
        by=users.worker,
        today=ON,
        type="B",
        goals=[("praca", [("person", "szukanie", None)])],
    )
    assert (contract.number, contract.state) == ("13/2025", "signed")
    assert contract.covers(ON)
    assert contract.goals.count() == 1
    with pytest.raises(Refused, match="Kontrakt o tym numerze już jest"):
        enter_from_paper(
            PersonFactory(responsible=users.worker),
            number="13/2025",
            signed_on=ON,
            ends_on=ON,
            by=users.worker,
            today=ON,
            type="B",
        )


def test_a_draft_without_a_number_is_discarded_one_with_a_number_is_not(person, users):
    contract = whole_draft(person)
    contract.discard()
    assert not SocialContract.with_voided.exists()
    numbered = made.draft(person)
    with pytest.raises(Refused, match="nie dostał numeru"):
        numbered.discard()
