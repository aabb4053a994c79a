"""What may stand in a column of the file of participants."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from kis.programmes.guards.project import ANSWERS
from kis.programmes.models import Support, Words
from kis.programmes.project.participants import Participant
from kis.programmes.project.words import Dictionaries

YES, NO = "yes", "no"
BETWEEN = "|"  # several values of one cell


@dataclass(frozen=True)
class Line:
    """A row of the file: the participant and the forms of support that it tells of."""

    participant: Participant
    supports: list[Support]
    words: Dictionaries


@dataclass(frozen=True)
class Content:
    label: str
    value: Callable[[Line], str]


def _day(day: datetime.date | None) -> str:
    return day.isoformat() if day else ""


def _person(name: str) -> Callable[[Line], str]:
    return lambda line: getattr(line.participant.person, name)


def _start(name: str) -> Callable[[Line], str]:
    return lambda line: getattr(line.participant.start, name)


def _word(field: Words, name: str) -> Callable[[Line], str]:
    return lambda line: line.words.word(field, getattr(line.participant.start, name))


def _of_supports(value: Callable[[Line, Support], str]) -> Callable[[Line], str]:
    return lambda line: BETWEEN.join(value(line, support) for support in line.supports)


def _answer(line: Line, is_so: bool) -> str:
    return line.words.word(Words.ANSWER, YES if is_so else NO)


def _identifier(line: Line) -> str:
    person = line.participant.person
    return person.pesel or person.identity_number


def _phone(line: Line) -> str:
    """Digits alone, without the country's number of Poland."""
    digits = "".join(sign for sign in line.participant.start.phone if sign in "0123456789")
    return digits[2:] if len(digits) == 11 and digits.startswith("48") else digits


def _age(line: Line) -> str:
    age = line.participant.age
    return "" if age is None else str(age)


def _situation(line: Line) -> str:
    told = line.participant.situation
    codes = told.situations if told else []
    return BETWEEN.join(line.words.word(Words.SITUATION, code) for code in codes)


def _by_path(line: Line) -> str:
    told = line.participant.situation
    return _answer(line, told.by_path) if told else ""


def _business(line: Line) -> str:
    told = line.participant.situation
    return _day(told.business_on) if told else ""


def _scope(line: Line, support: Support) -> str:
    return line.words.word(Words.SCOPE, line.words.owner(Words.SUPPORT, support.kind))


CONTENTS = {
    "country": Content("kraj", _start("country")),
    "kind": Content("rodzaj uczestnika", _word(Words.KIND, "kind")),
    "institution": Content("nazwa instytucji", _start("institution")),
    "first_name": Content("imię", _person("first_name")),
    "last_name": Content("nazwisko", _person("last_name")),
    "identifier": Content("PESEL albo numer innego dokumentu", _identifier),
    "no_pesel": Content(
        "brak PESEL (tak, nie)", lambda line: _answer(line, not line.participant.person.pesel)
    ),
    "technical_id": Content("techniczny identyfikator", _start("technical_id")),
    "sex": Content("płeć", lambda line: line.words.word(Words.SEX, line.participant.person.sex)),
    "age": Content("wiek w dniu rozpoczęcia", _age),
    "education": Content("wykształcenie", _word(Words.EDUCATION, "education")),
    "citizenship": Content("obywatelstwo", _word(Words.CITIZENSHIP, "citizenship")),
    "voivodeship": Content("województwo", _word(Words.VOIVODESHIP, "voivodeship")),
    "county": Content("powiat", _start("county")),
    "municipality": Content("gmina", _start("municipality")),
    "town": Content("miejscowość", _start("town")),
    "street": Content("ulica", _start("street")),
    "house": Content("numer domu", _start("house")),
    "flat": Content("numer lokalu", _start("flat")),
    "postal_code": Content("kod pocztowy", _start("postal_code")),
    "degurba": Content("DEGURBA", _word(Words.DEGURBA, "degurba")),
    "phone": Content("telefon", _phone),
    "email": Content("adres e-mail", _start("email")),
    "starts_on": Content(
        "początek udziału", lambda line: _day(line.participant.enrolment.starts_on)
    ),
    "ends_on": Content("koniec udziału", lambda line: _day(line.participant.enrolment.ends_on)),
    "status": Content("status na rynku pracy", _word(Words.STATUS, "status")),
    "status_detail": Content(
        "status na rynku pracy, w tym", _word(Words.STATUS_DETAIL, "status_detail")
    ),
    "education_ends_on": Content(
        "planowany koniec edukacji", lambda line: _day(line.participant.start.education_ends_on)
    ),
    "situation": Content("sytuacja po zakończeniu", _situation),
    "by_path": Content("zgodnie ze ścieżką (tak, nie)", _by_path),
    "scope": Content("zakres wsparcia", _of_supports(_scope)),
    "support": Content(
        "rodzaj wsparcia",
        _of_supports(lambda line, support: line.words.word(Words.SUPPORT, support.kind)),
    ),
    "support_detail": Content(
        "rodzaj wsparcia, w tym",
        _of_supports(lambda line, support: line.words.word(Words.SUPPORT_DETAIL, support.detail)),
    ),
    "support_from": Content(
        "początek wsparcia", _of_supports(lambda line, support: _day(support.starts_on))
    ),
    "support_to": Content(
        "koniec wsparcia", _of_supports(lambda line, support: _day(support.ends_on))
    ),
    "business_on": Content("data założenia działalności", _business),
    **{
        name: Content(label, _word(Words.ANSWER, name))
        for name, label in zip(
            ANSWERS,
            (
                "obce pochodzenie",
                "obywatel państwa trzeciego",
                "mniejszość",
                "bezdomność",
                "niepełnosprawność",
            ),
            strict=True,
        )
    },
    "empty": Content("nic (puste)", lambda line: ""),
}
