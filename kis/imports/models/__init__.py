from kis.imports.models.marks import ImportMark
from kis.imports.models.staged import ImportFile, ImportProgress, ImportRow, ListKind

__all__ = ["ImportFile", "ImportMark", "ImportProgress", "ImportRow", "ListKind"]
