"""Acts on a contract that was given out."""

import datetime

import pytest

from contracts.models import Print, SocialContract
from contracts.printing import print_for_signature
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
