from django import forms

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


class ReasonForm(forms.Form):
    reason = forms.CharField(max_length=REASON)

    def __init__(self, *args, label, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label
