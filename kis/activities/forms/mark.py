"""What is marked of one person: a pressed button, or the form under it."""

from django import forms

from kis.activities.marking import Mark
from kis.activities.models import AbsenceReason
from kis.activities.models.attendance import ABSENT, State
from kis.lib.forms import LineField, WholeNumberField

PARTLY = {State.LATE, State.LEFT_EARLY}


class ReasonField(forms.ModelChoiceField):
    default_error_messages = {"invalid_choice": "Tego powodu już nie ma. Wybierz inny."}


class MarkForm(forms.Form):
    """A reason alone says whether it excuses. What is not sent stays as it is."""

    seen = forms.IntegerField(min_value=0, max_value=2**31, widget=forms.HiddenInput)
    state = forms.ChoiceField(choices=State, required=False)
    reason = ReasonField(queryset=None, required=False)
    minutes = WholeNumberField(
        label="Minuty",
        required=False,
        min_value=1,
        max_value=1439,
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), "Wpisz minuty liczbą większą od 0, np. 15."
        ),
    )
    note = LineField(label="Uwagi", max_length=300, required=False)
    correction = LineField(label="Powód poprawki", max_length=300, required=False)

    def __init__(self, *args, day, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].queryset = AbsenceReason.objects.on(day)

    def clean(self):
        cleaned = super().clean()
        state, reason = cleaned.get("state"), cleaned.get("reason")
        if reason and not state:
            cleaned["state"] = State.EXCUSED if reason.is_excused else State.UNEXCUSED
        elif not state and not self.errors:
            raise forms.ValidationError("Wybierz, co oznaczyć.")
        elif state not in ABSENT:
            cleaned["reason"] = None
        return cleaned

    @property
    def mark(self) -> Mark:
        state = self.cleaned_data["state"]
        return Mark(
            state,
            minutes=self.cleaned_data["minutes"] if state in PARTLY else None,
            reason=self.cleaned_data["reason"],
            note=self.cleaned_data["note"] if "note" in self.data else None,
            correction_reason=self.cleaned_data["correction"],
        )

    @property
    def faults(self) -> str:
        """In one line, for the person's row."""
        of_fields = [error for field in self for error in field.errors]
        return " ".join(map(str, [*self.non_field_errors(), *of_fields]))
