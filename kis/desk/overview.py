"""What the Przegląd of a person's file says: what is missing and what comes next."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, cached_property

from django.urls import reverse

from contracts.file_parts import ContractsPart
from contracts.models import PlannedReview, SocialContract
from contracts.participation import may_take_part
from kis.accounts.models import User
from kis.lib.together import point, together
from kis.lib.work import distance
from participants.file import FileGap, FilePart, PersonFile
from participants.file_parts import DetailsPart, EligibilityPart, StayPart
from participants.files import with_own
from participants.models import Note, Person

NOTES_SHOWN = 5
PASSED_LONG_AGO = datetime.timedelta(days=60)


@dataclass(frozen=True)
class Deadline:
    """A day to keep in mind; `sensitive` ones are for those who may know the person's category."""

    on: datetime.date
    text: str
    days: int

    @property
    def distance(self) -> str:
        return distance(self.days)

    @property
    def state(self) -> str:
        if self.days < 0:
            return "late"
        return "due" if self.days <= 30 else "neutral"


def missing(file: PersonFile) -> list[FileGap]:
    """On the day: of eligibility, then the decision on an application that waits, then of a contract.

    Of a contract only where taking part needs one.
    """
    covers = file.part(ContractsPart).covers
    gaps = file.part(EligibilityPart).gaps()
    if not gaps and (decision := file.part(ContractsPart).decision_step()):
        gaps.append(FileGap("Zgłoszenie czeka na decyzję.", "Wpisz decyzję", decision.url))
    if not file.part(StayPart).needs_contract:
        return gaps
    lacking = may_take_part(file.on, missing_eligibility=(), covers=covers).missing
    contracts = reverse("contracts:person", args=[file.person.pk])
    return [*gaps, *(FileGap(text, "Otwórz kontrakty", contracts) for text in lacking)]


class OverviewPart(FilePart):
    title, page, right = "Przegląd", "desk:overview", "participants.view_register"

    @cached_property
    def _asked(self) -> list[list]:
        """Reviews that wait, notes that remind, the last notes and who wrote those. One query."""
        return _asked_for(sensitive=self.file.sensitive)(self.file.whole, self.file.on)

    @property
    def reviews(self) -> list[PlannedReview]:
        """Of contracts that bind, the soonest first."""
        return self._asked[0]

    @property
    def reminders(self) -> list[Note]:
        return self._asked[1]

    @cached_property
    def recent_notes(self) -> list[Note]:
        """The newest first."""
        _, _, notes, authors = self._asked
        point(notes, authors, "author")
        shown = self.file.shown(notes, lambda note: (note.at.date(), note.at.date()))
        return with_own(shown, self.file.person)


@cache
def _asked_for(*, sensitive: bool):
    @together
    def asked(whole: int, on: datetime.date):
        files = Person.objects.files_of(whole)
        notes = Note.objects.filter(person__in=files).readable(sensitive=sensitive)
        recent = notes[:NOTES_SHOWN]
        return (
            PlannedReview.objects.waiting(on).filter(contract__person__in=files).order_by("on"),
            notes.unanswered(),
            recent,
            User.objects.filter(pk__in=recent.values("author")).order_by(),
        )

    return asked


def deadlines(file: PersonFile) -> list[Deadline]:
    """The nearest days, soonest first. What still waits stays however late it is.

    Of the rest what passed long ago is history, no deadline.
    """
    waiting = [*_of_stay(file), *_of_reviews(file), *_of_register(file)]
    ends = [*_of_contracts(file), *_of_notes(file)]
    if file.sensitive:
        ends += _of_categories(file)
        # Whoever left is asked no more.
        (ends if file.part(StayPart).is_over else waiting).extend(_of_question(file))
    since = file.on - PASSED_LONG_AGO
    near = sorted([*waiting, *((day, text) for day, text in ends if day and day >= since)])
    return [Deadline(day, text, (day - file.on).days) for day, text in near]


def _of_categories(file: PersonFile):
    """Ends of the categories for everybody, and of their papers."""
    recorded = file.part(EligibilityPart).recorded
    for eligibility in recorded.eligibilities:
        if eligibility.voided_at:
            continue
        yield eligibility.category_ends_first_on, "kategoria przestaje obowiązywać"
        for paper in eligibility.papers_recorded:
            if not paper.voided_at:
                yield paper.good_until, f"koniec ważności: {paper.get_kind_display()}"


def _of_question(file: PersonFile):
    checks = file.part(EligibilityPart).recorded.checks
    asked = [check for check in checks if not check.voided_at]
    if asked:
        latest = max(asked, key=lambda check: check.asked_on)
        yield latest.ask_again_on, "zapytać o świadczenia wykluczające"


def _of_register(file: PersonFile):
    """Of a registration at the labour office that runs: what is near or passed."""
    for _, alert in file.part(DetailsPart).register_alerts:
        yield alert.day, "kontakt z PUP" if alert.is_contact else "koniec statusu bezrobotnego"


def _of_stay(file: PersonFile):
    stay = file.part(StayPart).last
    if stay and stay.ends_on is None:
        kind = " (art. 200)" if stay.is_commissioned else ""
        yield stay.planned_end_on, f"planowany koniec udziału w KIS{kind}"


def _contracts_not_ended(file: PersonFile) -> list[SocialContract]:
    """Signed and ended by nobody: one that ran out yesterday wants its last look back all the same."""
    contracts = file.part(ContractsPart).contracts
    return [contract for contract in contracts if contract.state == SocialContract.State.SIGNED]


def _of_contracts(file: PersonFile):
    for contract in _contracts_not_ended(file):
        yield contract.last_day, f"koniec kontraktu {contract.number}"


def _of_reviews(file: PersonFile):
    """Of each contract the review that is late and the next two."""
    days = defaultdict(list)
    for review in file.part(OverviewPart).reviews:
        days[review.contract_id].append(review.on)
    for contract in _contracts_not_ended(file):
        late = [day for day in days[contract.pk] if day < file.on]
        coming = [day for day in days[contract.pk] if day >= file.on]
        for day in (*late, *coming[:2]):
            yield day, f"ocena kontraktu {contract.number}"


def _of_notes(file: PersonFile):
    for note in file.part(OverviewPart).reminders:
        yield note.remind_on, f"przypomnienie: {note.get_kind_display()}"
