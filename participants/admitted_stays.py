"""What lacked on the day on which each stay in the club began, asked of the database at once.

The rules are participants.eligibility, as conditions on sets participants.eligible_people; here each stay is
asked about its own first day. A test holds all three to the same answers.
"""

from django.db.models import F, OuterRef, Q

from participants.eligible_people import answering, described, excluding, holding, telling_checks
from participants.models.other_files import in_any_file

FIRST_DAY = OuterRef("starts_on")


def lacked_information() -> Q:
    """The information on personal data stands in the file that stands for the person."""
    return _not_by_then("person", person__merged_into=None) | _not_by_then(
        "person__merged_into", person__merged_into__isnull=False
    )


def _not_by_then(file: str, **which) -> Q:
    day = f"{file}__information_given_on"
    return Q(**which) & (Q(**{day: None}) | Q(**{f"{day}__gt": F("starts_on")}))


def lacked_category() -> Q:
    """No category that was established, in law and described with its conditions."""
    return ~in_any_file(described(FIRST_DAY))


def lacked_evidence() -> Q:
    """No category held whole: with evidence that was good that very day."""
    return ~in_any_file(holding(FIRST_DAY))


def lacked_entitlements(on=FIRST_DAY) -> Q:
    """Not asked in time, or a right excluded. `on`: another day than the stay's first one."""
    telling = telling_checks(on)
    return ~in_any_file(answering(telling, on)) | in_any_file(excluding(telling, on))
