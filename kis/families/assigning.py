"""Who works with a family: an assistant assigned, changed, taken over by others, and the end of the work."""

import datetime

from django.db import transaction

from kis.families.locking import lock_assistants, lock_work, lock_works
from kis.families.models import Assignment, Assistant, Cooperation
from kis.families.numbers import assignment_number, closing_number
from kis.lib.dates import DAY, polish
from kis.lib.refusals import Refused, refused_by_database


class RowsRefused(Refused):
    """Of an act over several families; `rows` are the sentences by number of the assignment."""

    def __init__(self, rows: dict[int, str]):
        super().__init__("Nie przekazano żadnej rodziny. Popraw wiersze zaznaczone niżej.")
        self.rows = rows


def assign(
    work: Cooperation,
    *,
    assistant: Assistant,
    starts_on: datetime.date,
    weight: int,
    by,
    on: datetime.date,
) -> Assignment:
    """The first assistant of a family. Raises Refused."""
    with refused_by_database():
        lock_assistants([assistant.pk])
        work = lock_work(work.pk)
        return _assigned(
            work, assistant=assistant, starts_on=starts_on, weight=weight, by=by, on=on
        )


def change(
    assignment: Assignment,
    *,
    assistant: Assistant,
    starts_on: datetime.date,
    weight: int,
    reason: str,
    by,
    on: datetime.date,
) -> Assignment:
    """Another assistant from a day on; the one until now works to the day before. Raises Refused."""
    if assistant.pk == assignment.assistant_id:
        raise Refused("Ten asystent pracuje już z rodziną. Wybierz innego.")
    with refused_by_database():
        lock_assistants([assistant.pk, assignment.assistant_id])
        lock_work(assignment.cooperation_id)
        return _changed(
            assignment,
            assistant=assistant,
            starts_on=starts_on,
            weight=weight,
            by=by,
            on=on,
            reason=reason,
        )


def open_behind(assistant: Assistant, day: datetime.date):
    """The assistant's assignments that go on behind the day."""
    rows = Assignment.objects.filter(assistant=assistant).exclude(ends_on__lte=day)
    return rows.select_related("cooperation__family").order_by("cooperation__family__name", "pk")


def hand_over_all(
    assistant: Assistant,
    *,
    last_day: datetime.date,
    to: dict[int, Assistant],
    reason: str,
    by,
    on: datetime.date,
) -> list[Assignment]:
    """The assistant leaves behind the day: each family, by number of its assignment, to somebody else.

    All or nothing. Raises Refused; RowsRefused where it is a family that somebody may not take.
    """
    with refused_by_database():
        staff = lock_assistants([assistant.pk, *(other.pk for other in to.values())])
        rows = list(open_behind(assistant, last_day))
        lock_works(row.cooperation_id for row in rows)
        if {row.pk for row in rows} != set(to):
            raise Refused(
                "W tym czasie zmieniły się rodziny tego asystenta. Niczego nie przekazano: otwórz stronę "
                "jeszcze raz."
            )
        made = _handed_over(rows, last_day=last_day, to=to, reason=reason, by=by, on=on)
        leaver = staff[assistant.pk]
        leaver.ends_on = last_day
        leaver.save(update_fields=["ends_on"])
        return made


def _handed_over(rows, *, last_day, to, reason, by, on) -> list[Assignment]:
    made, refusals = [], {}
    for row in rows:
        facts = {"assistant": to[row.pk], "starts_on": last_day + DAY, "weight": row.weight}
        try:
            with refused_by_database():
                made.append(_changed(row, **facts, by=by, on=on, reason=reason))
        except Refused as refusal:
            refusals[row.pk] = str(refusal)
    if refusals:
        raise RowsRefused(refusals)
    return made


def end_work(
    work: Cooperation,
    *,
    last_day: datetime.date,
    reason: str,
    note: str,
    monitored_by,
    by,
    on: datetime.date,
) -> None:
    """With its assignment; monitoring behind it counts for nobody. Raises Refused."""
    with refused_by_database():
        lock_assistants(work.assignments.values_list("assistant", flat=True))
        work = lock_work(work.pk)
        if work.ended_on:
            raise Refused(f"Pracę z tą rodziną zakończono już {polish(work.ended_on)}.")
        if work.starts_on is None:
            raise Refused("Praca z tą rodziną jeszcze się nie zaczęła.")
        for row in work.assignments.exclude(ends_on__lte=last_day):
            if row.starts_on > last_day:
                raise Refused(
                    f"Asystent jest przydzielony od {polish(row.starts_on)}. Praca nie może skończyć się "
                    "wcześniej."
                )
            row.ends_on = last_day
            row.save(update_fields=["ends_on"])
        work.ended_on, work.end_reason, work.end_note = last_day, reason, note.strip()
        work.monitored_by, work.ended_by = monitored_by, by
        work.closing_number = closing_number(on)
        work.save(
            update_fields=[
                *("ended_on", "end_reason", "end_note", "monitored_by", "ended_by"),
                "closing_number",
            ]
        )


def reopen(work: Cooperation, *, by) -> None:
    """The end was a mistake: the last assistant works on, if there is a place left. Raises Refused."""
    with refused_by_database():
        lock_assistants(work.assignments.values_list("assistant", flat=True))
        work = lock_work(work.pk)
        if work.ended_on is None:
            raise Refused("Praca z tą rodziną trwa.")
        ended_on = work.ended_on
        work.ended_on, work.end_reason, work.end_note, work.closing_number = None, "", "", ""
        work.monitored_by = work.monitoring_ended_on = work.ended_by = None
        work.save()
        for row in work.assignments.filter(ends_on=ended_on):
            row.ends_on = None
            row.save(update_fields=["ends_on"])


@transaction.atomic
def _assigned(work, *, assistant, starts_on, weight, by, on, reason="") -> Assignment:
    row = Assignment(
        cooperation=work,
        assistant=assistant,
        starts_on=starts_on,
        weight=weight,
        assigned_on=on,
        assigned_by=by,
        change_reason=reason.strip(),
    )
    row.number = assignment_number(on)
    row.save()
    return row


def _changed(assignment, *, assistant, starts_on, weight, by, on, reason) -> Assignment:
    current = Assignment.objects.select_for_update(no_key=True, of=("self",)).get(pk=assignment.pk)
    if current.starts_on >= starts_on:
        raise Refused(
            f"Obecny asystent jest przydzielony od {polish(current.starts_on)}. Następny może zacząć "
            "najwcześniej dzień później; błędny przydział się unieważnia."
        )
    if current.ends_on is None or current.ends_on >= starts_on:
        current.ends_on = starts_on - DAY
        current.save(update_fields=["ends_on"])
    return _assigned(
        current.cooperation,
        assistant=assistant,
        starts_on=starts_on,
        weight=weight,
        by=by,
        on=on,
        reason=reason,
    )
