"""Monitoring behind the end of the work: its steps, a note of one, its end."""

import datetime
from dataclasses import dataclass

from kis.families.models import Cooperation, MonitoringNote, MonitoringStep
from kis.lib.dates import add_months, polish
from kis.lib.refusals import Refused, refused_by_database


@dataclass(frozen=True)
class Step:
    months: int
    due: datetime.date
    note: MonitoringNote | None

    def is_late(self, on: datetime.date) -> bool:
        return self.note is None and self.due < on


def steps(cooperation: Cooperation) -> list[Step]:
    """By the steps that held when the work ended, each with its note where there is one."""
    if not cooperation.ended_on or not cooperation.monitored_by_id:
        return []
    noted = {note.months: note for note in cooperation.monitoring.all()}
    return [
        Step(step.months, add_months(cooperation.ended_on, step.months), noted.get(step.months))
        for step in MonitoringStep.objects.on(cooperation.ended_on).order_by("months")
    ]


def end_monitoring(cooperation: Cooperation, *, on: datetime.date, today: datetime.date) -> None:
    with refused_by_database():
        cooperation.refresh_from_db(
            from_queryset=Cooperation.with_voided.select_for_update(no_key=True, of=("self",))
        )
        if not cooperation.ended_on or not cooperation.monitored_by_id:
            raise Refused("Tej rodziny nikt nie monitoruje.")
        if cooperation.monitoring_ended_on:
            raise Refused(
                f"Monitorowanie zakończono już {polish(cooperation.monitoring_ended_on)}."
            )
        if on > today:
            raise Refused("Dzień zakończenia nie może być późniejszy niż dzisiaj.")
        cooperation.monitoring_ended_on = on
        cooperation.save(update_fields=["monitoring_ended_on"])
