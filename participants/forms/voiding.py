from django import forms


class VoidForm(forms.Form):
    reason = forms.CharField(
        label="Powód unieważnienia", widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )
