"""What many people lack on a day to be eligible: participants.eligibility, asked of the database at once.

The rules are worded there. Here they are conditions on sets; a test holds both to the same answers.
"""

import datetime
from dataclasses import dataclass
from itertools import product

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Coalesce

from kis.lib.periods import covering
from participants.models import (
    BenefitAnswer,
    BenefitCheck,
    Eligibility,
    EligibilityCategory,
    Evidence,
    Person,
)

WRITTEN = r"\S"  # something stands there


@dataclass(frozen=True)
class Lacks:
    """The three parts of an EligibilityAnswer: whether something is missing in each."""

    ground: bool
    benefits: bool
    information: bool

    @property
    def anything(self) -> bool:
        return self.ground or self.benefits or self.information


KNOWN = {lacks: Lacks(*lacks) for lacks in product((False, True), repeat=3)}


def what_they_lack(people: QuerySet, on: datetime.date) -> dict[int, Lacks]:
    """By number of the person; what stands in a merged file is read too. One query."""
    files = _files(people)
    rows = (
        people.order_by()
        .alias(whole_file=_whole())
        .values_list(
            "pk",
            _unless(whole_file__in=_with_ground(files, on)),
            _unless(whole_file__in=_with_benefits(files, on)),
            _unless(information_given_on__lte=on),
        )
    )
    return {pk: KNOWN[tuple(lacks)] for pk, *lacks in rows}


def _unless(**condition) -> Case:
    return Case(When(**condition, then=False), default=True)


def _files(people: QuerySet) -> QuerySet:
    numbers = people.order_by().values_list(_whole())
    return Person.objects.filter(Q(pk__in=numbers) | Q(merged_into__in=numbers)).values("pk")


def _whole(person: str = "") -> Coalesce:
    """The file that stands for the person: the one that a row's own is merged into, or that itself."""
    return Coalesce(f"{person}__merged_into", person) if person else Coalesce("merged_into", "pk")


def _with_ground(files: QuerySet, on: datetime.date) -> QuerySet:
    rows = holding(Eligibility.objects.filter(person__in=files), on)
    return rows.order_by().values_list(_whole("person"), flat=True)


def holding(rows: QuerySet, on) -> QuerySet:
    """Ground.holds: of these those established, in law, described, with their reason and a good paper.

    `on`: the day; an F of the row's own day, or the OuterRef of an outer row's.
    """
    papers = good_papers(Evidence.objects.all(), _deeper(on)).filter(eligibility=OuterRef("pk"))
    return described(rows, on).filter(Exists(papers))


def described(rows: QuerySet, on) -> QuerySet:
    """The same, whatever its papers."""
    in_law = _in_law(_deeper(on)).filter(pk=OuterRef("category"))
    return rows.filter(
        covering(on, "established_on"),
        Q(category__needs_reason=False) | Q(reason__regex=WRITTEN),
        Exists(in_law),
        exclusion__regex=WRITTEN,
    )


def _deeper(on):
    """The same day within a subquery of the question."""
    if isinstance(on, OuterRef):
        return OuterRef(on)
    return OuterRef(on.name) if isinstance(on, F) else on


def _in_law(on) -> QuerySet:
    known = EligibilityCategory.objects.with_end()
    return known.filter(Q(ends_for_good_on=None) | Q(ends_for_good_on__gte=on)).order_by()


def good_papers(rows: QuerySet, on) -> QuerySet:
    """Ground.telling_papers: behind the beginning of an individual programme no other paper counts.

    `on` as in `holding`.
    """
    programmes = Evidence.objects.filter(kind=Evidence.Kind.PROGRAMME, issued_on__lte=_deeper(on))
    begun = programmes.filter(eligibility=OuterRef("eligibility"))
    return rows.on(on).filter(Q(kind=Evidence.Kind.PROGRAMME) | ~Exists(begun))


def _with_benefits(files: QuerySet, on: datetime.date) -> QuerySet:
    # By the columns themselves, of which there are indexes: of few people few rows are looked at.
    return with_benefits(BenefitCheck.objects.filter(person__in=files), on)


def with_benefits(rows: QuerySet, on: datetime.date) -> QuerySet:
    """missing_benefits: asked, not to be asked again, and no excluding right by any asking that tells.

    Numbers of the files that stand for the people of these rows.
    """
    telling = telling_checks(rows, on)
    excluded = excluding(telling, on).values_list("of")
    return answering(telling, on).exclude(of__in=excluded).order_by().values_list("of", flat=True)


def answering(checks: QuerySet, on) -> QuerySet:
    return checks.filter(asked_on__lte=on, ask_again_on__gt=on)


def excluding(checks: QuerySet, on) -> QuerySet:
    rights = BenefitAnswer.objects.filter(check_made=OuterRef("pk"), entitled_from__lte=_deeper(on))
    return checks.filter(Exists(rights.exclude(benefit__in=BenefitAnswer.NOT_EXCLUDING)))


def telling_checks(rows: QuerySet, on) -> QuerySet:
    """Of all askings by the day the last one; of each later day its last one. Each with `of`, the person.

    `on` as in `holding`.
    """
    replaces = Q(asked_on=OuterRef("asked_on"), pk__gt=OuterRef("pk"))
    is_later = Q(asked_on__gt=OuterRef("asked_on"), asked_on__lte=_deeper(on))
    later = BenefitCheck.objects.filter(replaces | is_later)
    return (
        rows.annotate(of=_whole("person"))
        .filter(~Exists(later.filter(person=OuterRef("of"))))
        .filter(~Exists(later.filter(person__merged_into=OuterRef("of"))))
    )
