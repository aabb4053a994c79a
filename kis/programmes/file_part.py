"""What programmes tell in a person's file."""

from kis.programmes.models import Enrolment
from participants.file import FilePart


class ProgrammesPart(FilePart):
    title, page, right = "Programy", "programmes:person", "programmes.view_person"

    @classmethod
    def holdings(cls):
        return {"udziały w programach": Enrolment.objects.all()}
