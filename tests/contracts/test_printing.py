"""Giving a draft out: its number, its code, its freezing."""

import datetime
import hashlib

import pytest
from django.utils import timezone

from contracts import printing
from contracts.models import Action, Print, SocialContract
from contracts.printing import CODE_LETTERS, print_for_signature
from contracts.texts import CLAUSES, CONSEQUENCES, FORM_1B, load_texts
from kis.documents.models import NumberSeries, PaperText, TextUse
from kis.lib.dates import DAY
from kis.lib.refusals import Refused
from tests.contracts import made
from tests.contracts.written import whole_draft
from tests.factories import PersonFactory
from tests.papers import text
from tests.refused import refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)
ON = datetime.date(2026, 11, 19)


def printed(contract, **facts) -> Print:
    return print_for_signature(contract, by=contract.worker, at=AT, **facts)


def test_printing_gives_a_number_freezes_and_keeps_the_bytes(person):
    contract = whole_draft(person)
    paper = printed(contract)
    contract.refresh_from_db()
    assert (contract.state, contract.number) == ("printed", "1/2026")
    assert contract.consequences.startswith(
        "Brak współdziałania z pracownikiem socjalnym, odmowa zawarcia"
    )
    assert paper.document.sha256 == hashlib.sha256(paper.document.content).hexdigest()
    assert paper.printed_on == ON
    assert len(paper.code) == 4
    assert set(paper.code) <= set(CODE_LETTERS)


def test_both_types_share_one_series_a_year_and_the_year_is_that_of_printing(person, users):
    first, second, third = (
        whole_draft(PersonFactory(responsible=users.worker), contract_type=kind) for kind in "ABA"
    )
    for contract, at in ((first, AT), (second, AT), (third, AT.replace(year=2027, month=1, day=8))):
        print_for_signature(contract, by=users.worker, at=at)
        contract.refresh_from_db()
    assert [first.number, second.number, third.number] == ["1/2026", "2/2026", "1/2027"]


def test_the_year_turns_at_midnight_in_warsaw(person):
    contract = whole_draft(person)
    last_minutes_in_utc = datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC)
    paper = print_for_signature(contract, by=contract.worker, at=last_minutes_in_utc)
    contract.refresh_from_db()
    assert contract.number == "1/2027"
    assert paper.printed_on == datetime.date(2027, 1, 1)


def test_a_number_that_a_contract_from_paper_has_is_left_out(person, users):
    made.from_paper(PersonFactory(responsible=users.worker), number="1/2026")
    contract = whole_draft(person)
    printed(contract)
    contract.refresh_from_db()
    assert contract.number == "2/2026"


def test_a_number_of_a_voided_entry_from_paper_is_left_out_too(person, users):
    made.from_paper(PersonFactory(responsible=users.worker), number="1/2026").void(
        by=users.coordinator, reason="nie ta osoba"
    )
    printed(whole_draft(person))
    assert SocialContract.objects.get().number == "2/2026"


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


def test_the_clause_of_the_day_is_printed_and_frozen(person, users):
    load_texts(ON)
    row = PaperText.objects.on(ON).get(key=CONSEQUENCES)
    row.valid_to = ON - datetime.timedelta(days=1)
    row.save()
    PaperText.objects.create(
        key=CONSEQUENCES, title="x", text="Nowe pouczenie ośrodka.", valid_from=ON
    )
    contract = whole_draft(person)
    assert "Nowe pouczenie ośrodka." in text(printed(contract).document.content)
    with refused("text_wording_is_kept"):
        PaperText.objects.filter(valid_from=ON).update(text="Jeszcze nowsze.")
    PaperText.objects.filter(key=CONSEQUENCES, valid_from=ON).update(valid_to=ON)
    PaperText.objects.create(
        key=CONSEQUENCES, title="x", text="Jeszcze nowsze.", valid_from=ON + DAY
    )
    contract.refresh_from_db()
    assert contract.consequences == "Nowe pouczenie ośrodka."


def test_loading_the_texts_twice_changes_nothing(db):
    load_texts(ON)
    rows = list(PaperText.objects.order_by("pk").values())
    assert load_texts(ON) == 0
    assert list(PaperText.objects.order_by("pk").values()) == rows
    assert PaperText.objects.on(ON).count() == len(CLAUSES) == 13


def test_a_print_notes_which_texts_stand_on_it(person):
    load_texts(ON)
    paper = printed(whole_draft(person))

    used = TextUse.objects.filter(document=paper.document)
    assert set(used.values_list("text__key", flat=True)) == {FORM_1B, CONSEQUENCES}
    assert set(used.values_list("issued_on", flat=True)) == {ON}
