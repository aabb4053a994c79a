"""What every sheet of the club has: the centre, the code in letters and in a square."""

from dataclasses import dataclass

import segno
from django.utils import timezone

from kis.accounts.models import Centre
from kis.activities.sheets.codes import SheetCode
from kis.lib.pdf import render_paper

SHEET_SECONDS = 20  # a register of two hundred people


@dataclass(frozen=True)
class PrintedCode:
    """`address` leads a telephone to what the code is of; in it are ASCII letters alone."""

    words: str
    address: str

    @property
    def square(self) -> str:
        """The picture as a data address; a paper takes no other picture than PNG and JPEG."""
        code = segno.make(self.address, error="m", micro=False, encoding="ascii")
        return code.png_data_uri(scale=8, border=2)


def printed(code: SheetCode, find: str) -> PrintedCode:
    """`find`: the whole address of the page that reads codes."""
    return PrintedCode(str(code), f"{find}?kod={code}")


def sheet(template: str, *, name: str, code: PrintedCode | None = None, **facts) -> bytes:
    """Raises Refused where the paper takes too long."""
    return render_paper(
        template,
        {"centre": Centre.objects.current(), "code": code, **facts},
        name=name,
        made_at=timezone.now(),
        seconds=SHEET_SECONDS,
    )
