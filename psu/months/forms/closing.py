from django import forms


class ReopenForm(forms.Form):
    reason = forms.CharField(
        label="Powód",
        max_length=300,
        help_text="Zostaje w historii i na liście wypłat, której pozycje przestają się liczyć.",
    )
