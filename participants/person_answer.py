"""Whether a person is eligible on a day, by what is recorded: rows made into the values of the rules."""

import datetime
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from kis.lib.together import point, together
from participants.eligibility import (
    AskedEntitlements,
    EligibilityAnswer,
    Entitlement,
    EvidencePaper,
    Ground,
    answer,
    expired_on,
)
from participants.files import whole, with_own
from participants.models import (
    BenefitAnswer,
    BenefitCheck,
    Eligibility,
    EligibilityCategory,
    Evidence,
    EvidenceKind,
    Person,
)


@dataclass(frozen=True)
class PersonAnswer(EligibilityAnswer):
    """The answer with what the screen shows beside it."""

    on: datetime.date | None = None
    main: Eligibility | None = None  # the main category established on the day
    has_evidence: bool = False  # tells "no end" from "none" where good_until is empty
    expired_on: datetime.date | None = None  # the last end of evidence that is good no more
    programme_until: datetime.date | None = (
        None  # of the main one: it ends by itself with its programme
    )
    category_ended_on: datetime.date | None = (
        None  # of the main one: it ended for everybody by then
    )

    @property
    def ends_by_programme(self) -> bool:
        """Whether the end of the evidence is the end of the category too."""
        return bool(self.good_until) and self.good_until == self.programme_until


@dataclass(frozen=True)
class Recorded:
    """All that was entered about a person's eligibility, voided entries included.

    Each eligibility has its papers in `papers_recorded`, each check its rights in `rights`.
    """

    eligibilities: list[Eligibility]
    checks: list[BenefitCheck]

    def answer(self, on: datetime.date, informed_on: datetime.date | None) -> PersonAnswer:
        """What the rules say of it; voided entries do not count."""
        established = [row for row in self.eligibilities if not row.voided_at]
        grounds = [ground_of(row) for row in established]
        found = answer(
            on, grounds=grounds, questions=questions_of(self.checks), informed_on=informed_on
        )
        in_force = [ground for ground in grounds if ground.is_established(on)]
        main = next((row for row in established if row.is_main and row.is_in_force(on)), None)
        ended_on = main.category_ended_on if main else None
        programme = ground_of(main).programme_until(on) if main else None
        return PersonAnswer(
            **vars(found),
            on=on,
            main=main,
            has_evidence=any(ground.has_good_paper(on) for ground in in_force),
            expired_on=expired_on(
                on, [paper for ground in in_force for paper in ground.telling_papers(on)]
            ),
            programme_until=programme,
            category_ended_on=ended_on if ended_on and ended_on < on else None,
        )


def recorded(person) -> Recorded:
    """Of all the person's files. One query."""
    eligibilities, categories, papers, checks, answers = _recorded(whole(person))
    point(eligibilities, categories, "category")
    point(papers, eligibilities, "eligibility")
    papers_of, answers_of = defaultdict(list), defaultdict(list)
    for paper in papers:
        papers_of[paper.eligibility_id].append(paper)
    for told in answers:
        answers_of[told.check_made_id].append(told)
    for row in with_own(eligibilities, person):
        row.papers_recorded = papers_of[row.pk]
    for made in with_own(checks, person):
        made.rights = [
            Right(BenefitAnswer.Benefit(told.benefit), told.entitled_from)
            for told in answers_of[made.pk]
        ]
    return Recorded(eligibilities, checks)


@together
def _recorded(whole: int):
    files = Person.objects.files_of(whole)
    eligibilities = Eligibility.with_voided.filter(person__in=files)
    checks = BenefitCheck.with_voided.filter(person__in=files)
    return (
        eligibilities.with_category_end(),
        EligibilityCategory.objects.filter(pk__in=eligibilities.order_by().values("category")),
        Evidence.with_voided.filter(eligibility__person__in=files),
        checks.order_by("asked_on", "pk"),
        BenefitAnswer.objects.filter(check_made__person__in=files).order_by("pk"),
    )


@dataclass(frozen=True)
class Right:
    """One answer: a benefit that the person is entitled to, since a day."""

    benefit: BenefitAnswer.Benefit
    since: datetime.date

    @property
    def excludes(self) -> bool:
        return self.benefit not in BenefitAnswer.NOT_EXCLUDING


def person_answer(person, on: datetime.date) -> PersonAnswer:
    """Is the person eligible on the day, by what is recorded now."""
    return recorded(person).answer(on, person.information_given_on)


def ground_of(eligibility: Eligibility) -> Ground:
    return Ground(
        established_on=eligibility.established_on,
        ends_on=eligibility.ends_on,
        category_ended_on=eligibility.category_ended_on,
        is_described=bool(eligibility.exclusion.strip()),
        lacks_reason=eligibility.category.needs_reason and not eligibility.reason.strip(),
        papers=tuple(
            EvidencePaper(paper.issued_on, paper.good_until, paper.kind == EvidenceKind.PROGRAMME)
            for paper in eligibility.papers_recorded
            if not paper.voided_at
        ),
    )


def questions_of(checks: Sequence[BenefitCheck]) -> list[AskedEntitlements]:
    """In the order of asking; of two on one day the later entry replaces the first."""
    by_day = {}
    for made in checks:
        if not made.voided_at:
            by_day[made.asked_on] = AskedEntitlements(
                asked_on=made.asked_on,
                ask_again_on=made.ask_again_on,
                entitlements=tuple(
                    Entitlement(right.benefit.label, right.since)
                    for right in made.rights
                    if right.excludes
                ),
            )
    return list(by_day.values())
