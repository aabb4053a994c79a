"""The forms of a plan of work: its own texts, a goal with its actions, the signature."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import formset_factory

from contracts.forms.kept_together import KeptTogether
from contracts.forms.rows import Row, Rows
from kis.families import plans
from kis.families.models import Plan, PlanGoal
from kis.lib.dates import polish
from kis.lib.forms import LineField, PastDateField, PlannedDateField
from kis.lib.rows import BOUNDS
from kis.lib.versions import VersionedModelForm

ACTIONS = "actions"


class PlanForm(VersionedModelForm):
    class Meta:
        model = Plan
        fields = ["change", "difficulties", "made_with", "care_agreed_with", "care_agreed_on"]
        field_classes = {"care_agreed_on": PastDateField}
        widgets = {
            "change": forms.Textarea(attrs={"rows": 3, "data-kis-wide": ""}),
            "difficulties": forms.Textarea(attrs={"rows": 6, "data-kis-wide": ""}),
        }
        labels = {"care_agreed_on": "Dzień uzgodnienia z koordynatorem pieczy"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if not self.instance.ordinal:
            del self.fields["change"]

    def save_plan(self) -> Plan:
        """What was agreed before is to be agreed again, where something changed."""
        if set(self.changed_data) & set(self.Meta.fields):
            self.instance.agreed_on = self.instance.agreed_by = None
        return self.save()


class GoalForm(VersionedModelForm):
    class Meta:
        model = PlanGoal
        fields = ["text", "effect"]
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2, "data-kis-wide": ""}),
            "effect": forms.Textarea(attrs={"rows": 2, "data-kis-wide": ""}),
        }
        help_texts = {"effect": "Po czym będzie widać, że się udało."}


class ActionRow(Row):
    text = forms.CharField(
        label="Działanie",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    who = LineField(label="Kto", required=False, max_length=150)
    deadline = PlannedDateField(label="W terminie", required=False)

    TYPED = ("text", "who", "deadline")
    ASKED = (*Row.ASKED, "pk")

    def clean(self):
        values = self.values
        if values is None or self.errors:
            return
        if not all(values.get(name) for name in self.TYPED):
            raise ValidationError(
                "Napisz działanie, kto je zrobi i do kiedy, albo usuń ten wiersz."
            )


ActionRows = formset_factory(ActionRow, formset=Rows, extra=0, **BOUNDS)


class GoalPage:
    """A goal with its actions, saved together or not at all."""

    def __init__(self, plan: Plan, goal: PlanGoal, data=None, *, wants_saving=True):
        self.plan, self.goal, self.wants_saving = plan, goal, wants_saving
        saved = list(goal.actions.all()) if goal.pk else []
        self._saved = [
            {name: getattr(action, name) for name in ActionRow.TYPED} for action in saved
        ]
        self.together = KeptTogether({ACTIONS: "Działania"}, data)
        self.form = GoalForm(data, instance=goal)
        self.actions = ActionRows(data, prefix=ACTIONS, initial=self._saved or [{}])

    @property
    def seen(self) -> dict[str, str]:
        return self.together.seen({ACTIONS: _shape(self._saved)})

    @property
    def conflicts(self) -> list:
        return self.together.conflicts

    def is_valid(self) -> bool:
        """Within a transaction that holds the plan since before this page was made of it."""
        form_is_valid = self.form.is_valid()
        if not self.actions.is_valid():
            self.form.add_error(None, "Zaznaczone wiersze: działania.")
            for error in self.actions.non_form_errors():
                self.form.add_error(None, error)
            return False
        if self.goal.pk:
            typed = {ACTIONS: _shape(self._typed())}
            self.together.find_conflicts(typed, {ACTIONS: _shape(self._saved)})
            if self.conflicts and not self.form.unanswered:
                self.form.add_error(None, self.together.refusal)
        return form_is_valid and not self.conflicts

    @transaction.atomic
    def save(self) -> PlanGoal:
        mine = self.together.keeps_mine(ACTIONS)
        return plans.write_goal(
            self.plan, self.form.instance, self._typed() if mine else self._saved
        )

    def _typed(self) -> list[dict]:
        return [values for _, values in self.actions.typed()]


def _shape(actions: list[dict]) -> list:
    return [[action["text"], action["who"], polish(action["deadline"])] for action in actions]


class SignForm(forms.Form):
    """The signatures on the print whose code the form was opened with."""

    code = forms.CharField(widget=forms.HiddenInput)
    signed_on = PastDateField(label="Data podpisania", help_text="Jak na papierze.")
    names = LineField(
        label="Kto podpisał z rodziny",
        max_length=300,
        help_text="Imiona i nazwiska, jak na papierze.",
    )
    code_is_there = forms.BooleanField()

    def __init__(self, *args, plan: Plan, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        paper = plan.live_print
        code = paper.code if paper else ""
        self.fields["code"].initial, self.fields["signed_on"].initial = code, on
        self.fields["names"].initial = plan.made_with
        shown = self.data.get("code", code) if self.is_bound else code
        self.fields["code_is_there"].label = f"Na papierze jest kod {shown}"

    def sign(self, plan: Plan, *, by, today: datetime.date) -> None:
        facts = self.cleaned_data
        plans.sign(
            plan,
            on=facts["signed_on"],
            names=facts["names"],
            code=facts["code"],
            by=by,
            today=today,
        )
