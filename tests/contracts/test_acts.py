"""Acts on a contract that was given out."""

import datetime

import pytest

from contracts.models import Print, SocialContract
from contracts.printing import print_for_signature
from contracts.refusing import refuse_signature
from kis.lib.refusals import Refused
from tests.contracts import made
from tests.factories import PersonFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)
ON = datetime.date(2026, 11, 19)


def printed(contract, **facts) -> Print:
    return print_for_signature(contract, by=contract.worker, at=AT, **facts)


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


@pytest.mark.parametrize(("on", "may"), [("2026-11-20", True), ("2026-11-21", False)])
def test_a_contract_is_signed_through_its_last_day(person, users, on, may):
    contract = made.printed(person, ends_on=datetime.date(2026, 11, 20))
    facts = {"by": users.worker, "code": contract.live_print.code}
    day = datetime.date.fromisoformat(on)
    if may:
        contract.sign(on=day, today=day, **facts)
        assert contract.covers(day)
    else:
        with pytest.raises(Refused, match=r"obowiązuje do 20\.11\.2026.*zmień termin"):
            contract.sign(on=day, today=day, **facts)


@pytest.mark.parametrize("day", ["2026-11-19", "2027-06-01"])
def test_an_ending_outside_the_term_is_told_the_term(person, users, day):
    contract = made.signed(person)
    on = datetime.date.fromisoformat(day)
    with pytest.raises(Refused, match=r"\(20\.11\.2026\) a końcem kontraktu \(31\.05\.2027\)"):
        contract.end(on=on, reason="agreed", by=users.worker, today=on)


def test_an_act_in_the_wrong_state_says_in_which_state_it_is(person, users):
    contract = made.signed(person)
    with pytest.raises(Refused, match="„Podpisany”"):
        contract.back_to_draft(at=AT, by=users.worker)
    with pytest.raises(Refused, match="„Podpisany”"):
        printed(contract)
    draft = made.draft(PersonFactory(responsible=users.worker))
    with pytest.raises(Refused, match="„Szkic”"):
        draft.end(on=ON, reason="agreed", by=users.worker, today=ON)


def test_a_refusal_is_noted_on_its_day_or_later(person, users):
    contract = made.printed(person)
    facts = {"who": "Łukasz", "reason": "Za dużo.", "by": users.worker}
    with pytest.raises(Refused, match="jeszcze nie było"):
        refuse_signature(contract, on=ON + datetime.timedelta(days=1), today=ON, **facts)
    refuse_signature(contract, on=ON, today=ON, **facts)
    assert contract.state == "refused"


def test_a_contract_given_out_is_voided_only_after_its_print(person, users):
    contract = made.printed(person)
    with pytest.raises(Refused, match="Najpierw wróć do edycji"):
        contract.void(by=users.coordinator, reason="pomyłka")
    contract.back_to_draft(at=AT, by=users.worker)
    contract.void(by=users.coordinator, reason="pomyłka")
    assert contract.voided_at


def test_a_contract_has_one_scan(person):
    contract = made.signed(person)
    contract.keep_scan(contract.signed_print.document)
    with pytest.raises(Refused, match="ma już skan"):
        contract.keep_scan(contract.signed_print.document)


def test_whoever_entered_the_signature_does_not_void_it_whoever_began_the_draft_may(person, users):
    contract = made.printed(person)
    on = made.SIGNED_ON
    contract.sign(on=on, today=on, by=users.colleague, code=contract.live_print.code)
    with pytest.raises(Refused, match="nie ta, która go zrobiła"):
        contract.void(by=users.colleague, reason="pomyłka")
    contract.void(by=users.worker, reason="pomyłka")
    assert not SocialContract.objects.filter(pk=contract.pk).exists()
    assert SocialContract.with_voided.get(pk=contract.pk).void_reason == "pomyłka"
