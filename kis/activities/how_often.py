"""How many times a contract asks somebody to come to the club: read from its sentences, no database.

A contract holds no number of times, only an action in plain words. What is not plainly a number of times in
a week or a month is not read: the page then says nothing.
"""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from kis.activities.rates import Days, holds
from kis.lib.dates import days, month_of

DAYS_OF_WEEK = 7


@dataclass(frozen=True)
class HowOften:
    """So many times in so many weeks; in a month where `weeks` is 0."""

    times: int
    weeks: int = 1

    def __str__(self):
        many = "raz" if self.times == 1 else f"{self.times} razy"
        if not self.weeks:
            return f"{many} w miesiącu"
        return f"{many} w tygodniu" if self.weeks == 1 else f"{many} na {self.weeks} tygodnie"

    def asked_on(self, asked_days: int, month_days: int) -> int:
        """How many times so many days of a month make, rounded half up."""
        share = Fraction(self.times * asked_days, self.weeks * DAYS_OF_WEEK or month_days)
        return int(share + Fraction(1, 2))


ONE_TO_TEN = (
    *("jeden", "dwa", "trzy", "cztery", "pięć"),
    *("sześć", "siedem", "osiem", "dziewięć", "dziesięć"),
)
NUMBERS = {word: number for number, word in enumerate(ONE_TO_TEN, start=1)} | {"jedno": 1}
BY_ONE_WORD = {"dwukrotnie": 2, "trzykrotnie": 3, "czterokrotnie": 4, "pięciokrotnie": 5, "raz": 1}
MOST = 31  # a month has no more days
SENTENCES = re.compile(r"[;\n]|\.\s")
# About coming to the club, and not about a talk, a treatment or a course elsewhere, nor about staying away.
OF_CLUB = re.compile(r"\b(?:kis|klub\w*|zajęcia\w*|zajęć|warsztat\w*|grup\w*)\b")
OF_ELSE = re.compile(
    r"rozm[oó]w|kontakt|telefon|terapi|mityng|poradni|leczeni|zapisan|zapisze|"
    r"opuści|opuszcz|nieobecn|absencj|spóźni|najwyżej|maksym|nie\s+więcej|nie\s+częściej|\bpracow"
)
WEEK = r"(?:w\s+(?:każdym\s+)?tygodniu|w\s+ciągu\s+tygodnia|na\s+tydzień|tygodniowo)"
MONTH = r"(?:w\s+(?:każdym\s+)?miesiącu|w\s+ciągu\s+miesiąca|na\s+miesiąc|miesięcznie)"
TWO_WEEKS = r"(?:na|w\s+ciągu)\s+(?:dwa|dwóch|2)\s+tygodni(?:e)?"
PERIOD = rf"(?P<period>{WEEK}|{MONTH}|{TWO_WEEKS})"
OF_WHAT = r"(?:raz(?:y)?|x|×|dni|dzień|spotkani[ae]|spotkań|zajęcia|warsztaty)"
NUMBER = rf"(?P<number>\d{{1,2}}|{'|'.join(NUMBERS)})"
# „do 3 razy”, „dwa lub trzy razy”: how many it asks for is not plain. „2–3 razy” asks for two.
PLAIN = r"(?<![\w,.–-])(?<!\bdo\s)(?<!\blub\s)(?<!\balbo\s)(?<![–-]\s)"
ONE_WORD = rf"(?<!\d\s)(?<!jeden\s)(?P<word>{'|'.join(BY_ONE_WORD)})"
TIMES = re.compile(
    rf"{PLAIN}(?:{NUMBER}(?:\s*[–-]\s*\d{{1,2}})?\s*{OF_WHAT}|{ONE_WORD})\s+{PERIOD}"
)
EVERY = re.compile(
    r"\b(?:(?P<week>co\s+tydzień|cotygodniow\w+|każdego\s+tygodnia)"
    r"|(?P<fortnight>co\s+(?:dwa|2)\s+tygodnie|co\s+drugi\s+tydzień)"
    r"|(?P<month>co\s+miesiąc|comiesięczn\w+|każdego\s+miesiąca))\b"
)


def how_often(actions: Iterable[str]) -> HowOften | None:
    """The most that one sentence about coming to the club asks for; None where none plainly does."""
    found = [
        read
        for text in actions
        for sentence in SENTENCES.split(text.lower())
        if OF_CLUB.search(sentence) and not OF_ELSE.search(sentence)
        if (read := _read(sentence))
    ]
    return max(found, key=lambda one: one.asked_on(364, 30), default=None)


def _read(sentence: str) -> HowOften | None:
    """Of a sentence with one number of times: with two nobody knows which of them is asked for."""
    said = [*TIMES.finditer(sentence), *EVERY.finditer(sentence)]
    if len(said) != 1:
        return None
    words = said[0].groupdict()
    if "period" not in words:
        return HowOften(1, {"week": 1, "fortnight": 2, "month": 0}[said[0].lastgroup])
    number, word = words["number"], words["word"]
    times = BY_ONE_WORD[word] if word else NUMBERS.get(number) or int(number)
    if not 0 < times <= MOST:
        return None
    return HowOften(times, _weeks(words["period"]))


def _weeks(period: str) -> int:
    if re.fullmatch(MONTH, period):
        return 0
    return 1 if re.fullmatch(WEEK, period) else 2


@dataclass(frozen=True)
class Asked:
    """What a contract asks for in a month, as far as it has run."""

    often: HowOften
    times: int


def asked_in(
    month: datetime.date,
    on: datetime.date,
    often: HowOften,
    *,
    binding: Days,
    stays: Iterable[Days],
    breaks: Iterable[Days],
) -> Asked:
    """Of the days up to `on` on which the contract binds, in a stay and in no break."""
    first, last = month_of(month)
    stays, breaks = list(stays), list(breaks)
    counted = sum(
        holds([binding], day) and holds(stays, day) and not holds(breaks, day)
        for day in days(first, min(last, on))
    )
    return Asked(often, often.asked_on(counted, last.day))
