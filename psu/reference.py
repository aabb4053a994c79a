"""What the law says of socially useful work, as a new centre starts: regimes, ceilings, minimum rates."""

import datetime
from decimal import Decimal

from django.db import transaction

from psu.models import Ceiling, Rate, Regime

FIRST_DAY = datetime.date(2005, 11, 1)
NEW_ACT = datetime.date(2025, 6, 1)
OLD_ACT = "art. 73a ustawy z 20 kwietnia 2004 r. o promocji zatrudnienia i instytucjach rynku pracy"

# Art. 72 ust. 6 and 9 of the old act: each 1 June by the average prices of the year before, not when they
# fell. A rate that no announcement was found for is computed by that rule.
COMPUTED = "wyliczone, do sprawdzenia"
OLD_MINIMUM = [
    # from, zł for an hour, source
    ("2005-11-01", "6.00", "art. 73a ust. 3 w brzmieniu Dz.U. 2005 nr 164 poz. 1366"),
    ("2006-06-01", "6.20", COMPUTED),
    ("2007-06-01", "6.30", COMPUTED),
    ("2008-06-01", "6.50", "strona PUP w Gorlicach"),
    ("2009-06-01", "6.80", "prawo.gazetaprawna.pl 424445"),
    ("2010-06-01", "7.10", COMPUTED),
    ("2011-06-01", "7.30", COMPUTED),
    ("2012-06-01", "7.70", COMPUTED),
    ("2013-06-01", "8.00", COMPUTED),
    ("2014-06-01", "8.10", "strona MOPS w Mławie (2016); bez zmian do 2017"),
    ("2018-06-01", "8.30", "strona PUP w Grajewie"),
    ("2019-06-01", "8.50", "suski.dlawas.info, stan prawny na 1 czerwca 2019"),
    ("2020-06-01", "8.70", "strona MCPS w Pabianicach"),
    ("2021-06-01", "9.00", "strona PUP w Bełchatowie"),
    ("2022-06-01", "9.50", COMPUTED),
    ("2023-06-01", "10.90", "strona MCPS w Pabianicach, 1 czerwca 2023"),
    (
        "2024-06-01",
        "12.20",
        "strona OPS w Borku; po 31.05.2025 bez waloryzacji – stanowisko ministerstwa",
    ),
]


@transaction.atomic
def load_reference() -> None:
    """Add what is missing; rows that the centre keeps are left alone. Safe to run again.

    The new regime comes without ceilings and rates: they are not settled, and nothing is made up.
    """
    old, _ = Regime.objects.get_or_create(
        code=Regime.Code.OLD,
        defaults={
            "name": "Porozumienia podpisane do 31.05.2025",
            "signed_from": FIRST_DAY,
            "signed_until": NEW_ACT - datetime.timedelta(days=1),
            "source": f"{OLD_ACT}; art. 435 ust. 1 ustawy z 20 marca 2025 r. o rynku pracy "
            "i służbach zatrudnienia (Dz.U. 2025 poz. 620)",
        },
    )
    Regime.objects.get_or_create(
        code=Regime.Code.NEW,
        defaults={
            "name": "Porozumienia podpisane od 1.06.2025",
            "signed_from": NEW_ACT,
            "source": "ustawa z 20 marca 2025 r. o rynku pracy i służbach zatrudnienia "
            "(Dz.U. 2025 poz. 620)",
        },
    )
    if not old.ceilings.exists():
        _old_ceiling(old)
    if not old.rates.exists():
        Rate.objects.bulk_create(_old_rates(old))


def _old_ceiling(regime: Regime) -> None:
    Ceiling.objects.create(
        regime=regime,
        valid_from=FIRST_DAY,
        weekly_hours=Decimal(10),
        refund_max_percent=Decimal(60),
        source=f"{OLD_ACT}, ust. 1 i 5",
    )


def _old_rates(regime: Regime) -> list[Rate]:
    """Each rate lasts to the day before the next one; the last one stays open."""
    starts = [datetime.date.fromisoformat(first) for first, _, _ in OLD_MINIMUM]
    ends = [first - datetime.timedelta(days=1) for first in starts[1:]] + [None]
    return [
        Rate(
            regime=regime,
            per_hour=Decimal(per_hour),
            valid_from=first,
            valid_to=last,
            source=source,
        )
        for (_, per_hour, source), first, last in zip(OLD_MINIMUM, starts, ends, strict=True)
    ]
