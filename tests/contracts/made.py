"""Contracts in every state, made quickly: the paper is a few bytes, its real making has tests of its own."""

import datetime
import itertools

from django.db import transaction

from contracts.approving import approve
from contracts.disputes import pass_dispute, rule
from contracts.models import Action, Approval, Goal, Party, PlannedReview, Print, SocialContract
from kis.accounts.models import User
from kis.documents.models import Document

PRINTED_AT = datetime.datetime(2026, 11, 19, 10, 30, tzinfo=datetime.UTC)
PRINTED_ON = datetime.date(2026, 11, 19)
SIGNED_ON = datetime.date(2026, 11, 20)
ENDS_ON = datetime.date(2027, 5, 31)

numbers = itertools.count(1)
ALPHABET = "ACDEFGHJKL"


def draft(person, *, by=None, number=None, **facts):
    """A draft with one of each part; it has been printed once, but for an empty number."""
    worker = by or person.responsible
    contract = SocialContract.objects.create(
        **{
            "person": person,
            "type": "A",
            "worker": worker,
            "created_by": worker,
            "ends_on": ENDS_ON,
            "number": f"T{next(numbers)}/2026" if number is None else number,
            "main_goal": "Podjęcie pracy w pełnym wymiarze",
            **facts,
        }
    )
    goal = Goal.objects.create(contract=contract, text="Aktualne umiejętności biurowe")
    Action.objects.create(
        goal=goal, side="person", text="Udział w warsztacie", deadline=datetime.date(2027, 2, 28)
    )
    Party.objects.create(contract=contract, last_name="Lis", first_name="Ewa")
    PlannedReview.objects.create(contract=contract, on=datetime.date(2027, 1, 12))
    return contract


def lock(contract, *, code=None, printed_on=PRINTED_ON):
    """Give the draft out for signature, past the real print."""
    worker = contract.worker
    contract.state = "printed"
    contract.save(update_fields=["state"])
    paper = Document.objects.keep(
        kind="contract",
        name="kontrakt.pdf",
        content=b"%PDF-",
        content_type="application/pdf",
        by=worker,
    )
    count = next(numbers)
    Print.objects.create(
        contract=contract,
        code=code or "".join(ALPHABET[int(digit)] for digit in f"{count:04}"),
        document=paper,
        facts={},
        printed_at=PRINTED_AT,
        printed_on=printed_on,
        printed_by=worker,
    )
    contract.refresh_from_db()
    return contract


def printed(person, **facts):
    return lock(draft(person, **facts))


def signed(person, *, on=SIGNED_ON, **facts):
    """Signed that day, on a print of the day before."""
    return sign(lock(draft(person, **facts), printed_on=on - datetime.timedelta(days=1)), on=on)


def waiting(person, **facts):
    """Asked for on the day of the tests' prints; the paper's own needs are left aside."""
    contract = draft(person, **facts)
    with transaction.atomic():
        Approval.objects.create(contract=contract, asked_on=PRINTED_ON, asked_by=contract.worker)
        contract.take_step("waiting")
    return contract


def approved(person, *, by=None, **facts):
    contract = waiting(person, **facts)
    head = by or User.objects.get(username="head")
    approve(contract, on=PRINTED_ON, by=head, today=PRINTED_ON)
    return contract


def not_made(person, **facts):
    """The head ruled so on a dispute about the draft."""
    contract = draft(person, **facts)
    dispute = pass_dispute(
        contract, on=PRINTED_ON, matter="Terminy spotkań.", by=contract.worker, today=PRINTED_ON
    )
    rule(
        dispute,
        on=PRINTED_ON,
        ruling="Strony nie doszły do porozumienia.",
        outcome="not_made",
        by=contract.worker,
        at=PRINTED_AT,
    )
    return contract


def sign(contract, *, on=SIGNED_ON):
    contract.sign(on=on, by=contract.worker, code=contract.live_print.code, today=on)
    return contract


def ended(person, *, last_day, **facts):
    contract = signed(person, **facts)
    contract.end(on=last_day, reason="agreed", by=contract.worker, today=last_day)
    return contract


def from_paper(person, *, on=SIGNED_ON, number="13/2025", **facts):
    contract = draft(person, number=number, origin="paper", **facts)
    contract.state, contract.signed_on, contract.signed_by = "signed", on, contract.worker
    contract.save(update_fields=["state", "signed_on", "signed_by"])
    return contract


def row_of(contract):
    """The contract's own row, for a change around its acts and forms."""
    return SocialContract.with_voided.filter(pk=contract.pk)
