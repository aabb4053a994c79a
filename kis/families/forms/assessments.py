"""The forms of an assessment: its texts with the progress of each goal, and the day it is handed over."""

import datetime

from django import forms
from django.core.exceptions import ValidationError

from contracts.forms.kept_together import KeptTogether
from contracts.models.reviews import GoalResult
from kis.families import assessments
from kis.families.models import Assessment
from kis.families.plans import plan_in_force
from kis.lib.forms import PastDateField
from kis.lib.versions import VersionedModelForm

PROGRESS = "progress"
TOLD = (GoalResult.NOT_REACHED, GoalResult.NOT_NEEDED)
LONG = {"rows": 5, "data-kis-wide": ""}
NO_REMARK = "Napisz, dlaczego celu nie osiągnięto albo dlaczego nie jest już potrzebny."


class AssessmentForm(VersionedModelForm):
    """With a result and a remark for each goal of the plan that was in force on the day."""

    class Meta:
        model = Assessment
        fields = ["kind", "on", "situation", "family_says", "conclusion", "what_next"]
        field_classes = {"on": PastDateField}
        widgets = {
            "situation": forms.Textarea(attrs=LONG),
            "family_says": forms.Textarea(attrs={"rows": 3, "data-kis-wide": ""}),
            "conclusion": forms.Textarea(attrs=LONG),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        self.plan = plan_in_force(row.cooperation, row.on)
        self.goals = list(self.plan.goals.all()) if self.plan else []
        told = {one.goal_id: one for one in row.progress.all()} if row.pk else {}
        self.saved = {
            goal.pk: (told[goal.pk].result, told[goal.pk].remark) if goal.pk in told else ("", "")
            for goal in self.goals
        }
        for goal in self.goals:
            self._ask(goal)
        self.together = KeptTogether(
            {PROGRESS: "Postęp w celach"}, self.data if self.is_bound else None
        )

    def _ask(self, goal) -> None:
        result, remark = self.saved[goal.pk]
        self.fields[f"result_{goal.pk}"] = forms.ChoiceField(
            label="Postęp",
            choices=[("", "jeszcze nie oceniono"), *GoalResult.choices],
            required=False,
            initial=result,
        )
        self.fields[f"remark_{goal.pk}"] = forms.CharField(
            label="Uwagi",
            required=False,
            max_length=2000,
            initial=remark,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @property
    def own_fields(self):
        return [self[name] for name in ("kind", "on", "situation")]

    @property
    def closing_fields(self):
        return [self[name] for name in ("family_says", "conclusion", "what_next")]

    @property
    def goal_fields(self):
        return [
            (goal, [self[f"result_{goal.pk}"], self[f"remark_{goal.pk}"]]) for goal in self.goals
        ]

    @property
    def seen(self) -> dict[str, str]:
        return self.together.seen({PROGRESS: self._shape(self.saved)})

    @property
    def progress_conflicts(self) -> list:
        return self.together.conflicts

    def _shape(self, progress) -> list:
        words = dict(GoalResult.choices)
        return [
            [goal.text, words.get(progress[goal.pk][0], ""), progress[goal.pk][1]]
            for goal in self.goals
        ]

    def _typed(self) -> dict[int, tuple[str, str]]:
        return {
            goal.pk: (
                self.cleaned_data.get(f"result_{goal.pk}", ""),
                self.cleaned_data.get(f"remark_{goal.pk}", ""),
            )
            for goal in self.goals
        }

    def clean(self):
        cleaned = super().clean()
        for goal in self.goals:
            if cleaned.get(f"result_{goal.pk}") in TOLD and not cleaned.get(f"remark_{goal.pk}"):
                self.add_error(f"remark_{goal.pk}", NO_REMARK)
        if self.instance.pk:
            self.together.find_conflicts(
                {PROGRESS: self._shape(self._typed())}, {PROGRESS: self._shape(self.saved)}
            )
            if self.progress_conflicts:
                raise self.together.refusal
        return cleaned

    def save_by(self, *, at: datetime.datetime) -> Assessment:
        progress = self._typed() if self.together.keeps_mine(PROGRESS) else self.saved
        return assessments.write(self.instance, progress, at=at)


class HandOverForm(forms.Form):
    on = PastDateField(label="Przekazano kierownikowi dnia")
    row_version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, assessment: Assessment, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.assessment = assessment
        self.fields["on"].initial = on
        self.fields["row_version"].initial = assessment.version

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on < self.assessment.on:
            raise ValidationError("Ocenę przekazuje się w jej dniu albo później.")
        return on
