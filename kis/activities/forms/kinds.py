"""The dictionaries of the panel: a row in use ends, and the next one follows."""

from kis.lib.admin import DatedForm


class DatedRowForm(DatedForm):
    """Its end touches nobody: groups and absences that have it keep it."""

    one_thing = ("code",)

    def touched_by_end(self, last_day) -> str:
        return ""
