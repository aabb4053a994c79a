"""A spreadsheet in the structure in which LibreOffice 7 saves one.

Written by hand after that structure, for none was at hand: styles and validations in front, headings
among header rows, a note in a cell, a hidden row, styled columns and rows that are repeated to the edge of
the sheet, a second sheet, the names of ranges behind.
"""

import io
import zipfile

from tests.imports.files import ODS_MIMETYPE

_NAMESPACES = " ".join(
    [
        *(
            f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{of}:1.0"'
            for name, of in {
                "office": "office",
                "style": "style",
                "text": "text",
                "table": "table",
                "draw": "drawing",
                "fo": "xsl-fo-compatible",
                "meta": "meta",
                "number": "datastyle",
                "svg": "svg-compatible",
                "of": "of",
            }.items()
        ),
        'xmlns:xlink="http://www.w3.org/1999/xlink"',
        'xmlns:dc="http://purl.org/dc/elements/1.1/"',
        'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"',
        'xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
    ]
)

_STYLES = """
<office:scripts/>
<office:font-face-decls><style:font-face style:name="Liberation Sans" svg:font-family="'Liberation Sans'"
  style:font-family-generic="swiss" style:font-pitch="variable"/></office:font-face-decls>
<office:automatic-styles>
<style:style style:name="co1" style:family="table-column"><style:table-column-properties
  fo:break-before="auto" style:column-width="22.58mm"/></style:style>
<style:style style:name="ro1" style:family="table-row"><style:table-row-properties
  style:row-height="4.52mm" fo:break-before="auto" style:use-optimal-row-height="true"/></style:style>
<style:style style:name="ta1" style:family="table" style:master-page-name="Default"><style:table-properties
  table:display="true" style:writing-mode="lr-tb"/></style:style>
<number:date-style style:name="N36" number:automatic-order="true"><number:day number:style="long"/>
  <number:text>.</number:text><number:month number:style="long"/><number:text>.</number:text>
  <number:year number:style="long"/></number:date-style>
<number:percentage-style style:name="N10"><number:number number:decimal-places="0"
  number:min-integer-digits="1"/><number:text>%</number:text></number:percentage-style>
<style:style style:name="ce1" style:family="table-cell" style:parent-style-name="Default"
  style:data-style-name="N36"/>
</office:automatic-styles>"""


def _text(words: str, more: str = "") -> str:
    """As LibreOffice has it: the kind of the value twice."""
    return (
        f'<table:table-cell office:value-type="string" calcext:value-type="string"{more}>'
        f"<text:p>{words}</text:p></table:table-cell>"
    )


def _valued(kind: str, attribute: str, value: str, shown: str, more: str = "") -> str:
    return (
        f'<table:table-cell table:style-name="ce1"{more} office:value-type="{kind}" '
        f'office:{attribute}="{value}" calcext:value-type="{kind}"><text:p>{shown}</text:p>'
        "</table:table-cell>"
    )


_NOTE = (
    '<office:annotation draw:style-name="gr1" svg:width="28.99mm" svg:height="5.15mm">'
    "<dc:date>2026-03-02T00:00:00</dc:date>"
    '<text:p text:style-name="P1"><text:span text:style-name="T1">sprawdzić w PUP</text:span></text:p>'
    "</office:annotation>"
)
_EMPTY = '<table:table-cell table:number-columns-repeated="16376"/>'


def _row(*cells: str, more: str = "") -> str:
    return (
        f'<table:table-row table:style-name="ro1"{more}>{"".join(cells)}{_EMPTY}</table:table-row>'
    )


def people(pesel: str) -> bytes:
    """Three people, the first with a number that the sheet took for a number."""
    table = [
        '<table:table table:name="Lista osób" table:style-name="ta1">',
        '<office:forms form:automatic-focus="false" xmlns:form="urn:x"/>',
        '<table:table-column table:style-name="co1" table:number-columns-repeated="6" '
        'table:default-cell-style-name="Default"/>',
        '<table:table-column table:style-name="co1" table:number-columns-repeated="16378" '
        'table:default-cell-style-name="Default"/>',
        # A title over all columns, and an empty row.
        _row(
            _text(
                "Uczestnicy KIS", ' table:number-columns-spanned="6" table:number-rows-spanned="1"'
            ),
            '<table:covered-table-cell table:number-columns-repeated="5"/>',
        ),
        _row("<table:table-cell/>"),
        "<table:table-header-rows>",
        _row(*map(_text, ["Nazwisko", "Imię", "PESEL", "Data urodzenia", "Telefon", "Udział"])),
        "</table:table-header-rows>",
        _row(
            _text("Żółw", "").replace("<text:p>", f"{_NOTE}<text:p>", 1),
            '<table:table-cell office:value-type="string" calcext:value-type="string"><text:p>'
            '<text:span text:style-name="T2">Łucja</text:span><text:s/>Ewa</text:p></table:table-cell>',
            _valued("float", "value", pesel.lstrip("0"), pesel.lstrip("0")),
            "<table:table-cell/>",
            _text("600 100 200"),
            _valued("percentage", "value", "0.6", "60%"),
        ),
        "<table:table-row-group>",
        # Hidden by a filter: it stands in the list all the same.
        _row(
            _text("Kos"),
            _text("Adam"),
            "<table:table-cell/>",
            _valued("date", "date-value", "1971-05-04", "04.05.1971"),
            _valued("float", "value", "600100300", "600100300"),
            _valued("float", "value", "1", "1", ' table:formula="of:=SUM([.F4])"'),
            more=' table:visibility="filter"',
        ),
        "</table:table-row-group>",
        _row(
            _text("Lis"),
            _text("Jan"),
            "<table:table-cell/>",
            _text("4 maja 1980"),
            '<table:table-cell office:value-type="string" office:string-value="" table:formula="of:=1/0" '
            'calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>',
        ),
        '<table:table-row table:style-name="ro1" table:number-rows-repeated="1048569">'
        '<table:table-cell table:number-columns-repeated="16384"/></table:table-row>',
        '<table:table-row table:style-name="ro1"><table:table-cell '
        'table:number-columns-repeated="16384"/></table:table-row>',
        "</table:table>",
        '<table:table table:name="Słownik" table:style-name="ta1">',
        '<table:table-column table:style-name="co1" table:default-cell-style-name="Default"/>',
        f'<table:table-row table:style-name="ro1">{_text("tak")}</table:table-row>',
        "</table:table>",
    ]
    body = (
        "<office:body><office:spreadsheet>"
        '<table:calculation-settings table:case-sensitive="false" table:automatic-find-labels="false"/>'
        '<table:content-validations><table:content-validation table:name="val1" '
        'table:condition="of:cell-content-is-in-list(&quot;tak&quot;;&quot;nie&quot;)" '
        'table:base-cell-address="Lista.A1"/></table:content-validations>'
        f"{''.join(table)}"
        '<table:named-expressions><table:named-range table:name="x" table:cell-range-address="$Lista.$A$1"/>'
        "</table:named-expressions>"
        '<table:database-ranges><table:database-range table:name="__Anonymous_Sheet_DB__0" '
        'table:target-range-address="Lista.A3:Lista.F6" table:display-filter-buttons="true"/>'
        "</table:database-ranges></office:spreadsheet></office:body>"
    )
    content = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<office:document-content {_NAMESPACES} office:version="1.3">{_STYLES}{body}'
        "</office:document-content>"
    )
    return packed(content)


def packed(content: str, *, encrypted: bool = False) -> bytes:
    """The parts in their order, the first one not compressed."""
    secret = "<manifest:encryption-data/>" if encrypted else ""
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="content.xml">{secret}</manifest:file-entry>'
        "</manifest:manifest>"
    )
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), ODS_MIMETYPE)
        for folder in ("Configurations2/toolbar/", "Configurations2/images/Bitmaps/"):
            archive.writestr(folder, "")
        archive.writestr("Thumbnails/thumbnail.png", b"\x89PNG")
        archive.writestr("meta.xml", "<x/>")
        archive.writestr("styles.xml", "<x/>")
        archive.writestr("content.xml", content)
        archive.writestr("settings.xml", "<x/>")
        archive.writestr("META-INF/manifest.xml", manifest)
    return output.getvalue()
