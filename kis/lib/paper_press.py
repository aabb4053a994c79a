"""Pages of HTML into one archival PDF. Knows neither Django nor the database: it runs in a process apart."""

import functools
import io
import logging
import re
import resource

import pikepdf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher

MEMORY = 2 * 1024**3  # bytes of address space; a paper of 100 pages needs a quarter of it

ZERO_WIDTH_SPACE = "\N{ZERO WIDTH SPACE}"
NBSP = "\N{NO-BREAK SPACE}"
UNSEEN = {"script", "style", "template", "title"}
LONG_WORD = re.compile(r"\S{60}(?=\S)")
# Polish typography: a word of one letter never ends a line, an abbreviation keeps what it introduces.
STAYS_WITH_NEXT = re.compile(
    r"(?<!\w)([aiouwz]|art\.|ust\.|pkt|poz\.|nr|tel\.|ul\.|al\.|pl\.|os\.) (?=\w\w|\d)", re.I
)
STAYS_WITH_NUMBER = re.compile(r"(?<=\d) (?=(?:r\.|zł|godz\.|min)(?!\w))")

# PDF/A allows a foreign schema only when the same metadata describe it.
PDF_UA_CLAIM = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about=""
    xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
    xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
    xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
  <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
    <pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
    <pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
    <pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
    <pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
      <pdfaProperty:name>part</pdfaProperty:name>
      <pdfaProperty:valueType>Integer</pdfaProperty:valueType>
      <pdfaProperty:category>internal</pdfaProperty:category>
      <pdfaProperty:description>Part of ISO 14289 that the document claims</pdfaProperty:description>
    </rdf:li></rdf:Seq></pdfaSchema:property>
  </rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


class ForbiddenReference(Exception):
    """A paper asked for something that is not a picture inside it. Says nothing more: addresses may tell."""


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

    def emit(self, record):
        self.texts.append(f"{record.levelname}: {record.getMessage()[:300]}")

    def __enter__(self):
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, *error):
        logging.getLogger("weasyprint").removeHandler(self)


def typeset(copies: list[str], css: str) -> tuple[bytes, list[str]]:
    """One PDF of all copies, each with page numbers of its own, and the complaints about their making.

    Raises ForbiddenReference. FatalURLFetchingError derives from BaseException: nothing above would catch it.
    """
    with Complaints() as complaints:
        try:
            pdf = _typeset(copies, css)
        except FatalURLFetchingError:
            raise ForbiddenReference from None
    return claim_pdf_ua(pdf), complaints.texts


def _typeset(copies: list[str], css: str) -> bytes:
    sheet = CSS(string=css, font_config=fonts(), url_fetcher=NOTHING_OUTSIDE)
    laid_out = [
        _readable(html).render(stylesheets=[sheet], font_config=fonts(), pdf_variant="pdf/a-2a")
        for html in copies
    ]
    pages = [page for copy in laid_out for page in copy.pages]
    return laid_out[0].copy(pages).write_pdf(pdf_variant="pdf/a-2a", dpi=300)


def _readable(html: str) -> HTML:
    page = HTML(string=html, url_fetcher=NOTHING_OUTSIDE)
    for element in page.etree_element.iter():
        if element.text and element.tag not in UNSEEN:
            element.text = polish_lines(element.text)
        if element.tail:
            element.tail = polish_lines(element.tail)
    return page


def polish_lines(text: str) -> str:
    """The same text with its good places to break a line.

    A word without a space gets one of no width after every 60 letters: it would run off the margin, and
    letting it break anywhere takes seconds.
    """
    text = STAYS_WITH_NEXT.sub(rf"\1{NBSP}", text)
    text = STAYS_WITH_NUMBER.sub(NBSP, text)
    return LONG_WORD.sub(rf"\g<0>{ZERO_WIDTH_SPACE}", text)


def claim_pdf_ua(pdf: bytes) -> bytes:
    """The same paper that also claims PDF/UA-1; the same bytes for the same paper."""
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        metadata = paper.Root.Metadata
        xmp = metadata.read_bytes()
        metadata.write(xmp.replace(b"</rdf:RDF>", PDF_UA_CLAIM + b"</rdf:RDF>", 1))
        paper.save(result, deterministic_id=True)
    return result.getvalue()


def warm_up() -> None:
    """Bound this process's memory, and find the fonts before the first paper waits for them."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    typeset(['<html lang="pl"><title>Próba</title><p>Zażółć gęślą jaźń.</p></html>'], "")
