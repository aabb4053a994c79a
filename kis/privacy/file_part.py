"""The tab of a person's file with what the law on data protection asks for."""

from participants.file import FilePart


class PrivacyPart(FilePart):
    title, page, right = "RODO", "privacy:person", "privacy.view_person"
