"""What the first page of a family shows of the work with it, and what its reader may do next."""

from dataclasses import dataclass

from django.urls import reverse

from kis.families.models import Cooperation
from kis.families.papers import offered
from kis.families.scope import FamilyFile


@dataclass(frozen=True)
class Act:
    title: str
    url: str


def works_of(file: FamilyFile) -> list[Cooperation]:
    """Each with its `rows`, `papers_given`, `acts` and the papers `offered`. Three queries."""
    works = file.family.cooperations.select_related("applied_by", "monitored_by").prefetch_related(
        "assignments__assistant__user", "papers"
    )
    found = list(works)
    for work in found:
        work.rows = list(work.assignments.all())
        work.papers_given = list(work.papers.all())
        work.acts = acts_of(file, work)
        work.offered = offered(work)
    return found


def acts_of(file: FamilyFile, work: Cooperation) -> list[Act]:
    """What may be done with one application and the work under it, by this reader now."""
    assigns, applies = _may(file, "families.assign"), _may_apply(file)
    ends = _may(file, "families.end_work") and (assigns or file.is_worked_with)
    waits = work.starts_on is None and work.refused_on is None
    runs = work.starts_on is not None and work.ended_on is None
    acts = [
        (assigns and waits, "Nie uwzględnij", "application_no"),
        (applies and work.refused_on is None, "Popraw wniosek", "application_edit"),
        (ends and runs, "Zakończ pracę", "work_end"),
        (assigns and work.ended_on, "Cofnij zakończenie", "work_reopen"),
        (may_void(file) and work.starts_on is None, "Unieważnij wniosek", "application_void"),
    ]
    shown = [Act(title, _of(file, name, work.pk)) for may, title, name in acts if may]
    current = next(iter(work.rows), None)
    if assigns and runs and current:
        change = Act("Zmień asystenta", _of(file, "assistant_change", current.pk))
        shown.append(change)
    return shown


def next_step(file: FamilyFile) -> Act | None:
    """The one filled button."""
    work = file.cooperation
    if work is None or work.refused_on or work.ended_on:
        is_due = bool(file.members) and _may_apply(file)
        return Act("Wniosek o asystenta", _of(file, "application_new")) if is_due else None
    if work.starts_on is None and _may(file, "families.assign"):
        return Act("Przydziel asystenta", _of(file, "assign", work.pk))
    return None


def may_write(file: FamilyFile) -> bool:
    return _may(file, "families.write_family") and (file.is_led or file.is_worked_with)


def may_void(file: FamilyFile) -> bool:
    return _may(file, "families.void_assignment") and (file.is_led or _may(file, "families.assign"))


def _may_apply(file: FamilyFile) -> bool:
    leads = file.is_led or _may(file, "families.assign")
    return leads and _may(file, "families.receive_application")


def _may(file: FamilyFile, right: str) -> bool:
    return file.user.has_perm(right)


def _of(file: FamilyFile, name: str, *numbers: int) -> str:
    return reverse(f"families:{name}", args=[file.family.pk, *numbers])
