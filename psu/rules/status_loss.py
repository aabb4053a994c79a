"""For how long the status is lost: art. 65 ust. 1 of the act of 20 March 2025 (Dz.U. 2025 poz. 620)."""

import datetime

from kis.lib.dates import DAY
from psu.rules.regimes import NEW_ACT

# Pkt 2, 3 and 6: a refusal without a good reason, work not taken up or broken off, a contract on a referral.
DAYS = 90


def last_day_lost(first: datetime.date) -> datetime.date | None:
    """Of a loss for such a cause from that day on; None under the act before, whose ladder was another."""
    return first + (DAYS - 1) * DAY if first >= NEW_ACT else None
