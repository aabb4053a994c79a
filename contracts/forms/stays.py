"""What is written of a stay that runs or has ended: breaks, a later planned end, ratings, follow-ups."""

import datetime

from django import forms

from contracts.stays import prolong
from kis.lib.forms import PastDateField, PlannedDateField, PolishDateField
from kis.lib.versions import VersionedModelForm
from participants.models import RATED, Break, FollowUp, Participation, Prolongation, Rating


class BreakForm(forms.ModelForm):
    class Meta:
        model = Break
        fields = ["starts_on", "ends_on", "reason", "note"]
        field_classes = {"starts_on": PolishDateField, "ends_on": PolishDateField}
        widgets = {"note": forms.Textarea(attrs={"rows": 2})}
        help_texts = {"ends_on": "Ostatni dzień przerwy. Puste: nie wiadomo, kiedy osoba wróci."}


class BreakEndForm(VersionedModelForm):
    class Meta:
        model = Break
        fields = ["ends_on"]
        field_classes = {"ends_on": PolishDateField}
        labels = {"ends_on": "Ostatni dzień przerwy"}

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = True
        self.initial["ends_on"] = self.instance.ends_on or max(on, self.instance.starts_on)


class ProlongForm(VersionedModelForm):
    reason = forms.CharField(
        label="Powód", max_length=500, widget=forms.Textarea(attrs={"rows": 2})
    )

    class Meta:
        model = Participation
        fields = ["planned_end_on"]
        field_classes = {"planned_end_on": PlannedDateField}
        labels = {"planned_end_on": "Nowy planowany koniec"}

    field_order = ["planned_end_on", "reason"]

    def prolong(self, *, by, today: datetime.date) -> Prolongation:
        """Raises Refused: see contracts.stays.prolong."""
        until, reason = self.cleaned_data["planned_end_on"], self.cleaned_data["reason"]
        return prolong(self.instance, until=until, reason=reason, by=by, today=today)


class RatingForm(VersionedModelForm):
    class Meta:
        model = Rating
        fields = RATED

    def save_by(self, user) -> Rating:
        self.instance.rated_by = user
        return self.save()


class FollowUpForm(VersionedModelForm):
    class Meta:
        model = FollowUp
        fields = ["settled_on", "way", "what_next", "note"]
        field_classes = {"settled_on": PastDateField}
        labels = {"settled_on": "Dzień odpowiedzi", "way": "Jak zapytano"}
        widgets = {"note": forms.Textarea(attrs={"rows": 3})}
        help_texts = {"what_next": "Gdy nie udało się zapytać, zostaw puste."}

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("settled_on", "way"):
            self.fields[name].required = True
        self.initial["settled_on"] = self.instance.settled_on or on

    def clean(self):
        cleaned = super().clean()
        way, what_next = cleaned.get("way"), cleaned.get("what_next")
        if way == FollowUp.Way.FAILED:
            if what_next not in ("", Participation.Next.UNKNOWN, None):
                self.add_error(
                    "what_next", "Skoro nie udało się zapytać, nie wiadomo, co robi osoba."
                )
            cleaned["what_next"] = Participation.Next.UNKNOWN
        elif way and not what_next:
            self.add_error("what_next", "Wybierz, co robi osoba. Można wybrać „nieznane”.")
        return cleaned

    def save_by(self, user) -> FollowUp:
        self.instance.settled_by = user
        return self.save()
