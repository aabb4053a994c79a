"""A day room: arrivals and leavings, duties, meals, what is planned, and the rules of the room."""

import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kis.lib.clock import WARSAW, NoSuchHour, moments
from kis.lib.dates import days, polish
from kis.lib.forms import (
    HourField,
    LineField,
    PastDateField,
    PlannedDateField,
    PolishDateField,
    WholeNumberField,
)
from kis.lib.versions import VersionedModelForm
from kis.programmes.in_room import Child, leave
from kis.programmes.models import (
    DayRoom,
    Duty,
    Enrolment,
    OpeningHours,
    Presence,
    RoomActivity,
    RoomEdition,
    RoomNumber,
)

CONTACT = "contact-"
LONGEST_SERIES = 60  # weeks
WIDE = {"data-kis-wide": True}


def moment_of(day: datetime.date, hour: datetime.time | None) -> datetime.datetime | None:
    """Raises ValidationError for an hour that the clock left out."""
    if hour is None:
        return None
    try:
        return moments(day, hour)[-1]
    except NoSuchHour as refusal:
        raise ValidationError(str(refusal)) from None


def wall(moment: datetime.datetime | None) -> datetime.time | None:
    return moment and moment.astimezone(WARSAW).time().replace(second=0, microsecond=0)


class HoursOfDay(VersionedModelForm):
    """Of a row of one day, whose moments are typed as hours; one that was not touched stays to the second.

    `hours`: the names of its moments.
    """

    hours: tuple[str, ...] = ()

    def __init__(self, *args, day: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = day
        for name in self.hours:
            self.initial[name] = wall(getattr(self.instance, name))

    def _clean_fields(self):
        super()._clean_fields()
        for name in self.hours:
            if name not in self.cleaned_data:
                continue
            kept, typed = getattr(self.instance, name), self.cleaned_data[name]
            if typed is not None and typed == wall(kept):
                self.cleaned_data[name] = kept
                continue
            try:
                self.cleaned_data[name] = moment_of(self.day, typed)
            except ValidationError as error:
                self.add_error(name, error)


class PresenceForm(HoursOfDay):
    """Hours that were tapped too late, or wrongly."""

    hours = ("arrived_at", "left_at")
    arrived_at = HourField(label="Przyszło o")
    left_at = HourField(label="Wyszło o")

    class Meta:
        model = Presence
        fields = ["arrived_at", "left_at"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.left_at is None:
            # With whom it left is told by the act of leaving.
            del self.fields["left_at"]
            self.hours = ("arrived_at",)


class NewPresenceForm(forms.Form):
    """Of a child whom nobody tapped in; from a list on paper."""

    child = forms.ModelChoiceField(label="Dziecko", queryset=Enrolment.objects.none())
    day = PastDateField(label="Dzień")
    arrived_at = HourField(label="Przyszło o")
    left_at = HourField(
        label="Wyszło o", required=False, help_text="Puste, gdy dziecko jest jeszcze w świetlicy."
    )
    leaving_note = LineField(
        label="Z kim wyszło",
        max_length=300,
        required=False,
        help_text="Tak, jak stoi na liście, np. „z matką”.",
    )

    def __init__(self, *args, children, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["child"].queryset = children
        self.fields["child"].label_from_instance = lambda row: str(row.person)

    def clean(self):
        cleaned = super().clean()
        day = cleaned.get("day")
        if day is None:
            return cleaned
        for name in ("arrived_at", "left_at"):
            try:
                cleaned[name] = moment_of(day, cleaned.get(name))
            except ValidationError as error:
                self.add_error(name, error)
        if cleaned.get("left_at") and not cleaned.get("leaving_note"):
            self.add_error("leaving_note", "Wpisz, z kim dziecko wyszło.")
        return cleaned

    def save_by(self, user) -> Presence:
        known = self.cleaned_data
        left = known["left_at"]
        return Presence.objects.create(
            enrolment=known["child"],
            arrived_at=known["arrived_at"],
            left_at=left,
            leaving=Presence.Leaving.OTHER if left else "",
            leaving_note=known["leaving_note"] if left else "",
            left_entered_by=user if left else None,
            entered_by=user,
        )


class LeaveForm(forms.Form):
    """With whom a child leaves. A tap of the tablet sends `how` alone: then it leaves now."""

    how = forms.ChoiceField(label="Z kim wychodzi", widget=forms.RadioSelect)
    left_at = HourField(label="O której", required=False, help_text="Puste: teraz.")
    note = forms.CharField(
        label="Co się stało",
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, **WIDE}),
        help_text="Kto zabrał dziecko i na czyje polecenie; gdy nikt nie przyszedł: kogo zawiadomiono i kto "
        "przejął opiekę.",
    )

    def __init__(self, *args, presence: Presence, child: Child, today: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.presence, self.is_today = presence, presence.day == today
        self.contacts = {f"{CONTACT}{one.pk}": one for one in child.collectors}
        kinds = Presence.Leaving
        ways = [(key, str(one)) for key, one in self.contacts.items()]
        if child.may_go_alone:
            ways.append((kinds.ALONE, kinds.ALONE.label))
        self.fields["how"].choices = [
            *ways,
            (kinds.OTHER, "inaczej (napisz niżej)"),
            (kinds.NOBODY, f"{kinds.NOBODY.label} (napisz niżej)"),
        ]
        if not self.is_today:
            self.fields["left_at"].required = True
            self.fields["left_at"].help_text = f"Dnia {polish(presence.day)}."

    def clean(self):
        cleaned = super().clean()
        how = cleaned.get("how")
        if how in (Presence.Leaving.OTHER, Presence.Leaving.NOBODY) and not cleaned.get("note"):
            self.add_error("note", "Napisz, kto zabrał dziecko albo co zrobiono.")
        try:
            cleaned["left_at"] = moment_of(self.presence.day, cleaned.get("left_at"))
        except ValidationError as error:
            self.add_error("left_at", error)
        return cleaned

    def save_by(self, user) -> None:
        known = self.cleaned_data
        contact = self.contacts.get(known["how"])
        leave(
            self.presence,
            Presence.Leaving.CONTACT if contact else known["how"],
            by=user,
            contact=contact,
            note=known["note"],
            at=known["left_at"],
        )


class DutyForm(HoursOfDay):
    hours = ("starts_at", "ends_at")
    starts_at = HourField(label="Dyżur od")
    ends_at = HourField(label="Dyżur do", required=False, help_text="Puste, gdy trwa.")

    class Meta:
        model = Duty
        fields = ["starts_at", "ends_at"]


class BeginDutyForm(forms.Form):
    provider = forms.ModelChoiceField(label="Wychowawca", queryset=None, empty_label="wybierz")
    since = HourField(label="Od godziny", required=False, help_text="Puste: od teraz.")

    def __init__(self, *args, carers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["provider"].queryset = carers

    def clean_since(self):
        return moment_of(timezone.localdate(), self.cleaned_data["since"])


class ActivityForm(VersionedModelForm):
    starts = HourField(label="Od godziny")
    ends = HourField(label="Do godziny")

    class Meta:
        model = RoomActivity
        fields = ["name", "day", "starts", "ends", "leader", "is_cancelled"]
        field_classes = {"day": PlannedDateField}

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("starts") and cleaned.get("ends") and cleaned["ends"] <= cleaned["starts"]:
            self.add_error("ends", "Zajęcia kończą się po początku. Popraw godziny.")
        return cleaned


class NewActivityForm(ActivityForm):
    until = PlannedDateField(
        label="Powtarzaj co tydzień do",
        required=False,
        help_text="Puste: jeden raz.",
    )

    class Meta(ActivityForm.Meta):
        fields = ["name", "day", "starts", "ends", "leader"]

    def clean(self):
        cleaned = super().clean()
        day, until = cleaned.get("day"), cleaned.get("until")
        if day and until and until < day:
            self.add_error("until", "Ten dzień jest przed pierwszym spotkaniem. Popraw go.")
        elif day and until and (until - day).days > 7 * LONGEST_SERIES:
            self.add_error(
                "until", f"Za daleko: plan układa się na najwyżej {LONGEST_SERIES} tygodni."
            )
        return cleaned

    def save(self, commit=True):
        first = super().save()
        until = self.cleaned_data.get("until") or first.day
        for day in days(first.day, until)[7::7]:
            RoomActivity.objects.create(
                room=first.room,
                day=day,
                starts=first.starts,
                ends=first.ends,
                name=first.name,
                leader=first.leader,
                entered_by=first.entered_by,
            )
        return first


class RoomForm(forms.Form):
    """Where the edition is held: a room that is known, or a new one."""

    room = forms.ModelChoiceField(
        label="Świetlica",
        queryset=DayRoom.objects.all(),
        required=False,
        empty_label="nowa, wpisana niżej",
    )
    name = LineField(label="Nazwa nowej świetlicy", max_length=120, required=False)
    address = LineField(label="Adres nowej świetlicy", max_length=200, required=False)

    def clean(self):
        cleaned = super().clean()
        if bool(cleaned.get("room")) == bool(cleaned.get("name")):
            self.add_error("name", "Wybierz świetlicę z listy albo wpisz nazwę nowej.")
        return cleaned

    def save_for(self, edition, user) -> RoomEdition:
        known = self.cleaned_data
        room = known["room"] or DayRoom.objects.create(
            name=known["name"], address=known["address"], entered_by=user
        )
        return RoomEdition.objects.create(edition=edition, room=room, entered_by=user)


class NumberForm(VersionedModelForm):
    class Meta:
        model = RoomNumber
        fields = ["children", "valid_from", "source"]
        field_classes = {"children": WholeNumberField, "valid_from": PolishDateField}


class OpeningForm(forms.Form):
    """The same hours on several days of the week."""

    weekdays = forms.TypedMultipleChoiceField(
        label="Dni tygodnia",
        choices=OpeningHours.Weekday,
        coerce=int,
        widget=forms.CheckboxSelectMultiple,
        initial=[0, 1, 2, 3, 4],
    )
    opens = HourField(label="Od godziny")
    closes = HourField(label="Do godziny")
    starts_on = PolishDateField(label="Obowiązują od")
    ends_on = PlannedDateField(label="Obowiązują do", required=False, help_text="Puste: bez końca.")

    def save_for(self, room, user) -> None:
        known = dict(self.cleaned_data)
        for weekday in known.pop("weekdays"):
            OpeningHours.objects.create(room=room, weekday=weekday, entered_by=user, **known)


class OpeningEndForm(VersionedModelForm):
    class Meta:
        model = OpeningHours
        fields = ["ends_on"]
        field_classes = {"ends_on": PlannedDateField}
        labels = {"ends_on": "Obowiązują do"}


class MealsForm(forms.Form):
    """One box for each child and meal of a day; saved is what was ticked or unticked since it was opened."""

    def __init__(self, *args, presences: list[Presence], **kwargs):
        super().__init__(*args, **kwargs)
        self.presences = presences
        for row in presences:
            for meal, name in Presence.Meal.choices:
                box = forms.BooleanField(
                    label=f"{name}: {row.person}", required=False, initial=meal in row.meals
                )
                box.meal = name
                self.fields[self.name(row, meal)] = box

    @staticmethod
    def name(row: Presence, meal: str) -> str:
        return f"meal-{row.pk}-{meal}"

    def rows(self):
        """Each presence with its boxes, in the order of the meals."""
        for row in self.presences:
            yield row, [self[self.name(row, meal)] for meal in Presence.Meal.values]

    def save(self) -> None:
        for row in self.presences:
            ticked = {meal for meal in Presence.Meal.values if self._is_on(row, meal)}
            opened = set(self.data.get(f"was-{row.pk}", "").split())
            known = (set(row.meals) | (ticked - opened)) - (opened - ticked)
            if known != set(row.meals):
                row.meals = [meal for meal in Presence.Meal.values if meal in known]
                row.save()

    def _is_on(self, row: Presence, meal: str) -> bool:
        return self.cleaned_data[self.name(row, meal)]
