import datetime

from django import forms

from psu.candidates.offering import obstacles
from psu.models import Agreement, Candidate


class PutForwardForm(forms.ModelForm):
    class Meta:
        model = Candidate
        fields = ["remarks"]
        help_texts = {
            "remarks": "np. jaką pracę może wykonywać; bez rozpoznań i powodów zdrowotnych"
        }
        widgets = {"remarks": forms.Textarea(attrs={"rows": 2, "maxlength": 300})}

    def clean_remarks(self):
        return self.cleaned_data["remarks"].replace("\x00", "").strip()


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label="Powód wycofania",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "maxlength": 300}),
    )


class CandidateChoice(forms.ModelMultipleChoiceField):
    def label_from_instance(self, candidate):
        return " – ".join(filter(None, [str(candidate.person), candidate.remarks]))


class ListForm(forms.Form):
    """Who waits and has nothing against them; `others` are named with what stands against them."""

    agreement = forms.ModelChoiceField(label="Porozumienie", queryset=None, empty_label=None)
    chosen = CandidateChoice(
        label="Osoby",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Zaznacz co najmniej jedną osobę."},
    )

    def __init__(self, *args, people, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        rows = Candidate.objects.waiting().filter(person__in=people).select_related("person")
        waiting = list(rows.order_by("person__last_name", "person__first_name", "pk"))
        against = obstacles([row.person for row in waiting], on)
        self.others = [(x, against[x.person_id]) for x in waiting if x.person_id in against]
        free = self.free = [row.pk for row in waiting if row.person_id not in against]
        self.fields["agreement"].queryset = Agreement.objects.filter(ends_on__gte=on)
        self.fields["chosen"].queryset = rows.filter(pk__in=free).order_by(
            "person__last_name", "person__first_name", "pk"
        )
