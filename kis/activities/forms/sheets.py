"""The code of a printed sheet, typed or read by a reader that types; the period of a card."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from kis.activities.models import Activity, Meeting
from kis.activities.sheets.codes import LONGEST, Kind, SheetCode, UnreadableCode, read_code
from kis.lib.dates import polish
from kis.lib.forms import LineField, PolishDateField
from participants.models import Person

# What a code leads to, where it is a row that not everybody sees.
KEPT = {Kind.MEETING: Meeting, Kind.MONTH: Activity, Kind.SERVICES: Person}
READ_PERSON = "activities.view_person_attendance"
NO_LIST = "Nie ma takiej listy albo te zajęcia prowadzi ktoś inny."
NO_CARD = "Nie ma takiej karty albo sprawa należy do kogoś innego."


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
        if code.kind in KEPT and not self._is_open(code):
            raise ValidationError(NO_CARD if code.kind == Kind.SERVICES else NO_LIST)
        return code

    def _is_open(self, code: SheetCode) -> bool:
        if code.kind == Kind.SERVICES and not self.user.has_perm(READ_PERSON):
            return False
        return KEPT[code.kind].objects.visible_to(self.user).filter(pk=code.number).exists()


LONGEST_PERIOD = 366  # days
FIRST_DAY = datetime.date(2000, 1, 1)  # no address has an older day


class ServicesForm(forms.Form):
    """Whose talks of which days a card is made of."""

    od = PolishDateField(label="Od dnia")
    do = PolishDateField(label="Do dnia")

    def clean(self):
        cleaned = super().clean()
        first, last = cleaned.get("od"), cleaned.get("do")
        if first and first < FIRST_DAY:
            self.add_error("od", f"Konsultacje wpisuje się od {polish(FIRST_DAY)}. Popraw rok.")
        elif first and last and last < first:
            self.add_error("do", f"Koniec nie może być przed początkiem ({polish(first)}).")
        elif first and last and (last - first).days >= LONGEST_PERIOD:
            self.add_error("do", "Karta obejmuje najwyżej rok. Wybierz krótszy okres.")
        return cleaned
