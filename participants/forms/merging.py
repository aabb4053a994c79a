from django import forms

from kis.lib.typed import one_line

REASON = 300


class MergeForm(forms.Form):
    stays = forms.TypedChoiceField(
        label="Która karta zostaje", coerce=int, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label="Skąd wiadomo, że to jedna osoba",
        max_length=REASON,
        help_text="Np. dowód osobisty, rozmowa z osobą. Zostanie w historii.",
    )

    def __init__(self, *args, pair, **kwargs):
        super().__init__(*args, **kwargs)
        files = (pair.first, pair.second)
        self.fields["stays"].choices = [(file.pk, f"karta nr {file.pk}: {file}") for file in files]
        self.fields["stays"].initial = pair.to_stay.pk


class OtherFileForm(forms.Form):
    find = forms.CharField(
        label="Kogo szukać",
        max_length=100,
        help_text="Nazwisko, imię albo część numeru PESEL, w dowolnej kolejności.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    @property
    def words(self) -> str:
        return one_line(self.cleaned_data["find"])


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=REASON)

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
