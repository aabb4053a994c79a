"""Who may take part in the club on a day, and the act that begins a participation.

Art. 18 ust. 4 of the act of 13 June 2003 on social employment: the condition of participation is carrying out
a social contract. The rules take plain values and the day.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from contracts.models import SocialContract
from kis.lib.dates import DAY, polish
from kis.lib.refusals import Refused, refused_by_database
from participants.commissioned import CommissionLimits, last_day_of, missing_commission
from participants.files import whole
from participants.models import Area, LabourOfficePeriod, Participation, Person
from participants.models.other_files import of_other_file
from participants.person_answer import person_answer
from participants.registrations import commission_limits_on
from participants.unemployment import Period, periods_of

Kind = Participation.Kind


@dataclass(frozen=True)
class Cover:
    """The days on which a signed contract binds, both included."""

    number: str
    first: datetime.date
    last: datetime.date

    def holds(self, on: datetime.date) -> bool:
        return self.first <= on <= self.last


@dataclass(frozen=True)
class ParticipationAnswer:
    """What is missing for taking part on the day, in sentences, and the contract that covers it.

    Without a contract by art. 200: `until` is the last day that such a stay may have.
    """

    on: datetime.date
    missing: tuple[str, ...] = ()
    cover: Cover | None = None
    until: datetime.date | None = None
    hours_a_day: int | None = None

    @property
    def may(self) -> bool:
        return not self.missing


def may_take_part(
    on: datetime.date, *, missing_eligibility: Iterable[str], covers: Sequence[Cover]
) -> ParticipationAnswer:
    """Eligible and covered by a signed contract on that very day."""
    # A and B may cover a day together: the one that lasts longer is told.
    cover = max(
        (cover for cover in covers if cover.holds(on)), key=lambda cover: cover.last, default=None
    )
    missing = list(missing_eligibility)
    if cover is None:
        missing.append(_no_contract(on, covers))
    return ParticipationAnswer(on, tuple(missing), cover)


def may_be_commissioned(
    on: datetime.date,
    *,
    missing_eligibility: Iterable[str],
    periods: Iterable[Period],
    limits: CommissionLimits | None,
) -> ParticipationAnswer:
    """Eligible, and long-term unemployed in the register on that very day; no contract is asked for.

    Only art. 18 ust. 3–5 do not apply to such a stay: whom the act serves (art. 1) is asked of everybody.
    """
    missing = (*missing_eligibility, *missing_commission(on, periods=periods, limits=limits))
    until = limits and last_day_of(on, limits)
    return ParticipationAnswer(on, missing, until=until, hours_a_day=limits and limits.hours_a_day)


def _no_contract(on: datetime.date, covers: Sequence[Cover]) -> str:
    past = [cover.last for cover in covers if cover.last < on]
    ahead = [cover.first for cover in covers if cover.first > on]
    if past:
        hint = f" (ostatni skończył się {polish(max(past))})"
    elif ahead:
        hint = f" (pierwszy zawarto {polish(min(ahead))})"
    else:
        hint = ""
    return (
        f"{polish(on)} nie obowiązuje żaden podpisany kontrakt{hint}. "
        "Potrzebny jest kontrakt podpisany najpóźniej tego dnia."
    )


def uncovered(
    first: datetime.date, last: datetime.date, covers: Iterable[Cover]
) -> list[tuple[datetime.date, datetime.date]]:
    """The stretches of days, both ends included, on which no contract binds."""
    found, day = [], first
    for cover in sorted(covers, key=lambda cover: cover.first):
        if cover.first > last:
            break
        if cover.first > day:
            found.append((day, cover.first - DAY))
        # A contract of the other type may end within the days of one that began before it.
        day = max(day, cover.last + DAY)
    if day <= last:
        found.append((day, last))
    return found


def covered(
    first: datetime.date, last: datetime.date, covers: Iterable[Cover]
) -> list[tuple[datetime.date, datetime.date]]:
    """The stretches of days between the two on which a contract binds: they count as participation."""
    found, day = [], first
    for gap_first, gap_last in uncovered(first, last, covers):
        if day < gap_first:
            found.append((day, gap_first - DAY))
        day = gap_last + DAY
    if day <= last:
        found.append((day, last))
    return found


def gaps(
    stay: Participation | None, covers: Iterable[Cover], on: datetime.date
) -> list[tuple[datetime.date, datetime.date]]:
    """Days of a participation that runs on the day, up to it, without a contract: not counted."""
    if stay is None or stay.is_commissioned:
        return []
    runs = stay.starts_on <= on and (stay.ends_on is None or on <= stay.ends_on)
    return uncovered(stay.starts_on, on, covers) if runs else []


def beyond_contract(stay: Participation, covers: Sequence[Cover]) -> str:
    """A warning where the planned end lies on days that no contract covers yet; empty without one."""
    if stay.is_commissioned:
        return ""
    bare = uncovered(stay.starts_on, stay.planned_end_on, covers)
    if not bare:
        return ""
    last = bare[0][0] - DAY
    numbers = [cover.number for cover in covers if cover.last == last]
    return (
        f"Planowany koniec udziału ({polish(stay.planned_end_on)}) jest po ostatnim dniu kontraktu "
        f"{', '.join(numbers)} ({polish(last)}). Zapisano go; przed {polish(last)} zrób nowy "
        "kontrakt, bo dni bez kontraktu nie liczą się do udziału."
    )


def covers_of(person: Person) -> list[Cover]:
    """Of all the person's files. One query."""
    files = Person.objects.files_of(whole(person))
    rows = (
        SocialContract.objects.binding()
        .filter(person__in=files)
        .values_list("number", "signed_on", "last_day")
    )
    return [Cover(*row) for row in rows]


def participation_answer(person: Person, on: datetime.date) -> ParticipationAnswer:
    return may_take_part(
        on, missing_eligibility=person_answer(person, on).missing, covers=covers_of(person)
    )


def commissioned_answer(person: Person, on: datetime.date) -> ParticipationAnswer:
    files = Person.objects.files_of(whole(person))
    return may_be_commissioned(
        on,
        missing_eligibility=person_answer(person, on).missing,
        periods=periods_of(LabourOfficePeriod.objects.filter(person__in=files)),
        limits=commission_limits_on(on),
    )


def gap_after(contract: SocialContract, last_day: datetime.date) -> datetime.date | None:
    """The day after, when a participation runs on it and no other contract would bind.

    It tells what ending the contract with that last day does; None when it leaves no gap behind.
    """
    day = last_day + DAY
    files = Person.objects.files_of(whole(contract.person))
    others = SocialContract.objects.covering(day).filter(person__in=files).exclude(pk=contract.pk)
    stays = Participation.objects.on(day).filter(person__in=files, kind=Kind.CONTRACT)
    is_bare = stays.exists() and not others.exists()
    return day if is_bare else None


def stays_in_gap(on: datetime.date):
    """Participations that run that day without a contract that binds."""
    covering = SocialContract.objects.covering(on)
    on_contract = Participation.objects.on(on).filter(kind=Kind.CONTRACT)
    bare = on_contract.filter(~Exists(covering.filter(person=OuterRef("person"))))
    # Asked of those alone whom no contract of the same file covers.
    return bare.filter(~Exists(covering.filter(of_other_file("person"))))


def people_in_gap(on: datetime.date):
    return Person.objects.filter(pk__in=stays_in_gap(on).values("person"))


def begin_participation(
    person: Person,
    *,
    starts_on: datetime.date,
    planned_end_on: datetime.date,
    rules_version: str,
    rules_read_on: datetime.date,
    declaration_signed_on: datetime.date,
    by,
) -> Participation:
    """Raises Refused with every sentence of what is missing that day.

    A contract that ends meanwhile is the guard's (contracts.guards.coverage): it takes the person's lock.
    """
    with refused_by_database():
        answer = participation_answer(person, starts_on)
        if not answer.may:
            raise Refused(" ".join(answer.missing))
        _not_behind(starts_on, "Z regulaminem zapoznano", rules_read_on)
        _not_behind(starts_on, "Deklarację podpisano", declaration_signed_on)
        # Whose application was closed comes into the register of the club again.
        Area.objects.enter(person, Area.Kind.KIS, starts_on)
        return Participation.objects.create(
            person=person,
            starts_on=starts_on,
            planned_end_on=planned_end_on,
            rules_version=rules_version,
            rules_read_on=rules_read_on,
            declaration_signed_on=declaration_signed_on,
            begun_by=by,
        )


def begin_commissioned(
    person: Person,
    *,
    starts_on: datetime.date,
    planned_end_on: datetime.date | None,
    agreement_number: str,
    agreement_on: datetime.date,
    referral_number: str,
    referral_on: datetime.date,
    rules_version: str,
    rules_read_on: datetime.date,
    by,
) -> Participation:
    """A stay of art. 200, on the starosta's referral: without a contract and without a declaration.

    Without a planned end it is planned as long as law lets it last; that it is no longer is the guard's
    (participants.commissioned_guards). Raises Refused with every sentence of what is missing that day.
    """
    with refused_by_database():
        answer = commissioned_answer(person, starts_on)
        if not answer.may:
            raise Refused(" ".join(answer.missing))
        _not_behind(starts_on, "Z regulaminem zapoznano", rules_read_on)
        Area.objects.enter(person, Area.Kind.KIS, starts_on)
        return Participation.objects.create(
            person=person,
            kind=Kind.COMMISSIONED,
            starts_on=starts_on,
            planned_end_on=planned_end_on or answer.until,
            agreement_number=agreement_number,
            agreement_on=agreement_on,
            referral_number=referral_number,
            referral_on=referral_on,
            rules_version=rules_version,
            rules_read_on=rules_read_on,
            begun_by=by,
        )


def _not_behind(starts_on: datetime.date, what: str, day: datetime.date) -> None:
    if day > starts_on:
        raise Refused(f"{what} {polish(day)}, a więc po początku udziału. Sprawdź obie daty.")
