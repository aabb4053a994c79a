from django import forms


class VoidForm(forms.Form):
    """Of any row that can be voided; its button warns."""

    warns = True

    reason = forms.CharField(
        label="Powód unieważnienia", widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )
