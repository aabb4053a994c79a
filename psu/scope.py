"""Who of psu's readers sees people, and through what."""

import datetime

from kis.accounts.rights import Role
from psu.models import WorkPlace


def own_places(user, on: datetime.date) -> list[WorkPlace]:
    """Those that the user looks after that day, by name: a supervisor is shown nothing else."""
    return list(WorkPlace.objects.supervised_by(user, on).filter(is_active=True))


def sees_people(user) -> bool:
    """Coordinator and head. An accountant sees people through pay lists, an inspector once named by one."""
    return bool(user.roles & {Role.COORDINATOR, Role.HEAD})


def why_hidden(user) -> str:
    """Why this reader is shown nobody; empty for those who are shown people."""
    if sees_people(user):
        return ""
    if Role.ACCOUNTANT in user.roles:
        return "Księgowość widzi osoby na listach wypłat; lista powstaje przy zamknięciu miesiąca."
    if Role.INSPECTOR in user.roles:
        return "Osoby widać dopiero wtedy, gdy obejmuje je wpisana kontrola."
    return ""


def why_nobody_on_sheet(user) -> str:
    """Why the sheet of a place and month is empty, and the first step."""
    if hidden := why_hidden(user):
        return hidden
    if Role.SUPERVISOR in user.roles:
        return "W tym miesiącu nikt nie ma tu skierowania. Jeśli ktoś przyszedł do pracy, zadzwoń do KIS."
    return (
        "W tym miesiącu nikt nie ma skierowania do tego miejsca. Skierowanie wpisuje się na karcie "
        "osoby, w zakładce PSU."
    )


def sees_paid_people(user) -> bool:
    """Names, numbers and accounts on pay lists, and scans of signed lists."""
    return sees_people(user) or Role.ACCOUNTANT in user.roles
