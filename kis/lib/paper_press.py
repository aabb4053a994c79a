"""Pages of HTML into one archival PDF. Knows neither Django nor the database: it runs in a process apart."""

import functools
import logging
import re
import resource
from collections.abc import Callable

from weasyprint import CSS, HTML
from weasyprint.document import Document, Page
from weasyprint.formatting_structure.boxes import MarginBox, TextBox
from weasyprint.text.fonts import FontConfiguration
from weasyprint.text.line_break import create_layout
from weasyprint.urls import FatalURLFetchingError, URLFetcher

from kis.lib.dates import MONTHS_GENITIVE
from kis.lib.paper_archive import finish

MEMORY = 1024**3  # bytes of address space: more than any paper needs that is ready in time

ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
NBSP = "\N{NO-BREAK SPACE}"
COPY = re.compile(r"(egzemplarz\s[0-9]/[0-9])")
UNSEEN = {"script", "style", "template", "title"}
TABLE_CELLS = {"td", "th"}
# A cell is narrow: there an address of mail breaks too, but no surname. Thousands of close breaks cost time.
LONG_WORD = re.compile(r"\S{61,}")
LONG_IN_CELL = re.compile(r"[^\s-]{31,}")
# Pasted unseen: what breaks a line or a page in a word processor, and what turns the words after it round.
WORDS_BREAK = re.compile(r"[\x0b\x0c\x85\u2028\u2029]")
UNSEEN_CONTROLS = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]"
)
# Polish typography: a word of one letter never ends a line, an abbreviation keeps what it introduces.
SHORT = r"art\.|ust\.|pkt|poz\.|nr|tel\.|ul\.|al\.|pl\.|os\.|NIP|REGON|PESEL"
STAYS_WITH_NEXT = re.compile(rf"(?<!\w)([aiouwz]|{SHORT}) (?=\w\w|\d|[aiouwz] \w\w)", re.IGNORECASE)
MONTHS = "|".join(MONTHS_GENITIVE)
STAYS_WITH_NUMBER = re.compile(rf"(?<=\d) (?=(?:r\.|zł|godz\.|min|ust\.|pkt|{MONTHS})(?!\w))")


class ForbiddenReference(Exception):
    """A paper asked for something that is not a picture inside it. Says nothing more: addresses may tell."""


class UnprintableCharacters(Exception):
    """No font here has these letters; the paper would show boxes instead."""


class PicturesInsideOnly(URLFetcher):
    """A paper reads no file and asks no server: all it may show is a PNG or JPEG that it carries itself."""

    ALLOWED = ("data:image/png;base64,", "data:image/jpeg;base64,")

    def __init__(self):
        super().__init__(allowed_protocols=("data",), allow_redirects=False, fail_on_errors=True)

    def fetch(self, url, headers=None):
        if not url.startswith(self.ALLOWED):
            raise ValueError("not a picture inside the paper")
        return super().fetch(url, headers)


NOTHING_OUTSIDE = PicturesInsideOnly()


@functools.cache
def fonts() -> FontConfiguration:
    """One for the process: a new one each time keeps memory and costs a tenth of the time."""
    return FontConfiguration()


class Complaints(logging.Handler):
    """What WeasyPrint only logs: a picture without description, a style it does not know."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.texts: list[str] = []
        self.without_glyph: set[str] = set()

    def emit(self, record):
        if record.msg.startswith(".notdef glyph"):
            self.without_glyph.add(record.args[0])
        else:
            self.texts.append(f"{record.levelname}: {record.getMessage()[:300]}")

    def __enter__(self):
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *error):
        logging.getLogger("weasyprint").removeHandler(self)


def typeset(copies: list[str], css: str) -> tuple[bytes, list[str]]:
    """One PDF of all copies, each with page numbers of its own, and the complaints about their making.

    The copies differ in *egzemplarz 1/2* of their feet alone.

    Raises ForbiddenReference and UnprintableCharacters. FatalURLFetchingError derives from BaseException:
    nothing above would catch it.
    """
    return _complained(lambda: _typeset(copies, css))


def typeset_set(papers: list[str], title: str, css: str) -> tuple[bytes, list[str]]:
    """One PDF of different papers, each with page numbers of its own; else as `typeset`."""
    return _complained(lambda: _typeset_set(papers, title, css))


def _complained(make: Callable[[], bytes]) -> tuple[bytes, list[str]]:
    with Complaints() as complaints:
        try:
            pdf = make()
        except FatalURLFetchingError:
            raise ForbiddenReference from None
    if complaints.without_glyph:
        raise UnprintableCharacters(" ".join(sorted(complaints.without_glyph)))
    return finish(pdf), complaints.texts


def _typeset(copies: list[str], css: str) -> bytes:
    laid_out = _laid_out(copies[0], css)
    pages = list(laid_out.pages)
    for html in copies[1:]:
        pages += _copied(laid_out.pages, *_marks(copies[0], html))
    return _written(laid_out, pages)


def _typeset_set(papers: list[str], title: str, css: str) -> bytes:
    laid_out = [_laid_out(html, css) for html in papers]
    laid_out[0].metadata.title = title
    return _written(laid_out[0], [page for paper in laid_out for page in paper.pages])


def _laid_out(html: str, css: str) -> Document:
    sheet = CSS(string=css, font_config=fonts(), url_fetcher=NOTHING_OUTSIDE)
    return _readable(html).render(stylesheets=[sheet], font_config=fonts(), pdf_variant="pdf/a-2a")


def _written(laid_out: Document, pages: list[Page]) -> bytes:
    """In one go: finished papers that are joined lose tags and claims."""
    return laid_out.copy(pages).write_pdf(pdf_variant="pdf/a-2a", dpi=300)


def _marks(first: str, other: str) -> tuple[str, str]:
    """What of the two papers differs: where a copy says in its foot which of them it is."""
    parts = [COPY.split(html, maxsplit=1) for html in (first, other)]
    if [part[::2] for part in parts] != [parts[0][::2]] * 2:
        raise ValueError("the copies of a paper differ in more than their marks")
    return parts[0][1], parts[1][1]


def _copied(pages: list[Page], mark: str, other: str) -> list[Page]:
    """The pages with the mark of another copy in their feet.

    Laying out a long contract takes twice as long as drawing it, and the copies differ in that mark alone.
    """
    boxes = [page._page_box.deepcopy() for page in pages]
    feet = (part for box in boxes for part in box.children if isinstance(part, MarginBox))
    for word in (word for foot in feet for word in foot.descendants()):
        if isinstance(word, TextBox) and mark in word.text:
            word.text = word.text.replace(mark, other)
            word.pango_layout = create_layout(word.text, word.style, None, None, 0)
    return [Page(box) for box in boxes]


def _readable(html: str) -> HTML:
    page = HTML(string=html, url_fetcher=NOTHING_OUTSIDE)
    _polish_lines(page.etree_element)
    return page


def _polish_lines(element, in_cell=False) -> None:
    in_cell = in_cell or element.tag in TABLE_CELLS
    if element.text and element.tag not in UNSEEN:
        element.text = polish_lines(element.text, in_cell=in_cell)
    for child in element:
        _polish_lines(child, in_cell)
        if child.tail:
            child.tail = polish_lines(child.tail, in_cell=in_cell)


def polish_lines(text: str, *, in_cell: bool = False) -> str:
    """The same text with its good places to break a line.

    A word without a space gets one of no width after every 60 letters (12 in the cell of a table): it would
    run off the margin, and letting it break anywhere takes seconds.
    """
    text = UNSEEN_CONTROLS.sub("", WORDS_BREAK.sub("\n", text))
    text = STAYS_WITH_NEXT.sub(rf"\1{NBSP}", text)
    text = STAYS_WITH_NUMBER.sub(NBSP, text)
    return (LONG_IN_CELL if in_cell else LONG_WORD).sub(_breakable, text)


def _breakable(word: re.Match) -> str:
    letters = word[0]
    step = 12 if len(letters) <= 300 and word.re is LONG_IN_CELL else 60
    parts = (letters[start : start + step] for start in range(0, len(letters), step))
    return ZERO_WIDTH_SPACE.join(parts)


def warm_up() -> None:
    """Bound this process's memory, and find the fonts before the first paper waits for them."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    typeset(['<html lang="pl"><title>Próba</title><p>Zażółć gęślą jaźń.</p></html>'], "")
