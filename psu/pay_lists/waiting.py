"""Rows that wait for somebody: pay lists for a step, referrals to look at."""

import datetime
from functools import reduce
from operator import or_

from django.db.models import Count, Exists, OuterRef, Q, Sum, Value
from django.db.models.functions import Greatest

from kis.lib.dates import DAY
from psu.models import AppliedList, PayLine, PayList, Referral
from psu.rules.pay_steps import BY_KEY, PayStep, before

SOON = 30 * DAY

REFERRALS = {
    "": "Trwają",
    "czekaja": "Czekają na BHP lub badanie",
    "koncza-sie": "Kończą się w ciągu 30 dni",
    "wszystkie": "Wszystkie",
}


def pay_lists_at(*what: str):
    """`what` are keys of the steps that they wait for."""
    waits = reduce(or_, (_waits_for(BY_KEY[key]) for key in what))
    return _with_lines().filter(waits)


def pay_list_counts() -> dict[str, int]:
    """How many wait for each step, by its key. One query."""
    counts = {key: Count("pk", filter=_waits_for(step)) for key, step in BY_KEY.items()}
    return _with_lines().aggregate(**counts)


def _with_lines():
    """Lists without a line are finished, for nothing of them is left."""
    return PayList.objects.filter(Exists(PayLine.objects.filter(pay_list=OuterRef("pk"))))


def to_apply_for(agreement, month: datetime.date):
    """Paid lists of the month that no application stands for; one that moves no refund needs none."""
    lists = PayList.objects.filter(agreement=agreement).in_month(month).exclude(paid_on=None)
    return lists.filter(_REFUNDED, ~_APPLIED, refund_sent_on=None).order_by("pk")


# Wholly paid by the municipality (art. 142 ust. 15) a list is finished with its payment, and so is one whose
# corrections leave the refund as it was.
_REFUNDED = Exists(
    PayLine.objects.filter(pay_list=OuterRef("pk"))
    .order_by()
    .values("pay_list")
    .annotate(together=Sum("refund"))
    .exclude(together=0)
)
_APPLIED = Exists(AppliedList.objects.filter(pay_list=OuterRef("pk"), voided_at=None))


def without_waiting_application(lists):
    """Of the given lists those whose refund is not settled at an application that was not sent yet."""
    return lists.exclude(Q(_APPLIED), refund_sent_on=None)


def _waits_for(step: PayStep) -> Q:
    if step.name == "refund_sent":
        return _waits(step) & Q(_REFUNDED)
    return _waits(step)


def _waits(step: PayStep) -> Q:
    return Q(**{f"{before(step.name).name}_on__isnull": False, f"{step.name}_on": None})


def referrals_in(what: str, on: datetime.date):
    """`what` is a key of REFERRALS."""
    referrals = Referral.objects.select_related("person", "place", "kind", "agreement__regime")
    if what == "wszystkie":
        return referrals
    if what == "koncza-sie":
        return referrals.on(on).filter(last_day__lte=on + SOON)
    if what == "czekaja":
        # Of a referral to come its first day is asked, as Referral.missing_to_work is.
        day = Greatest("starts_on", Value(on))
        no_medical = Q(medical=Referral.Medical.NEEDED) & ~Q(
            medical_on__lte=day, medical_until__gte=day
        )
        no_training = Q(ohs_on=None) | Q(ohs_on__gt=day)
        return referrals.filter(last_day__gte=on).filter(no_training | no_medical)
    return referrals.on(on)
