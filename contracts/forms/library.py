"""A goal of the library with its actions, saved together or not at all."""

import datetime

from django import forms
from django.db import transaction

from contracts.forms.draft_rows import mark, sync
from contracts.forms.rows import Row, Rows
from contracts.models import Action, LibraryAction, LibraryGoal
from contracts.models.library import MOST_MONTHS
from kis.lib.forms import WholeNumberField
from kis.lib.rows import BOUNDS
from kis.lib.versions import MINE, THEIRS, Conflict, VersionedModelForm
from participants.models import EligibilityCategory

ACTIONS = "actions"
FACTS = ("side", "text", "plain", "months")


class LibraryGoalForm(VersionedModelForm):
    categories = forms.TypedMultipleChoiceField(
        label="Kategorie",
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=LibraryGoal._meta.get_field("categories").help_text,
    )

    class Meta:
        model = LibraryGoal
        fields = ["text", "effect", "plain", "type", "position", "is_active", "categories"]
        field_classes = {"position": WholeNumberField}
        widgets = {name: forms.Textarea(attrs={"rows": 2}) for name in ("text", "effect", "plain")}

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["categories"].choices = [
            (category.code, f"{category.code}. {category.public_wording}")
            for category in EligibilityCategory.objects.last_by(on)
        ]


class LibraryActionRow(Row):
    side = forms.ChoiceField(label="Kto", choices=Action.Side, initial=Action.Side.PERSON)
    months = WholeNumberField(
        label="Termin: po ilu miesiącach",
        required=False,
        min_value=1,
        max_value=MOST_MONTHS,
        help_text="Od początku kontraktu. Puste: do jego końca.",
    )
    text = forms.CharField(
        label="Działanie", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    plain = forms.CharField(
        label="Prostymi słowami", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    TYPED = ("text", "plain", "months")

    def clean(self):
        if self.values and not self.values.get("text"):
            self.add_error("text", "Napisz, jakie to działanie, albo usuń ten wiersz.")


LibraryActionRows = forms.formset_factory(LibraryActionRow, formset=Rows, extra=0, **BOUNDS)


def _shape(values: dict) -> list:
    return [values[name] for name in FACTS]


def _in_words(shapes: list) -> str:
    sides = dict(Action.Side.choices)
    rows = [
        ", ".join(filter(None, [sides[side], text, plain, f"po {months} mies." if months else ""]))
        for side, text, plain, months in shapes
    ]
    return "; ".join(rows) or "puste"


class LibraryPage:
    """The screen of a goal; `data` is what was posted, None to show what is saved."""

    def __init__(self, goal: LibraryGoal, data=None, *, on: datetime.date):
        self.goal, self.data = goal, data
        self.form = LibraryGoalForm(data, instance=goal, on=on)
        self.conflicts: list[Conflict] = []
        saved = self._read()
        self._saved = list(map(_shape, saved))
        self.rows = LibraryActionRows(data, prefix=ACTIONS, initial=saved or self._first_rows())

    def _read(self) -> list[dict]:
        if not self.goal.pk:
            return []
        return list(LibraryAction.objects.filter(goal=self.goal.pk).values("pk", *FACTS))

    @staticmethod
    def _first_rows() -> list[dict]:
        return [{"side": side} for side in Action.Side.values]

    @property
    def seen(self) -> str:
        """Mark of the rows as the person saw them; only a conflict that was shown renews it."""
        if self.data is None or self.conflicts:
            return mark(self._saved)
        return self.data.get("seen", "")

    def is_valid(self) -> bool:
        """Within a transaction: the goal stays locked until its end."""
        form_is_valid = self.form.is_valid()  # takes the lock
        if not self.rows.is_valid():
            self.form.add_error(None, "Zaznaczone wiersze: działania.")
            for error in self.rows.non_form_errors():
                self.form.add_error(None, error)
            return False
        self._find_conflict()
        return form_is_valid and self.form.is_valid()

    def _find_conflict(self) -> None:
        """Rows that somebody saved since the page was opened, where they differ from what was typed."""
        self._saved = list(map(_shape, self._read()))
        typed = [_shape(values) for _, values in self.rows.typed()]
        if not self.goal.pk or typed == self._saved or self._is_settled():
            return
        self.conflicts = [
            Conflict(
                name=ACTIONS,
                label="Działania",
                theirs=_in_words(self._saved),
                mine=_in_words(typed),
                choice="keep-actions",
            )
        ]
        self.form.add_error(
            None,
            "W tym czasie zmieniono: działania. Obie wersje są poniżej, wpisany tekst został. Niczego "
            "jeszcze nie zapisano: wybierz, która wersja zostaje, i zapisz.",
        )

    def _is_settled(self) -> bool:
        """Nobody saved meanwhile, or the question that was asked about it has its answer."""
        is_answered = self.data.get("keep-actions") in (MINE, THEIRS)
        return self.data.get("seen") == mark(self._saved) and (
            "asked" not in self.data or is_answered
        )

    @transaction.atomic
    def save(self) -> LibraryGoal:
        """The goal's row is saved even when only its actions changed: its version covers them."""
        goal = self.form.save()
        if self.data.get("keep-actions", MINE) != THEIRS:
            sync(goal.actions.all(), LibraryAction, self.rows.typed(), goal=goal)
        return goal
