"""Months that were opened again behind an approved list: a later one puts right what it paid."""

import datetime

from django.db.models import Exists, OuterRef

from kis.lib.dates import month_of
from psu.models import Agreement, PayLine, PersonMonth


def waiting(months):
    """Of the given person-months those that are open again behind an approved list."""
    paid = PayLine.objects.filter(person_month=OuterRef("pk"), pay_list__approved_on__isnull=False)
    return months.exclude(state=PersonMonth.State.CLOSED).filter(
        Exists(paid), reopened_on__isnull=False
    )


def waiting_months(agreement: Agreement, before: datetime.date) -> list[datetime.date]:
    """Earlier months of the agreement with such a correction, the earliest first."""
    earlier = agreement.person_months.filter(month__lt=month_of(before)[0])
    return list(waiting(earlier).order_by("month").values_list("month", flat=True).distinct())
