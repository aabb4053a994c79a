"""Meetings: a series, a change of one, its cancellation."""

from django import forms

from kis.activities.forms.activity import LeaderField, leaders
from kis.activities.models import Activity, Meeting
from kis.activities.models.meeting import ENDS_BEFORE_START
from kis.lib.forms import HourField, LineField, PolishDateField
from kis.lib.series import NoSeries, Series, series
from kis.lib.versions import VersionedModelForm

WEEKDAYS = [
    *(("0", "poniedziałek"), ("1", "wtorek"), ("2", "środa"), ("3", "czwartek")),
    *(("4", "piątek"), ("5", "sobota"), ("6", "niedziela")),
]


class SeriesForm(forms.Form):
    """One meeting, or a series of them: then `until` and the weekdays."""

    first = PolishDateField(label="Dzień", help_text="Jednego spotkania albo pierwszy dzień serii.")
    starts_at = HourField(label="Od godziny")
    ends_at = HourField(label="Do godziny")
    place = LineField(label="Miejsce", max_length=150)
    leader = LeaderField(label="Prowadzi", queryset=None)
    until = PolishDateField(
        label="Powtarzaj do dnia", required=False, help_text="Puste: jedno spotkanie."
    )
    every = forms.TypedChoiceField(
        label="Jak często",
        choices=[("1", "co tydzień"), ("2", "co dwa tygodnie")],
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

    def __init__(self, *args, activity: Activity, **kwargs):
        initial = {"place": activity.place, "leader": activity.leader_id, "every": "1"}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["leader"].queryset = leaders(activity.leader_id)

    def clean(self):
        cleaned = super().clean()
        start, end = cleaned.get("starts_at"), cleaned.get("ends_at")
        if start and end and end <= start:
            self.add_error("ends_at", ENDS_BEFORE_START)
        if first := cleaned.get("first"):
            cleaned["series"] = self._series(first, cleaned)
        return cleaned

    def _series(self, first, cleaned) -> Series | None:
        until = cleaned.get("until")
        if "until" in self.errors or "weekdays" in self.errors:
            return None
        if until is None:
            if cleaned.get("weekdays"):
                self.add_error("until", "Podaj, do którego dnia powtarzać spotkania.")
            # A single one may be on a holiday: whoever plans it has chosen that very day.
            return Series((first,))
        weekdays = {int(number) for number in cleaned.get("weekdays", [])}
        try:
            return series(first, until, weekdays, every=cleaned.get("every") or 1)
        except NoSeries as refusal:
            self.add_error("weekdays" if not weekdays else "until", str(refusal))
            return None


class MeetingForm(VersionedModelForm):
    """Another day makes it a moved one, which has a reason."""

    day = PolishDateField(label="Dzień")
    starts_at = HourField(label="Od godziny")
    ends_at = HourField(label="Do godziny")
    reason = LineField(
        label="Powód przeniesienia",
        max_length=300,
        required=False,
        widget=forms.TextInput(attrs={"data-kis-wide": True}),
        help_text="Potrzebny przy zmianie dnia. Zobaczą go czytający plan: bez danych o zdrowiu.",
    )

    class Meta:
        model = Meeting
        fields = ["day", "starts_at", "ends_at", "place", "leader"]
        field_classes = {"leader": LeaderField}

    def _get_validation_exclusions(self):
        # Whether the leader is free is asked of planned meetings alone.
        return super()._get_validation_exclusions() - {"state"}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.planned_for = self.instance.day
        self.fields["leader"].queryset = leaders(self.instance.leader_id)

    @property
    def is_move(self) -> bool:
        return self.cleaned_data["day"] != self.planned_for

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("day") not in (None, self.planned_for) and not cleaned.get("reason"):
            self.add_error("reason", "Podaj powód przeniesienia na inny dzień.")
        return cleaned


class TopicForm(VersionedModelForm):
    """What the meeting was about, typed by whoever marks it."""

    class Meta:
        model = Meeting
        fields = ["topic"]
        widgets = {"topic": forms.TextInput(attrs={"data-kis-wide": True})}
        help_texts = {
            "topic": "Trafia do dziennika zajęć i na listę: bez nazwisk i danych o zdrowiu."
        }


class CancelForm(forms.Form):
    reason = LineField(
        label="Powód odwołania",
        max_length=300,
        widget=forms.TextInput(attrs={"data-kis-wide": True}),
        help_text="Zobaczą go czytający plan: bez danych o zdrowiu.",
    )
