"""An application for an assistant: made, answered by the head with a no, and put right."""

import datetime

from kis.families.locking import lock_work
from kis.families.models import Cooperation
from kis.families.numbers import application_number
from kis.lib.refusals import Refused, refused_by_database


def apply(work: Cooperation, *, by, on: datetime.date) -> Cooperation:
    """A new one, with a number of the year where a social worker makes it. Raises Refused."""
    with refused_by_database():
        work.entered_by = by
        if work.applied_by_id and not work.application_number:
            work.application_number = application_number(on)
        work.save()
        return work


def say_no(work: Cooperation, *, day: datetime.date, reason: str, by) -> None:
    """Raises Refused where an assistant was assigned or the answer was given meanwhile."""
    with refused_by_database():
        work = lock_work(work.pk)
        if work.refused_on:
            raise Refused("Na ten wniosek odpowiedziano już odmownie.")
        if day < work.applied_on:
            raise Refused("Odpowiedź nie może być wcześniejsza niż wniosek.")
        work.refused_on, work.refusal_reason, work.refused_by = day, reason.strip(), by
        work.save(update_fields=["refused_on", "refusal_reason", "refused_by"])
