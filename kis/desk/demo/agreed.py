"""Agreements of the demonstrations: what each covers, and the rates in it."""

import datetime

from psu.models import AgreedRate, Agreement, AgreementKind, AgreementPlace, Regime, WorkKind
from psu.rules.regimes import NEW_ACT


def signed_on(day: datetime.date) -> dict:
    """Facts of an agreement that follow from the day it was signed."""
    regime = Regime.objects.signed(day).get()
    return {
        "signed_on": day,
        "regime": regime,
        "monthly_hours": regime.usual_monthly_hours,
    }


def signed_before(first: datetime.date, days: int) -> datetime.date:
    """So many days before the first one, under the act of today."""
    return max(first - datetime.timedelta(days), NEW_ACT)


def cover(agreement: Agreement, places, kind: str) -> WorkKind:
    work, _ = WorkKind.objects.get_or_create(name=kind)
    AgreementKind.objects.create(agreement=agreement, kind=work)
    for place in places:
        AgreementPlace.objects.create(agreement=agreement, place=place)
    return work


def pay_the_minimum(agreement: Agreement, kind: WorkKind) -> None:
    """The minimum of each day, as most agreements have it."""
    for minimum in agreement.regime.rates.filter(valid_from__lte=agreement.ends_on):
        first = max(minimum.valid_from, agreement.starts_on)
        if minimum.valid_to is None or minimum.valid_to >= first:
            AgreedRate.objects.create(
                agreement=agreement,
                kind=kind,
                per_hour=minimum.per_hour,
                valid_from=first,
                valid_to=minimum.valid_to,
            )
