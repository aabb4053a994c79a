"""A day with two hours, as the moments that they are."""

import datetime

from kis.families.models.visit import day_of
from kis.families.visiting import span
from kis.lib.clock import WARSAW, NoSuchHour
from kis.lib.refusals import Refused
from kis.lib.versions import VersionedModelForm

TIME = ("day", "starts_at", "ends_at")


def as_moments(form, cleaned: dict) -> None:
    """`day`, `starts_at` and `ends_at` of the form: the hours become moments, or its errors."""
    day, start, end = (cleaned.get(name) for name in ("day", "starts_at", "ends_at"))
    if None in (day, start, end):
        return
    try:
        cleaned["starts_at"], cleaned["ends_at"] = span(day, start, end)
    except (Refused, NoSuchHour) as refusal:
        form.add_error("ends_at", str(refusal))


def wall(moment: datetime.datetime) -> datetime.time:
    return moment.astimezone(WARSAW).time()


def drop_unread(form) -> None:
    """A moment that was not read would be written into the row by halves."""
    if {*TIME} & set(form.errors):
        for name in ("starts_at", "ends_at"):
            form.cleaned_data.pop(name, None)


class TimedForm(VersionedModelForm):
    """Of a row with `starts_at` and `ends_at`, typed as a day and two hours."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial |= {
            "day": day_of(self.instance.starts_at),
            "starts_at": wall(self.instance.starts_at),
            "ends_at": wall(self.instance.ends_at),
        }

    def _model_fields(self):
        # The day is that of the moments: it is no choice of its own.
        return [name for name in super()._model_fields() if name != "day"]

    def clean(self):
        self._read_time(self.cleaned_data)
        return super().clean()

    def _read_time(self, cleaned):
        as_moments(self, cleaned)

    def _post_clean(self):
        drop_unread(self)
        super()._post_clean()
