"""What the law says of socially useful work, as a new centre starts: regimes, ceilings, minimum rates."""

import datetime
from contextlib import suppress
from decimal import Decimal

from django.db import transaction
from django.db.models import Q

from kis.lib.dates import DAY
from kis.lib.refusals import Refused, refused_by_database
from psu.models import Ceiling, Rate, Regime
from psu.rules.regimes import NEW_ACT

FIRST_DAY = datetime.date(2005, 11, 1)
OLD_ACT = "art. 73a ustawy z 20 kwietnia 2004 r. o promocji zatrudnienia i instytucjach rynku pracy"
NEW_ACT_NAME = (
    "ustawy z 20 marca 2025 r. o rynku pracy i służbach zatrudnienia (Dz.U. 2025 poz. 620)"
)
ART_142 = f"art. 142 {NEW_ACT_NAME}"

# The minimum rate for an hour (art. 142 ust. 12), as announced for each year.
ANNOUNCED = "potwierdzone: minimalna stawka godzinowa, rozporządzenie Rady Ministrów z {}; " + (
    f"art. 142 ust. 12 {NEW_ACT_NAME}"
)
NEW_MINIMUM = [
    # from, zł for an hour, source
    ("2025-06-01", "30.50", ANNOUNCED.format("12 września 2024 r. (Dz.U. 2024 poz. 1362)")),
    ("2026-01-01", "31.40", ANNOUNCED.format("11 września 2025 r. (Dz.U. 2025 poz. 1242)")),
    ("2027-01-01", "32.30", ANNOUNCED.format("14 września 2026 r. (Dz.U. 2026 poz. 1213)")),
]

# What the program loaded before the act was read, and what demonstrations made up in its place.
FORMER_SOURCE = (
    "ustawa z 20 marca 2025 r. o rynku pracy i służbach zatrudnienia (Dz.U. 2025 poz. 620)"
)
EXAMPLES = ["wartość pokazowa", "przykład demonstracyjny, nie przepis"]

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
    """Add what is missing; rows that the centre keeps are left alone. Safe to run again."""
    old, _ = Regime.objects.get_or_create(
        code=Regime.Code.OLD,
        defaults={
            "name": "Porozumienia podpisane do 31.05.2025",
            "signed_from": FIRST_DAY,
            "signed_until": NEW_ACT - DAY,
            "source": f"{OLD_ACT}; art. 435 ust. 1 {NEW_ACT_NAME}",
        },
    )
    new, is_new = Regime.objects.get_or_create(
        code=Regime.Code.NEW,
        defaults={
            "name": "Porozumienia podpisane od 1.06.2025",
            "signed_from": NEW_ACT,
            "source": ART_142,
        },
    )
    if not is_new and new.source == FORMER_SOURCE:
        new.source = ART_142
        new.save(update_fields=["source"])
    if not old.ceilings.exists():
        _ceiling(old, FIRST_DAY, f"{OLD_ACT}, ust. 1 i 5")
    if not new.ceilings.exclude(source__in=EXAMPLES).exists():
        _confirm_ceiling(new)
    if not old.rates.exists():
        Rate.objects.bulk_create(_rates(old, OLD_MINIMUM))
    _confirm_rates(new)


# What the new act alone knows, art. 142 ust. 14 and 11.
OF_THE_NEW_ACT = {"carer_refund_max_percent": Decimal(100), "year_days": 180}


def _ceiling(regime: Regime, since: datetime.date, source: str, **more) -> None:
    Ceiling.objects.create(
        regime=regime,
        valid_from=since,
        weekly_hours=Decimal(10),
        refund_max_percent=Decimal(60),
        source=source,
        **more,
    )


def _confirm_ceiling(new: Regime) -> None:
    """The ceilings of art. 142; an example in their place turns into them, since none is ever taken out."""
    source = f"art. 142 ust. 11 i 14 {NEW_ACT_NAME}"
    example = new.ceilings.filter(source__in=EXAMPLES, valid_from=NEW_ACT).first()
    if example is None:
        _ceiling(new, NEW_ACT, source, **OF_THE_NEW_ACT)
        return
    example.weekly_hours, example.monthly_hours = Decimal(10), None
    example.refund_max_percent, example.source = Decimal(60), source
    for name, value in OF_THE_NEW_ACT.items():
        setattr(example, name, value)
    example.save()


def _confirm_rates(new: Regime) -> None:
    """The announced rates, on days that no row of the centre's own covers; examples give way."""
    for example in new.rates.filter(source__in=EXAMPLES):
        # One that a closed month was paid by stays.
        with suppress(Refused), refused_by_database():
            example.delete()
    for rate in _rates(new, NEW_MINIMUM):
        there = new.rates.filter(
            Q(valid_to=None) | Q(valid_to__gte=rate.valid_from),
            valid_from__lte=rate.valid_to or datetime.date.max,
        )
        example = there.filter(
            source__in=EXAMPLES, valid_to=None, valid_from__lt=rate.valid_from
        ).first()
        if example:
            example.valid_to = rate.valid_from - DAY
            with suppress(Refused), refused_by_database():
                example.save(update_fields=["valid_to"])
        if not there.exists():
            rate.save()


def _rates(regime: Regime, minimums: list[tuple[str, str, str]]) -> list[Rate]:
    """Each rate lasts to the day before the next one; the last one stays open."""
    starts = [datetime.date.fromisoformat(first) for first, _, _ in minimums]
    ends = [first - DAY for first in starts[1:]] + [None]
    return [
        Rate(
            regime=regime,
            per_hour=Decimal(per_hour),
            valid_from=first,
            valid_to=last,
            source=source,
        )
        for (_, per_hour, source), first, last in zip(minimums, starts, ends, strict=True)
    ]
