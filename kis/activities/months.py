"""A month of the club, or of one group: its meetings, what is open in it, approved and opened again."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.contrib.postgres.expressions import ArraySubquery
from django.db import IntegrityError, transaction
from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, JSONObject

from kis.accounts.models import short_name
from kis.activities.models import Activity, Attendance, AttendanceMonth, Meeting
from kis.activities.models.attendance import ATTENDING
from kis.activities.scans import with_scans
from kis.activities.unmarked import waiting_at
from kis.lib.dates import month_name, month_of
from kis.lib.refusals import Refused, refused_by_database
from kis.lib.work import since


@dataclass(frozen=True)
class MonthOf:
    """Whose month it is: the club's, or of one group."""

    month: datetime.date
    activity: Activity | None = None

    @property
    def last(self) -> datetime.date:
        return month_of(self.month)[1]

    def is_over(self, on: datetime.date) -> bool:
        return self.last < on

    @property
    def meetings(self):
        """Those that were to take place: neither cancelled nor moved."""
        return self.meetings_since(self.month)

    def meetings_since(self, day: datetime.date):
        """With those of earlier months from that day on."""
        rows = Meeting.objects.planned().between(day, self.last)
        return rows.filter(activity=self.activity) if self.activity else rows

    @property
    def rows(self):
        """The month's own row, and of a group the club's, which locks it too."""
        rows = AttendanceMonth.objects.filter(month=self.month)
        if self.activity:
            rows = rows.filter(Q(activity=self.activity) | Q(activity=None))
        return rows.select_related("approved_by", "reopened_by")


def with_waiting(meetings):
    """Each with `waiting`: how many who were to come are not marked."""
    waiting = waiting_at().order_by().values("activity").annotate(n=Count("pk")).values("n")
    count = Coalesce(Subquery(waiting, output_field=IntegerField()), 0)
    return meetings.annotate(waiting=count)


@dataclass
class MeetingTold:
    """A meeting with what is marked on it and by whom."""

    meeting: Meeting
    on: datetime.date
    counts: dict[str, int] = field(default_factory=dict)
    by: list[str] = field(default_factory=list)

    @property
    def waiting(self) -> int:
        """How many who were to come are not marked; of a meeting still ahead nobody waits."""
        return self.meeting.waiting if self.meeting.day < self.on else 0

    @property
    def to_come(self) -> int:
        return self.waiting + self.marked

    @property
    def since(self) -> str:
        return since((self.on - self.meeting.day).days)

    @property
    def marked(self) -> int:
        return sum(self.counts.values())

    @property
    def attended(self) -> int:
        return sum(self.counts.get(state, 0) for state in ATTENDING)


def meetings_told(of: MonthOf, on: datetime.date) -> list[MeetingTold]:
    """In their order. One query, whatever their number."""
    who = {name: f"marked_by__{name}" for name in ("first_name", "last_name", "username")}
    marks = Attendance.objects.marked().filter(meeting=OuterRef("pk")).order_by(*who.values())
    counted = marks.values("state", *who.values()).annotate(number=Count("pk"))
    facts = JSONObject(state="state", number="number", **who)
    rows = with_scans(with_waiting(of.meetings)).annotate(
        marked=ArraySubquery(counted.values(facts=facts))
    )
    return [_told(row, on) for row in rows.select_related("activity__leader", "leader").in_order()]


def _told(meeting: Meeting, on: datetime.date) -> MeetingTold:
    told = MeetingTold(meeting, on)
    for fact in meeting.marked:
        state, number = fact.pop("state"), fact.pop("number")
        told.counts[state] = told.counts.get(state, 0) + number
        if (who := short_name(**fact)) not in told.by:
            told.by.append(who)
    return told


@dataclass
class GroupMonth:
    """One group in the month: its meetings and whether they are approved."""

    activity: Activity
    meetings: list[MeetingTold] = field(default_factory=list)
    row: AttendanceMonth | None = None
    is_locked_by_club: bool = False

    @property
    def waiting(self) -> int:
        return sum(one.waiting for one in self.meetings)

    @property
    def unmarked(self) -> list[MeetingTold]:
        return [one for one in self.meetings if one.waiting]

    @property
    def by(self) -> list[str]:
        return sorted({who for one in self.meetings for who in one.by})

    @property
    def is_approved(self) -> bool:
        return self.is_locked_by_club or bool(self.row and self.row.is_approved)

    @property
    def is_reopened(self) -> bool:
        return not self.is_approved and bool(self.row and self.row.is_reopened)


def groups_told(meetings: Iterable[MeetingTold], rows: Iterable[AttendanceMonth]):
    """By the order of their names."""
    by_group = {row.activity_id: row for row in rows}
    club = by_group.get(None)
    is_locked = bool(club and club.is_approved)
    groups: dict[int, GroupMonth] = {}
    for told in meetings:
        activity = told.meeting.activity
        group = groups.setdefault(
            activity.pk, GroupMonth(activity, [], by_group.get(activity.pk), is_locked)
        )
        group.meetings.append(told)
    return sorted(groups.values(), key=lambda group: (group.activity.name, group.activity.pk))


def _locked_rows(month: datetime.date, activities: Iterable[int]) -> dict:
    """The club's row and those of the groups, made where nobody made them, locked in the order of marks."""
    for activity in (None, *sorted(activities)):
        # Its first mark may make it at the same moment.
        try:
            with transaction.atomic():
                AttendanceMonth.objects.get_or_create(activity_id=activity, month=month)
        except IntegrityError:
            continue
    rows = AttendanceMonth.objects.filter(month=month).order_by("pk")
    return {row.activity_id: row for row in rows.select_for_update(no_key=True)}


def approve_group(of: MonthOf, *, by, on: datetime.date, despite_open: bool = False) -> None:
    """Raises Refused for a month that is approved, runs, or has open marks that nobody accepted."""
    with refused_by_database():
        rows = _locked_rows(of.month, [of.activity.pk])
        if rows[None].is_approved:
            raise Refused(f"{month_name(of.month).capitalize()} jest już zatwierdzony.")
        if not despite_open and of.meetings.filter(Exists(waiting_at())).exists():
            raise Refused(
                "W tym czasie pojawiły się osoby bez oznaczenia. Niczego nie zatwierdzono: sprawdź je."
            )
        rows[of.activity.pk].approve(by=by, on=on)


def approve_all(month: datetime.date, *, by, on: datetime.date) -> tuple[list[Activity], bool]:
    """The club's month where nothing is open, else each group of which nothing is.

    Gives the groups that were approved now, and whether the whole club was. Raises Refused where none could.
    """
    of = MonthOf(month)
    with refused_by_database():
        activities = set(of.meetings.values_list("activity", flat=True))
        rows = _locked_rows(month, activities)
        # Behind the locks: no mark is taken back meanwhile.
        waiting = of.meetings.filter(Exists(waiting_at())).values("activity")
        with_open = set(waiting.values_list("activity", flat=True))
        if not with_open:
            rows[None].approve(by=by, on=on)
            return list(Activity.objects.filter(pk__in=activities)), True
        ready = [pk for pk in activities - with_open if not rows[pk].is_approved]
        if rows[None].is_approved or not ready:
            raise Refused("Nie ma zajęć bez braków, które czekałyby na zatwierdzenie.")
        for pk in sorted(ready):
            rows[pk].approve(by=by, on=on)
        return list(Activity.objects.filter(pk__in=ready)), False


def reopen(pk: int, *, by, reason: str) -> AttendanceMonth:
    """Raises Refused without a reason, and for a month that is open."""
    with refused_by_database():
        row = AttendanceMonth.objects.select_for_update(no_key=True).get(pk=pk)
        row.reopen(by=by, reason=reason)
        return row


def months_to_approve(on: datetime.date):
    """The club's rows of past months in which a group is not approved.

    The guards made a row for each group at its first meeting of the month.
    """
    is_open = AttendanceMonth.objects.filter(state=AttendanceMonth.State.OPEN)
    groups = is_open.filter(month=OuterRef("month"), activity__isnull=False)
    return is_open.filter(Exists(groups), activity=None, month__lt=on.replace(day=1))
