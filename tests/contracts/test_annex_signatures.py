"""An annex is signed by the same sides as its contract, and as carefully."""

import pytest

from contracts.models import Annex, Signature
from kis.lib.refusals import Refused
from tests.contracts import annexed, made
from tests.contracts.pages import TODAY, address, of, text_of
from tests.contracts.test_signatures import WAYS
from tests.factories import PersonFactory
from tests.refused import name_of_refusal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_noon")]


def waiting(person, *, families=False):
    """An annex that waits for signatures; of a family two adults sign."""
    draft = made.draft(person)
    if families:
        draft.parties.update(role="signs")
    return annexed.printed(made.sign(made.lock(draft)), on=TODAY)


def sign(annex, signatures=None):
    annex.sign(
        on=TODAY,
        by=annex.created_by,
        code=annex.live_print.code,
        today=TODAY,
        signatures=signatures,
    )


@pytest.mark.parametrize(("way", "beside", "refusal"), WAYS)
def test_each_way_of_signing_has_what_it_needs(person, way, beside, refusal):
    annex = waiting(person)
    signatures = annex.expected_signatures()
    signatures[0].way = way
    for name, value in beside.items():
        setattr(signatures[0], name, value)
    if refusal is None:
        sign(annex, signatures)
        assert annex.signatures.first().way == way
        return
    with pytest.raises(Refused, match=refusal):
        sign(annex, signatures)


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_without_one_of_the_signatures_nothing_is_signed(person, missing):
    """The contract's own signatures do not count for its annex."""
    annex = waiting(person, families=True)
    assert annex.contract.signatures.count() == 3
    signatures = annex.expected_signatures()
    del signatures[missing]
    with pytest.raises(Refused, match="Brakuje podpisu: aneks"):
        sign(annex, signatures)
    annex.refresh_from_db()
    assert (annex.state, annex.signatures.count()) == ("printed", 0)


def test_sql_does_not_sign_without_signatures_either(person):
    annex = waiting(person)
    facts = {"state": "signed", "signed_on": TODAY, "holds_from": TODAY}
    facts |= {"signed_by": annex.created_by, "signed_print": annex.live_print}
    row = Annex.objects.filter(pk=annex.pk)
    ends_on = annex.contract.ends_on
    assert name_of_refusal(row.update, **facts, ended_before=ends_on) == "annex_signed_by_all"


def test_the_second_annex_is_signed_by_the_same_sides_again(person):
    annex = waiting(person)
    sign(annex)
    other = annexed.printed(annex.contract, on=TODAY)
    sign(other)
    assert [annex.signatures.count(), other.signatures.count()] == [2, 2]
    assert annex.contract.signatures.filter(annex=None).count() == 2


def test_a_signature_belongs_under_an_annex_that_waits_for_it(person, users):
    annex = waiting(person)
    elsewhere = waiting(PersonFactory(responsible=users.worker)).contract
    strange = Signature(contract=elsewhere, annex=annex, role="person", name="Kto Inny")
    assert name_of_refusal(strange.save) == "signature_with_signing"
    sign(annex)
    late = Signature(contract=annex.contract, annex=annex, role="worker", name="Kto Inny")
    assert name_of_refusal(late.save) == "signature_with_signing"
    draft = annexed.draft(annex.contract)
    early = Signature(contract=draft.contract, annex=draft, role="person", name="Kto Inny")
    assert name_of_refusal(early.save) == "signature_with_signing"


def test_a_mark_under_an_annex_is_asked_shown_and_not_told_as_the_contracts(browser, users):
    person = PersonFactory(responsible=users.worker, cannot_write=True)
    annex = waiting(person)
    there = address("annex_sign", person.pk, annex.contract_id, annex.pk)
    form = browser.get(there).context["form"]
    assert form["way_0"].initial == "mark"
    data = {"code": annex.live_print.code, "signed_on": "d", "code_is_there": "on"}
    data |= {"copy_given": "on", "signed_0": "on", "signed_1": "on", "way_0": "mark"}
    page = text_of(browser.post(there, data))
    assert "Podaj, kto był świadkiem" in page
    data |= {"read_out_by_0": "Anna Wrona", "witness_0": "Jan Kos"}
    page = text_of(browser.post(there, data, follow=True))
    assert "świadek znaku: Jan Kos" in page
    assert "świadek znaku" not in text_of(browser.get(of(annex.contract)))


def test_another_adult_may_have_signed_an_annex_with_a_mark(browser, person):
    annex = waiting(person, families=True)
    there = address("annex_sign", person.pk, annex.contract_id, annex.pk) + "?sposoby=wszystkie"
    data = {"code": annex.live_print.code, "signed_on": "d", "code_is_there": "on"}
    data |= {"copy_given": "on", **{f"signed_{number}": "on" for number in range(3)}}
    marked = {"way_1": "mark", "read_out_by_1": "Anna Wrona", "witness_1": "Jan Kos"}
    browser.post(there, data | marked | {"way_0": "own"})
    assert list(annex.signatures.values_list("way", flat=True)) == ["own", "mark", "own"]
