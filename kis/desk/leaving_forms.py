"""What is handed over, and to whom: everything is ticked to begin with."""

from collections.abc import Mapping
from types import MappingProxyType

from django import forms
from django.core.exceptions import ValidationError

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.activities.models.activity import LEADERS
from kis.desk.leaving import (
    CHANGED,
    LeftBehind,
    hand_over_cases,
    hand_over_groups,
    hand_over_places,
    others_there,
)
from kis.lib.forms import PlannedDateField
from participants.handover import CASE_LEADERS

AT_ONCE = 200  # cases on one page: the next come when these are handed over


class Ticked(forms.ModelMultipleChoiceField):
    """Rows with a box each, all ticked; a row that is there no more says so."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **facts):
        super().__init__(queryset=None, required=False, **facts)
        self.error_messages |= {"invalid_choice": CHANGED, "invalid_pk_value": CHANGED}

    def offer(self, rows: list) -> None:
        self.queryset = type(rows[0])._default_manager.filter(pk__in=[row.pk for row in rows])
        self.choices = [(row.pk, self.label_from_instance(row)) for row in rows]
        self.initial = [row.pk for row in rows]


class DraftsTicked(Ticked):
    def label_from_instance(self, draft):
        return f"{draft.person} – {draft.title}"


class PlacesTicked(Ticked):
    """With who else looks after each place: one that is left to nobody has nobody to mark its hours."""

    others: Mapping[int, list[str]] = MappingProxyType({})

    def label_from_instance(self, supervision):
        others = self.others.get(supervision.place_id)
        also = f"opiekuje się też {', '.join(others)}" if others else "nie opiekuje się nikt inny"
        return f"{supervision.place.name} – {also}"


def _offer_others(field: forms.ModelChoiceField, leaver: User, *roles: Role) -> None:
    """Who has one of the roles today; where nobody has, who makes an account."""
    field.queryset = User.objects.with_role(*roles).exclude(pk=leaver.pk)
    if not field.queryset:
        words = " ani ".join(role.label for role in roles)
        field.help_text = (
            f"Nie ma teraz innego konta z rolą: {words}. Zakłada je administrator systemu."
        )


class CasesForm(forms.Form):
    """Cases and drafts, of which at least one is ticked."""

    title, mark = "Sprawy i szkice kontraktów", "przekaz-sprawy"

    cases = Ticked(label="Sprawy")
    drafts = DraftsTicked(label="Szkice kontraktów")
    to = forms.ModelChoiceField(label="Kto je przejmuje", queryset=None, empty_label="wybierz")
    reason = forms.CharField(label="Powód", max_length=300, initial="odejście pracownika")
    keep_until = PlannedDateField(
        label="Dotychczasowy pracownik może pisać w sprawach do dnia",
        help_text="Włącznie, jeśli jego konto działa.",
    )

    def __init__(self, *args, leaver: User, left: LeftBehind, on, **kwargs):
        super().__init__(*args, prefix="sprawy", **kwargs)
        self.leaver, self.on = leaver, on
        for name, found in (("cases", left.cases), ("drafts", left.drafts)):
            if rows := list(found[:AT_ONCE]):
                self.fields[name].offer(rows)
            else:
                del self.fields[name]
        _offer_others(self.fields["to"], leaver, *CASE_LEADERS)
        self.fields["keep_until"].initial = on

    def clean(self):
        cleaned = super().clean()
        ticked = [cleaned.get(name) for name in ("cases", "drafts") if name in self.fields]
        if not self.errors and not any(ticked):
            raise ValidationError("Zaznacz, co ma przejść do innej osoby.")
        return cleaned

    def save(self, *, by) -> None:
        """Raises Refused."""
        facts = {"cases": [], "drafts": []} | self.cleaned_data
        hand_over_cases(self.leaver, by=by, on=self.on, **facts)


class GroupsForm(forms.Form):
    """Groups of classes that somebody else leads from now on, with their meetings still to come."""

    title, mark = "Zajęcia", "przekaz-zajecia"

    groups = Ticked(label="Grupy i ich przyszłe spotkania")
    to = forms.ModelChoiceField(label="Nowy prowadzący", queryset=None, empty_label="wybierz")

    def __init__(self, *args, leaver: User, left: LeftBehind, on, **kwargs):
        super().__init__(*args, prefix="zajecia", **kwargs)
        self.leaver, self.on = leaver, on
        self.fields["groups"].offer(list(left.groups[:AT_ONCE]))
        _offer_others(self.fields["to"], leaver, *LEADERS)

    def clean_groups(self):
        if not self.cleaned_data["groups"]:
            raise ValidationError("Zaznacz co najmniej jedną grupę.")
        return self.cleaned_data["groups"]

    def save(self, *, by) -> None:
        """Raises Refused."""
        hand_over_groups(self.leaver, on=self.on, **self.cleaned_data)


class PlacesForm(forms.Form):
    """Places of which somebody else is the supervisor from today, or nobody anew."""

    title, mark = "Opieka nad miejscami PSU", "przekaz-miejsca"

    supervisions = PlacesTicked(label="Miejsca PSU")
    to = forms.ModelChoiceField(
        label="Nowy opiekun PSU",
        queryset=None,
        required=False,
        empty_label="nikt nowy",
        help_text="Od dziś. Bez wyboru zostają ci, którzy już się tym miejscem opiekują; gdzie nie ma nikogo "
        "innego, godziny wpisuje wtedy koordynator.",
    )

    def __init__(self, *args, leaver: User, left: LeftBehind, on, **kwargs):
        super().__init__(*args, prefix="miejsca", **kwargs)
        self.leaver, self.on = leaver, on
        self.fields["supervisions"].others = others_there(left.supervisions, leaver, on)
        self.fields["supervisions"].offer(list(left.supervisions))
        _offer_others(self.fields["to"], leaver, Role.SUPERVISOR)

    def clean_supervisions(self):
        if not self.cleaned_data["supervisions"]:
            raise ValidationError("Zaznacz co najmniej jedno miejsce.")
        return self.cleaned_data["supervisions"]

    def save(self, *, by) -> None:
        """Raises Refused."""
        hand_over_places(self.leaver, on=self.on, **self.cleaned_data)
