"""What an app tells the desk, asked as the desk asks."""

from kis.desk.asking import ask
from kis.lib.work import DeskGroup

ALL = 1000


def rows(app, user, on):
    """Of everybody whom the user sees, in all groups; `app` is its module of the desk.

    But for the office's own deadlines: any agreement brings some, and tests of their own ask for them.
    """
    kinds = [kind for kind in app.kinds(user) if kind.group != DeskGroup.OFFICIAL]
    answers = ask(kinds, user, on, everybody=True, first=0, count=ALL)
    found = [task for answer in answers.values() for task in answer.tasks]
    return found + (app.tasks(user, on, set(DeskGroup)) if hasattr(app, "tasks") else [])
