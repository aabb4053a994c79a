"""The sheet of a month: people by days of the club, or by meetings of a group, with totals and rates.

So many questions whatever the number of people: a page of them, or all.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from django.db.models import Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from contracts.models import SocialContract
from kis.activities.asked_rate import asked_rate
from kis.activities.counted_days import TOLD_AHEAD, WHOLE, CountedDays, counted_days, files_of
from kis.activities.how_often import Asked
from kis.activities.models import Attendance, Enrolment, Meeting
from kis.activities.models.attendance import ABSENT, State
from kis.activities.months import MeetingTold, MonthOf
from kis.activities.rates import Marked, Tally, holds, tally
from kis.activities.streaks import IN_A_ROW, LOOKED_BACK, longest_in_a_row
from participants.models import Person

LETTERS = {
    State.PRESENT: ("O", "good"),
    State.LATE: ("S", "look"),
    State.LEFT_EARLY: ("W", "look"),
    State.EXCUSED: ("U", "due"),
    State.UNEXCUSED: ("N", "late"),
    State.UNMARKED: ("?", "none"),
}
# The letters in their order, with what each means.
LEGEND = [(LETTERS[state], state.label) for state in [*list(State)[1:], State.UNMARKED]]


@dataclass(frozen=True)
class Cell:
    """One mark in the sheet; `left_out`: why it is not counted. A plain presence leads nowhere."""

    meeting: Meeting
    person: Person
    state: State
    reason: str = ""
    left_out: str = ""

    @property
    def letter(self) -> str:
        return LETTERS[self.state][0]

    def html(self, address: str) -> SafeString:
        """Here and not in a template: a month has some thousand of them."""
        letter, look = LETTERS[self.state]
        if self.state == State.PRESENT and not self.left_out:
            return PRESENT
        parts = (str(self.meeting.activity), self.state.label, self.reason, self.left_out)
        words, is_out = ", ".join(filter(None, parts)), " mark-out" if self.left_out else ""
        return format_html(MARK, look, is_out, f"{address}#osoba-{self.person.pk}", words, letter)


PRESENT = format_html('<b class="mark-{1}">{0}</b>', *LETTERS[State.PRESENT])
MARK = '<a class="mark-{}{}" href="{}" title="{}">{}</a>'


@dataclass
class Column:
    """`attended`: how many came, of all people and not of one page."""

    day: datetime.date
    url: str
    words: str
    attended: int = 0


@dataclass
class Totals:
    """Of all people of the month, as it was marked: also what does not count to anybody's rate."""

    attended: int = 0
    partly: int = 0
    excused: int = 0
    unexcused: int = 0
    waiting: int = 0

    def add(self, told: MeetingTold) -> None:
        self.attended += told.attended
        self.partly += sum(told.counts.get(state, 0) for state in (State.LATE, State.LEFT_EARLY))
        self.excused += told.counts.get(State.EXCUSED, 0)
        self.unexcused += told.counts.get(State.UNEXCUSED, 0)
        self.waiting += told.waiting


@dataclass
class SheetRow:
    """A person; `cells` are lists of marks, one for each column, `marks` the same as the page shows them."""

    person: Person
    cells: list[list[Cell]]
    marks: SafeString | str = ""
    tally: Tally = field(default_factory=Tally)
    unmarked: int = 0
    in_a_row: int = 0
    contract: SocialContract | None = None
    asked: int | None = None
    often: Asked | None = None

    @property
    def partly(self) -> int:
        return self.tally.late + self.tally.left_early

    @property
    def stays_away(self) -> bool:
        return self.in_a_row >= IN_A_ROW

    @property
    def is_seldom(self) -> bool:
        """Whether the person came fewer times than the contract asks, also with what was excused."""
        told = self.tally.attended + self.tally.excused
        return self.often is not None and told < self.often.times

    @property
    def is_below(self) -> bool:
        percent = self.tally.percent
        return self.asked is not None and percent is not None and percent < self.asked


@dataclass
class Sheet:
    columns: list[Column]
    rows: list[SheetRow]
    totals: Totals


def people_in(of: MonthOf, seen):
    """Whoever was enrolled in the month, or is marked in it, of those `seen`; by the Polish alphabet."""
    enrolled = Enrolment.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=of.month),
        starts_on__lte=of.last,
        activity__in=of.meetings.values("activity"),
    )
    marked = Attendance.objects.marked().filter(meeting__in=of.meetings.values("pk"))
    whole = enrolled.order_by().values(whole=WHOLE)
    numbers = whole.union(marked.order_by().values(whole=WHOLE)).values("whole")
    return seen.filter(pk__in=numbers).in_polish_order()


def sheet_of(
    of: MonthOf, told: Sequence[MeetingTold], people: Sequence[Person], on: datetime.date
) -> Sheet:
    """`told`: the meetings in their order, `people` as they are to stand; nothing waits that is ahead."""
    meetings = [one.meeting for one in told]
    numbers = [person.pk for person in people]
    marks, before = _marks(of, numbers)
    days = counted_days(numbers, min(on, of.last))
    enrolments = _enrolments(meetings, numbers)
    columns, place = _columns(of, meetings)
    totals = Totals()
    for one in told:
        totals.add(one)
        columns[place[one.meeting.pk]].attended += one.attended
    addresses = {
        meeting.pk: reverse("activities:meeting", args=[meeting.pk]) for meeting in meetings
    }
    rows = []
    for person in people:
        row = SheetRow(person, [[] for _ in columns])
        own = (marks[person.pk], enrolments[person.pk], days[person.pk])
        marked = _fill(row, meetings, place, on, *own)
        row.in_a_row = longest_in_a_row(marked, _counted(before[person.pk], days[person.pk]))
        row.marks = _html(row.cells, addresses)
        if contract := days[person.pk].contract_in(of.month, of.last):
            row.contract, row.asked = contract, asked_rate(contract.coming)
            # A contract speaks of the club: of one group it does not say how often.
            row.often = None if of.activity else days[person.pk].asked_in(of.month, on)
        rows.append(row)
    return Sheet(columns, rows, totals)


def _marks(of: MonthOf, people: Collection[int]) -> tuple[dict, dict]:
    """By person and meeting: the state, whether its reason counts, and the reason; by person those before.

    The earlier ones in their order: a row of absences goes on from them.
    """
    found, before = defaultdict(dict), defaultdict(list)
    meetings = of.meetings_since(of.month - LOOKED_BACK).values("pk")
    rows = Attendance.objects.marked().filter(meeting__in=meetings, person__in=files_of(people))
    order = ("meeting__day", "meeting__starts_at", "meeting__activity__name", "meeting")
    facts = ("meeting__day", "meeting", "state", "reason__counts", "reason__name")
    for whole, day, meeting, *mark in rows.order_by(*order).values_list(WHOLE, *facts):
        if day < of.month:
            before[whole].append((day, *mark))
        else:
            found[whole][meeting] = mark
    return found, before


def _counted(marks: Sequence[tuple], days: CountedDays) -> list[str]:
    return [
        state
        for day, state, counts, _ in marks
        if counts is not False and not days.why_left_out(day, is_absence=state in ABSENT)
    ]


def _enrolments(meetings: Sequence[Meeting], people: Collection[int]) -> dict:
    """By person and group: the periods."""
    found = defaultdict(lambda: defaultdict(list))
    activities = {meeting.activity_id for meeting in meetings}
    rows = Enrolment.objects.filter(activity__in=activities, person__in=files_of(people))
    for whole, activity, *period in rows.values_list(WHOLE, "activity", "starts_on", "ends_on"):
        found[whole][activity].append(period)
    return found


def _columns(of: MonthOf, meetings: Sequence[Meeting]) -> tuple[list[Column], dict[int, int]]:
    """Of a group each meeting, of the club each day that has one; and where each meeting stands."""
    columns, place = [], {}
    for meeting in meetings:
        if of.activity is None:
            if not columns or columns[-1].day != meeting.day:
                url = reverse("activities:week", args=[meeting.day])
                columns.append(Column(meeting.day, url, "tydzień w planie"))
        else:
            url = reverse("activities:meeting", args=[meeting.pk])
            columns.append(Column(meeting.day, url, meeting.hours))
        place[meeting.pk] = len(columns) - 1
    return columns, place


def _fill(
    row: SheetRow, meetings, place, on, marks: dict, enrolments: dict, days: CountedDays
) -> list[str]:
    """Gives the states that count, in the order of the meetings."""
    marked = []
    for meeting in meetings:
        mark = marks.get(meeting.pk)
        if mark is None:
            if meeting.day < on and _is_to_come(meeting, enrolments, days):
                row.unmarked += 1
                cell = Cell(meeting, row.person, State.UNMARKED)
                row.cells[place[meeting.pk]].append(cell)
            continue
        state, counts, reason = mark
        left_out = TOLD_AHEAD
        if meeting.day <= on:
            left_out = days.why_left_out(meeting.day, is_absence=state in ABSENT)
        if not left_out and counts is False:
            left_out = "ten powód nie liczy się do frekwencji"
        marked.append(Marked(state, left_out=left_out))
        cell = Cell(meeting, row.person, State(state), reason or "", left_out)
        row.cells[place[meeting.pk]].append(cell)
    row.tally = tally(marked)
    return [mark.state for mark in marked if not mark.left_out]


def _is_to_come(meeting: Meeting, enrolments: dict, days: CountedDays) -> bool:
    periods = enrolments.get(meeting.activity_id, ())
    return holds(periods, meeting.day) and days.is_expected(meeting.day)


def _html(cells: list[list[Cell]], addresses: dict[int, str]) -> SafeString:
    return format_html_join(
        "",
        "<td>{}</td>",
        (
            (SafeString("".join(one.html(addresses[one.meeting.pk]) for one in cell)),)
            for cell in cells
        ),
    )
