"""What lacked on the day on which each stay in the club began, asked of the database at once.

The rules are participants.eligibility, as conditions on sets participants.eligible_people; here each stay is
asked about its own first day. A test holds all three to the same answers.
"""

from collections.abc import Callable

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from participants.eligible_people import (
    answering,
    described,
    excluding,
    holding,
    telling_checks,
    with_benefits,
)
from participants.models import BenefitCheck, Eligibility
from participants.models.other_files import has_other_files, of_other_file

FIRST_DAY = OuterRef("starts_on")
Asked = Callable[[QuerySet, F], QuerySet]


def of_stay(rows: QuerySet, asked: Asked, *, merged: bool = True) -> Q:
    """Whether `asked(rows, day)` finds some of the rows, by their `person`, on the first day of a stay.

    Of all stays at once, through the person whom row and stay have in common. Few people have a second file:
    their stays are asked one by one. `merged` as in has_other_files.
    """
    beside = rows.annotate(
        stay=F("person__participations"), day=F("person__participations__starts_on")
    )
    at_once = asked(beside, F("day")).filter(stay__isnull=False).order_by().values("stay")
    one_by_one = asked(rows, FIRST_DAY)
    own, other = (
        one_by_one.filter(person=OuterRef("person")),
        one_by_one.filter(of_other_file("person")),
    )
    has_other = has_other_files(merged=merged)
    return ~has_other & Q(pk__in=at_once) | has_other & (Q(Exists(own)) | Q(Exists(other)))


def lacked_information() -> Q:
    """The information on personal data stands in the file that stands for the person."""
    return _not_by_then("person", person__merged_into=None) | _not_by_then(
        "person__merged_into", person__merged_into__isnull=False
    )


def _not_by_then(file: str, **which) -> Q:
    day = f"{file}__information_given_on"
    return Q(**which) & (Q(**{day: None}) | Q(**{f"{day}__gt": F("starts_on")}))


def lacked_category(**merged) -> Q:
    """No category that was established, in law and described with its conditions."""
    return ~of_stay(Eligibility.objects.all(), described, **merged)


def lacked_evidence(**merged) -> Q:
    """No category held whole: with evidence that was good that very day."""
    return ~of_stay(Eligibility.objects.all(), holding, **merged)


def lacked_entitlements(**merged) -> Q:
    """Not asked in time, or a right excluded."""
    checks = BenefitCheck.objects.all()
    return ~of_stay(checks, _answering, **merged) | of_stay(checks, _excluding, **merged)


def _answering(rows: QuerySet, day) -> QuerySet:
    return answering(telling_checks(rows, day), day)


def _excluding(rows: QuerySet, day) -> QuerySet:
    return excluding(telling_checks(rows, day), day)


def lack_entitlements(on) -> Q:
    """The same of stays annotated with `whole`, on one day for all."""
    return ~Q(whole__in=with_benefits(BenefitCheck.objects.all(), on))
