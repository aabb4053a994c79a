"""Rows that wait for somebody: pay lists at a step, referrals to look at."""

import datetime

from django.db.models import Count, Exists, OuterRef, Q

from kis.lib.dates import DAY
from psu.models import PayLine, PayList, Referral

SOON = 30 * DAY

# End of the address → title, the step that was made last, the step that waits.
PAY_LISTS = {
    "do-sprawdzenia": ("Do sprawdzenia rachunkowego", "prepared", "checked"),
    "do-zatwierdzenia": ("Do zatwierdzenia", "checked", "approved"),
    "do-wyplaty": ("Do wypłaty", "approved", "paid"),
    "do-refundacji": ("Do refundacji", "paid", "refund_sent"),
    "refundacja-wyslana": ("Refundacja wysłana", "refund_sent", "refund_settled"),
}
REFERRALS = {
    "": "Trwają",
    "czekaja": "Czekają na BHP lub badanie",
    "koncza-sie": "Kończą się w ciągu 30 dni",
    "wszystkie": "Wszystkie",
}


def pay_lists_at(what: str):
    """`what` is a key of PAY_LISTS."""
    return _with_lines().filter(_is_at(what))


def pay_list_counts() -> dict[str, int]:
    """How many wait at each step, by the keys of PAY_LISTS. One query."""
    counts = {what: Count("pk", filter=_is_at(what)) for what in PAY_LISTS}
    return _with_lines().aggregate(**counts)


def _with_lines():
    """Lists without a line are finished, for nothing of them is left."""
    return PayList.objects.filter(Exists(PayLine.objects.filter(pay_list=OuterRef("pk"))))


def _is_at(what: str) -> Q:
    _, made, waits = PAY_LISTS[what]
    return Q(**{f"{made}_on__isnull": False, f"{waits}_on": None})


def referrals_in(what: str, on: datetime.date):
    """`what` is a key of REFERRALS."""
    referrals = Referral.objects.select_related("person", "place", "kind", "agreement")
    if what == "wszystkie":
        return referrals
    if what == "koncza-sie":
        return referrals.on(on).filter(last_day__lte=on + SOON)
    if what == "czekaja":
        no_medical = Q(medical=Referral.Medical.NEEDED) & ~Q(
            medical_on__lte=on, medical_until__gte=on
        )
        no_training = Q(ohs_on=None) | Q(ohs_on__gt=on)
        return referrals.filter(last_day__gte=on).filter(no_training | no_medical)
    return referrals.on(on)
