"""Decisions on applications, so that none waits for ever. An application is the open area of the club."""

import datetime

from django.db import transaction

from kis.lib.dates import DAY, polish
from kis.lib.refusals import Refused
from participants.models import Admission, Area, Participation, Person
from participants.person_answer import person_answer

KIS = Area.Kind.KIS


def application_of(person: Person) -> Area | None:
    """The last one, open or closed. One query."""
    return Area.objects.filter(person=person, kind=KIS).order_by("-starts_on").first()


@transaction.atomic
def decide(person: Person, *, what: str, decided_on: datetime.date, reason: str, by) -> Admission:
    """Raises Refused without an open application, for a day before it, and for who takes part.

    Admitted is only who is eligible that day (art. 1 of the act of 13 June 2003 on social employment).
    """
    _lock(person)
    area = application_of(person)
    if area is None or area.ends_on:
        raise Refused("Osoba nie ma otwartego zgłoszenia. Najpierw przyjmij nowe zgłoszenie.")
    if decided_on < area.starts_on:
        raise Refused(
            f"Zgłoszenie przyjęto {polish(area.starts_on)}: decyzja nie może być wcześniejsza. "
            "Jeśli zgłoszono się wcześniej, popraw „Data zgłoszenia” w zakładce „Dane”."
        )
    if stay := Participation.objects.filter(person=person, starts_on__gte=area.starts_on).first():
        raise Refused(_settled(stay))
    decision = Admission(
        person=person,
        area=area,
        what=what,
        decided_on=decided_on,
        decided_by=by,
        reason=reason.strip(),
    )
    if not decision.closes and (missing := person_answer(person, decided_on).missing):
        raise Refused(f"{polish(decided_on)} osoby nie można przyjąć. {' '.join(missing)}")
    if decision.closes and not decision.reason:
        raise Refused("Napisz, dlaczego.")
    decision.save()
    if decision.closes:
        area.ends_on = decided_on
        area.save(update_fields=["ends_on"])
    return decision


def _settled(stay: Participation) -> str:
    if stay.ends_on:
        days = f"{polish(stay.starts_on)} – {polish(stay.ends_on)}"
        return f"Osoba uczestniczyła w KIS ({days}): zgłoszenie jest rozpatrzone."
    return (
        f"Osoba uczestniczy w KIS od {polish(stay.starts_on)}: zgłoszenie jest rozpatrzone. "
        "Udział kończy się w zakładce „Udział w KIS”."
    )


@transaction.atomic
def void(decision: Admission, *, by, reason: str) -> None:
    """An application that the decision closed is open again. Raises Refused as `Voidable.void` does."""
    _lock(decision.person)
    decision.void(by=by, reason=reason)
    area = decision.area
    if decision.closes and application_of(decision.person) == area:
        area.ends_on = None
        area.save(update_fields=["ends_on"])


@transaction.atomic
def apply_again(person: Person, *, on: datetime.date) -> Area:
    """A new application behind a closed one. Raises Refused where one is open or was closed that day."""
    _lock(person)
    area = application_of(person)
    if area and area.ends_on is None:
        raise Refused("Zgłoszenie jest już otwarte.")
    if area and (why := why_not_again(area, on)):
        raise Refused(why)
    return Area.objects.create(person=person, kind=KIS, starts_on=on)


def why_not_again(closed: Area, on: datetime.date) -> str:
    """Why no new application may follow the closed one that day, in a sentence; empty where one may.

    A day of the register belongs to one application: a decision that was not meant is voided instead.
    """
    if closed.ends_on < on:
        return ""
    return (
        f"Poprzednie zgłoszenie zamknięto {polish(closed.ends_on)}. Nowe można przyjąć od "
        f"{polish(closed.ends_on + DAY)}; jeśli decyzja była pomyłką, unieważnij ją."
    )


@transaction.atomic
def follow_report(person: Person) -> None:
    """The open application moves to the day on which it was made, if nothing of it stands before that day."""
    _lock(person)
    area, day = application_of(person), person.reported_on
    if area is None or area.ends_on or day in (None, area.starts_on):
        return
    others = Area.objects.filter(person=person, kind=KIS, ends_on__gte=day)
    decided = Admission.with_voided.filter(area=area, decided_on__lt=day)
    stays = Participation.objects.filter(
        person=person, starts_on__gte=area.starts_on, starts_on__lt=day
    )
    if not (others.exists() or decided.exists() or stays.exists()):
        area.starts_on = day
        area.save(update_fields=["starts_on"])


def _lock(person: Person) -> None:
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
