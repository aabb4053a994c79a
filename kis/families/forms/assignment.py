"""Which assistant works with a family: chosen by the places left, changed, taken over, ended."""

import datetime

from django import forms
from django.db.models import Q

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.families.assigning import RowsRefused, hand_over_all, open_behind
from kis.families.load import load_of
from kis.families.models import Assistant, Cooperation
from kis.lib.dates import DAY
from kis.lib.forms import PastDateField, PlannedDateField, PolishDateField

WEIGHTS = [(1, "1 – zwykła"), (2, "2 – trudna"), (3, "3 – bardzo trudna")]


def staff_on(on: datetime.date):
    """Assistants in service that day or later, with their load. One query."""
    rows = Assistant.objects.filter(Q(ends_on=None) | Q(ends_on__gte=on), user__is_active=True)
    return rows.with_load(on).select_related("user").order_by(*Assistant._meta.ordering)


class Choice:
    """One assistant to choose from, with the load before and after."""

    def __init__(self, assistant: Assistant, weight: int, own: int | None):
        self.assistant = assistant
        self.before = load_of(assistant)
        self.after = self.before.more(weight)
        self.reason = self._reason(own)

    def _reason(self, own) -> str:
        if self.assistant.pk == own:
            return "pracuje z tą rodziną"
        if self.assistant.offender_register_checked_on is None:
            return "nie sprawdzono w rejestrze sprawców (RSPTS)"
        return self.after.too_much

    @property
    def in_words(self) -> str:
        return f"{self.before.in_words} → {self.after.in_words}"


class AssignForm(forms.Form):
    """`current`: the number of the assistant who works with the family until now."""

    assistant = forms.ModelChoiceField(
        label="Asystent",
        queryset=Assistant.objects.none(),
        error_messages={"required": "Wybierz asystenta."},
    )
    starts_on = PlannedDateField(label="Od dnia")
    weight = forms.TypedChoiceField(
        label="Waga",
        choices=WEIGHTS,
        coerce=int,
        initial=1,
        help_text="Stopień trudności. Liczy się tam, gdzie dla asystenta ustalono najwyższą sumę wag.",
    )

    def __init__(self, *args, on: datetime.date, current: int | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["starts_on"].initial = on
        self.fields["assistant"].queryset = Assistant.objects.select_related("user")
        weight = self.data.get("weight", self.initial.get("weight", 1))
        weight = int(weight) if str(weight) in {"1", "2", "3"} else 1
        choices = [Choice(row, weight, current) for row in staff_on(on)]
        # Who has most places is offered first, who has none behind all others.
        self.choices = sorted(choices, key=lambda one: (bool(one.reason), -one.before.free))

    @property
    def beside(self):
        """The fields that stand beside each other under the table of assistants."""
        return [field for field in self.visible_fields() if field.name != "assistant"]

    @property
    def chosen(self) -> str:
        return str(self["assistant"].value() or "")


class ChangeForm(AssignForm):
    reason = forms.CharField(label="Powód zmiany asystenta", max_length=300)


class EndForm(forms.Form):
    """The end of the work with a family."""

    last_day = PastDateField(label="Ostatni dzień pracy")
    reason = forms.ChoiceField(
        label="Powód", choices=[("", "wybierz"), *Cooperation.EndReason.choices]
    )
    monitored_by = forms.ModelChoiceField(
        label="Kto monitoruje rodzinę po zakończeniu",
        queryset=User.objects.none(),
        required=False,
        empty_label="nikt, bez monitorowania",
        help_text="Monitorowanie nie wlicza się do limitu rodzin asystenta.",
    )
    note = forms.CharField(
        label="O zakończeniu",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "data-kis-wide": ""}),
        help_text="Co się udało, co dalej. Stoi na piśmie o zakończeniu pracy.",
    )

    def __init__(self, *args, assistant: Assistant | None, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["last_day"].initial = on
        self.fields["monitored_by"].queryset = User.objects.with_role(Role.FAMILY_ASSISTANT)
        self.fields["monitored_by"].initial = assistant and assistant.user_id


def _labelled(row: Assistant) -> str:
    load = load_of(row)
    return f"{row.user} – teraz {load.in_words} z {load.limit_in_words}"


class HandOverForm(forms.Form):
    """All open families of an assistant who leaves, each with its own next one."""

    warns = True

    last_day = PolishDateField(label="Ostatni dzień pracy asystenta")
    reason = forms.CharField(label="Powód zmiany asystenta", max_length=300)

    def __init__(self, *args, assistant: Assistant, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.assistant = assistant
        self.fields["last_day"].initial = on
        self.rows = list(open_behind(assistant, self._last_day(on)))
        others = [row for row in staff_on(on + DAY) if row.pk != assistant.pk]
        self.staff = {str(row.pk): row for row in others}
        choices = [("", "wybierz"), *((pk, _labelled(row)) for pk, row in self.staff.items())]
        for row in self.rows:
            self.fields[self.name_of(row.pk)] = forms.ChoiceField(
                label=str(row.cooperation.family), choices=choices
            )

    def _last_day(self, on):
        try:
            return self.fields["last_day"].clean(self.data.get("last_day")) or on
        except forms.ValidationError:
            return on

    @staticmethod
    def name_of(number: int) -> str:
        return f"to-{number}"

    @property
    def lines(self):
        """Each family with its field."""
        return [(row, self[self.name_of(row.pk)]) for row in self.rows]

    @property
    def beside(self):
        return [self["last_day"], self["reason"]]

    def save_by(self, user, on: datetime.date):
        facts = self.cleaned_data
        to = {row.pk: self.staff[facts[self.name_of(row.pk)]] for row in self.rows}
        try:
            return hand_over_all(
                self.assistant,
                last_day=facts["last_day"],
                to=to,
                reason=facts["reason"],
                by=user,
                on=on,
            )
        except RowsRefused as refusal:
            for number, words in refusal.rows.items():
                self.add_error(self.name_of(number), words)
            raise
