"""What is handed over, and to whom: everything is ticked to begin with."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django import forms
from django.db import transaction

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
from kis.lib.refusals import Refused, refused_by_database
from participants.handover import CASE_LEADERS

NOTHING_SAVED = "Niczego nie przekazano, także z innych części."
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


class Part(forms.Form):
    """One part of somebody's work. Where nothing of it is ticked it stays, and nobody need be chosen.

    The parts of a page are handed over together: see `hand_over_ticked`.
    """

    title = mark = ""
    ticks: tuple[str, ...] = ()

    @property
    def wants(self) -> bool:
        names = [self.add_prefix(name) for name in self.ticks]
        return self.is_bound and any(self.data.getlist(name) for name in names)

    def full_clean(self):
        super().full_clean()
        if self.is_bound and not self.wants:
            self._errors.clear()

    def save(self, *, by) -> None:
        """Raises Refused."""
        raise NotImplementedError


def hand_over_ticked(parts: Sequence[Part], *, by) -> bool:
    """All that is ticked in all the parts, or nothing: then the part says why."""
    sound = [part.is_valid() for part in parts]  # each tells its own faults
    if not all(sound):
        return False
    wanted = [part for part in parts if part.wants]
    if not wanted:
        parts[0].add_error(None, "Zaznacz, co ma przejść do innej osoby.")
        return False
    part = wanted[0]
    try:
        with transaction.atomic():
            for part in wanted:
                with refused_by_database():
                    part.save(by=by)
    except Refused as refusal:
        part.add_error(None, f"{refusal} {NOTHING_SAVED}" if len(wanted) > 1 else str(refusal))
        return False
    return True


class CasesForm(Part):
    title, mark = "Sprawy i szkice kontraktów", "przekaz-sprawy"
    ticks = ("cases", "drafts")

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

    def save(self, *, by) -> None:
        """Raises Refused."""
        facts = {"cases": [], "drafts": []} | self.cleaned_data
        hand_over_cases(self.leaver, by=by, on=self.on, **facts)


class GroupsForm(Part):
    """Groups of classes that somebody else leads from now on, with their meetings still to come."""

    title, mark = "Zajęcia", "przekaz-zajecia"
    ticks = ("groups",)

    groups = Ticked(label="Grupy i ich przyszłe spotkania")
    to = forms.ModelChoiceField(label="Nowy prowadzący", queryset=None, empty_label="wybierz")

    def __init__(self, *args, leaver: User, left: LeftBehind, on, **kwargs):
        super().__init__(*args, prefix="zajecia", **kwargs)
        self.leaver, self.on = leaver, on
        self.fields["groups"].offer(list(left.groups[:AT_ONCE]))
        _offer_others(self.fields["to"], leaver, *LEADERS)

    def save(self, *, by) -> None:
        """Raises Refused."""
        hand_over_groups(self.leaver, on=self.on, **self.cleaned_data)


class PlacesForm(Part):
    """Places of which somebody else is the supervisor from today, or nobody anew."""

    title, mark = "Opieka nad miejscami PSU", "przekaz-miejsca"
    ticks = ("supervisions",)

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

    def save(self, *, by) -> None:
        """Raises Refused."""
        hand_over_places(self.leaver, on=self.on, **self.cleaned_data)
