"""Rows of a draft: parties, goals, actions, reviews. A row left empty is no row; adding one loses none."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory

from contracts.models import Action, Party
from kis.lib.forms import BirthDateField, LineField, PlannedDateField
from kis.lib.pesel import read_pesel
from kis.lib.rows import BOUNDS, ManyRows
from participants.forms.person import LikelyBirth
from participants.forms.pesel import PeselField
from participants.models.person import other_birth


class Row(forms.Form):
    """One row; `pk` names the row that it changes, empty for a new one."""

    pk = forms.IntegerField(widget=forms.HiddenInput, required=False)
    delete = forms.BooleanField(label="Usuń ten wiersz", required=False)

    TYPED: tuple[str, ...] = ()  # a row without these is empty
    ASKED: tuple[str, ...] = ("delete",)  # no column of the row

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["delete"] = self.fields.pop("delete")  # stands last in its row

    @property
    def values(self) -> dict | None:
        """What was typed, None for a row that is empty or to be deleted. After validation."""
        cleaned = getattr(self, "cleaned_data", {})
        if cleaned.get("delete") or not any(cleaned.get(name) for name in self.TYPED):
            return None
        return {name: value for name, value in cleaned.items() if name not in self.ASKED}


class Rows(ManyRows, BaseFormSet):
    def typed(self) -> list[tuple[int, dict]]:
        """The rows that stand, each with its number on the screen, from 1."""
        rows = [(number, form.values) for number, form in enumerate(self.forms, start=1)]
        return [(number, values) for number, values in rows if values]

    @property
    def standing(self) -> int:
        return len(self.typed())


class PartyRow(LikelyBirth, Row):
    role = forms.ChoiceField(label="Rola", choices=Party.Role, initial=Party.Role.LISTED)
    last_name = LineField(label="Nazwisko", max_length=100, required=False)
    first_name = LineField(label="Imię", max_length=60, required=False)
    pesel = PeselField()
    identity_document = LineField(label="Dokument, gdy brak PESEL", max_length=80, required=False)
    born_on = BirthDateField(label="Data urodzenia", required=False)
    address = LineField(label="Adres, gdy inny niż osoby", max_length=200, required=False)

    TYPED = ("last_name", "first_name", "pesel", "identity_document", "born_on", "address")
    ASKED = (*Row.ASKED, "is_so_old")

    def clean_pesel(self):
        pesel = self.cleaned_data["pesel"]
        if pesel and not read_pesel(pesel).checks:
            raise ValidationError(
                "Numer PESEL ma błędną cyfrę kontrolną. Porównaj go z dokumentem."
            )
        return pesel

    def clean(self):
        if self.values is None:
            return
        super().clean()
        self.fields["delete"] = self.fields.pop("delete")  # behind the question of age
        if not (self.values.get("last_name") and self.values.get("first_name")):
            raise ValidationError("Wpisz nazwisko i imię.")
        born_on, by_pesel = self.values.get("born_on"), _born_by(self.values.get("pesel"))
        if born_on and by_pesel and born_on != by_pesel:
            self.add_error("born_on", other_birth(born_on, by_pesel))

    def _born_on(self, facts):
        return facts.get("born_on") or _born_by(facts.get("pesel"))

    def _was_born_on(self):
        return self._born_on(self.initial)


def _born_by(pesel: str | None) -> date | None:
    facts = read_pesel(pesel or "")
    return facts and facts.born_on


PLAIN = "Prostymi słowami (wersja prosta)"


class PlainRow(Row):
    """Plain words come with what was taken from the library: shown there, so that they follow its changes."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self["plain"].value():
            self.fields["plain"].widget = forms.Textarea(attrs={"rows": 1})


class GoalRow(PlainRow):
    text = forms.CharField(
        label="Cel szczegółowy", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    effect = forms.CharField(
        label="Przewidywany efekt", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    plain = forms.CharField(label=PLAIN, required=False, widget=forms.HiddenInput)

    TYPED = ("text", "effect")

    def clean(self):
        if self.values and not self.values.get("text"):
            raise ValidationError("Napisz, jaki to cel, albo usuń ten wiersz.")


def _pointing_to(rows: str) -> forms.Select:
    """A choice that names rows by their numbers: it follows when two of them change places."""
    return forms.Select(attrs={"data-kis-points-to": rows})


class ActionRow(PlainRow):
    """`doer`: who acts and in whose table, `person` or `worker`, with a number where it is another adult's.

    The number is that of the adult's row on the screen, from 1.
    """

    goal = forms.TypedChoiceField(
        label="Cel", coerce=int, required=False, empty_value=None, widget=_pointing_to("goals")
    )
    doer = forms.ChoiceField(
        label="Kto",
        initial=Action.Side.PERSON,
        widget=_pointing_to("parties"),
        error_messages={
            "invalid_choice": "Tej osoby nie ma wśród stron kontraktu. Wybierz, kto to zrobi."
        },
    )
    text = forms.CharField(
        label="Działanie", required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    deadline = PlannedDateField(label="W terminie", required=False)
    plain = forms.CharField(label=PLAIN, required=False, widget=forms.HiddenInput)

    TYPED = ("text", "deadline")
    ASKED = (*Row.ASKED, "doer")

    def __init__(self, *args, goals, doers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["goal"].choices = goals
        self.fields["doer"].choices = doers

    @property
    def values(self) -> dict | None:
        """With `side`, and `party`: the number of the adult's row, None for the contract's own person."""
        values = super().values
        if values is None:
            return None
        side, _, number = self.cleaned_data.get("doer", "").partition("-")
        return {**values, "side": side, "party": int(number) if number else None}

    def clean(self):
        if self.values and not self.values.get("text"):
            raise ValidationError("Napisz, jakie to działanie, albo usuń ten wiersz.")


def doer(side: str, number: int | None) -> str:
    """The choice of ActionRow for a side and the row of an adult."""
    return f"{side}-{number}" if number else side


class ReviewRow(Row):
    on = PlannedDateField(label="Dzień oceny", required=False)
    is_final = forms.BooleanField(label="Ocena końcowa", required=False)

    TYPED = ("on",)


class ReviewRows(Rows):
    def clean(self):
        super().clean()
        days = [values["on"] for _, values in self.typed()]
        if len(days) != len(set(days)):
            raise ValidationError("Dwie oceny mają ten sam dzień. Zostaw jedną z nich.")


def _rows(form, formset=Rows):
    return formset_factory(form, formset=formset, extra=0, **BOUNDS)


PartyRows, GoalRows, ActionRows = _rows(PartyRow), _rows(GoalRow), _rows(ActionRow)
PlannedReviewRows = _rows(ReviewRow, ReviewRows)
