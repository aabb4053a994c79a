"""Is this person eligible for the club on this day and, if not, why not, in sentences.

Ustawa z 13 czerwca 2003 r. o zatrudnieniu socjalnym (Dz.U. 2025 poz. 1718), art. 1 ust. 2–3a. Plain values
and the day come in; participants.person_answer makes them of what is recorded.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kis.lib.dates import DAY, add_months, polish


@dataclass(frozen=True)
class EvidencePaper:
    """Evidence of a category; without an end it is good for good."""

    issued_on: datetime.date
    good_until: datetime.date | None
    is_programme: bool = (
        False  # an individual programme: the category is that the person carries it out
    )

    def is_good(self, on: datetime.date) -> bool:
        return self.issued_on <= on and (self.good_until is None or on <= self.good_until)


@dataclass(frozen=True)
class Ground:
    """A category established for the person, over its time, with its evidence."""

    established_on: datetime.date
    ends_on: datetime.date | None = None
    category_ended_on: datetime.date | None = None  # for everybody: the act knows it no longer
    is_described: bool = True  # the conditions of art. 1 ust. 2 stand in words
    lacks_reason: bool = False  # an open category without the reason that it must have
    papers: tuple[EvidencePaper, ...] = ()

    def is_established(self, on: datetime.date) -> bool:
        return self.established_on <= on and (self.ends_on is None or on <= self.ends_on)

    def is_in_law(self, on: datetime.date) -> bool:
        return self.category_ended_on is None or on <= self.category_ended_on

    def telling_papers(self, on: datetime.date) -> list[EvidencePaper]:
        """Where an individual programme has begun, that one and the ones before: none else counts beside.

        A category "realizujący indywidualny program" (art. 1 ust. 2 pkt 1 and 7) ends with its programme,
        whatever certificate is still good.
        """
        begun = [paper for paper in self.papers if paper.is_programme and paper.issued_on <= on]
        return begun or list(self.papers)

    def has_good_paper(self, on: datetime.date) -> bool:
        return any(paper.is_good(on) for paper in self.telling_papers(on))

    def programme_until(self, on: datetime.date) -> datetime.date | None:
        """The last day of the category by the individual programme; None without one or without its end."""
        papers = self.telling_papers(on)
        if not any(paper.is_programme for paper in papers):
            return None
        ends = [
            paper.good_until for paper in papers if paper.is_programme and paper.issued_on <= on
        ]
        return None if None in ends else max(ends, default=None)

    def programme_ended_on(self, on: datetime.date) -> datetime.date | None:
        until = self.programme_until(on)
        return until if until and until < on else None

    def holds(self, on: datetime.date) -> bool:
        return (
            self.is_established(on)
            and self.is_in_law(on)
            and self.is_described
            and not self.lacks_reason
            and self.has_good_paper(on)
        )


@dataclass(frozen=True)
class Entitlement:
    """A right to a benefit that excludes (art. 1 ust. 3); a disability pension is none (ust. 3a)."""

    benefit: str
    since: datetime.date


@dataclass(frozen=True)
class AskedEntitlements:
    """One asking about excluding entitlements; without any listed the answer was: none of them."""

    asked_on: datetime.date
    ask_again_on: datetime.date
    entitlements: tuple[Entitlement, ...] = ()


@dataclass(frozen=True)
class EligibilityAnswer:
    """What is missing on the day, by where it is put right; nothing missing means eligible."""

    ground: Sequence[str] = ()  # a category that holds, with its evidence
    benefits: Sequence[str] = ()
    information: Sequence[str] = ()
    good_until: datetime.date | None = None  # the evidence; None is "no end" when eligible

    @property
    def missing(self) -> list[str]:
        return [*self.ground, *self.benefits, *self.information]

    @property
    def eligible(self) -> bool:
        return not self.missing


def answer(
    on: datetime.date,
    *,
    grounds: Sequence[Ground],
    questions: Sequence[AskedEntitlements],
    informed_on: datetime.date | None,
) -> EligibilityAnswer:
    """Whether the person may be admitted that day.

    `informed_on` is the day of the information on personal data (art. 13 RODO), which comes before the
    first question.
    """
    return EligibilityAnswer(
        ground=missing_ground(on, grounds),
        benefits=missing_benefits(on, questions),
        information=missing_information(on, informed_on),
        good_until=good_until(on, grounds),
    )


def missing_ground(on: datetime.date, grounds: Sequence[Ground]) -> list[str]:
    """Empty when at least one established category holds whole: words, reason and good evidence."""
    if any(ground.holds(on) for ground in grounds):
        return []
    recorded = [ground for ground in grounds if ground.is_established(on)]
    if not recorded:
        return [_no_category(on, grounds)]
    established = [ground for ground in recorded if ground.is_in_law(on)]
    if not established:
        return [_category_ended(recorded)]
    missing = []
    if not any(ground.has_good_paper(on) for ground in established):
        missing.append(_programme_ended(on, established) or _no_paper(on, established))
    if not any(ground.is_described for ground in established):
        missing.append(
            "Nie opisano, na czym polega wykluczenie: jakich potrzeb osoba nie zaspokaja i co ogranicza "
            "jej udział w życiu zawodowym, społecznym lub rodzinnym (art. 1 ust. 2)."
        )
    if all(ground.lacks_reason for ground in established):
        missing.append("Kategoria spoza listy ustawy wymaga powodu. Uzupełnij powód.")
    return missing or [
        "Żadna z ustalonych kategorii nie ma naraz opisu wykluczenia i ważnego dokumentu. "
        "Uzupełnij to, czego brakuje w jednej z nich."
    ]


def _no_category(on: datetime.date, grounds: Sequence[Ground]) -> str:
    if later := [ground.established_on for ground in grounds if ground.established_on > on]:
        return f"Kategorię uprawniającą ustalono dopiero {polish(min(later))}."
    if ended := [ground.ends_on for ground in grounds if ground.ends_on]:
        return f"Kategoria uprawniająca skończyła się {polish(max(ended))}. Ustal kategorię."
    return "Nie ustalono kategorii uprawniającej."


def _category_ended(grounds: Sequence[Ground]) -> str:
    last = max(ground.category_ended_on for ground in grounds)
    return (
        f"Kategoria uprawniająca obowiązywała do {polish(last)} i od następnego dnia nikogo nie uprawnia. "
        "Zakończ ją tym dniem i ustal inną, jeśli osoba ją spełnia."
    )


def _programme_ended(on: datetime.date, grounds: Sequence[Ground]) -> str:
    ended = [day for ground in grounds if (day := ground.programme_ended_on(on))]
    if not ended:
        return ""
    return (
        f"Indywidualny program trwał do {polish(max(ended))} i z tym dniem kategoria skończyła się sama. "
        "Dodaj następny program albo zakończ tę kategorię i ustal inną, jeśli osoba ją spełnia."
    )


def _no_paper(on: datetime.date, grounds: Sequence[Ground]) -> str:
    papers = [paper for ground in grounds for paper in ground.papers]
    if expired := expired_on(on, papers):
        return f"Dokument kategorii wygasł {polish(expired)}. Dodaj ważny dokument."
    if later := [paper.issued_on for paper in papers if paper.issued_on > on]:
        return f"Dokument kategorii wystawiono dopiero {polish(min(later))}."
    return "Brakuje dokumentu potwierdzającego kategorię."


def expired_on(on: datetime.date, papers: Sequence[EvidencePaper]) -> datetime.date | None:
    """The last end among papers that are good no more."""
    ends = [paper.good_until for paper in papers if paper.good_until and paper.good_until < on]
    return max(ends, default=None)


def missing_benefits(on: datetime.date, questions: Sequence[AskedEntitlements]) -> list[str]:
    """Entitlement excludes, not receipt (art. 1 ust. 3); the answer has to be renewed on its day.

    The last asking by the day counts. A later one counts too where it says that a right reached back
    to the day: news of it arrives weeks after.
    """
    if right := _excluding_right(on, questions):
        return [
            f"Od {polish(right.since)} osoba ma prawo do świadczenia, które wyklucza udział "
            f"(art. 1 ust. 3): {right.benefit}."
        ]
    last = _last_question(on, questions)
    if last is None:
        return ["Brakuje odpowiedzi o świadczeniach wykluczających. Zapytaj i wpisz odpowiedź."]
    if last.ask_again_on <= on:
        return [
            f"Świadczenia wykluczające są do ponownego sprawdzenia od {polish(last.ask_again_on)} "
            f"(poprzednio {polish(last.asked_on)})."
        ]
    return []


def _last_question(
    on: datetime.date, questions: Sequence[AskedEntitlements]
) -> AskedEntitlements | None:
    asked = [question for question in questions if question.asked_on <= on]
    return max(asked, key=lambda question: question.asked_on, default=None)


def _excluding_right(
    on: datetime.date, questions: Sequence[AskedEntitlements]
) -> Entitlement | None:
    telling = [question for question in questions if question.asked_on > on]
    if last := _last_question(on, questions):
        telling.append(last)
    rights = [right for question in telling for right in question.entitlements if right.since <= on]
    return min(rights, key=lambda right: right.since, default=None)


def missing_information(on: datetime.date, informed_on: datetime.date | None) -> list[str]:
    if informed_on is None:
        return ["Nie przekazano informacji o danych osobowych (art. 13 RODO)."]
    if informed_on > on:
        return [
            f"Informację o danych osobowych przekazano dopiero {polish(informed_on)}. "
            "Wybierz dzień nie wcześniejszy albo popraw tę datę w zakładce „Dane”."
        ]
    return []


def good_until(on: datetime.date, grounds: Sequence[Ground]) -> datetime.date | None:
    """The last day of the evidence that is good on the day; None for one without an end, or for none.

    Where a category holds whole, others tell nothing: with its evidence ends what makes the person eligible.
    """
    telling = [ground for ground in grounds if ground.holds(on)]
    telling = telling or [
        ground for ground in grounds if ground.is_established(on) and ground.is_in_law(on)
    ]
    ends = [
        paper.good_until
        for ground in telling
        for paper in ground.telling_papers(on)
        if paper.is_good(on)
    ]
    return None if None in ends else max(ends, default=None)


def last_day_by_law(issued_on: datetime.date, longest_months: int) -> datetime.date:
    """Of a paper that law limits: twelve months from 1.03.2026 end on 28.02.2027."""
    return add_months(issued_on, longest_months) - DAY


REFUGEES = 7  # the number of art. 1 ust. 2
TEMPORARY_PROTECTION = (
    "Ochrona czasowa (PESEL UKR) to nie jest status uchodźcy. Ta kategoria wymaga statusu uchodźcy albo "
    "ochrony uzupełniającej i indywidualnego programu integracji. Jeśli osoba ich nie ma, wybierz inną "
    "kategorię, np. „inna osoba podlegająca wykluczeniu”."
)
_TEMPORARY = re.compile(r"\bukr\b|\bochron\w* czasow|\bczasow\w* ochron|\bdiia\b", re.IGNORECASE)


def tells_of_temporary_protection(code: int, *words: str) -> bool:
    """Whether what was typed beside the category of refugees speaks of temporary protection."""
    return code == REFUGEES and any(_TEMPORARY.search(text or "") for text in words)
