"""How many children one carer of a day room has at most: the row of the act that a new centre starts from."""

import datetime

from kis.programmes.models import CarerLimit

ACT = "art. 28 ust. 2 ustawy z 9 czerwca 2011 r. o wspieraniu rodziny i systemie pieczy zastępczej"
LIMIT = {
    "children": 15,
    "source": f"{ACT} (Dz.U. 2026 poz. 980)",
    "valid_from": datetime.date(2012, 1, 1),
}


def load_carer_limits() -> int:
    """Where the centre has none of its own; say how many."""
    if CarerLimit.objects.exists():
        return 0
    CarerLimit.objects.create(**LIMIT)
    return 1
