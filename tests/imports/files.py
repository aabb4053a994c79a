"""Lists as offices save them, made for the tests."""

import datetime
import io
import zipfile

import openpyxl

ODS_MIMETYPE = "application/vnd.oasis.opendocument.spreadsheet"
NAMESPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text")
)


def xlsx(*rows, change=None) -> bytes:
    """`change(sheet)` does what a row of values cannot tell."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(list(row))
    if change:
        change(book.active)
    output = io.BytesIO()
    book.save(output)
    return output.getvalue()


def ods_cell(value) -> str:
    """Text, a number, a day, or a piece of XML that is taken as it is."""
    match value:
        case None:
            return "<table:table-cell/>"
        case datetime.date():
            return f'<table:table-cell office:value-type="date" office:date-value="{value}"/>'
        case int() | float():
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
    if value.startswith("<"):
        return value
    text = f"<text:p>{value}</text:p>"
    return f'<table:table-cell office:value-type="string">{text}</table:table-cell>'


def ods_row(*cells, times=1) -> str:
    repeated = f' table:number-rows-repeated="{times}"' if times > 1 else ""
    return f"<table:table-row{repeated}>{''.join(map(ods_cell, cells))}</table:table-row>"


def ods(*rows: str, before: str = "") -> bytes:
    body = f'<table:table table:name="Lista">{"".join(rows)}</table:table>'
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<office:document-content {NAMESPACES}>'
        f"<office:body><office:spreadsheet>{body}</office:spreadsheet></office:body>"
        "</office:document-content>"
    )
    return archive({"mimetype": ODS_MIMETYPE, "content.xml": content})


def archive(parts: dict[str, str | bytes]) -> bytes:
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name, content)
    return output.getvalue()
