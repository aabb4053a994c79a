"""What tests of printed papers ask of a PDF."""

import io
import re
import tempfile
from collections.abc import Iterator

import pikepdf
from pdfua import validate
from pypdf import PdfReader

from kis.lib import pdf as press

# The checker gives up on these by a fault of its own; `faults` looks at headings itself.
RULES_IT_SKIPS = {"UA-14-001"}


def by_the_press(act, *args):
    """Run where papers are made in earnest; WeasyPrint leaves open files behind, which fail a test here."""
    return press._pool().schedule(act, args=args, timeout=120).result()


def pages(pdf: bytes) -> list[str]:
    """The words of each page as a person reads them.

    Words parted at the end of a line are joined, spaces of every kind and width are one space.
    """
    reader = PdfReader(io.BytesIO(pdf))
    return [_read(page.extract_text()) for page in reader.pages]


def text(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def _read(extracted: str) -> str:
    joined = extracted.replace("\N{HYPHEN}\n", "")
    joined = re.sub("\N{ZERO WIDTH SPACE}\n?", "", joined)
    return " ".join(joined.split())


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """The structure a screen reader walks through, in its order."""

    def walk(element):
        for child in element.get("/K", []):
            if isinstance(child, pikepdf.Dictionary) and "/S" in child:
                yield child
                yield from walk(child)

    yield from walk(pdf.Root.StructTreeRoot)


def tags(pdf: pikepdf.Pdf) -> list[str]:
    return [str(element.S)[1:] for element in elements(pdf)]


def faults(pdf: bytes) -> list[str]:
    """What an archive or a screen reader would object to; a good paper gives an empty list."""
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        found = [*_claims(paper), *_headings(paper), *_parts(paper), *_fonts(paper)]
    return found + _by_checker(pdf)


def _claims(paper: pikepdf.Pdf) -> Iterator[str]:
    metadata = paper.open_metadata()
    if metadata.pdfa_status != "2A":
        yield f"claims PDF/A {metadata.pdfa_status or 'nothing'}"
    if metadata.get("{http://www.aiim.org/pdfua/ns/id/}part") != "1":
        yield "does not claim PDF/UA-1"
    if not metadata.get("dc:title"):
        yield "no title"
    if str(paper.Root.Lang) != "pl":
        yield "language is not Polish"
    if not paper.Root.ViewerPreferences.DisplayDocTitle:
        yield "the window would show the file's name"
    if not paper.Root.MarkInfo.Marked:
        yield "not marked as tagged"


def _headings(paper: pikepdf.Pdf) -> Iterator[str]:
    """Each copy begins with its H1; no level is left out on the way down."""
    above = 0
    for tag in tags(paper):
        if not re.fullmatch(r"H\d", tag):
            continue
        level = int(tag[1])
        if level > above + 1:
            yield f"H{above} is followed by {tag}"
        above = level
    if not above:
        yield "no heading"


def _parts(paper: pikepdf.Pdf) -> Iterator[str]:
    known = {str(element.ID) for element in elements(paper) if "/ID" in element}
    for element in elements(paper):
        below = [str(child.S) for child in element.get("/K", []) if _is_element(child)]
        if element.S == "/Figure" and not element.get("/Alt"):
            yield "a picture without description"
        if element.S == "/LI" and "/LBody" not in below:
            yield "an item of a list without its body"
        if element.S == "/TH" and "/Scope" not in element.A:
            yield "a head of a table that heads nothing"
        if element.S == "/TD":
            headers = [str(name) for name in element.A.get("/Headers", [])]
            if not headers or not known.issuperset(headers):
                yield "a cell of a table without a head"


def _is_element(child) -> bool:
    return isinstance(child, pikepdf.Dictionary) and "/S" in child


def _fonts(paper: pikepdf.Pdf) -> Iterator[str]:
    for font in (item for item in paper.objects if is_font(item)):
        if not any(name in font for name in ("/FontFile", "/FontFile2", "/FontFile3")):
            yield f"font {font.FontName} is not embedded"


def is_font(item) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/FontDescriptor"


def _by_checker(pdf: bytes) -> list[str]:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        report = validate(file.name)
    found = [f"{finding.rule_id} {finding.message}" for finding in report.findings]
    skipped = {outcome.rule_id for outcome in report.skipped}
    return found + [f"{rule} was not checked" for rule in sorted(skipped - RULES_IT_SKIPS)]
