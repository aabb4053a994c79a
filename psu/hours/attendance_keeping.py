"""Attendance lists given out with their entries are kept: the signed one is printed again as it was."""

import datetime
import hashlib

from django.utils import timezone

from kis.documents.models import Document
from kis.lib.refusals import refused_by_database
from psu.hours.attendance_paper import filled_list
from psu.models import AttendancePaper, SignedList, WorkDay, WorkPlace
from psu.proofs.list_changes import last_change, with_changed_days


def kept_list(place: WorkPlace, month: datetime.date, referrals, *, by) -> bytes:
    """The list with its entries. Once its signed copy is noted, whoever prints again gets the same bytes.

    Until then each print is of today's facts; of equal ones only one is kept. Raises Refused where the paper
    takes too long.
    """
    rows = sorted(referrals.order_by().values_list("pk", flat=True))
    if paper := _signed(place, month, rows):
        return paper.document.content
    seen, now = last_change(place, month), timezone.localtime()
    # To the day, so that equal facts are equal bytes.
    made_at = now.replace(hour=0, minute=0, second=0, microsecond=0)
    content = filled_list(place, month, referrals, made_at=made_at)
    with refused_by_database():
        WorkPlace.objects.select_for_update(no_key=True).get(pk=place.pk)
        same = _papers(place, month, seen).filter(
            referrals=rows, document__sha256=hashlib.sha256(content).hexdigest()
        )
        if paper := _signed(place, month, rows) or same.first():
            return paper.document.content
        document = Document.objects.keep(
            kind="attendance",
            name=f"lista-obecnosci-{place.pk}-{month:%Y-%m}.pdf",
            content=content,
            content_type="application/pdf",
            by=by,
        )
        AttendancePaper.objects.create(
            place=place,
            month=month,
            referrals=rows,
            entries_seen=seen,
            document=document,
            made_at=now,
            made_by=by,
        )
    return content


def _papers(place, month, seen: int):
    papers = AttendancePaper.objects.filter(place=place, month=month, entries_seen=seen)
    return papers.select_related("document__stored")


def _signed(place, month, rows: list[int]) -> AttendancePaper | None:
    """The last print of the entries that the noted list agrees with, while they are the ones of today.

    Of nobody else than the rows, and of all of them who have entries: somebody sent there behind the
    signature changes nothing that was signed.
    """
    lists = with_changed_days(SignedList.objects.filter(place=place, month=month, agrees=True))
    signed = lists.first()
    if signed is None or signed.changed_days:
        return None
    entries = WorkDay.objects.filter(referral__in=rows).in_month(month)
    worked = list(entries.order_by().values_list("referral", flat=True).distinct())
    papers = _papers(place, month, signed.entries_seen)
    return papers.filter(referrals__contains=worked, referrals__contained_by=rows).first()
