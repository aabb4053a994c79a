from django import forms

from kis.documents.scans import ScanField


class MeetingScanForm(forms.Form):
    """`others`: meetings that the same sheet may be the list of."""

    file = ScanField(label="Skan podpisanej listy", required=True)
    also = forms.ModelMultipleChoiceField(
        label="Ta sama kartka jest też listą tych spotkań",
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Zaznacz, jeśli jedna kartka obejmuje kilka spotkań dnia albo miesiąca.",
    )

    def __init__(self, *args, others, chosen=(), **kwargs):
        super().__init__(*args, **kwargs)
        if others:
            self.fields["also"].queryset = others
            self.initial["also"] = list(chosen)
        else:
            del self.fields["also"]
