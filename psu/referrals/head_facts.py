"""What the head of a person's file tells about socially useful work."""

import datetime

from django.urls import reverse

from kis.lib.dates import polish
from kis.lib.worded import worded
from participants.file import DUE, GOOD, NEUTRAL, Fact, Step, state_until
from participants.models import Person
from psu.models import Referral


def current_once(person: Person, on: datetime.date) -> list[Referral]:
    """Referrals that run or are to come; for one request's pages: head and next step ask for the same."""
    if not hasattr(person, "_current_referrals"):
        person._current_referrals = _current(person.pk, on, person=person)
    return person._current_referrals


@worded("place")
def _current(person_pk: int, on: datetime.date):
    return Referral.objects.filter(person=person_pk, last_day__gte=on).order_by("starts_on")


def know_current(person: Person, referrals: list[Referral], on: datetime.date) -> None:
    """For a page that has read the person's referrals, voided ones too: the head reads them no more."""
    current = [row for row in referrals if row.voided_at is None and row.last_day >= on]
    person._current_referrals = sorted(current, key=lambda referral: referral.starts_on)


def facts(person: Person, on: datetime.date, sensitive: bool) -> list[Fact]:
    return [_fact(referral, on) for referral in current_once(person, on)]


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
    for referral in current_once(person, on):
        if referral.missing_to_work(max(on, referral.starts_on)):
            return Step(
                "uzupełnij skierowanie (BHP, badanie)",
                reverse("psu:referral_edit", args=[referral.pk]),
            )
    return None
