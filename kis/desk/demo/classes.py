"""Groups of the club with some months of meetings: marked, cancelled, moved, and some that nobody marked."""

import datetime
import random
from dataclasses import dataclass
from types import SimpleNamespace

import pghistory
from django.utils import timezone

from kis.accounts.rights import Role
from kis.activities.models import (
    AbsenceReason,
    Activity,
    ActivityKind,
    Attendance,
    Consultation,
    Enrolment,
    Guest,
    Meeting,
    MeetingScan,
)
from kis.activities.models.attendance import State
from kis.activities.scheduling import cancel, move, plan
from kis.activities.sheets.lists import meeting_list
from kis.activities.to_come import to_come
from kis.documents.models import Document
from kis.lib.dates import DAY
from kis.lib.series import series
from participants.models import Break, Participation

PROGRAM = "http://localhost:8000"
BACK, AHEAD = 70, 45  # days of meetings behind and before the day of loading
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = range(5)


@dataclass(frozen=True)
class Group:
    kind: str
    name: str
    leader: str
    place: str
    places: int
    weekdays: tuple[int, ...]
    starts_at: datetime.time
    ends_at: datetime.time
    part: tuple[int, int]  # of the participants by their numbers: from, to


GROUPS = [
    Group(
        *("kompetencje", "Warsztaty kompetencji społecznych", "prowadzaca", "sala 3", 20),
        (TUESDAY, THURSDAY),
        *(datetime.time(9), datetime.time(11, 30), (0, 14)),
    ),
    Group(
        *("szukanie-pracy", "Klub pracy: jak szukać zatrudnienia", "prowadzaca", "sala 3", 12),
        (WEDNESDAY,),
        *(datetime.time(12), datetime.time(14), (6, 16)),
    ),
    Group(
        *("budzet", "Gospodarowanie budżetem domowym", "koordynatorka", "sala 1", 10),
        (FRIDAY,),
        *(datetime.time(10), datetime.time(12), (0, 8)),
    ),
    Group(
        *("grupa-wsparcia", "Grupa wsparcia", "prowadzaca", "sala kominkowa", 12),
        (MONDAY,),
        *(datetime.time(15, 30), datetime.time(17), (10, 18)),
    ),
]
WORDS_OF_STATES = [
    *[(State.PRESENT, None)] * 13,
    *[(State.LATE, None)] * 2,
    (State.LEFT_EARLY, None),
    *((State.EXCUSED, code) for code in ("zwolnienie", "urzad", "praca")),
    *[(State.UNEXCUSED, None)] * 2,
]


def run_classes(staff: SimpleNamespace, today: datetime.date) -> None:
    """After the stays: only whose stay covers the day is marked."""
    chance = random.Random(2026)  # noqa: S311 - the same at every loading
    stays = _stays(today)
    for group in GROUPS:
        with pghistory.context(user=staff.koordynatorka.pk):
            activity = _founded(group, staff, today)
            members = _enrolled(activity, stays[slice(*group.part)], staff, today)
            _told(activity, today)
        _marked(activity, members, chance, today)
    _changed(staff, today)
    _talked(staff, today)
    _signed(staff, today)


def _stays(today: datetime.date) -> list[Participation]:
    """One a person, the last one."""
    running = Participation.objects.filter(starts_on__lt=today).order_by("person", "-starts_on")
    return list(running.distinct("person").select_related("person"))


def _founded(group: Group, staff, today: datetime.date) -> Activity:
    first = today - BACK * DAY
    activity = Activity.objects.create(
        kind=ActivityKind.objects.on(first).get(code=group.kind),
        name=group.name,
        leader=getattr(staff, group.leader),
        place=group.place,
        places=group.places,
        starts_on=first,
    )
    days = series(first, today + AHEAD * DAY, group.weekdays).days
    plan(
        activity,
        days,
        starts_at=group.starts_at,
        ends_at=group.ends_at,
        place=group.place,
        leader=activity.leader,
    )
    return activity


def _enrolled(activity, stays, staff, today: datetime.date) -> list[Participation]:
    """Since the stay began; of whom it ended, until then."""
    taken = [stay for stay in stays if stay.ends_on is None or stay.ends_on > activity.starts_on]
    for stay in taken:
        Enrolment.objects.create(
            activity=activity,
            person=stay.person,
            starts_on=max(activity.starts_on, stay.starts_on),
            ends_on=stay.ends_on,
            enrolled_by=staff.koordynatorka,
        )
    return taken


TOPICS = {
    "Warsztaty kompetencji społecznych": ["Jak rozmawiać w urzędzie", "Radzenie sobie ze złością"],
    "Klub pracy: jak szukać zatrudnienia": ["Życiorys i list", "Rozmowa z pracodawcą"],
    "Gospodarowanie budżetem domowym": ["Rachunki i zaległości", "Zakupy z listą"],
}


def _told(activity: Activity, today: datetime.date) -> None:
    """What the meetings were about, of all but the last that was held."""
    held = list(activity.meetings.filter(day__lt=today).order_by("day"))[:-1]
    topics = TOPICS.get(activity.name)
    for number, meeting in enumerate(held if topics else []):
        meeting.topic = topics[number % len(topics)]
        meeting.save(update_fields=["topic"])


def _marked(activity: Activity, members, chance: random.Random, today: datetime.date) -> None:
    """But the last meeting, and of one of them a few people."""
    reasons = {reason.code: reason for reason in AbsenceReason.objects.on(today)}
    breaks = list(Break.objects.filter(participation__in=members))
    held = list(activity.meetings.filter(day__lt=today).order_by("day"))[:-1]
    for meeting in held:
        there = [stay for stay in members if _comes(stay, breaks, meeting.day)]
        # Of the last marked one the leader left two people out.
        if meeting == held[-1]:
            there = there[:-2]
        with pghistory.context(user=activity.leader_id):
            for stay in sorted(there, key=lambda stay: stay.person_id):
                _mark(meeting, stay, reasons, chance)
    if held:
        last = held[-1]
        Guest.objects.create(
            meeting=last, name="kandydatka", noted_by=activity.leader, noted_at=_end_of(last)
        )


def _comes(stay: Participation, breaks, day: datetime.date) -> bool:
    if day < stay.starts_on or (stay.ends_on and day > stay.ends_on):
        return False
    own = [one for one in breaks if one.participation_id == stay.pk]
    return not any(one.starts_on <= day <= (one.ends_on or day) for one in own)


def _mark(meeting: Meeting, stay: Participation, reasons, chance: random.Random) -> None:
    state, code = chance.choice(WORDS_OF_STATES)
    if Attendance.objects.attending().filter(person=stay.person, meeting__day=meeting.day).exists():
        state, code = State.EXCUSED, "inne-zajecia"
    Attendance.objects.create(
        meeting=meeting,
        person=stay.person,
        state=state,
        minutes=15 if state == State.LATE else None,
        reason=reasons[code] if code else None,
        marked_by=meeting.leader,
        marked_at=_end_of(meeting),
    )


def _end_of(meeting: Meeting) -> datetime.datetime:
    return timezone.make_aware(datetime.datetime.combine(meeting.day, meeting.ends_at))


def _changed(staff, today: datetime.date) -> None:
    """One meeting ahead is cancelled, one is moved, one absence is told in advance."""
    ahead = Meeting.objects.planned().filter(day__gt=today, leader=staff.prowadzaca).in_order()
    first, second, third = ahead[3:6]
    with pghistory.context(user=staff.koordynatorka.pk):
        cancel(first, reason="szkolenie pracowników", by=staff.koordynatorka)
        facts = ("starts_at", "ends_at", "place", "leader")
        kept = {name: getattr(second, name) for name in facts}
        saturday = second.day + (5 - second.day.weekday()) * DAY
        move(second, day=saturday, **kept, reason="sala zajęta", by=staff.koordynatorka)
    enrolment = third.activity.enrolments.filter(ends_on=None).first()
    with pghistory.context(user=staff.prowadzaca.pk):
        Attendance.objects.create(
            meeting=third,
            person=enrolment.person,
            state=State.EXCUSED,
            reason=AbsenceReason.objects.on(today).get(code="urzad"),
            marked_by=staff.prowadzaca,
            marked_at=timezone.now(),
        )


def _signed(staff, today: datetime.date) -> None:
    """The list that people signed at the second last meeting of the support group, as it was printed."""
    held = Meeting.objects.planned().filter(activity__name="Grupa wsparcia", day__lt=today)
    meeting = held.order_by("-day")[1]
    paper = meeting_list(meeting, to_come([meeting]), find=f"{PROGRAM}/zajecia/kod/")
    with pghistory.context(user=meeting.leader_id):
        document = Document.objects.keep(
            kind="meeting_scan",
            name=f"lista-obecnosci-{meeting.pk}-podpisana.pdf",
            content=paper,
            content_type="application/pdf",
            by=meeting.leader,
        )
        MeetingScan.objects.create(
            meeting=meeting, document=document, kept_by=meeting.leader, kept_at=_end_of(meeting)
        )


TALKS = [
    (
        45,
        "Rozmowa o powrocie do pracy po przerwie. Umówiono się na ćwiczenie rozmowy z pracodawcą.",
    ),
    (30, "Trudność z porannym wstawaniem; ustalono plan dnia."),
    (60, ""),
]


def _talked(staff, today: datetime.date) -> None:
    """Of the support group, after its last meetings."""
    group = Activity.objects.get(name="Grupa wsparcia")
    held = group.meetings.planned().filter(day__lt=today).order_by("-day")[: len(TALKS)]
    members = group.enrolments.filter(ends_on=None).order_by("starts_on", "pk")
    with pghistory.context(user=group.leader_id):
        for meeting, enrolment, (minutes, note) in zip(held, members, TALKS, strict=False):
            if enrolment.starts_on > meeting.day:
                continue
            Consultation.objects.create(
                person=enrolment.person,
                activity=group,
                day=meeting.day,
                minutes=minutes,
                specialist=str(group.leader),
                note=note,
                author=group.leader,
                written_as=Role.LEADER,
                written_at=_end_of(meeting),
            )
