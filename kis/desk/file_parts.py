"""The last tabs of a person's file: what every app below has to say."""

from participants.file import FilePart


class DocumentsPart(FilePart):
    title, page, right = "Dokumenty", "desk:documents", "participants.view_register"


class HistoryPart(FilePart):
    title, page, right = "Historia", "desk:history", "participants.view_register"
