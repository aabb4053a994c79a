"""What the head of a person's file tells about socially useful work."""

import datetime

from django.urls import reverse

from kis.lib.dates import polish
from participants.file import DUE, GOOD, NEUTRAL, Fact, Step, state_until
from participants.models import Person
from psu.models import Referral


def facts(person: Person, on: datetime.date, sensitive: bool) -> list[Fact]:
    """Referrals that run or are to come. One query."""
    return [
        _fact(referral, on)
        for referral in Referral.objects.filter(person=person, last_day__gte=on)
        .select_related("place")
        .order_by("starts_on")
    ]


def _fact(referral: Referral, on: datetime.date) -> Fact:
    place, last_day = referral.place, polish(referral.last_day)
    if referral.missing_to_work(max(on, referral.starts_on)):
        missing = " i ".join(referral.missing_to_work(max(on, referral.starts_on)))
        return Fact(f"PSU: {place}, brak {missing}", DUE)
    if referral.starts_on > on:
        return Fact(f"PSU: {place}, od {polish(referral.starts_on)} do {last_day}", NEUTRAL)
    return Fact(f"PSU: {place}, do {last_day}", state_until(referral.last_day, on) or GOOD)


def next_step(person: Person, on: datetime.date, user) -> Step | None:
    """A referral that lacks its instruction or medical, before its first hour."""
    if not user.has_perm("psu.write_referral"):
        return None
    for referral in Referral.objects.filter(person=person, last_day__gte=on):
        if referral.missing_to_work(max(on, referral.starts_on)):
            return Step(
                "uzupełnij skierowanie (BHP, badanie)",
                reverse("psu:referral_edit", args=[referral.pk]),
            )
    return None
