"""What is asked of a participant of an EU project: at the start, for a form of support, after leaving."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kis.lib.forms import PastDateField, PhoneField, PlannedDateField, PolishDateField
from kis.lib.versions import VersionedModelForm
from kis.programmes.guards.project import ANSWERS
from kis.programmes.models import ProjectStart, Situation, Support, Words
from kis.programmes.project.acts import give
from kis.programmes.project.starting import proposed
from kis.programmes.project.words import Dictionaries

CODED = {
    "kind": Words.KIND,
    "voivodeship": Words.VOIVODESHIP,
    "degurba": Words.DEGURBA,
    "education": Words.EDUCATION,
    "citizenship": Words.CITIZENSHIP,
    "status": Words.STATUS,
    **dict.fromkeys(ANSWERS, Words.ANSWER),
}
NOT_YET = ("", "nie wybrano")
GROUPS = [
    (
        "Gdzie mieszka",
        *("country", "voivodeship", "county", "municipality", "town", "street", "house", "flat"),
        *("postal_code", "degurba"),
    ),
    ("Kontakt", "phone", "email"),
    (
        "Sytuacja w dniu rozpoczęcia",
        *("education", "citizenship", "status", "status_detail", "education_ends_on"),
    ),
    ("Pytania, na które można odmówić odpowiedzi", *ANSWERS),
    ("W systemie", "kind", "institution", "technical_id"),
    ("Poprawka", "reason"),
]


class Group:
    def __init__(self, title, fields):
        self.title, self.fields = title, fields


class StartForm(VersionedModelForm):
    """What was empty may be filled in at any time; another answer than before, once the participation began,
    is a correction and has a reason.
    """

    reason = forms.CharField(
        label="Dlaczego poprawiono",
        required=False,
        max_length=300,
        help_text="Udział już się rozpoczął. Poprawka zostaje w historii razem z poprzednią odpowiedzią.",
    )

    class Meta:
        model = ProjectStart
        fields = [
            name for _, *names in GROUPS for name in names if name not in ("reason", *CODED)
        ] + list(CODED)
        field_classes = {"phone": PhoneField, "education_ends_on": PolishDateField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        words = Dictionaries(timezone.localdate())
        if row.pk is None:
            self.initial |= proposed(row.enrolment)
        for name, field in CODED.items():
            self._choose(name, [NOT_YET, *words.choices(field, kept=getattr(row, name))])
        self._choose(
            "status_detail",
            [NOT_YET, *words.parted(Words.STATUS_DETAIL, Words.STATUS)],
        )
        self.words = words
        self.is_frozen = row.pk is not None and row.enrolment.supports.exists()
        if not self.is_frozen:
            del self.fields["reason"]

    def _choose(self, name, choices):
        old = self.fields[name]
        self.fields[name] = forms.ChoiceField(
            label=old.label, required=False, choices=choices, help_text=old.help_text
        )

    @property
    def field_groups(self):
        return [
            Group(title, [self[name] for name in names if name in self.fields])
            for title, *names in GROUPS
            if any(name in self.fields for name in names)
        ]

    def clean(self):
        cleaned = super().clean()
        detail = cleaned.get("status_detail")
        if detail and self.words.owner(Words.STATUS_DETAIL, detail) != cleaned.get("status"):
            self.add_error("status_detail", "To uszczegółowienie należy do innego statusu.")
        if self._corrected(cleaned) and not cleaned.get("reason"):
            self.add_error("reason", "Napisz, dlaczego poprawia się to, co już było wpisane.")
        return cleaned

    def _corrected(self, cleaned) -> bool:
        return self.is_frozen and any(
            self.initial.get(name) not in ("", None) and cleaned.get(name) != self.initial[name]
            for name in self.Meta.fields
            if name in cleaned
        )

    def save_start(self, *, by) -> ProjectStart:
        row = self.instance
        if row.pk is None:
            row.entered_by = by
        if self._corrected(self.cleaned_data):
            row.corrected_at, row.corrected_by = timezone.now(), by
            row.correction_reason = self.cleaned_data["reason"]
        return self.save()


class SupportForm(VersionedModelForm):
    class Meta:
        model = Support
        fields = ["kind", "detail", "starts_on", "ends_on", "note"]
        field_classes = {"starts_on": PastDateField, "ends_on": PlannedDateField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = Dictionaries(timezone.localdate())
        self.fields["kind"] = forms.ChoiceField(
            label="Rodzaj wsparcia", choices=[NOT_YET, *words.parted(Words.SUPPORT, Words.SCOPE)]
        )
        details = words.parted(Words.SUPPORT_DETAIL, Words.SUPPORT)
        if details:
            self.fields["detail"] = forms.ChoiceField(
                label="W tym", required=False, choices=[NOT_YET, *details]
            )
        else:
            del self.fields["detail"]
        self.fields["ends_on"].help_text = "Puste, dopóki wsparcie trwa."

    def save_support(self, *, by) -> Support:
        return give(self.instance, by=by) if self.instance.pk is None else self.save()


class SituationForm(VersionedModelForm):
    situations = forms.MultipleChoiceField(
        label="Sytuacja po zakończeniu udziału", widget=forms.CheckboxSelectMultiple
    )
    by_path = forms.TypedChoiceField(
        label="Zakończenie zgodnie z zaplanowaną ścieżką",
        choices=[("True", "tak"), ("False", "nie")],
        coerce=lambda value: value == "True",
        widget=forms.RadioSelect,
    )

    class Meta:
        model = Situation
        fields = ["told_on", "situations", "by_path", "evidence", "business_on"]
        field_classes = {"told_on": PastDateField, "business_on": PastDateField}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        words = Dictionaries(timezone.localdate())
        self.fields["situations"].choices = words.choices(Words.SITUATION)
        if self.instance.pk is None:
            self.initial.pop("by_path", None)

    def clean_situations(self):
        told = self.cleaned_data["situations"]
        if "none" in told and len(told) > 1:
            raise ValidationError("„Brak zmiany” wyklucza inne odpowiedzi.")
        return told

    def save_situation(self, *, by) -> Situation:
        if self.instance.pk is None:
            self.instance.entered_by = by
        return self.save()
