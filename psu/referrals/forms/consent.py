from django import forms


class ConsentForm(forms.Form):
    reason = forms.CharField(
        label="Powód",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Np. jak liczy przerwy PUP i z jakiego pisma to wynika.",
    )
