"""Families of the demonstration: invented, entered and assigned through the acts of the program."""

import datetime
from types import SimpleNamespace

import pghistory

from kis.accounts.models import Centre
from kis.desk.demo.families_cast import FAMILIES, Basis, End, Told, Where
from kis.families import assigning
from kis.families.applying import apply, say_no
from kis.families.members import add_known, add_typed
from kis.families.models import (
    Assistant,
    AssistantLimit,
    AssistantsCoordinator,
    Cooperation,
    Family,
    FamilyMember,
)
from kis.lib.dates import DAY
from participants.models import Participation, Person
from participants.recognising import Typed

Part = FamilyMember.Part

COURT = {
    "court_name": "Sąd Rejonowy, III Wydział Rodzinny i Nieletnich",
    "court_report_months": 3,
}
REASONS = (
    "Rodzice proszą o pomoc w prowadzeniu domu i w wychowaniu dzieci. Potrzebne wsparcie w uporządkowaniu "
    "budżetu, w kontakcie ze szkołą i z poradnią."
)
SITUATION = "Bez postępowań w sądzie."


def enter_families(staff: SimpleNamespace, today: datetime.date) -> None:
    """Two assistants and twenty families in every state. Somebody of the club is in one of them, the same
    person, and a child is in two by turns.
    """
    assistants = _employ(staff, today)
    entered = {}
    for ordinal, told in enumerate(FAMILIES):
        entered[told.surname] = _enter(told, ordinal, staff, assistants, today)
    _same_person(entered["Wilczek"], staff.socjalna, today)
    _by_turns(entered["Kania"], entered["Czapla"], staff.socjalna, today)


def _employ(staff, today) -> dict[str, Assistant]:
    head, began = staff.kierownik, today - 1100 * DAY
    employed = {}
    with pghistory.context(user=head.pk):
        for login, employment, learned in [
            ("asystentka", Assistant.Employment.CONTRACT, "praca socjalna, studia magisterskie"),
            ("asystent2", Assistant.Employment.SERVICES, "pedagogika, studia licencjackie"),
        ]:
            employed[login] = Assistant.objects.create(
                user=getattr(staff, login),
                qualifications=f"{learned}; szkolenie z zakresu pracy z dziećmi i rodziną.",
                offender_register_checked_on=began - 7 * DAY,
                employment=employment,
                starts_on=began,
            )
        AssistantLimit.objects.create(
            assistant=employed["asystent2"],
            valid_from=today - 90 * DAY,
            families=8,
            points=12,
            reason="połowa wymiaru czasu pracy",
            set_by=head,
        )
        AssistantsCoordinator.objects.create(
            user=staff.asystentka, starts_on=today - 400 * DAY, named_by=head
        )
    return employed


def _enter(told: Told, ordinal: int, staff, assistants, today) -> Family:
    worker, applied = getattr(staff, told.worker), today - told.since * DAY
    centre = Centre.objects.current()
    with pghistory.context(user=worker.pk):
        street, _, house = told.street.rpartition(" ")
        family = Family.objects.create(
            name=f"{told.surname}, {told.street}",
            street=street,
            house=house,
            postal_code=centre.postal_code,
            town=centre.town,
            phone=f"600 300 {100 + ordinal}",
            housing="Mieszkanie komunalne, dwa pokoje, ogrzewanie piecowe.",
            social_worker=worker,
            entered_by=worker,
        )
        _add_people(told, ordinal, family, applied)
        work = _apply(told, ordinal, family, worker, applied)
    if told.refused:
        with pghistory.context(user=staff.kierownik.pk):
            say_no(
                work,
                day=applied + 5 * DAY,
                reason="Rodzina przeprowadza się do innej gminy, pomoc zapewni tamtejszy ośrodek.",
                by=staff.kierownik,
            )
    elif told.assistant:
        _work(told, work, staff, assistants, applied, today)
    return family


def _add_people(told: Told, ordinal: int, family: Family, since: datetime.date) -> None:
    for number, name in enumerate(filter(None, [told.mother, told.father])):
        born = datetime.date(1984 + ordinal % 12, 1 + (ordinal + number) % 12, 5 + ordinal)
        if told.basis == Basis.MINOR:
            born = since.replace(day=1) - 17 * 365 * DAY
        _add(
            family,
            FamilyMember(
                part=Part.PARENT,
                civil_status="married" if told.father else "single",
                income_sources="praca dorywcza, świadczenie wychowawcze",
            ),
            Person(last_name=told.surname, first_name=name, born_on=born, education="vocational"),
            since,
        )
    for number, name in enumerate(told.children):
        where = told.away.get(name, Where.HOME)
        _add(
            family,
            FamilyMember(
                part=Part.CHILD,
                whereabouts=where,
                authority="both" if told.father else "mother",
                legal_situation=SITUATION
                if where == Where.HOME
                else "Postanowienie o pieczy zastępczej.",
                development="Rozwija się odpowiednio do wieku.",
            ),
            Person(
                last_name=told.surname,
                first_name=name,
                born_on=_child_born(since, number, ordinal),
            ),
            since,
        )


def _child_born(since: datetime.date, number: int, ordinal: int) -> datetime.date:
    return since - (400 + 900 * number + 37 * ordinal) * DAY


def _add(family: Family, member: FamilyMember, person: Person, since: datetime.date) -> None:
    member.family, member.starts_on = family, since
    for name in ("street", "house", "postal_code", "town"):
        setattr(person, name, getattr(family, name))
    typed = Typed(person.last_name, person.first_name, person.born_on)
    add_typed(member, person, typed, on=since)


def _apply(told: Told, ordinal: int, family: Family, worker, applied) -> Cooperation:
    facts = {"basis": told.basis, "applied_on": applied, "reasons": REASONS}
    if told.basis == Basis.CONSENT:
        facts |= {"interview_on": applied - 4 * DAY, "interview_by": worker.get_full_name()}
        facts |= {"applied_by": worker}
    if told.basis == Basis.COURT:
        facts |= COURT | {
            "court_number": f"III Nsm {100 + ordinal}/26",
            "court_on": applied - 9 * DAY,
        }
    if told.basis in (Basis.CONSENT, Basis.FOR_LIFE) and told.assistant:
        facts["consent_on"] = applied
    return apply(Cooperation(family=family, **facts), by=worker, on=applied)


def _work(told: Told, work, staff, assistants, applied, today) -> None:
    head, began = staff.kierownik, applied + DAY * (1 if told.basis == Basis.FOR_LIFE else 6)
    with pghistory.context(user=head.pk):
        row = assigning.assign(
            work,
            assistant=assistants[told.assistant],
            starts_on=began,
            weight=told.weight,
            by=head,
            on=began,
        )
        if told.passed_to:
            login, ago = told.passed_to
            assigning.change(
                row,
                assistant=assistants[login],
                starts_on=today - ago * DAY,
                weight=told.weight,
                reason="wyrównanie obciążenia asystentów",
                by=head,
                on=today - (ago + 3) * DAY,
            )
    if told.ended:
        _end(told, work, staff, today)


def _end(told: Told, work, staff, today) -> None:
    ago, why, is_monitored = told.ended
    user = getattr(staff, told.assistant)
    with pghistory.context(user=user.pk):
        assigning.end_work(
            work,
            last_day=today - ago * DAY,
            reason=why,
            note="Rodzina radzi sobie sama: jest stały rytm dnia, rachunki są opłacone."
            if why == End.GOALS_MET
            else "Rodzina wyprowadziła się do innej gminy.",
            monitored_by=user if is_monitored else None,
            by=user,
            on=today - ago * DAY,
        )


def _same_person(family: Family, worker, today) -> None:
    """Somebody of the club is the grandmother's help in the family: one file, two parts of the office."""
    stays = Participation.objects.filter(ends_on=None, person__responsible=worker)
    known = Person.objects.filter(pk__in=stays.values("person"), merged_into=None).earliest("pk")
    with pghistory.context(user=worker.pk):
        member = FamilyMember(
            family=family, part=Part.OTHER, starts_on=today - 100 * DAY, workplace="zajęcia w KIS"
        )
        add_known(member, known, on=today)


def _by_turns(one: Family, other: Family, worker, today) -> None:
    child = one.members.filter(part=Part.CHILD).first()
    with pghistory.context(user=worker.pk):
        member = FamilyMember(
            family=other,
            part=Part.CHILD,
            starts_on=today - 200 * DAY,
            whereabouts=Where.HOME,
            authority="both",
            alternating_reason="opieka naprzemienna: tydzień u matki, tydzień u ojca",
        )
        add_known(member, child.person, on=today)
