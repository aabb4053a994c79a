"""What waits in socially useful work, for each role."""

import datetime
from collections.abc import Collection
from functools import partial

from kis.accounts.rights import Role
from kis.lib.work import DeskGroup, Kind, Task
from psu.desk import beginning, ending, events, money, months


def kinds(user) -> list[Kind]:
    found = KINDS_OF_FILES if user.has_perm("psu.view_person_psu") else []
    if user.roles & {Role.COORDINATOR, Role.HEAD}:
        found = [*found, *KINDS_OF_OFFICE]
    return [*found, *KINDS_OF_COORDINATOR] if Role.COORDINATOR in user.roles else found


def tasks(user, on: datetime.date, groups: Collection[DeskGroup]) -> list[Task]:
    """Months, places and lists: few, and everybody's of the role."""
    found = [
        *money.pay_lists(user, on, groups),
        *money.refunds(user, on, groups),
        *money.corrections(user, on, groups),
    ]
    if Role.COORDINATOR in user.roles:
        if DeskGroup.MONTH in groups:
            found += months.to_settle(user, on)
        if DeskGroup.UNMARKED in groups:
            found += months.unmarked(on)
    return found


KINDS_OF_FILES = [
    Kind(DeskGroup.ENDING, ending.referrals, partial(ending.tell_of_person, "skierowanie do PSU")),
    Kind(
        DeskGroup.ENDING, ending.medical, partial(ending.tell_of_person, "badanie lekarskie do PSU")
    ),
    Kind(DeskGroup.APPLICATIONS, beginning.not_ready, beginning.tell_not_ready),
]
KINDS_OF_OFFICE = [
    Kind(DeskGroup.OFFICIAL, beginning.pup_lists, beginning.tell_pup_list),
    Kind(DeskGroup.OFFICIAL, beginning.needs_plan, beginning.tell_needs_plan),
]
KINDS_OF_COORDINATOR = [
    Kind(DeskGroup.APPLICATIONS, beginning.candidates, beginning.tell_candidate, is_deadline=False),
    Kind(DeskGroup.URGENT, events.reported, events.tell_event, is_deadline=False),
    Kind(DeskGroup.URGENT, events.late_news, events.tell_late_news, is_deadline=False),
    Kind(DeskGroup.URGENT, events.contract_news, events.tell_contract_news, is_deadline=False),
    Kind(DeskGroup.URGENT, events.to_unused_places, events.tell_unused_place, is_deadline=False),
    Kind(DeskGroup.ENDING, ending.hours_of_agreements, ending.tell_hours),
    Kind(DeskGroup.ENDING, ending.outliving_agreement, ending.tell_outliving_agreement),
    Kind(DeskGroup.ENDING, ending.year_days, ending.tell_year_days),
    Kind(DeskGroup.URGENT, money.other_payment, money.tell_other_payment, is_deadline=False),
]
