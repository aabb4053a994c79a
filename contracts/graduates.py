"""Who is a graduate of the club: art. 2 pkt 1b of the act on social employment, by plain values."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from contracts.participation import Cover, covered
from kis.lib.stretches import Length, length_of
from participants.models import Participation

SIX_MONTHS = Length(6, 0)
CarriedOut = Participation.CarriedOut
NOT_CARRIED_OUT = {
    CarriedOut.PARTLY: "kontrakt zrealizowano tylko częściowo",
    CarriedOut.NO: "kontraktu nie zrealizowano",
}

WITHOUT_CONTRACT = (
    "Nie jest absolwentem KIS: udział z art. 200 był bez kontraktu, a absolwent to osoba, która zrealizowała "
    "kontrakt socjalny (art. 2 pkt 1b ustawy o zatrudnieniu socjalnym)."
)


@dataclass(frozen=True)
class GraduateAnswer:
    is_graduate: bool
    reason: str


def graduate(
    first: datetime.date,
    last: datetime.date,
    *,
    covers: Iterable[Cover],
    is_finished: bool,
    carried_out: str,
    certificate: str,
) -> GraduateAnswer:
    """Of a stay with its last day. `certificate` is the number of the one that counts, empty without.

    Days without a contract are no participation (art. 18 ust. 4); days of a break are. Art. 18 ust. 5a
    certifies that participation was completed: who broke it off is no graduate, however long it took.
    """
    counted = covered(first, last, covers)
    length = length_of(counted)
    told = _told(length, is_whole=counted == [(first, last)])
    lacking = [
        *([] if length >= SIX_MONTHS else [f"{told}, a potrzeba 6 miesięcy"]),
        *([] if is_finished else ["udział przerwano, a nie ukończono"]),
        *([] if carried_out == CarriedOut.YES else [NOT_CARRIED_OUT[carried_out]]),
        *([] if certificate else ["nie ma ważnego zaświadczenia"]),
    ]
    if lacking:
        return GraduateAnswer(False, f"Nie jest absolwentem KIS: {'; '.join(lacking)}.")
    return GraduateAnswer(
        True, f"{told[0].upper()}{told[1:]}, kontrakt zrealizowano, zaświadczenie nr {certificate}."
    )


def _told(length: Length, *, is_whole: bool) -> str:
    # The days left out may be any: the tab names each gap of its own.
    return f"udział trwał {length}{'' if is_whole else ', nie licząc dni bez kontraktu'}"


def graduate_of(
    stay: Participation, covers: Iterable[Cover], certificate: str
) -> GraduateAnswer | None:
    """None of a stay that goes on. Whoever had no contract carried none out: art. 2 pkt 1b asks for it."""
    if stay.ends_on is None:
        return None
    if stay.is_commissioned:
        return GraduateAnswer(False, WITHOUT_CONTRACT)
    return graduate(
        stay.starts_on,
        stay.ends_on,
        covers=covers,
        is_finished=stay.outcome == Participation.Outcome.FINISHED,
        carried_out=stay.contract_carried_out,
        certificate=certificate,
    )
