"""What tests of printed papers ask of a PDF."""

import io
from collections.abc import Iterator

import pikepdf
from pypdf import PdfReader

CLAIMS = "{http://www.aiim.org/pdfua/ns/id/}part"


def pages(pdf: bytes) -> list[str]:
    """The words of each page as a person reads them.

    Words parted at the end of a line are joined, spaces of every kind and width are one space.
    """
    reader = PdfReader(io.BytesIO(pdf))
    return [_read(page.extract_text()) for page in reader.pages]


def text(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def _read(extracted: str) -> str:
    joined = extracted.replace("\N{HYPHEN}\n", "").replace("\N{ZERO WIDTH SPACE}", "")
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
