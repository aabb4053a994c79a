"""The forms of an annex: making the contract longer, its own facts and texts."""

from django import forms

from contracts.annexes import extend
from contracts.changes import point_of_text, texts_of
from contracts.in_force import Wording
from contracts.models import Annex
from contracts.models.annex import TEXTS
from kis.lib.dates import polish
from kis.lib.forms import PlannedDateField, PolishDateField
from kis.lib.versions import VersionedModelForm

REASON = forms.Textarea(attrs={"rows": 3})
MONTHS = [(str(number), str(number)) for number in (1, 2, 3)]


class ExtendForm(forms.Form):
    """A longer term and the reviews until then: the annex that is made most often."""

    ends_on = PlannedDateField(label="Przedłuż do", help_text="Nowy ostatni dzień kontraktu.")
    review_months = forms.ChoiceField(label="Oceny co ile miesięcy", choices=MONTHS)
    reason = forms.CharField(label="Powód zmiany", widget=REASON)

    def typed_so_far(self) -> dict:
        """What may go along into the form of the whole wording: sound fields alone."""
        self.full_clean()
        return {
            "reason": self.cleaned_data.get("reason", ""),
            "ends_on": self.cleaned_data.get("ends_on"),
        }

    def save(self, contract, *, by) -> Annex:
        """Raises Refused: see extend."""
        facts = self.cleaned_data
        return extend(
            contract,
            until=facts["ends_on"],
            reason=facts["reason"],
            months=int(facts["review_months"]),
            by=by,
        )


class AnnexForm(VersionedModelForm):
    """The annex's own facts and the single texts of the contract as they are to be."""

    class Meta:
        model = Annex
        fields = ["reason", "ends_on", "holds_from"]
        field_classes = {"ends_on": PlannedDateField, "holds_from": PolishDateField}
        widgets = {"reason": REASON}

    def __init__(self, *args, wording: Wording, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].help_text += f" Teraz: {polish(self.instance.contract.ends_on)}."
        for name in texts_of(wording.type):
            self.fields[name] = forms.CharField(
                label=point_of_text(wording.type, name),
                required=False,
                initial=wording.texts[name].text,
                widget=forms.Textarea(attrs={"rows": 3}),
            )

    def texts(self) -> dict[str, str]:
        return {name: self.cleaned_data[name] for name in texts_of(self.instance.contract.type)}

    def _named(self, names):
        return [self[name] for name in names if name in self.fields]

    @property
    def own_fields(self):
        return self._named(self.Meta.fields)

    @property
    def situation_fields(self):
        return self._named(TEXTS[: TEXTS.index("handing_over")])

    @property
    def arrangement_fields(self):
        return self._named(TEXTS[TEXTS.index("handing_over") :])
