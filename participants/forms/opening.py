from django import forms

REASON = 300


class OpenCaseForm(forms.Form):
    reason = forms.CharField(
        label="Powód",
        max_length=REASON,
        help_text="Po co musisz znać tę sprawę. Przeczyta to koordynator.",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class JudgeForm(forms.Form):
    is_justified = forms.TypedChoiceField(
        label="Otwarcie sprawy",
        choices=[("tak", "uzasadnione"), ("nie", "nieuzasadnione: dostęp kończy się od razu")],
        coerce=lambda value: value == "tak",
        widget=forms.RadioSelect,
    )
    note = forms.CharField(
        label="Uwaga",
        max_length=REASON,
        required=False,
        help_text="Przy nieuzasadnionym: dlaczego i co z tego wynika.",
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_justified") is False and not cleaned.get("note"):
            self.add_error(
                "note", "Napisz, dlaczego otwarcie było nieuzasadnione i co z tego wynika."
            )
        return cleaned
