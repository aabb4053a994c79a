"""Passing a dispute about a contract to the head of the centre, and the ruling (box IV of the form)."""

import datetime

from django.utils import timezone

from contracts.models import Dispute, Refusal, SocialContract
from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database


def pass_dispute(
    contract: SocialContract,
    *,
    on: datetime.date,
    matter: str,
    by,
    today: datetime.date,
    refusal: Refusal | None = None,
) -> Dispute:
    """Also where nobody refused to sign yet. Raises Refused for a day to come and for a signed contract."""
    if on > today:
        raise Refused("Sporu nie można przekazać w dniu, którego jeszcze nie było.")
    with refused_by_database():
        contract.lock()
        return Dispute.objects.create(
            contract=contract, passed_on=on, matter=matter, passed_by=by, refusal=refusal
        )


def rule(
    dispute: Dispute, *, on: datetime.date, ruling: str, outcome: str, by, at: datetime.datetime
) -> None:
    """The head's ruling, kept for good; what it says happens to the contract happens with it.

    Back to edit and *not concluded* void a print that was given out. Raises Refused for a day to come or
    before the dispute, where it is ruled on already, and where the contract was signed meanwhile.
    """
    with refused_by_database():
        contract = dispute.contract
        contract.lock()
        dispute.refresh_from_db()
        _expect(dispute, on, timezone.localtime(at).date())
        dispute.ruled_on, dispute.ruling, dispute.outcome = on, ruling, outcome
        dispute.ruled_by, dispute.ruled_at = by, at
        dispute.save(update_fields=["ruled_on", "ruling", "outcome", "ruled_by", "ruled_at"])
        if outcome != Dispute.Outcome.STAYS and contract.state != contract.State.DRAFT:
            contract.back_to_draft(at=at, by=by)
        if outcome == Dispute.Outcome.NOT_MADE:
            contract.take_step(contract.State.NOT_MADE)


def _expect(dispute, on, today) -> None:
    if not dispute.is_open:
        raise Refused(f"Ten spór rozstrzygnięto już {polish(dispute.ruled_on)}.")
    if on > today:
        raise Refused("Rozstrzygnięcie nie może być z dnia, którego jeszcze nie było.")
    if on < dispute.passed_on:
        raise Refused(
            f"Spór przekazano {polish(dispute.passed_on)}, więc rozstrzygnięcie nie może być wcześniejsze."
        )


def mark_read(contract: SocialContract, *, by, at: datetime.datetime) -> None:
    """Whoever writes in the case has opened the contract: its rulings are news no more."""
    contract.disputes.to_be_read().update(seen_at=at, seen_by=by)
