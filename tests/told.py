"""What an app tells the desk, asked as the desk asks."""

from kis.lib.work import DeskGroup
from participants.models import Person


def rows(tasks, user, on, own=frozenset()):
    """Of everybody whom the user sees, in all groups; `own` are the numbers of the cases of one's own."""
    return tasks(user, on, Person.objects.visible_to(user), own, set(DeskGroup))
