"""What was only ticked beside a refusal before disputes had rows reaches the head's desk all the same."""

import importlib

import pytest
from django.apps import apps

from contracts.models import Dispute, Refusal
from tests.contracts import made
from tests.contracts.made import PRINTED_ON, row_of
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
MIGRATION = importlib.import_module("contracts.migrations.0008_before_signing")


def ticked(contract, reason, *, passed=True):
    return Refusal.objects.create(
        contract=contract,
        on=PRINTED_ON,
        who="osoba",
        reason=reason,
        dispute_passed=passed,
        noted_by=contract.worker,
    )


def test_the_newest_refusal_of_each_unsigned_contract_becomes_a_dispute(users):
    waiting, signed, plain = (
        made.printed(PersonFactory(responsible=users.worker)) for _ in range(3)
    )
    ticked(waiting, "pierwszy powód")
    newest = ticked(waiting, "drugi powód")
    row_of(waiting).update(state="refused")
    ticked(signed, "zanim podpisano")
    made.sign(signed)
    ticked(plain, "bez sporu", passed=False)
    MIGRATION.pass_on_what_refusals_say(apps, None)
    dispute = Dispute.objects.get()
    assert (dispute.contract, dispute.refusal, dispute.matter) == (waiting, newest, "drugi powód")
    assert (dispute.passed_on, dispute.passed_by) == (PRINTED_ON, users.worker)
    assert dispute.is_open
