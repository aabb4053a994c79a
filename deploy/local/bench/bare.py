"""WeasyPrint and nothing else: so many papers of one HTML; prints how many seconds they took."""

import sys
import time
from collections.abc import Callable
from pathlib import Path

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

WARMING = 3


def press(html: str, css: str) -> Callable[[], bytes]:
    """Its fonts are found once; a paper's style is read each time, as the program does."""
    fonts = FontConfiguration()

    def paper() -> bytes:
        sheet = CSS(string=css, font_config=fonts)
        return HTML(string=html).write_pdf(
            stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/a-2a", dpi=300
        )

    return paper


def main(html: Path, css: Path, count: int) -> float:
    paper = press(html.read_text("utf-8"), css.read_text("utf-8"))
    for _ in range(WARMING):
        paper()
    print("warm", flush=True)
    sys.stdin.readline()
    start = time.perf_counter()
    for _ in range(count):
        paper()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(main(*map(Path, sys.argv[1:3]), int(sys.argv[3])))
