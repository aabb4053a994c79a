"""What keeps a person's month from being closed, and where it is mended."""

from dataclasses import dataclass
from enum import StrEnum

from django.urls import reverse


class Kind(StrEnum):
    """Of what row the gap is: `Gap.number` is that row's number."""

    SHEET = "sheet"  # a place
    SIGNED_LIST = "signed_list"  # a place
    REFERRAL = "referral"
    PAYMENT = "payment"  # a person
    AGREED_RATE = "agreed_rate"  # an agreement
    MINIMUM_RATE = "minimum_rate"  # a regime
    NEWS = "news"
    REVIEW = "review"  # the month's own page


RATES = {Kind.AGREED_RATE, Kind.MINIMUM_RATE}


@dataclass(frozen=True)
class Gap:
    words: str
    kind: Kind
    number: int | None = None

    def __str__(self):
        return self.words


# Kind → the page that mends it, the right that it wants, whether its address names the month.
_PAGES = {
    Kind.SHEET: ("psu:sheet", "psu.write_hours", True),
    Kind.SIGNED_LIST: ("psu:signed_list", "psu.write_signed_list", True),
    Kind.REFERRAL: ("psu:referral_edit", "psu.write_referral", False),
    Kind.PAYMENT: ("participants:account_new", "participants.write_person", False),
    Kind.AGREED_RATE: ("psu:agreement_edit", "psu.write_agreement", False),
    Kind.NEWS: ("psu:news_decide", "psu.close_month", False),
}


def address(gap: Gap, month, user) -> str:
    """The page where this user mends the gap; empty for others, and where the month's own page does."""
    if gap.kind == Kind.MINIMUM_RATE:
        return reverse("admin:psu_rate_add") if user.has_perm("psu.add_rate") else ""
    name, right, is_monthly = _PAGES.get(gap.kind, ("", "", False))
    if not name or gap.number is None or not user.has_perm(right):
        return ""
    return reverse(name, args=[gap.number, month] if is_monthly else [gap.number])
