from django import forms


class ReopenMonthForm(forms.Form):
    reason = forms.CharField(
        label="Powód",
        max_length=300,
        help_text="Zostaje w historii miesiąca. Bez nazwisk i bez danych o zdrowiu.",
    )


class ApproveMonthForm(forms.Form):
    """Nothing to type: the page says what is open."""
