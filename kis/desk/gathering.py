"""The desk: every row that waits for a user, gathered from the apps and laid out in groups."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import contracts.desk
import kis.activities.desk
import kis.entry.desk
import kis.families.desk
import kis.privacy.desk
import kis.programmes.desk
import kis.programmes.desk_day_room
import kis.programmes.desk_project
import kis.reports.desk
import participants.desk
import psu.desk
from kis.accounts.authorisations import desk as authorisations
from kis.accounts.rights import Role
from kis.desk import leaving, state
from kis.desk.asking import Answer, ask
from kis.lib.work import DeskGroup, Task

APPS = [
    *(participants.desk, contracts.desk, psu.desk, kis.activities.desk, kis.families.desk),
    *(kis.programmes.desk, kis.programmes.desk_day_room, kis.programmes.desk_project),
    *(kis.reports.desk, kis.privacy.desk, kis.entry.desk, state, authorisations),
]
SHOWN = 3
PAGE_SIZE = 100

OF_FAMILIES = {DeskGroup.VISITS, DeskGroup.REQUESTS, DeskGroup.UNVISITED}
GROUPS_OF_ROLE = {
    Role.SOCIAL_WORKER: {
        DeskGroup.URGENT,
        DeskGroup.ENDING,
        DeskGroup.QUESTIONS,
        DeskGroup.APPLICATIONS,
    },
    Role.COORDINATOR: set(DeskGroup) - OF_FAMILIES - {DeskGroup.SIGNING},
    Role.ACCOUNTANT: {DeskGroup.MONTH},
    Role.SYSTEM_ADMIN: {DeskGroup.URGENT, DeskGroup.ENDING},
    Role.HEAD: {DeskGroup.SIGNING, DeskGroup.URGENT, DeskGroup.OFFICIAL},
    Role.LEADER: {DeskGroup.UNMARKED},
    Role.FAMILY_ASSISTANT: OF_FAMILIES | {DeskGroup.ENDING},
    Role.PROGRAMME_STAFF: {
        DeskGroup.URGENT,
        DeskGroup.ENDING,
        DeskGroup.APPLICATIONS,
        DeskGroup.QUESTIONS,
    },
}


@dataclass(frozen=True)
class Shelf:
    """A group of the desk with some of its rows, the most urgent first; `total` and `late` are of all."""

    group: DeskGroup
    tasks: list[Task]
    total: int
    late: int
    nearest: Task | None = None
    is_more: bool = False

    @property
    def counted(self) -> str:
        return f"ponad {self.total}" if self.is_more else str(self.total)

    @property
    def hidden(self) -> int:
        return self.total - len(self.tasks)


def columns(shelves: list[Shelf]) -> list[list[Shelf]]:
    """Two that end at about the same height, in the order of the groups; a heading is a row high."""
    heights = [1 + len(shelf.tasks) for shelf in shelves]
    cuts = range(len(shelves), 0, -1)
    cut = min(cuts, key=lambda cut: max(sum(heights[:cut]), sum(heights[cut:])), default=0)
    return [shelves[:cut], shelves[cut:]]


def nearest(shelves: list[Shelf]) -> Task | None:
    """The first row whose day has not passed, for a desk on which nothing is urgent."""
    coming = [shelf.nearest for shelf in shelves if shelf.nearest]
    return min(coming, key=lambda task: task.day, default=None)


def sees_everything_first(user) -> bool:
    return Role.SOCIAL_WORKER not in user.roles


def groups_of(user) -> set[DeskGroup]:
    return set().union(*(GROUPS_OF_ROLE.get(role, set()) for role in user.roles))


def shelves(
    user,
    on: date,
    *,
    everybody: bool,
    groups: Collection[DeskGroup],
    first: int = 0,
    count: int = SHOWN,
) -> list[Shelf]:
    """These groups in their order, so many rows of each from the first on.

    Without `everybody` only rows of cases of one's own.
    """
    kinds = [kind for app in APPS for kind in app.kinds(user) if kind.group in groups]
    few = [
        *psu.desk.tasks(user, on, groups),
        *kis.activities.desk.tasks(user, on, groups),
        *leaving.tasks(user, on, groups),
    ]
    # Where a group has rows of both, neither alone knows which are the first: both begin at the beginning.
    is_mixed = {task.group for task in few} & {kind.group for kind in kinds}
    start, end = 0 if is_mixed else first, first + count
    asked = ask(kinds, user, on, everybody=everybody, first=start, count=end - start)
    told = _told(few, on, start, end - start)
    return [
        _shelf(group, _joined(asked.get(group), told.get(group), first - start, count))
        for group in DeskGroup
        if group in groups
    ]


def _joined(asked: Answer | None, told: Answer | None, skip: int, count: int) -> Answer:
    """Rows of the database and rows in memory as one answer, by their days; those of a day as they came."""
    answers = [answer for answer in (asked, told) if answer]
    tasks = sorted((task for answer in answers for task in answer.tasks), key=_day_of)
    coming = [answer.nearest for answer in answers if answer.nearest]
    return Answer(
        total=sum(answer.total for answer in answers),
        late=sum(answer.late for answer in answers),
        tasks=tuple(tasks[skip : skip + count]),
        nearest=min(coming, key=_day_of, default=None),
        is_more=any(answer.is_more for answer in answers),
    )


def _day_of(task: Task) -> date:
    return task.day


def _told(tasks: list[Task], on: date, first: int, count: int) -> dict[DeskGroup, Answer]:
    """What stands in memory, answered as the database answers."""
    # Stable: months, places and lists of one day stay in the order in which their app tells them.
    groups: dict[DeskGroup, list[Task]] = {}
    for task in sorted(tasks, key=_day_of):
        groups.setdefault(task.group, []).append(task)
    return {
        group: Answer(
            total=len(rows),
            late=sum(task.state == "late" for task in rows),
            tasks=tuple(rows[first : first + count]),
            nearest=next((task for task in rows if task.is_deadline and task.day >= on), None),
        )
        for group, rows in groups.items()
    }


def _shelf(group: DeskGroup, answer: Answer) -> Shelf:
    return Shelf(
        group, list(answer.tasks), answer.total, answer.late, answer.nearest, answer.is_more
    )
