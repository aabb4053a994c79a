"""Contracts whose signing took the unemployed status away for a time: psu asks about them."""

import datetime

from django.db.models import Q

from contracts.advice import DAYS_WITHOUT_STATUS
from contracts.models import SocialContract
from kis.lib.dates import DAY


def took_status_away(on: datetime.date):
    """Signed contracts on a referral of the labour office in whose days without a status the day lies.

    The day of signing is the first of them (art. 65 ust. 1 pkt 6 of the act of 20 March 2025); a voided
    contract took nothing away. One that ended before goes on counting.
    """
    return took_status_away_since(first_day_telling(on), on)


def took_status_away_since(first: datetime.date, on: datetime.date):
    """The same, of contracts signed on these days and between."""
    on_referral = ~Q(pup_referral_number="") | Q(pup_referral_on__isnull=False)
    signed = SocialContract.objects.binding().filter(type=SocialContract.Type.B)
    return signed.filter(on_referral, signed_on__range=(first, on))


def first_day_telling(on: datetime.date) -> datetime.date:
    """A contract signed earlier than that takes nothing away on the day."""
    return on - (DAYS_WITHOUT_STATUS - 1) * DAY


def last_day_without_status(contract: SocialContract) -> datetime.date:
    return contract.signed_on + (DAYS_WITHOUT_STATUS - 1) * DAY
