from django import forms


class CopyForm(forms.Form):
    """`papers`: the person's own papers and scans, all of them unless somebody unticks one."""

    papers = forms.MultipleChoiceField(
        label="Pisma i skany w kopii",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Odznacz te, na których są dane innych osób (np. rodziny w kontrakcie): wydaje się je "
        "osobno, po zasłonięciu tych danych (art. 15 ust. 4 RODO).",
    )

    def __init__(self, *args, offered, **kwargs):
        super().__init__(*args, **kwargs)
        self.offered = {str(paper.document.pk): paper for paper in offered}
        self.fields["papers"].choices = [(key, str(paper)) for key, paper in self.offered.items()]
        self.fields["papers"].initial = list(self.offered)
        if not self.offered:
            del self.fields["papers"]

    @property
    def chosen(self) -> list:
        return [self.offered[key] for key in self.cleaned_data.get("papers", [])]
