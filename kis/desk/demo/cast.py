"""Invented people of the demonstration. Their PESEL numbers are valid and belong to nobody on purpose."""

import datetime
from dataclasses import dataclass

from stdnum.pl import pesel


@dataclass(frozen=True)
class Character:
    last_name: str
    first_name: str
    sex: str  # "K" or "M"
    born_on: datetime.date
    category: int  # code of the eligibility category
    house: str
    worker: str = "socjalna"

    def pesel(self, ordinal: int) -> str:
        """A number with the birth date and sex of the character; the same at every loading."""
        month = self.born_on.month + (20 if self.born_on.year >= 2000 else 0)
        serial = 9000 + ordinal * 2 % 1000 + (self.sex == "M")
        start = f"{self.born_on:%y}{month:02}{self.born_on:%d}{serial:04}"
        return start + pesel.calc_check_digit(start)


def _born(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


CAST = [
    Character("Kowalczyk", "Łukasz", "M", _born("1981-05-04"), 5, "12/4"),
    Character("Łoś", "Adam", "M", _born("1974-11-19"), 5, "3/7"),
    Character("Kowalczuk", "Olena", "K", _born("1990-02-27"), 7, "8/2"),
    Character("Maj", "Teresa", "K", _born("1969-08-13"), 8, "5/11"),
    Character("Śliwa", "Piotr", "M", _born("1985-01-30"), 2, "21/3"),
    Character("Wójcik", "Marek", "M", _born("1978-07-07"), 6, "40/1"),
    Character("Żak", "Danuta", "K", _born("1972-12-01"), 5, "17/9"),
    Character("Ćwikła", "Łukasz", "M", _born("1993-03-22"), 3, "60/14"),
    Character("Nowicka", "Halina", "K", _born("1966-10-05"), 5, "2/6", "socjalny2"),
    Character("Zych", "Paweł", "M", _born("1999-06-18"), 1, "15", "socjalny2"),
    Character("Sikora", "Bożena", "K", _born("1980-04-11"), 4, "9/5", "socjalny2"),
    Character("Ząbek", "Irena", "K", _born("1975-09-29"), 5, "4/8", "socjalny2"),
    Character("Baran", "Krzysztof", "M", _born("1970-02-14"), 2, "6/10"),
    Character("Ptak", "Monika", "K", _born("1988-12-24"), 5, "33/2"),
    Character("Górka", "Stanisław", "M", _born("1963-05-30"), 8, "7"),
    Character("Mazur", "Grażyna", "K", _born("1971-01-17"), 5, "11", "socjalny2"),
    Character("Krupa", "Tomasz", "M", _born("1996-08-02"), 6, "5/3", "socjalny2"),
    Character("Wilk", "Jadwiga", "K", _born("1968-03-09"), 4, "14/1"),
    Character("Sęk", "Robert", "M", _born("1982-10-21"), 5, "22/6"),
    Character("Dąb", "Katarzyna", "K", _born("2001-07-15"), 5, "10/12"),
    Character("Ślęzak", "Henryk", "M", _born("1965-11-11"), 1, "15", "socjalny2"),
    Character("Lisowska", "Ewelina", "K", _born("1987-06-06"), 5, "3", "socjalny2"),
    Character("Gajda", "Mirosław", "M", _born("1976-04-25"), 9, "8/4"),
    Character("Pająk", "Beata", "K", _born("1991-09-12"), 3, "19/7"),
    Character("Brzoza", "Renata", "K", _born("1979-05-16"), 5, "31/4"),
]
