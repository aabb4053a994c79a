"""Any number of invented people, as varied as a Polish register: for trying the program at full size.

The names are those of a Polish phone book, each with a weight near its frequency among a thousand bearers;
the people are nobody. A tail of made-up surnames stands for the many that few people bear.
"""

import datetime
import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from stdnum.pl import pesel

WOMAN, MAN = "K", "M"

# (a man's form, a woman's form where it differs, weight)
SURNAMES = [
    *[("Nowak", "", 203), ("Kowalski", "Kowalska", 137), ("Wiśniewski", "Wiśniewska", 109)],
    *[("Wójcik", "", 98), ("Kowalczyk", "", 97), ("Kamiński", "Kamińska", 94)],
    *[("Lewandowski", "Lewandowska", 92), ("Zieliński", "Zielińska", 90)],
    *[("Szymański", "Szymańska", 88), ("Woźniak", "", 87), ("Dąbrowski", "Dąbrowska", 85)],
    *[("Kozłowski", "Kozłowska", 75), ("Jankowski", "Jankowska", 68), ("Mazur", "", 66)],
    *[("Kwiatkowski", "Kwiatkowska", 66), ("Wojciechowski", "Wojciechowska", 65)],
    *[("Krawczyk", "", 63), ("Kaczmarek", "", 61), ("Piotrowski", "Piotrowska", 60)],
    *[("Grabowski", "Grabowska", 58), ("Zając", "", 54), ("Pawłowski", "Pawłowska", 53)],
    *[("Michalski", "Michalska", 52), ("Król", "", 51), ("Wieczorek", "", 49)],
    *[("Jabłoński", "Jabłońska", 48), ("Wróbel", "", 47), ("Nowakowski", "Nowakowska", 46)],
    *[("Majewski", "Majewska", 45), ("Olszewski", "Olszewska", 44), ("Stępień", "", 43)],
    *[("Malinowski", "Malinowska", 42), ("Jaworski", "Jaworska", 41), ("Adamczyk", "", 40)],
    *[("Dudek", "", 39), ("Nowicki", "Nowicka", 38), ("Pawlak", "", 37), ("Górski", "Górska", 36)],
    *[("Witkowski", "Witkowska", 36), ("Walczak", "", 35), ("Sikora", "", 35), ("Baran", "", 34)],
    *[("Rutkowski", "Rutkowska", 34), ("Michalak", "", 33), ("Szewczyk", "", 33)],
    *[("Ostrowski", "Ostrowska", 32), ("Tomaszewski", "Tomaszewska", 31), ("Pietrzak", "", 31)],
    *[("Zalewski", "Zalewska", 30), ("Wróblewski", "Wróblewska", 30), ("Marciniak", "", 29)],
    *[("Jasiński", "Jasińska", 29), ("Zawadzki", "Zawadzka", 28), ("Bąk", "", 28)],
    *[("Jakubowski", "Jakubowska", 28), ("Sadowski", "Sadowska", 27), ("Duda", "", 27)],
    *[("Włodarczyk", "", 26), ("Wilk", "", 26), ("Chmielewski", "Chmielewska", 25)],
    *[
        ("Borkowski", "Borkowska", 25),
        ("Sokołowski", "Sokołowska", 25),
        ("Szczepański", "Szczepańska", 24),
    ],
    *[("Sawicki", "Sawicka", 24), ("Kucharski", "Kucharska", 23), ("Lis", "", 23)],
    *[("Maciejewski", "Maciejewska", 23), ("Kubiak", "", 22), ("Kalinowski", "Kalinowska", 22)],
    *[
        ("Mazurek", "", 22),
        ("Wysocki", "Wysocka", 21),
        ("Kołodziej", "", 21),
        ("Kaźmierczak", "", 21),
    ],
    *[("Czarnecki", "Czarnecka", 20), ("Sobczak", "", 20), ("Konieczny", "Konieczna", 20)],
    *[("Głowacki", "Głowacka", 19), ("Urban", "", 19), ("Zakrzewski", "Zakrzewska", 19)],
    *[
        ("Krajewski", "Krajewska", 18),
        ("Wasilewski", "Wasilewska", 18),
        ("Laskowski", "Laskowska", 18),
    ],
    *[("Sikorski", "Sikorska", 18), ("Ziółkowski", "Ziółkowska", 17), ("Gajewski", "Gajewska", 17)],
    *[("Mróz", "", 17), ("Makowski", "Makowska", 17), ("Brzeziński", "Brzezińska", 16)],
    *[("Szulc", "", 16), ("Przybylski", "Przybylska", 16), ("Cieślak", "", 15), ("Kania", "", 15)],
    *[("Żak", "", 9), ("Łoś", "", 4), ("Ćwikła", "", 2), ("Łuczak", "", 9), ("Śliwa", "", 9)],
    *[("Gęś", "", 1), ("Źrebiec", "", 1), ("Ho", "", 1), ("Bo", "", 1), ("Świątek", "", 10)],
]
# So many in a hundred bear a surname of the tail.
TAIL_PERCENT = 38
TAIL_BEGINNINGS = (
    "Bar Biel Bog Bor Brom Bud Cich Czar Dar Dob Dom Drob Fal Gad Gał Gdow Gól Grab Gron Gryz Har Jad "
    "Jar Jaź Kal Kasz Kiel Klim Kob Kon Kost Krup Kuł Lab Las Lech Lub Łab Łąc Łub Mal March Mil Mich "
    "Mrocz Nied Now Ob Olch Orz Ost Pal Pach Piel Pods Przyb Pstr Rad Rog Rus Rzep Sad Siel Skal Skrz "
    "Sob Stan Strz Such Szcz Ślaz Śwież Tar Tok Trzeb Tur Ur Wal War Wąs Wid Wier Woj Wyr Zab Zdun Ziel "
    "Źród Żab Żmud"
)
TAIL_MIDDLES = "a ań ar as el er icz il in ob ocz oń or ost osz ot ul um un usz"
TAIL_ENDINGS = [
    *[("ski", "ska"), ("owski", "owska"), ("ewski", "ewska"), ("iński", "ińska"), ("cki", "cka")],
    *[("ak", ""), ("ek", ""), ("czyk", ""), ("uk", ""), ("owicz", ""), ("iak", ""), ("ka", "")],
    *[("oń", ""), ("ik", ""), ("ach", ""), ("ała", ""), ("ura", ""), ("yś", "")],
]

FIRST_NAMES = {
    WOMAN: (
        "Anna 105 Katarzyna 62 Maria 61 Małgorzata 58 Agnieszka 55 Barbara 50 Ewa 49 Krystyna 46 "
        "Magdalena 44 Elżbieta 43 Joanna 42 Zofia 40 Aleksandra 38 Monika 35 Teresa 33 Danuta 31 "
        "Natalia 29 Julia 28 Karolina 27 Marta 27 Beata 26 Dorota 25 Janina 24 Jadwiga 24 Alicja 23 "
        "Jolanta 22 Halina 22 Iwona 21 Irena 20 Grażyna 20 Paulina 19 Justyna 18 Zuzanna 17 Bożena 17 "
        "Wiktoria 16 Urszula 16 Renata 15 Hanna 14 Oliwia 13 Agata 12 Patrycja 12 Wanda 11 Sylwia 11 "
        "Emilia 10 Łucja 4 Żaneta 2 Olena 2 Świętosława 1"
    ),
    MAN: (
        "Piotr 66 Krzysztof 62 Andrzej 56 Tomasz 52 Jan 51 Paweł 50 Michał 47 Marcin 45 Stanisław 43 "
        "Jakub 42 Adam 40 Marek 37 Łukasz 36 Grzegorz 34 Mateusz 33 Wojciech 31 Mariusz 29 Dariusz 28 "
        "Zbigniew 27 Jerzy 26 Maciej 26 Rafał 25 Robert 23 Kamil 22 Dawid 20 Józef 20 Jacek 20 "
        "Tadeusz 19 Ryszard 18 Szymon 18 Kacper 17 Bartosz 17 Jarosław 16 Sławomir 15 Janusz 15 "
        "Mirosław 14 Artur 14 Henryk 13 Sebastian 13 Damian 12 Patryk 12 Przemysław 12 Daniel 11 "
        "Roman 11 Kazimierz 10 Filip 10 Leszek 8 Ihor 2 Świętosław 1"
    ),
}
TOWNS = [
    *[("Puławy", "24-100", 80), ("Gołąb", "24-100", 5), ("Żyrzyn", "24-103", 4)],
    *[("Końskowola", "24-130", 5), ("Kazimierz Dolny", "24-120", 4), ("Nałęczów", "24-150", 2)],
]
STREETS = (
    "Lubelska Leśna Norwida Polna Słowackiego Piłsudskiego Wróblewskiego Kołłątaja Zielona Dęblińska "
    "Mickiewicza Reymonta Centralna Kilińskiego Partyzantów Jaworowa Sieroszewskiego Kaniowczyków"
)
YOUNGEST, OLDEST = 18, 85  # years


@dataclass(frozen=True, slots=True)
class Passer:
    """Somebody of the crowd."""

    last_name: str
    first_name: str
    second_name: str
    sex: str
    born_on: datetime.date
    pesel: str
    street: str
    house: str
    postal_code: str
    town: str


def crowd(count: int, *, on: datetime.date, chance: random.Random, taken: set) -> Iterator[Passer]:
    """So many adults of that day. `taken` holds numbers PESEL given already; it grows by theirs."""
    while count:
        size = min(count, 10_000)
        count -= size
        sexes = chance.choices([WOMAN, MAN], [55, 45], k=size)
        towns = chance.choices(TOWNS, [weight for *_, weight in TOWNS], k=size)
        for sex, (town, postal_code, _) in zip(sexes, towns, strict=True):
            born_on = on - datetime.timedelta(days=chance.randint(YOUNGEST * 366, OLDEST * 365))
            yield Passer(
                last_name=_last_name(sex, chance),
                first_name=_first_name(sex, chance),
                second_name=_first_name(sex, chance) if chance.random() < 0.4 else "",
                sex=sex,
                born_on=born_on,
                pesel=_free_pesel(born_on, sex, chance, taken),
                street=f"ul. {chance.choice(_words(STREETS))}",
                house=f"{chance.randint(1, 90)}/{chance.randint(1, 40)}",
                postal_code=postal_code,
                town=town,
            )


def _last_name(sex: str, chance: random.Random) -> str:
    if chance.random() * 100 < TAIL_PERCENT:
        man, woman = chance.choice(TAIL_ENDINGS)
        start = chance.choice(_words(TAIL_BEGINNINGS)) + chance.choice(_words(TAIL_MIDDLES))
        return start + (woman or man if sex == WOMAN else man)
    man, woman, _ = chance.choices(SURNAMES, cum_weights=_surname_weights())[0]
    return woman or man if sex == WOMAN else man


def _first_name(sex: str, chance: random.Random) -> str:
    names, weights = _first_names(sex)
    return chance.choices(names, cum_weights=weights)[0]


@cache
def _words(text: str) -> list[str]:
    return text.split()


@cache
def _surname_weights() -> list[int]:
    return list(itertools.accumulate(weight for *_, weight in SURNAMES))


@cache
def _first_names(sex: str) -> tuple[list[str], list[int]]:
    words = FIRST_NAMES[sex].split()
    return words[::2], list(itertools.accumulate(map(int, words[1::2])))


def _free_pesel(born_on: datetime.date, sex: str, chance: random.Random, taken: set) -> str:
    """Five thousand numbers a day and sex: with a million people some two are taken, so it soon finds one."""
    month = born_on.month + (20 if born_on.year >= 2000 else 0)
    while True:
        serial = chance.randrange(5000) * 2 + (sex == MAN)
        start = f"{born_on:%y}{month:02}{born_on.day:02}{serial:04}"
        number = start + pesel.calc_check_digit(start)
        if number not in taken:
            taken.add(number)
            return number
