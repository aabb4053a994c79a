from django import forms

from kis.lib.forms import PastDateField


class StepForm(forms.Form):
    """The day of a step: it may have been made on paper before it is entered here."""

    on = PastDateField(label="Dnia")

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, initial={"on": today}, **kwargs)


class KnownBox(forms.CheckboxInput):
    """Ticked it sends the mark of what the page showed: where something else is known by now it is empty."""

    def __init__(self, mark: str):
        super().__init__(check_test=lambda value: value == mark)
        self.mark = mark

    def format_value(self, value):
        return self.mark

    def value_from_datadict(self, data, files, name):
        return data.get(name, "")


class PaymentForm(StepForm):
    """Asks whether the differences are known where there are any; `mark` is of them."""

    despite = forms.CharField(
        label="Wypłacono według listy mimo różnic wymienionych na tej stronie", required=False
    )

    def __init__(self, *args, mark: str, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["despite"].widget = KnownBox(mark)
        if not mark:
            del self.fields["despite"]


class ReturnForm(forms.Form):
    reason = forms.CharField(label="Powód zwrotu", max_length=300)


class CorrectionForm(forms.Form):
    reason = forms.CharField(label="Powód sprostowania", max_length=300)


class RejectionForm(forms.Form):
    reason = forms.CharField(label="Powód odrzucenia", max_length=300)
