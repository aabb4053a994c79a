"""The desk: every row that waits for a user, gathered from the apps and laid out in groups."""

from dataclasses import dataclass
from datetime import date

import contracts.desk
import participants.desk
import psu.desk
from kis.accounts.rights import Role
from kis.lib.work import DeskGroup, Task
from participants.models import Person

SOURCES = [participants.desk.tasks, contracts.desk.tasks, psu.desk.tasks]
SHOWN = 3

GROUPS_OF_ROLE = {
    Role.SOCIAL_WORKER: {
        DeskGroup.URGENT,
        DeskGroup.ENDING,
        DeskGroup.QUESTIONS,
        DeskGroup.APPLICATIONS,
    },
    Role.COORDINATOR: set(DeskGroup) - {DeskGroup.SIGNING},
    Role.ACCOUNTANT: {DeskGroup.MONTH},
    Role.HEAD: {DeskGroup.SIGNING, DeskGroup.URGENT},
}


@dataclass(frozen=True)
class Shelf:
    """A group of the desk with its rows, the most urgent first."""

    group: DeskGroup
    tasks: list[Task]

    @property
    def first(self) -> list[Task]:
        return self.tasks[:SHOWN]

    @property
    def hidden(self) -> int:
        return len(self.tasks) - len(self.first)

    @property
    def late(self) -> int:
        return sum(task.state == "late" for task in self.tasks)


def nearest(shelves: list[Shelf], on: date) -> Task | None:
    """The first row whose day has not passed, for a desk on which nothing is urgent."""
    coming = [
        task for shelf in shelves for task in shelf.tasks if task.is_deadline and task.day >= on
    ]
    return min(coming, key=lambda task: task.day, default=None)


def has_cases(user) -> bool:
    """Whether *Moje* means anything: people's cases are led by social workers and the coordinator."""
    return bool(user.roles & {Role.SOCIAL_WORKER, Role.COORDINATOR})


def sees_everything_first(user) -> bool:
    return Role.SOCIAL_WORKER not in user.roles


def own_cases(user, on: date) -> frozenset[int]:
    """The numbers of the people whose case the user leads or was given, and whom the user sees."""
    if not has_cases(user):
        return frozenset()
    led = Person.objects.numbers_led_by(user, on)
    people = Person.objects.visible_to(user).filter(pk__in=led)
    return frozenset(people.values_list("pk", flat=True))


def groups_of(user) -> set[DeskGroup]:
    return set().union(*(GROUPS_OF_ROLE.get(role, set()) for role in user.roles))


def shelves(user, on: date, own: frozenset[int], *, everybody: bool, groups) -> list[Shelf]:
    """These groups in their order; without `everybody` only rows of cases of one's own."""
    # One's own as plain numbers: the planner knows then that they are few.
    visible = Person.objects.visible_to(user)
    people = visible if everybody else Person.objects.filter(pk__in=own)
    found = [task for tell in SOURCES for task in tell(user, on, people, own, groups)]
    if not everybody:
        found = [task for task in found if task.is_mine]
    return [
        Shelf(group, sorted((t for t in found if t.group == group), key=lambda task: task.day))
        for group in DeskGroup
        if group in groups
    ]
