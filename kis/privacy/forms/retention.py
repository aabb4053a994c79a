from django import forms

from kis.lib.forms import LineField, PastDateField


class ProposalForm(forms.Form):
    """`people` are offered by the page: whose time of keeping is over."""

    people = forms.MultipleChoiceField(
        label="Osoby", widget=forms.CheckboxSelectMultiple, required=False
    )
    remarks = forms.CharField(
        label="Uwagi",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Staną na wydruku dla archiwum, więc bez nazwisk.",
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["people"].choices = offered

    def clean_people(self) -> list[int]:
        return [int(number) for number in self.cleaned_data["people"]]


class ApprovalForm(forms.Form):
    number = LineField(label="Numer zgody archiwum państwowego", max_length=60)
    consent_on = PastDateField(label="Zgoda z dnia")
    assessment = LineField(
        label="Numer ekspertyzy archiwum",
        max_length=60,
        required=False,
        help_text="Obowiązkowy, gdy w spisie są akta kategorii BE.",
    )


class LeaveOutForm(forms.Form):
    reason = LineField(label="Dlaczego pominąć", max_length=300)
