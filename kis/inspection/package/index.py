"""The whole package: an index of its sections with pages and sums, then the sections one after another."""

import datetime
import io
import tempfile
from contextlib import ExitStack
from pathlib import Path

import pikepdf
from django.conf import settings

from kis.accounts.models import Centre
from kis.documents.exports import Made
from kis.documents.models import ExportItem
from kis.inspection.package.section import Period
from kis.lib.dates import polish_range
from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused

NAME = "Pakiet na kontrolę"
MOST_BYTES = 200 * 1024 * 1024


def whole_package(sections: list[ExportItem], period: Period, *, at: datetime.datetime) -> Made:
    """`sections` in their order, those that were not made as well: the index says why."""
    made = [one for one in sections if one.state == ExportItem.State.DONE]
    index = _index(sections, period, at, pages_of_index=1)
    if (pages := _pages(index)) > 1:
        index = _index(sections, period, at, pages_of_index=pages)
    content = _joined(index, made, pages)
    if len(content) > MOST_BYTES:
        raise Refused("Pakiet ma ponad 200 MB. Zleć go dla mniejszej liczby osób.")
    people = [one.person_number for one in made]
    outcome = {
        "people": people,
        "kind": "inspection_package",
        "file_name": f"pakiet-kontroli-{at:%Y-%m-%d}.pdf",
    }
    return Made(content, outcome)


def _index(sections, period: Period, at, *, pages_of_index: int) -> bytes:
    made = [one for one in sections if one.state == ExportItem.State.DONE]
    starts = dict(zip((one.pk for one in made), _first_pages(made, pages_of_index), strict=True))
    lines = [(one, starts[one.pk] + 1, starts[one.pk] + one.outcome["pages"]) for one in made]
    return render_paper(
        "inspection/package/index_print.html",
        {
            "centre": Centre.objects.current(),
            "period": polish_range(*period),
            "lines": lines,
            "failed": [one for one in sections if one.state == ExportItem.State.FAILED],
        },
        name=NAME,
        made_at=at,
        seconds=settings.WORKER_PAPER_SECONDS,
    )


def _first_pages(made: list[ExportItem], pages_of_index: int) -> list[int]:
    """From nought, of each section in the whole."""
    starts, page = [], pages_of_index
    for one in made:
        starts.append(page)
        page += one.outcome["pages"]
    return starts


def _pages(pdf: bytes) -> int:
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        return len(paper.pages)


def _joined(index: bytes, made: list[ExportItem], pages_of_index: int) -> bytes:
    """The sections wait in files: their pages are read when the whole is written."""
    with (
        pikepdf.new() as package,
        tempfile.TemporaryDirectory() as folder,
        ExitStack() as sources,
    ):
        package.pages.extend(sources.enter_context(pikepdf.open(io.BytesIO(index))).pages)
        for one in made:
            path = Path(folder) / one.name
            path.write_bytes(one.paper)
            package.pages.extend(sources.enter_context(pikepdf.open(path)).pages)
            del one.content
        with package.open_outline() as outline:
            starts = zip(made, _first_pages(made, pages_of_index), strict=True)
            outline.root.append(pikepdf.OutlineItem("Spis", 0))
            outline.root.extend(pikepdf.OutlineItem(one.title, page) for one, page in starts)
        package.Root.Lang = "pl-PL"
        package.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
        package.docinfo["/Title"] = NAME
        whole = Path(folder) / "whole.pdf"
        package.save(whole, min_version="1.7")
        return whole.read_bytes()
