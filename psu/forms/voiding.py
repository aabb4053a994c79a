from django import forms


class VoidForm(forms.Form):
    reason = forms.CharField(label="Powód unieważnienia", max_length=300)
