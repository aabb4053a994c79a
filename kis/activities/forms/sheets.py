"""The code of a printed sheet, typed or read by a reader that types."""

from django import forms
from django.core.exceptions import ValidationError

from kis.activities.models import Activity, Meeting
from kis.activities.sheets.codes import LONGEST, Kind, UnreadableCode, read_code
from kis.lib.forms import LineField


class CodeForm(forms.Form):
    """Gives the code of something that the user may open."""

    kod = LineField(
        label="Kod listy",
        max_length=LONGEST,
        help_text="Spod kwadratu na liście, np. S-1204-3.",
        error_messages={"required": "Wpisz kod z listy."},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        self.fields["kod"].widget.attrs |= {"autocomplete": "off", "autofocus": True}

    def clean_kod(self):
        try:
            code = read_code(self.cleaned_data["kod"])
        except UnreadableCode as error:
            raise ValidationError(str(error)) from None
        rows = {Kind.MEETING: Meeting, Kind.MONTH: Activity}.get(code.kind)
        if rows and not rows.objects.visible_to(self.user).filter(pk=code.number).exists():
            raise ValidationError("Nie ma takiej listy albo te zajęcia prowadzi ktoś inny.")
        return code
