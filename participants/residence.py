"""Which centre is competent for a person, by where the person lives.

Art. 101 of the act of 12 March 2004 on social assistance (Dz.U. 2026 poz. 639): the municipality of residence
(ust. 1); of a homeless person that of the last registration for permanent stay (ust. 2); in urgent cases that
of the place of stay (ust. 3). Being registered somewhere is not living there.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from participants.words import fold

WORDS = re.compile(r"[\w-]+")


@dataclass(frozen=True)
class Residence:
    """`is_ours`: None where what is recorded does not tell. `sentence`: empty where nothing is to be said."""

    is_ours: bool | None
    sentence: str = ""


def residence(
    localities: Iterable[str],
    *,
    town: str,
    registered_address: str = "",
    is_homeless: bool = False,
    last_registered_address: str = "",
) -> Residence:
    """`localities` of the centre's municipality; letters are compared without marks and capitals."""
    ours = {fold(name) for name in localities if name.strip()}
    if is_homeless:
        return _of_homeless(ours, last_registered_address)
    if not town.strip() or not ours:
        return Residence(None)
    if fold(town.strip()) not in ours:
        return Residence(
            False,
            f"Mieszka poza gminą ({town}): kontrakt i pomoc należą do ośrodka gminy zamieszkania (art. 101 "
            "ust. 1). Zameldowanie tego nie zmienia. Ustal z tamtym ośrodkiem, że przejmie sprawę, i powiedz "
            "osobie, dokąd iść; w sprawie niecierpiącej zwłoki pomaga ośrodek miejsca pobytu (ust. 3). Jeśli "
            "adres jest nieaktualny, popraw go.",
        )
    if registered_address.strip() and not _names(ours, registered_address):
        return Residence(
            True,
            "Mieszka w gminie, zameldowanie ma poza nią: właściwy jest ten ośrodek, bo decyduje zamieszkanie "
            "(art. 101 ust. 1).",
        )
    return Residence(True)


def residence_of(person, centre) -> Residence:
    return residence(
        centre.known_localities,
        town=person.town,
        registered_address=person.registered_address,
        is_homeless=person.is_homeless,
        last_registered_address=person.last_registered_address,
    )


def _of_homeless(ours: set[str], last_registered_address: str) -> Residence:
    if not last_registered_address.strip():
        return Residence(
            None,
            "Osoba bezdomna: wpisz ostatnie zameldowanie na pobyt stały, bo od niego zależy, który ośrodek "
            "jest właściwy (art. 101 ust. 2).",
        )
    if not ours:
        return Residence(None)
    if _names(ours, last_registered_address):
        return Residence(True)
    return Residence(
        False,
        "Osoba bezdomna, ostatnio zameldowana poza gminą: właściwy jest tamten ośrodek (art. 101 ust. 2). "
        "Kontrakt uzgodnij z nim; w sprawie niecierpiącej zwłoki pomaga ośrodek miejsca pobytu (ust. 3).",
    )


def _names(ours: set[str], address: str) -> bool:
    """Whether a locality stands in the address as words of its own: Puławy, not ul. Puławska."""
    words = f" {' '.join(WORDS.findall(fold(address)))} "
    return any(f" {' '.join(WORDS.findall(name))} " in words for name in ours)
