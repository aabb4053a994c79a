"""The papers of an order in one archive. Never one PDF of them all: joined papers lose their tags."""

import datetime
import tempfile
import zipfile
from collections.abc import Iterable, Iterator

from django.utils import timezone

from kis.documents.models import ExportItem

LEFT_OUT = "czego-nie-ma.txt"
AT_ONCE = 20
PIECE = 64 * 1024


def packed(
    items: list[ExportItem], left_out: Iterable[tuple[str, str]], *, at: datetime.datetime
) -> Iterator[bytes]:
    """The archive, piece by piece. `left_out`: what is missing and why, for a text beside the papers.

    It is whole before the first piece is given: what fails gives no part of an archive.
    """
    with tempfile.TemporaryFile() as file:
        with zipfile.ZipFile(file, "w") as archive:
            for item in _with_bytes(items):
                archive.writestr(_entry(item.name, at), item.paper)
            if lines := [f"{title}: {why}" for title, why in left_out]:
                text = "\r\n".join(["W tej paczce nie ma:", "", *lines, ""])
                archive.writestr(_entry(LEFT_OUT, at), text.encode())
        file.seek(0)
        while piece := file.read(PIECE):
            yield piece


def _with_bytes(items: list[ExportItem]) -> Iterable[ExportItem]:
    """Some at a time: all of a year would fill the memory."""
    numbers = [item.pk for item in items]
    for start in range(0, len(numbers), AT_ONCE):
        some = ExportItem.objects.filter(pk__in=numbers[start : start + AT_ONCE])
        yield from some.select_related("document__stored")


def _entry(name: str, at: datetime.datetime) -> zipfile.ZipInfo:
    # PDF is packed already.
    return zipfile.ZipInfo(name, timezone.localtime(at).timetuple()[:6])
