"""Every refusal of the database has a sentence, and none of them tells what it must not."""

import json
import re

import pgtrigger
import pytest

from kis.lib.guards import Guard
from kis.lib.refusals import SENTENCES, Refused, refused_by_database
from psu.refusals import HOURS
from tests.psu.factories import ReferralFactory, work
from tests.psu.guarded import day

NAMES = {
    (model, name)
    for model, trigger in pgtrigger.registered()
    if model._meta.app_label == "psu" and isinstance(trigger, Guard)
    for name in re.findall(r"CONSTRAINT = '(\w+)'", trigger.get_func(model))
}


def test_the_guards_are_found():
    assert len(NAMES) > 50


@pytest.mark.parametrize("name", sorted({name for _, name in NAMES}))
def test_every_guard_has_a_sentence(name):
    assert name in SENTENCES


@pytest.mark.parametrize("name", sorted(HOURS))
def test_no_sentence_stands_for_a_refusal_that_no_guard_makes(name):
    assert name in {known for _, known in NAMES}


def test_a_refusal_reads_as_a_sentence_for_the_office(users):
    referral = ReferralFactory()
    work(referral, day("2026-11-23"), 8)
    with pytest.raises(Refused) as refusal, refused_by_database():
        work(referral, day("2026-11-24"), 3)
    assert str(refusal.value) == (
        f"{referral.person}: w tygodniu 23–29.11 jest już 8 godz. Limit tygodnia: 10. "
        "Można wpisać najwyżej 2, wpisano 3."
    )


def test_the_facts_that_the_database_may_log_hold_no_name_and_no_pesel(users):
    referral = ReferralFactory()
    work(referral, day("2026-11-23"), 8)
    with pytest.raises(Exception, match="workday_week_limit") as error:
        work(referral, day("2026-11-24"), 3)
    facts = json.loads(error.value.__cause__.diag.message_detail)
    assert facts == {
        "person": referral.person_id,
        "monday": "2026-11-23",
        "there": 8,
        "elsewhere": [],
        "limit": 10,
        "asked": 3,
    }
    assert referral.person.pesel not in str(error.value)
    assert referral.person.last_name not in str(error.value)
