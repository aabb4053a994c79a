from django import forms

from kis.lib.clock import NoSuchHour, latest_moment
from kis.lib.dates import polish
from kis.lib.forms import HourField, PlannedDateField, PolishDateField
from participants.models import Note


class NoteForm(forms.ModelForm):
    """A note of the moment: the day and hour may be moved back, not ahead."""

    day = PolishDateField(label="Dzień")
    hour = HourField(label="Godzina")

    class Meta:
        model = Note
        fields = ["kind", "with_whom", "text", "is_restricted", "remind_on"]
        field_classes = {"remind_on": PlannedDateField}
        widgets = {"text": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "is_restricted": "Czyta ją tylko prowadzący sprawę, koordynator i kierownik.",
        }

    field_order = ["day", "hour", "kind", "with_whom", "text", "is_restricted", "remind_on"]

    def __init__(self, *args, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        self.fields["day"].initial, self.fields["hour"].initial = now.date(), now.time()

    def clean(self):
        cleaned = super().clean()
        day, hour = cleaned.get("day"), cleaned.get("hour")
        if day and hour is not None:
            self._set_moment(day, hour)
        return cleaned

    def clean_remind_on(self):
        """One of a day that has passed would wait on the desk as late from the first moment on."""
        day, today = self.cleaned_data["remind_on"], self.now.date()
        if day and day < today:
            raise forms.ValidationError(
                f"Dzień {polish(day)} już minął. Wpisz dzień od {polish(today)} albo zostaw puste pole."
            )
        return day

    def _set_moment(self, day, hour):
        """By the clock of Warsaw, as it was on the wall when they talked."""
        try:
            moment = latest_moment(day, hour, until=self.now)
        except NoSuchHour as fault:
            self.add_error("hour", str(fault))
            return
        if moment is None:
            self.add_error(
                "day", "Notatka opisuje to, co już było. Na przyszłość jest przypomnienie."
            )
            return
        self.instance.at = moment
