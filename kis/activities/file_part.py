"""What classes tell in a person's file."""

import datetime

from kis.activities.models import Attendance, Enrolment
from kis.activities.person_marks import marks_of, tally_of
from kis.lib.dates import polish
from participants.file import FilePart


class ClassesPart(FilePart):
    title, page, right = "Zajęcia", "activities:person", "activities.view_person_attendance"

    @classmethod
    def holdings(cls):
        return {
            "obecności na zajęciach": Attendance.objects.marked(),
            "zapisy na zajęcia": Enrolment.objects.all(),
        }

    def done_since(self, first: datetime.date) -> list[str]:
        found = tally_of(marks_of(self.file, first, self.file.on))
        if not found.counted:
            return []
        return [
            f"Zajęcia od {polish(first)}: obecności {found.attended} z {found.counted} "
            f"({found.percent}%), nieobecności usprawiedliwione: {found.excused}, "
            f"nieusprawiedliwione: {found.unexcused}."
        ]
