"""Noting that somebody would not sign."""

import datetime

from contracts.disputes import pass_dispute
from contracts.models import Refusal, SocialContract
from kis.lib.refusals import Refused, refused_by_database


def refuse_signature(
    contract: SocialContract,
    *,
    on: datetime.date,
    who: str,
    reason: str,
    by,
    today: datetime.date,
    witness: str = "",
    dispute_passed: bool = False,
) -> Refusal:
    """What was said is kept for good; the print may still be signed, or the wording opened again.

    A dispute that is passed on waits for the head's ruling (contracts.disputes). Raises Refused for a day to
    come, and where the contract waits for no signature.
    """
    if on > today:
        raise Refused("Odmowa nie może być z dnia, którego jeszcze nie było.")
    with refused_by_database():
        contract.lock()
        contract.expect_step(contract.State.REFUSED)
        refusal = Refusal.objects.create(
            contract=contract,
            on=on,
            who=who,
            reason=reason,
            witness=witness,
            dispute_passed=dispute_passed,
            noted_by=by,
        )
        # One that was passed on of the draft waits already.
        if dispute_passed and not contract.disputes.filter(ruled_at=None).exists():
            pass_dispute(contract, on=on, matter=reason, by=by, today=today, refusal=refusal)
        contract.note_refusal()
    return refusal
