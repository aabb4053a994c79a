"""Pages of the package that are no papers of the program: a scanned picture, and what could not be read."""

import base64
import datetime
import io

from django.conf import settings
from PIL import Image, UnidentifiedImageError

from kis.lib.pdf import render_paper
from kis.lib.refusals import Refused


def picture_page(content: bytes, content_type: str, what: str, *, at: datetime.datetime) -> bytes:
    """Raises Refused for bytes that are no picture."""
    try:
        with Image.open(io.BytesIO(content)) as picture:
            picture.load()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        raise Refused("Tego obrazu nie można odczytać.") from None
    data = base64.b64encode(content).decode()
    return _page(
        "inspection/package/picture_print.html", what, at, src=f"data:{content_type};base64,{data}"
    )


def page_that_says(what: str, why: str, *, at: datetime.datetime) -> bytes:
    return _page("inspection/package/note_print.html", what, at, why=why)


def _page(template: str, what: str, at: datetime.datetime, **facts) -> bytes:
    return render_paper(
        template,
        {"what": what, **facts},
        name=what,
        made_at=at,
        seconds=settings.WORKER_PAPER_SECONDS,
    )
