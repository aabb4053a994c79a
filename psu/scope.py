"""Who of psu's readers sees people, and through what."""

import datetime

from django.db.models import Exists, OuterRef, Q

from kis.accounts.rights import Role
from kis.lib.dates import add_months
from psu.models import Referral, WorkPlace


def in_use(places, since: datetime.date):
    """Of these places those that are used, and those where somebody was still sent then or later.

    A place that was switched off has a last month, which is marked, confirmed and closed as any other.
    """
    sent = Referral.objects.not_over(since).filter(place=OuterRef("pk"))
    return places.filter(Q(is_active=True) | Exists(sent))


def own_places(user, on: datetime.date) -> list[WorkPlace]:
    """Those that the user looks after that day, by name: a supervisor is shown nothing else."""
    last_month = add_months(on.replace(day=1), -1)
    return list(in_use(WorkPlace.objects.supervised_by(user, on), last_month))


def sees_people(user) -> bool:
    """Coordinator, head and an inspection of everybody. An accountant sees people through pay lists; whom an
    inspection names, it reads in their files.
    """
    is_whole = Role.INSPECTOR in user.roles and bool(user.inspects)
    return is_whole or bool(user.roles & {Role.COORDINATOR, Role.HEAD})


def why_hidden(user) -> str:
    """Why this reader is shown nobody; empty for those who are shown people."""
    if sees_people(user):
        return ""
    if Role.ACCOUNTANT in user.roles:
        return "Księgowość widzi osoby na listach wypłat; lista powstaje przy zamknięciu miesiąca."
    if Role.INSPECTOR in user.roles:
        return "Ta kontrola obejmuje wybrane osoby: ich godziny stoją na ich kartach."
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
