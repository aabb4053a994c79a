"""Whose plan is asked for: the club's, of one leader whom the office chose, a leader's own."""

from dataclasses import dataclass

from django.db.models import QuerySet

from kis.activities.forms.calendar import LeaderFilter
from kis.activities.models import Meeting
from kis.activities.scope import is_of_office


@dataclass(frozen=True)
class Plan:
    """`leader`: None of the club's; `form`: to choose with, None where there is no choice."""

    meetings: QuerySet
    leader: object = None
    form: LeaderFilter | None = None

    @property
    def query(self) -> str:
        """For addresses that ask for the same plan."""
        return f"?prowadzi={self.leader.pk}" if self.form and self.leader else ""

    @property
    def whose(self) -> str:
        return str(self.leader or "")


def plan_of(request, first, last) -> Plan:
    rows = Meeting.objects.visible_to(request.user).between(first, last)
    if not is_of_office(request.user):
        return Plan(rows, request.user)
    form = LeaderFilter(request.GET, first=first, last=last)
    return Plan(rows.filter(leader=form.chosen) if form.chosen else rows, form.chosen, form)
