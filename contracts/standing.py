"""The state of a contract in a word, with what is near its end."""

import datetime
from dataclasses import dataclass

from contracts.models import SocialContract
from kis.lib.dates import polish

State = SocialContract.State
LOOKS = {
    State.DRAFT: "chip-look",
    State.WAITING: "chip-due",
    State.APPROVED: "chip-look",
    State.PRINTED: "chip-due",
    State.REFUSED: "chip-late",
    State.SIGNED: "chip-good",
}


@dataclass(frozen=True)
class Standing:
    words: str
    look: str = ""  # a class of kis.css
    from_paper: bool = False

    def __str__(self):
        return f"{self.words}, wpisany z papieru" if self.from_paper else self.words


def standing(contract: SocialContract, on: datetime.date) -> Standing:
    return Standing(*_in_a_word(contract, on), from_paper=contract.origin == contract.Origin.PAPER)


def _in_a_word(contract: SocialContract, on: datetime.date) -> tuple[str, str]:
    state = State(contract.state)
    if contract.voided_at:
        return "Wpis unieważniony", ""
    if state == State.SIGNED and contract.last_day < on:
        return f"Skończył się {polish(contract.last_day)}", "chip-late"
    if state == State.ENDED:
        return f"Zakończony: {contract.get_end_reason_display()}", ""
    return state.label, LOOKS.get(state, "")
