"""What a day room knows of a child."""

from django import forms

from kis.lib.forms import PastDateField, PlannedDateField, PolishDateField
from kis.lib.versions import VersionedModelForm
from kis.programmes.models import ChildCard, ChildConsent, ChildContact


class CardForm(VersionedModelForm):
    """`is_carer`: reads and writes what the carers must know of the child's health."""

    class Meta:
        model = ChildCard
        fields = ["school", "school_class", "allergies"]
        widgets = {"allergies": forms.Textarea(attrs={"rows": 3, "data-kis-wide": True})}
        help_texts = {"allergies": "Czytają to tylko osoby, które prowadzą tę świetlicę."}

    def __init__(self, *args, is_carer: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_carer:
            del self.fields["allergies"]


class ContactForm(VersionedModelForm):
    class Meta:
        model = ChildContact
        fields = ["name", "relation", "phone", "is_guardian", "may_collect", "starts_on", "ends_on"]
        field_classes = {"starts_on": PolishDateField, "ends_on": PlannedDateField}


class ConsentForm(VersionedModelForm):
    class Meta:
        model = ChildConsent
        fields = ["kind", "giver", "given_on"]
        field_classes = {"given_on": PastDateField}


class ConsentEndForm(VersionedModelForm):
    class Meta:
        model = ChildConsent
        fields = ["withdrawn_on"]
        field_classes = {"withdrawn_on": PolishDateField}
        labels = {"withdrawn_on": "Cofnięta, nieważna od dnia"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["withdrawn_on"].required = True
