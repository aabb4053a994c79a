"""Entering, changing and ending a referral; the person's area PSU follows it in the same transaction."""

import datetime

from django.db import transaction

from kis.lib.dates import DAY
from kis.lib.refusals import Refused, refused_by_database
from participants.models import Area, Person
from psu.models import Agreement, Candidate, Referral


@transaction.atomic
def keep(referral: Referral, *, by) -> Referral:
    """Save a new referral, or a changed one. Raises Refused with the sentence of the guard that refuses."""
    lock(referral)
    is_new = referral._state.adding
    if is_new:
        referral.entered_by = by
    with refused_by_database():
        referral.save()
        if is_new:
            _settle_candidate(referral)
    _fit_area(referral.person)
    return referral


@transaction.atomic
def end(referral: Referral, *, last_day: datetime.date, reason: str) -> None:
    """End it early, on its last day of work. Raises Refused, also where hours stand behind that day."""
    lock(referral)
    if not reason.strip():
        raise Refused("Podaj powód przerwania.")
    if not referral.starts_on <= last_day <= referral.ends_on:
        raise Refused("Ostatni dzień musi leżeć między pierwszym a ostatnim dniem skierowania.")
    referral.ended_on, referral.end_reason = last_day, reason.strip()
    with refused_by_database():
        referral.save(update_fields=["ended_on", "end_reason"])
    _fit_area(referral.person)


@transaction.atomic
def void(referral: Referral, *, by, reason: str) -> None:
    """A mistake in person or agreement: only while no day is entered. Raises Refused."""
    lock(referral)
    with refused_by_database():
        referral.void(by=by, reason=reason)
        _reopen_candidate(referral)
    _fit_area(referral.person)


def lock(referral: Referral) -> None:
    """Agreement, person, referral: the order of everybody who writes hours.

    A form that locks the referral (every form over a version does) calls this before it validates, inside
    its transaction: else it and a cell being saved wait for one another.
    """
    Agreement.objects.select_for_update(no_key=True).get(pk=referral.agreement_id)
    Person.objects.select_for_update(no_key=True).get(pk=referral.person_id)
    if referral.pk:
        Referral.with_voided.select_for_update(no_key=True, of=("self",)).get(pk=referral.pk)


def _settle_candidate(referral: Referral) -> None:
    """Whoever was put forward waits no more: the referral came."""
    for candidate in Candidate.objects.open().filter(person=referral.person_id):
        candidate.referral = referral
        candidate.save(update_fields=["referral"])


def _reopen_candidate(referral: Referral) -> None:
    """Entered by mistake: who waited for it waits again, unless put forward anew since."""
    if not Candidate.objects.open().filter(person=referral.person_id).exists():
        for candidate in Candidate.objects.filter(referral=referral):
            candidate.referral = None
            candidate.save(update_fields=["referral"])


def periods_of(referrals) -> list[tuple[datetime.date, datetime.date]]:
    """Times with a referral, one behind the other without a day between them taken together."""
    merged: list[tuple[datetime.date, datetime.date]] = []
    # The later of two may end first (a short one within a long one): the longer end stays.
    for first, last in sorted(referrals):
        if merged and first <= merged[-1][1] + DAY:
            merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
        else:
            merged.append((first, last))
    return merged


def _fit_area(person: Person) -> None:
    """The person is in the area PSU exactly while a referral runs. An area never vanishes altogether."""
    areas = list(person.areas.filter(kind=Area.Kind.PSU).order_by("starts_on"))
    for first, last in periods_of(person.referrals.values_list("starts_on", "last_day")):
        # Areas that the time meets become one: the constraint allows no two at once.
        touched = [a for a in areas if a.starts_on <= last and (a.ends_on or last) >= first]
        area, *others = touched or [Area(person=person, kind=Area.Kind.PSU)]
        for other in others:
            other.delete()
        area.starts_on, area.ends_on = first, last
        area.save()
