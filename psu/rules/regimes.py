"""Which act an agreement follows: the day it was signed decides, whatever comes later."""

import datetime
from decimal import Decimal

OLD, NEW = "old", "new"
# Art. 461 of the act of 20 March 2025 (Dz.U. 2025 poz. 620): its first day.
NEW_ACT = datetime.date(2025, 6, 1)
# Neither act sets a month. Offices wrote 40 hours into agreements of the old one; art. 142 ust. 6 pkt 2 of
# the new one asks for the hours of the agreement alone.
OLD_MONTH = Decimal(40)


def act_of(signed_on: datetime.date) -> str:
    """Art. 435 ust. 1: an agreement made before the new act is carried out under the previous provisions."""
    return OLD if signed_on < NEW_ACT else NEW


def usual_month(act: str) -> Decimal | None:
    """The monthly limit of a person that an agreement has unless it says otherwise; None: it has none."""
    return OLD_MONTH if act == OLD else None
