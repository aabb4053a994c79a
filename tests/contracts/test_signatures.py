"""Every side's signature is a row of its own: who, how, and who stood beside."""

import datetime

import pytest
from django.db import connection

from contracts.models import Signature
from kis.lib.refusals import Refused
from tests.contracts import made
from tests.contracts.made import row_of
from tests.contracts.pages import TODAY, of, text_of
from tests.factories import PersonFactory
from tests.refused import name_of_refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]

READ = {"read_out_by": "Anna Wrona"}
MARK = READ | {"witness": "Jan Kos"}
WAYS = [
    ("own", {}, None),
    ("mark", MARK, None),
    ("mark", READ, "kto odczytał treść i kto był świadkiem"),
    ("mark", {"witness": "Jan Kos"}, "kto odczytał treść i kto był świadkiem"),
    ("interpreter", {"interpreter": "Olga Bondar"}, None),
    ("interpreter", {}, "podaj tłumacza"),
    ("guardian", {"guardian": "Ewa Lis, kurator"}, None),
    ("guardian", {}, "Podaj kuratora lub opiekuna prawnego"),
]


def sign(contract, *, signatures=None):
    code = contract.live_print.code
    contract.sign(on=TODAY, by=contract.worker, code=code, today=TODAY, signatures=signatures)


@pytest.mark.parametrize(("way", "beside", "refusal"), WAYS)
def test_each_way_of_signing_has_what_it_needs(person, way, beside, refusal):
    contract = made.printed(person)
    signatures = contract.expected_signatures()
    signatures[0].way = way
    for name, value in beside.items():
        setattr(signatures[0], name, value)
    if refusal is None:
        sign(contract, signatures=signatures)
        assert contract.signatures.first().way == way
        return
    with pytest.raises(Refused, match=refusal):
        sign(contract, signatures=signatures)


@pytest.fixture
def family(person):
    """A contract of type A that waits for the signatures of two adults."""
    draft = made.draft(person)
    draft.parties.update(role="signs")
    return made.lock(draft)


def test_every_adult_party_has_its_own_signature_and_the_day_is_the_contracts(family, person):
    sign(family)
    rows = family.signatures.values_list("role", "name", "way")
    assert list(rows) == [
        ("person", person.full_name, "own"),
        ("party", "Ewa Lis", "own"),
        ("worker", str(family.worker), "own"),
    ]


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_without_one_of_the_signatures_nothing_is_signed(family, missing):
    signatures = family.expected_signatures()
    del signatures[missing]
    with pytest.raises(Refused, match="Brakuje podpisu"):
        sign(family, signatures=signatures)
    family.refresh_from_db()
    assert (family.state, family.signatures.count()) == ("printed", 0)


def test_sql_does_not_sign_without_signatures_either(person):
    contract = made.printed(person)
    facts = {"state": "signed", "signed_on": TODAY, "signed_by": contract.worker}
    refusal = name_of_refusal(row_of(contract).update, **facts, signed_print=contract.live_print)
    assert refusal == "contract_signed_by_all"


def test_a_child_who_is_named_does_not_sign(person):
    contract = made.printed(person)
    assert len(contract.expected_signatures()) == 2
    signatures = contract.expected_signatures()
    signatures[0].role, signatures[0].party = "party", contract.parties.get()
    with pytest.raises(Refused, match="Podpisuje strona tego kontraktu"):
        sign(contract, signatures=signatures)


def test_a_party_of_another_contract_does_not_sign(family, users):
    other = made.draft(PersonFactory(responsible=users.worker))
    other.parties.update(role="signs")
    signatures = family.expected_signatures()
    signatures[1].party = other.parties.get()
    with pytest.raises(Refused, match="Podpisuje strona tego kontraktu"):
        sign(family, signatures=signatures)


def test_signatures_without_the_signing_do_not_stay(person):
    contract = made.printed(person)

    def signatures_alone():
        contract.expected_signatures()[0].save()
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    assert name_of_refusal(signatures_alone) == "signature_with_signing"


@pytest.mark.parametrize("make", [made.draft, made.signed], ids=lambda make: make.__name__)
def test_a_signature_is_added_to_no_draft_and_to_no_signed_contract(person, make):
    contract = make(person)
    row = Signature(contract=contract, role="person", name="Kto Inny")
    assert name_of_refusal(row.save) == "signature_with_signing"


def test_a_signature_is_neither_changed_nor_deleted(person):
    contract = made.signed(person)
    rows = Signature.objects.filter(contract=contract)
    assert name_of_refusal(rows.update, name="Kto Inny") == "signature_is_kept"
    assert name_of_refusal(rows.first().delete) == "signature_is_kept"


def test_what_was_signed_before_signatures_had_rows_still_ends_and_is_voided(person, users):
    contract = made.from_paper(person)
    assert not contract.signatures.exists()
    contract.end(on=TODAY, reason="agreed", by=contract.worker, today=TODAY)
    contract.void(by=users.coordinator, reason="pomyłka")


def posted(contract, **more):
    sides = {f"signed_{number}": "on" for number in range(len(contract.expected_signatures()))}
    paper = {"code": contract.live_print.code, "signed_on": "d", "code_is_there": "on"}
    return {**paper, **sides, "copy_given": "on", **more}


def test_how_somebody_signed_is_asked_only_where_something_tells(browser, person):
    contract = made.printed(person)
    page = text_of(browser.get(of(contract, "sign")))
    assert "Jak podpisano" not in page
    assert "Ktoś podpisał inaczej niż własnoręcznie" in page
    every = text_of(browser.get(of(contract, "sign") + "?sposoby=wszystkie"))
    assert every.count("Jak podpisano") == 1  # of the person; the worker signs by hand


TOLD = [
    ({"cannot_write": True}, {}, "mark"),
    ({"needs_interpreter": True}, {"interpreter": "Olga Bondar"}, "interpreter"),
    ({}, {"guardian": "Ewa Lis, kurator"}, "guardian"),
    ({"cannot_write": True}, {"guardian": "Ewa Lis, kurator"}, "guardian"),
]


@pytest.mark.parametrize(("of_person", "of_contract", "likeliest"), TOLD)
def test_what_the_person_or_the_contract_says_is_chosen_to_begin_with(
    browser, users, of_person, of_contract, likeliest
):
    person = PersonFactory(responsible=users.worker, **of_person)
    contract = made.printed(person, **of_contract)
    form = browser.get(of(contract, "sign")).context["form"]
    assert form["way_0"].initial == likeliest
    for name, value in of_contract.items():
        assert form[f"{name}_0"].initial == value


def test_a_mark_is_registered_with_its_reader_and_its_witness(browser, users):
    person = PersonFactory(responsible=users.worker, cannot_write=True)
    contract = made.printed(person)
    page = text_of(browser.post(of(contract, "sign"), posted(contract, way_0="mark")))
    assert "Podaj, kto odczytał treść." in page
    assert "Podaj, kto był świadkiem i podpisał się obok znaku." in page
    contract.refresh_from_db()
    assert contract.state == "printed"
    data = posted(contract, way_0="mark", read_out_by_0="Anna Wrona", witness_0="Jan Kos")
    page = text_of(browser.post(of(contract, "sign"), data, follow=True))
    assert (
        f"{person.full_name} (znak osoby, która nie może pisać; treść odczytał(a): Anna Wrona; "
        "świadek znaku: Jan Kos)" in page
    )


def test_who_reads_with_difficulty_signs_by_hand_and_the_reader_is_noted(browser, users):
    person = PersonFactory(responsible=users.worker, reads_with_difficulty=True)
    contract = made.printed(person, read_out_by="Anna Wrona")
    assert "Jak podpisano" not in text_of(browser.get(of(contract, "sign")))
    browser.post(of(contract, "sign"), posted(contract, read_out_by_0="Anna Wrona"))
    row = contract.signatures.get(role="person")
    assert (row.way, row.read_out_by) == ("own", "Anna Wrona")


def test_what_stands_in_the_contract_is_not_noted_of_who_signed_alone(browser, users):
    person = PersonFactory(responsible=users.worker)
    contract = made.printed(person, guardian="Ewa Lis, kurator")
    data = posted(contract, way_0="own", guardian_0="Ewa Lis, kurator")
    browser.post(of(contract, "sign"), data)
    assert contract.signatures.get(role="person").guardian == ""


def test_another_adult_may_have_signed_with_a_mark(browser, family):
    address = of(family, "sign") + "?sposoby=wszystkie"
    marked = {"way_1": "mark", "read_out_by_1": "Anna Wrona", "witness_1": "Jan Kos"}
    browser.post(address, posted(family, way_0="own", **marked))
    assert list(family.signatures.values_list("way", flat=True)) == ["own", "mark", "own"]


def test_a_way_that_was_not_offered_and_a_day_to_come_are_refused(browser, person):
    contract = made.printed(person)
    address = of(contract, "sign") + "?sposoby=wszystkie"
    page = text_of(browser.post(address, posted(contract, way_0="skan")))
    assert "Wybierz poprawną wartość" in page
    page = text_of(browser.post(address, posted(contract, way_0="own", signed_on="+1")))
    assert "nie może być późniejsza niż dzisiaj" in page
    contract.refresh_from_db()
    assert contract.state == "printed"


def test_the_signatures_of_a_contract_of_other_days_name_who_signed_then(person):
    """The name is text: a person who marries later has signed under the name of that day."""
    contract = made.signed(person, on=TODAY - datetime.timedelta(days=30))
    before = contract.signatures.first().name
    person.last_name = "Nowe-Nazwisko"
    person.save(update_fields=["last_name"])
    assert contract.signatures.first().name == before
