"""The head's approval before the print, where the centre wants it."""

import datetime

from contracts.models import Approval, SocialContract
from contracts.readiness import missing, sentence
from kis.accounts.models import Centre
from kis.lib.dates import polish
from kis.lib.refusals import Refused, refused_by_database


def needs_approval(contract: SocialContract) -> bool:
    """Whether its next step is the head's. One query where it is a draft or waits."""
    waits = contract.state in (contract.State.DRAFT, contract.State.WAITING)
    return waits and Centre.objects.current().approves_contracts


def ask_for_approval(
    contract: SocialContract, *, on: datetime.date, by, version: int | None = None
) -> Approval:
    """Freeze the draft until the head answers. Raises Refused with what is missing, as printing does."""
    with refused_by_database():
        contract.lock(version=version)
        contract.expect_step(contract.State.WAITING)
        if found := missing(contract, on):
            raise Refused(sentence(found))
        approval = Approval.objects.create(contract=contract, asked_on=on, asked_by=by)
        contract.take_step(contract.State.WAITING)
    return approval


def approve(
    contract: SocialContract, *, on: datetime.date, by, today: datetime.date, on_paper: bool = False
) -> None:
    """`on` is the day of the approval, on paper it may be earlier than today. Raises Refused: see _answer."""
    with refused_by_database():
        contract.lock()
        contract.expect_step(contract.State.APPROVED)
        _answer(contract, Approval.Answer.APPROVED, on=on, by=by, today=today, on_paper=on_paper)
        contract.take_step(contract.State.APPROVED)


def send_back(
    contract: SocialContract, *, reason: str, by, today: datetime.date, at: datetime.datetime
) -> None:
    """The draft opens again with the head's reason. Raises Refused where nothing waits any more."""
    with refused_by_database():
        contract.lock()
        if contract.state != contract.State.WAITING:
            raise Refused("Ten kontrakt nie czeka już na zatwierdzenie.")
        _answer(contract, Approval.Answer.RETURNED, on=today, by=by, today=today, reason=reason)
        contract.back_to_draft(at=at, by=by)


def _answer(contract, answer, *, on, by, today, **facts) -> None:
    """The day lies between the asking and today; whoever wrote the contract does not approve it."""
    approval = contract.approvals.live().get()
    if on > today:
        raise Refused("Zatwierdzenie nie może być z dnia, którego jeszcze nie było.")
    if on < approval.asked_on:
        raise Refused(
            f"Kontrakt wysłano do zatwierdzenia {polish(approval.asked_on)}, więc odpowiedź nie może być "
            "wcześniejsza."
        )
    approval.answer, approval.answered_on, approval.answered_by = answer, on, by
    for name, value in facts.items():
        setattr(approval, name, value)
    approval.save(update_fields=["answer", "answered_on", "answered_by", *facts])
