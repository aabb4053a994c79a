"""Visits: what came of one, a series of planned ones, another time for one, a cancellation."""

import datetime

from django import forms
from django.db.models import Q

from kis.families.forms.hours import TimedForm, wall
from kis.families.models import FamilyMember, Visit, VisitTopic
from kis.families.models.visit import day_of
from kis.families.visiting import ATTEMPT_LENGTH
from kis.lib.clock import WARSAW, NoSuchHour, moments
from kis.lib.forms import HourField, LineField, NumberField, PlannedDateField, PolishDateField
from kis.lib.series import NoSeries, series

HELD, ATTEMPT = Visit.State.HELD, Visit.State.ATTEMPT
WIDE = {"data-kis-wide": True}
RESTRICTED = "Czyta ją asystent, kierownik i koordynator asystentów, nikt więcej."


class NumbersField(forms.TypedMultipleChoiceField):
    """Rows chosen by their numbers, kept as a list of them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(coerce=int, required=False, **kwargs)

    def clean(self, value):
        return sorted(super().clean(value))


class VisitForm(TimedForm):
    """What came of a visit, at the family's door. `members`: whom the family has that day."""

    day = PolishDateField(label="Dzień")
    starts_at = HourField(label="Od godziny")
    ends_at = HourField(label="Do godziny", required=False)
    state = forms.ChoiceField(
        label="Czy się odbyła",
        choices=[(HELD, "tak, odbyła się"), (ATTEMPT, "nie, nikogo nie zastano")],
        widget=forms.RadioSelect,
    )
    present = NumbersField(label="Kto był")
    topics = NumbersField(label="O czym rozmawiano")
    kilometres = NumberField(
        label="Kilometry", max_digits=5, decimal_places=1, min_value=0, required=False
    )
    next_day = PlannedDateField(label="Następna wizyta: dzień", required=False)
    next_hour = HourField(label="Następna wizyta: godzina", required=False)

    class Meta:
        model = Visit
        fields = [
            *("state", "starts_at", "ends_at", "place", "present", "present_other", "topics"),
            *("arrangements", "family_tasks", "assistant_tasks", "note", "restricted_note"),
            "kilometres",
        ]
        widgets = {
            name: forms.Textarea(attrs={"rows": 3, **WIDE})
            for name in (
                *("arrangements", "family_tasks", "assistant_tasks"),
                *("note", "restricted_note"),
            )
        }
        help_texts = {"restricted_note": RESTRICTED}

    # Told in a minute at the door; what MORE holds is out of the way until it is wanted.
    MINUTE = (
        *("state", "present", "present_other", "day", "place", "starts_at", "ends_at"),
        *("topics", "arrangements", "next_day", "next_hour"),
    )
    MORE = ("family_tasks", "assistant_tasks", "kilometres", "note", "restricted_note")
    field_order = [*MINUTE, *MORE]

    def __init__(self, *args, members: list[FamilyMember], now: datetime.datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.now = now
        row = self.instance
        self.initial["state"] = row.state if row.is_reported else HELD
        if row.next_visit_at:
            self.initial["next_day"] = day_of(row.next_visit_at)
            self.initial["next_hour"] = wall(row.next_visit_at)
        self.names = {
            "present": {one.pk: str(one.person) for one in members},
            "topics": self._topics(),
        }
        for name, words in self.names.items():
            self.fields[name].choices = list(words.items())
        if row.kind == Visit.Kind.ACCOMPANYING:
            # A time out is over when it is over: it has no topics, and the next one is asked for.
            for name in ("topics", "family_tasks", "assistant_tasks", "next_day", "next_hour"):
                del self.fields[name]
            self.fields["arrangements"].label = "Co z tego wynikło"

    @property
    def minute(self):
        return [self[name] for name in self.MINUTE if name in self.fields]

    @property
    def more(self):
        return [self[name] for name in self.MORE if name in self.fields]

    @property
    def more_is_open(self) -> bool:
        """Where it holds something; none of its fields is required, so what is wrong was typed."""
        return any(field.value() not in (None, "") for field in self.more)

    def _topics(self) -> dict[int, str]:
        rows = VisitTopic.objects.in_order()
        day = day_of(self.instance.starts_at)
        known = rows.on(day) | rows.filter(Q(pk__in=self.instance.topics))
        return {topic.pk: topic.name for topic in known}

    def _shown(self, name, value) -> str:
        if name not in self.names:
            return super()._shown(name, value)
        words = self.names[name]
        return ", ".join(words.get(number, "ktoś inny") for number in value) or "puste"

    def clean(self):
        cleaned = self.cleaned_data
        if cleaned.get("state") == ATTEMPT:
            cleaned["present"], cleaned["present_other"] = [], ""
        cleaned = super().clean()
        self._next(cleaned)
        if cleaned.get("state") == HELD and not (
            cleaned.get("present") or cleaned.get("present_other") or "present" in self.errors
        ):
            self.add_error("present", "Zaznacz, kto był, albo wpisz niżej kogoś spoza listy.")
        return cleaned

    def _read_time(self, cleaned):
        if cleaned.get("ends_at") is None and "ends_at" not in self.errors:
            self._without_end(cleaned)
        super()._read_time(cleaned)
        begins = cleaned.get("starts_at")
        if isinstance(begins, datetime.datetime) and begins > self.now:
            self.add_error(
                "starts_at",
                "Tej wizyty jeszcze nie było. Przebieg wpisuje się po wizycie.",
            )

    def _without_end(self, cleaned):
        """Of an attempt nobody measures how long it took."""
        day, start = cleaned.get("day"), cleaned.get("starts_at")
        if cleaned.get("state") != ATTEMPT:
            self.add_error("ends_at", "Wpisz godzinę końca.")
        elif day and start:
            try:
                first = moments(day, start)[0]
            except NoSuchHour as refusal:
                self.add_error("starts_at", str(refusal))
            else:
                cleaned["ends_at"] = (first + ATTEMPT_LENGTH).astimezone(WARSAW).time()

    def _next(self, cleaned):
        day, hour = cleaned.get("next_day"), cleaned.get("next_hour")
        self.next_visit_at = None
        if day is None and hour is None:
            return
        if day is None or hour is None:
            if not {"next_day", "next_hour"} & set(self.errors):
                self.add_error(
                    "next_hour", "Podaj dzień i godzinę następnej wizyty albo żadnego z nich."
                )
            return
        try:
            self.next_visit_at = moments(day, hour)[0]
        except NoSuchHour as refusal:
            self.add_error("next_hour", str(refusal))

    def save(self, commit=True):
        row = self.instance
        row.reported_at = self.now
        if "next_day" in self.fields:
            row.next_visit_at = self.next_visit_at
        return super().save(commit)


WEEKDAYS = [
    *(("0", "poniedziałek"), ("1", "wtorek"), ("2", "środa"), ("3", "czwartek")),
    *(("4", "piątek"), ("5", "sobota"), ("6", "niedziela")),
]


class VisitSeriesForm(forms.Form):
    """One planned visit, or a series of them: then `until` and the weekdays."""

    first = PolishDateField(label="Dzień", help_text="Jednej wizyty albo pierwszy dzień serii.")
    starts_at = HourField(label="Od godziny")
    ends_at = HourField(label="Do godziny")
    place = LineField(label="Miejsce", max_length=150, initial="u rodziny")
    until = PlannedDateField(
        label="Powtarzaj do dnia", required=False, help_text="Puste: jedna wizyta."
    )
    every = forms.TypedChoiceField(
        label="Jak często",
        choices=[("1", "co tydzień"), ("2", "co dwa tygodnie"), ("4", "co cztery tygodnie")],
        coerce=int,
        empty_value=1,
        required=False,
    )
    weekdays = forms.MultipleChoiceField(
        label="W dni tygodnia",
        required=False,
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
        help_text="Święta program pominie.",
    )

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", "Godzina końca musi być po godzinie początku.")
        first = cleaned.get("first")
        if first and "until" not in self.errors:
            cleaned["days"] = self._days(first, cleaned)
        return cleaned

    def _days(self, first, cleaned):
        until = cleaned.get("until")
        if until is None:
            if cleaned.get("weekdays"):
                self.add_error("until", "Podaj, do którego dnia powtarzać wizyty.")
            return [first]
        weekdays = {int(number) for number in cleaned.get("weekdays", [])} or {first.weekday()}
        try:
            return list(series(first, until, weekdays, every=cleaned.get("every") or 1).days)
        except NoSeries as refusal:
            self.add_error("until", str(refusal))
            return []


class OtherTimeForm(TimedForm):
    """Another time for a planned visit."""

    day = PolishDateField(label="Dzień")
    starts_at = HourField(label="Od godziny")
    ends_at = HourField(label="Do godziny")

    class Meta:
        model = Visit
        fields = ["starts_at", "ends_at", "place"]

    field_order = ["day", "starts_at", "ends_at", "place"]


class ReasonForm(forms.Form):
    """Why a visit is cancelled, or a request refused."""

    reason = LineField(label="Powód", max_length=300, widget=forms.TextInput(attrs=WIDE))
