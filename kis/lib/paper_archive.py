"""What WeasyPrint leaves out of an archival, accessible PDF: a second claim, scopes of heads, the foot.

A paper claims; whether it conforms, a validator says: `make papers-check`.
"""

import io
import re
from collections import defaultdict
from collections.abc import Iterator

import pikepdf

# PDF/A allows a foreign schema only when the same metadata describe it, inside the one rdf:RDF.
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
MARKED_CONTENT = re.compile(rb"/\w+\s*<</MCID (\d+)>>\s*BDC")
FOOT = b"/Artifact <</Type /Pagination>> BDC"


def finish(pdf: bytes) -> bytes:
    """The same paper, complete; the same bytes for the same paper."""
    result = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as paper:
        _claim_pdf_ua(paper)
        read_out = defaultdict(set)  # of each page, the numbers of what stands in some element
        for element, above in walk(paper.Root.StructTreeRoot):
            if element.S == "/TH":
                element.A.Scope = pikepdf.Name("/Column" if "/THead" in above else "/Row")
            if "/Pg" in element:
                numbers = (part for part in element.K if isinstance(part, int))
                read_out[element.Pg.objgen].update(numbers)
        _mark_foot(paper, read_out)
        paper.save(result, deterministic_id=True)
    return result.getvalue()


def walk(element: pikepdf.Object, above: tuple[str, ...] = ()) -> Iterator[tuple]:
    """The elements in the order in which they are read out, each with the names of those it stands in."""
    for child in element.get("/K", []):
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child, above
            yield from walk(child, (*above, str(child.S)))


def _claim_pdf_ua(paper: pikepdf.Pdf) -> None:
    metadata = paper.Root.Metadata
    xmp = metadata.read_bytes()
    metadata.write(xmp.replace(b"</rdf:RDF>", PDF_UA_CLAIM + b"</rdf:RDF>", 1))


def _mark_foot(paper: pikepdf.Pdf, read_out: dict[tuple, set[int]]) -> None:
    """The foot stands in no element, so that nobody hears it on every page: here the page says so too."""
    parents = list(paper.Root.StructTreeRoot.ParentTree.Nums)[1::2]
    for page, elements in zip(paper.pages, parents, strict=False):
        heard = read_out[page.objgen]
        for number in set(range(len(elements))) - heard:
            elements[number] = None

        def mark(found: re.Match, heard=heard) -> bytes:
            return found[0] if int(found[1]) in heard else FOOT

        page.Contents.write(MARKED_CONTENT.sub(mark, page.Contents.read_bytes()))
