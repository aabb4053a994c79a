from django import forms
from django.core.exceptions import ValidationError

from kis.accounts.models import User
from kis.lib.forms import PolishDateField
from kis.oversight.log import Asked

ACTS = {
    "": ("wszystko", ()),
    "ogladanie": ("oglądanie", ("view", "read", "preview", "open_scan", "reveal_pesel")),
    "wydruki": ("wydruki i pobrane pliki", ("print", "download")),
    "zmiany": ("formularze zmian", ("edit", "review")),
    "konta": ("logowania", ("login", "logout")),
    "odmowy": ("odmowy dostępu", ("refused",)),
}


class LogFilter(forms.Form):
    """Read from the address of a page: numbers and days, nobody's name."""

    kto = forms.ModelChoiceField(
        User.objects.all(), label="Użytkownik", required=False, empty_label="wszyscy"
    )
    od = PolishDateField(label="Od", required=False)
    do = PolishDateField(label="Do", required=False)
    co = forms.ChoiceField(
        choices=[(key, words) for key, (words, _) in ACTS.items()],
        label="Czynności",
        required=False,
    )

    def clean(self):
        first, last = self.cleaned_data.get("od"), self.cleaned_data.get("do")
        if first and last and last < first:
            raise ValidationError("Ostatni dzień jest przed pierwszym.")

    def asked(self, person=None) -> Asked:
        """What was wrong in the address is not asked for."""
        given = self.cleaned_data if self.is_valid() else {}
        _, acts = ACTS[given.get("co") or ""]
        return Asked(given.get("kto"), person, given.get("od"), given.get("do"), acts)


class PersonForm(forms.Form):
    """Posted: a name is not written into an address."""

    find = forms.CharField(
        label="Nazwisko i imię osoby", max_length=100, help_text="Wystarczy początek nazwiska."
    )
