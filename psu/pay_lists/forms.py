from django import forms

from kis.lib.forms import PastDateField


class StepForm(forms.Form):
    """The day of a step: it may have been made on paper before it is entered here."""

    on = PastDateField(label="Dnia")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"on": today}, **kwargs)


class PaymentForm(StepForm):
    """Asks whether the differences are known where there are any."""

    despite = forms.BooleanField(
        label="Wypłacono według listy mimo różnic wymienionych na tej stronie", required=False
    )

    def __init__(self, *args, differs, **kwargs):
        super().__init__(*args, **kwargs)
        if not differs:
            del self.fields["despite"]


class ReturnForm(forms.Form):
    reason = forms.CharField(label="Powód zwrotu", max_length=300)


class CorrectionForm(forms.Form):
    reason = forms.CharField(label="Powód sprostowania", max_length=300)


class RejectionForm(forms.Form):
    reason = forms.CharField(label="Powód odrzucenia", max_length=300)
