from kis.documents.models.export import Export, ExportItem
from kis.documents.models.paper import (
    Document,
    DocumentContent,
    NumberSeries,
    PaperText,
    TextUse,
)

__all__ = [
    "Document",
    "DocumentContent",
    "Export",
    "ExportItem",
    "NumberSeries",
    "PaperText",
    "TextUse",
]
