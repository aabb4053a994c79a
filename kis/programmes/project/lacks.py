"""What the EU system would refuse of a participant, told before a file is made: plain values alone."""

import re

from kis.lib.pesel import read_pesel
from kis.lib.table_files import FORMULA_SIGNS
from kis.programmes.guards.project import ANSWERS
from kis.programmes.project.participants import Participant

REQUIRED = {
    "kind": "rodzaj uczestnika",
    "country": "kraj",
    "voivodeship": "województwo",
    "county": "powiat",
    "municipality": "gmina",
    "town": "miejscowość",
    "postal_code": "kod pocztowy",
    "degurba": "DEGURBA",
    "phone": "telefon",
    "email": "adres e-mail",
    "education": "wykształcenie",
    "citizenship": "obywatelstwo",
    "status": "status na rynku pracy",
}
OF_ANSWERS = {
    "foreign_origin": "obce pochodzenie",
    "third_country": "obywatelstwo państwa trzeciego",
    "minority": "mniejszość",
    "homeless": "bezdomność",
    "disability": "niepełnosprawność",
}
ADDRESS = re.compile(r"[!-~]+@[!-~]+\.[!-~]+")


def lacks(participant: Participant) -> list[str]:
    """In words; empty where the participant may stand in the file."""
    if participant.is_restricted:
        return ["przetwarzanie danych jest ograniczone, więc się ich nie przekazuje"]
    return [*_of_person(participant.person), *_of_start(participant), *_of_support(participant)]


def _of_person(person) -> list[str]:
    found = []
    if not person.sex:
        found.append("płeć w kartotece")
    if not person.born_on:
        found.append("data urodzenia w kartotece")
    if not person.pesel:
        return found if person.identity_number else [*found, "PESEL albo inny dokument w kartotece"]
    pesel = read_pesel(person.pesel)
    if pesel is None or not pesel.checks:
        found.append("PESEL ma błędną cyfrę kontrolną")
    elif person.sex and pesel.sex != person.sex:
        found.append("płeć nie zgadza się z numerem PESEL")
    return found


def _of_start(participant: Participant) -> list[str]:
    start = participant.start
    if start is None:
        return ["dane na dzień rozpoczęcia"]
    found = [words for name, words in REQUIRED.items() if not getattr(start, name)]
    if start.kind == "institutional" and not start.institution:
        found.append("nazwa instytucji")
    if start.email and not ADDRESS.fullmatch(start.email):
        found.append("adres e-mail bez polskich liter")
    found += [
        f"odpowiedź: {OF_ANSWERS[name]} (może być odmowa)"
        for name in ANSWERS
        if not getattr(start, name)
    ]
    # The system reads the cells as they are, a spreadsheet would take these for formulas.
    texts = (start.town, start.street, start.institution, start.county, start.municipality)
    if any(text.startswith(FORMULA_SIGNS) for text in texts):
        found.append("adres albo instytucja zaczyna się od znaku działania")
    return found


def _of_support(participant: Participant) -> list[str]:
    return [] if participant.supports else ["pierwsza forma wsparcia"]
