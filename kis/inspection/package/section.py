"""A person's section: what is known of the period, printed, then each paper and scan of the file."""

import datetime
import hashlib
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass

import pikepdf
from django.conf import settings
from django.db.models import Q
from django.utils import timezone

from kis.accounts.models import Centre
from kis.activities.models import Attendance
from kis.documents.exports import Made
from kis.inspection.opening import opened
from kis.inspection.package.pages import page_that_says, picture_page
from kis.journal.models import AccessEntry
from kis.journal.words import act_word, kind_word
from kis.lib.dates import DAY, polish_range
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused
from participants.as_of import end_of
from participants.file import KeptPaper, PersonFile
from participants.models import Participation, Person
from psu.models import PayLine, Referral, WorkDay

Period = tuple[datetime.date, datetime.date]
NOBODY = "osoba niezalogowana"
NOT_OPENED = "tego pisma nie można otworzyć"
UNREADABLE = "pliku nie można odczytać"
MOST_BYTES = 40 * 1024 * 1024
TOO_LARGE = "pominięto: papiery tej osoby mają razem ponad 40 MB"
PICTURES = {"image/jpeg", "image/png"}


@dataclass
class Enclosed:
    """A paper of the file in the package; `why` it is not there, empty where it is."""

    paper: KeptPaper
    content: bytes = b""
    content_type: str = ""
    why: str = ""

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest() if self.content else ""


def section_of(person: Person, user, on, period: Period, *, at: datetime.datetime) -> Made:
    """The PDF, and why papers are not in it. Raises Refused where its first pages take too long."""
    file = PersonFile(person, user, on)
    enclosed = list(_enclosed(file, user, period))
    first_pages = _first_pages(file, enclosed, period, at)
    content, pages = _joined(first_pages, enclosed, at)
    outcome = {
        "name": str(person),
        "pages": pages,
        "papers": sum(not one.why for one in enclosed),
        "left_out": [f"{one.paper.what}: {one.why}" for one in enclosed if one.why],
        "sha256": hashlib.sha256(content).hexdigest(),
    }
    return Made(content, outcome)


def _enclosed(file: PersonFile, user, period: Period) -> Iterator[Enclosed]:
    """Papers dated up to the last day of the period, the oldest first; voided ones count nowhere."""
    size = 0
    papers = [paper for paper in file.papers() if not paper.is_voided and paper.on <= period[1]]
    for paper in sorted(papers, key=lambda paper: paper.on):
        one = _opened(paper, user)
        size += len(one.content)
        yield Enclosed(paper, why=TOO_LARGE) if size > MOST_BYTES else one


def _opened(paper: KeptPaper, user) -> Enclosed:
    """By the paper's own address, as whoever ordered the package."""
    if not paper.url:
        return Enclosed(paper, why="w programie nie ma pliku")
    try:
        response, _ = opened(paper.url, user, otherwise=NOT_OPENED)
    except Refused as refusal:
        return Enclosed(paper, why=str(refusal))
    if response.status_code != 200:
        return Enclosed(paper, why=NOT_OPENED)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    return Enclosed(paper, content, response.headers["Content-Type"].partition(";")[0])


def _first_pages(file: PersonFile, enclosed: list[Enclosed], period: Period, at) -> bytes:
    first, last = period
    days = {"day__gte": first, "day__lte": last}
    meetings = {f"meeting__{name}": day for name, day in days.items()}
    marks = Attendance.objects.marked().filter(person__in=file.files, **meetings)
    worked = WorkDay.objects.filter(referral__in=_referrals(file), **days)
    lines = PayLine.objects.filter(
        person__in=file.files,
        person_month__month__gte=first.replace(day=1),
        person_month__month__lte=last,
    )
    return render_paper(
        "inspection/package/section_print.html",
        {
            "centre": Centre.objects.current(),
            "person": file.person,
            "period": polish_range(first, last),
            "stays": _stays(file, period),
            "marks": marks.select_related("meeting__activity").order_by(
                "meeting__day", "meeting__starts_at", "pk"
            ),
            "worked": worked.select_related("referral__place").order_by("day", "pk"),
            "lines": lines.select_related("pay_list", "person_month").order_by(
                "person_month__month", "pk"
            ),
            "looks": _looks(file, period),
            "enclosed": enclosed,
        },
        name=f"Karta nr {file.whole}",
        made_at=at,
        seconds=settings.WORKER_PAPER_SECONDS,
    )


def _referrals(file: PersonFile):
    return Referral.objects.filter(person__in=file.files)


def _stays(file: PersonFile, period: Period):
    first, last = period
    return Participation.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=first), person__in=file.files, starts_on__lte=last
    ).order_by("starts_on")


def _looks(file: PersonFile, period: Period) -> list[tuple]:
    """Day, who, what they did with which thing, and how often that day: the log keeps codes."""
    first, last = period
    entries = AccessEntry.objects.filter(
        person_number__in=file.files, at__gte=end_of(first - DAY), at__lt=end_of(last)
    )
    found = Counter(
        (timezone.localdate(entry.at), str(entry.user or NOBODY), entry.act, entry.kind)
        for entry in entries.select_related("user").order_by("at", "pk")
    )
    return [
        (day, who, act_word(act), kind_word(thing), count)
        for (day, who, act, thing), count in found.items()
    ]


def _joined(first_pages: bytes, enclosed: list[Enclosed], at) -> tuple[bytes, int]:
    """One file without tags and claims: of joined papers they would not be true any more."""
    with pikepdf.new() as section, ExitStack() as sources:
        _append(section, first_pages, sources)
        for one in enclosed:
            if not one.why:
                _append_paper(section, one, sources, at)
        output = io.BytesIO()
        section.save(output, min_version="1.7")
        return output.getvalue(), len(section.pages)


def _append_paper(section: pikepdf.Pdf, one: Enclosed, sources: ExitStack, at) -> None:
    """A file that is no paper leaves a page that says so."""
    try:
        pdf = one.content
        if one.content_type in PICTURES:
            pdf = picture_page(one.content, one.content_type, one.paper.what, at=at)
        _append(section, pdf, sources)
    except (pikepdf.PdfError, Refused):
        one.why = UNREADABLE
        _append(section, page_that_says(one.paper.what, UNREADABLE, at=at), sources)


def _append(section: pikepdf.Pdf, pdf: bytes, sources: ExitStack) -> None:
    """What the pages come from stays open: it is read when the whole is written. Raises PdfError."""
    # Written anew first: a file spoilt in its middle shows itself here and not at the end.
    clean = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        if not len(paper.pages):
            raise pikepdf.PdfError("no pages")
        paper.save(clean)
    section.pages.extend(sources.enter_context(pikepdf.open(clean)).pages)
