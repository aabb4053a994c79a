"""Who takes part in personal assistance and respite care, and who gives the services there."""

import datetime
from types import SimpleNamespace

import pghistory

from kis.accounts.models import Centre
from kis.desk.demo.cast import Character
from kis.desk.demo.programmes_cast import (
    ASSISTED,
    CIS,
    GRAB,
    HOUSE,
    RESPITE,
    SOSNA,
    WIERZBA,
    Told,
)
from kis.desk.demo.programmes_editions import edition_of_kind
from kis.lib.dates import DAY
from kis.programmes import enrolling
from kis.programmes.models import Choice, Edition, Enrolment, Kind, Provider
from kis.programmes.people import enter_typed
from kis.programmes.providing import choose
from participants.models import Person
from participants.recognising import Typed

FIRST_ORDINAL = 300  # of the serial in a PESEL: nobody else of the demonstration has it
STREET = "Ogrodowa"


def enrol_people(staff: SimpleNamespace, today: datetime.date) -> None:
    """Some thirty people, with those who wait, were refused and left."""
    with pghistory.context(user=staff.programy.pk):
        providers = _employ(staff, today)
        assistance = edition_of_kind(Kind.ASSISTANCE, today)
        for ordinal, told in enumerate(ASSISTED):
            row = _enrol(told, ordinal, assistance, staff, today)
            if told.assistant and row.starts_on:
                choice = Choice(
                    enrolment=row,
                    provider=providers[told.assistant],
                    starts_on=row.starts_on,
                    declared_not_family_on=row.starts_on,
                )
                choose(choice, by=staff.programy)
        respite = edition_of_kind(Kind.RESPITE, today)
        for ordinal, told in enumerate(RESPITE, start=len(ASSISTED)):
            _enrol(told, ordinal, respite, staff, today)


def _employ(staff, today: datetime.date) -> dict[str, Provider]:
    first = datetime.date(today.year, 1, 1)
    people = {}
    for number, (name, employment) in enumerate(
        [(WIERZBA, "mandate"), (GRAB, "mandate"), (SOSNA, "services"), (CIS, "contract")], start=1
    ):
        people[name] = Provider.objects.create(
            name=name,
            user=staff.asystentka3 if name == WIERZBA else None,
            phone=f"600 400 10{number}",
            qualifications="asystent osoby niepełnosprawnej, dyplom szkoły policealnej",
            offender_register_checked_on=first - 10 * DAY,
            employment=employment,
            contract_number=f"UZ/{number}/{today.year}",
            starts_on=first,
            entered_by=staff.programy,
        )
    people[HOUSE] = Provider.objects.create(
        name=HOUSE,
        is_institution=True,
        qualifications="placówka całodobowa, wpis do rejestru wojewody",
        employment="commission",
        contract_number=f"OW/DDP/{today.year}",
        starts_on=first,
        entered_by=staff.programy,
    )
    return people


def _enrol(told: Told, ordinal: int, edition: Edition, staff, today: datetime.date) -> Enrolment:
    applied = (
        today - told.waits * DAY if told.waits else edition.starts_on - (20 - ordinal % 9) * DAY
    )
    person = _person(told.character, 2 * ordinal, staff, applied)
    row = Enrolment(
        edition=edition,
        person=person,
        beneficiary=person,
        group=_group(edition, told),
        applied_on=applied,
        number=f"{ordinal + 1}/{edition.starts_on.year}",
        scopes=list(told.scopes),
        needs="Pomoc w dojazdach do lekarza i w codziennych sprawach poza domem.",
        wishes="dni robocze, 8–14",
    )
    if told.cares_for:
        last, first, sex, born_on, relation = told.cares_for
        character = Character(last, first, sex, born_on, 0, "1")
        row.beneficiary = _person(character, 2 * ordinal + 1, staff, applied)
        row.relation, row.shares_household = relation, True
        row.scopes, row.needs = [], "Odpoczynek opiekuna, sprawy urzędowe i własne leczenie."
    enrolling.apply(row, by=staff.programy)
    return _answered(told, ordinal, row, today)


def _answered(told: Told, ordinal: int, row: Enrolment, today: datetime.date) -> Enrolment:
    if told.refused:
        enrolling.refuse(row, day=row.applied_on + 5 * DAY, reason=told.refused)
    elif not told.waits:
        starts_on = min(today, row.edition.starts_on + ordinal % 6 * 5 * DAY)
        enrolling.admit(row, starts_on=starts_on)
        if told.ended:
            last_day = max(starts_on, min(today, row.edition.starts_on + 120 * DAY))
            enrolling.end(row, last_day=last_day, reason=told.ended)
    row.refresh_from_db()
    return row


def _group(edition: Edition, told: Told):
    return edition.groups.get(degree=told.degree, is_coupled=told.is_coupled)


def _person(character: Character, ordinal: int, staff, since: datetime.date) -> Person:
    """Typed by the staff: whoever is typed a second time is the same person."""
    centre = Centre.objects.current()
    pesel = character.pesel(FIRST_ORDINAL + ordinal)
    typed = Typed(character.last_name, character.first_name, character.born_on)
    person = Person(
        last_name=character.last_name,
        first_name=character.first_name,
        sex=character.sex,
        born_on=character.born_on,
        pesel=pesel,
        street=f"ul. {STREET}",
        house=str(3 + ordinal),
        postal_code=centre.postal_code,
        town=centre.town,
        phone=f"600 500 {100 + ordinal}",
    )
    found, _ = enter_typed(person, typed, responsible=staff.programy, since=since)
    return found
