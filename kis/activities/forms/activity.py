"""Groups and who is enrolled."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone

from kis.accounts.models import User
from kis.activities.models import Activity, ActivityKind, Enrolment
from kis.activities.models.activity import LEADERS
from kis.lib.forms import LineField, PolishDateField, WholeNumberField
from kis.lib.periods import covering
from kis.lib.versions import VersionedModelForm
from participants.models import Participation, Person


class LeaderField(forms.ModelChoiceField):
    def label_from_instance(self, user):
        return user.name_to_choose


def leaders(*named: int | None):
    """Who may be chosen: whoever leads classes today, and whom a row names already."""
    return User.objects.to_choose(*LEADERS, named=Q(pk__in=[pk for pk in named if pk]))


class ActivityForm(VersionedModelForm):
    starts_on = PolishDateField(label="Pierwszy dzień")
    ends_on = PolishDateField(
        label="Ostatni dzień", required=False, help_text="Puste, gdy nie wiadomo."
    )
    places = WholeNumberField(label="Liczba miejsc", min_value=1)

    class Meta:
        model = Activity
        fields = ["kind", "name", "leader", "place", "places", "starts_on", "ends_on"]
        field_classes = {"leader": LeaderField}
        help_texts = {"name": "Tak, jak stoi na planie, np. „Warsztaty komputerowe, grupa A”."}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = covering(timezone.localdate(), "valid_from", "valid_to")
        if self.instance.pk:
            named |= Q(pk=self.instance.kind_id)
        kinds = ActivityKind.objects.filter(named, recorded_as=ActivityKind.RecordedAs.MEETINGS)
        self.fields["kind"].queryset = kinds
        self.fields["leader"].queryset = leaders(self.instance.leader_id)


SHOWN = 50  # people offered at once; a longer club is searched


class EnrolForm(forms.Form):
    """Several people at once, of those whose stay covers the first day."""

    starts_on = PolishDateField(label="Od dnia")
    people = forms.ModelMultipleChoiceField(
        label="Osoby",
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Zaznacz co najmniej jedną osobę."},
    )

    def __init__(self, *args, activity: Activity, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.activity = activity
        self.fields["people"].queryset = people

    def clean_starts_on(self):
        day = self.cleaned_data["starts_on"]
        ends_on = self.activity.ends_on
        if day < self.activity.starts_on or (ends_on and day > ends_on):
            raise ValidationError("Tego dnia tych zajęć nie ma. Sprawdź dzień.")
        return day


def people_to_enrol(activity: Activity, on, *, seen, words: str = ""):
    """Participants of the day that are not enrolled in the group then, by name."""
    staying = Participation.objects.on(on).values("person")
    enrolled = Enrolment.objects.filter(activity=activity).filter(
        Q(ends_on=None) | Q(ends_on__gte=on)
    )
    people = seen.filter(pk__in=staying, merged_into=None).exclude(pk__in=enrolled.values("person"))
    return (people.found_by(words) if words else people).in_polish_order()


class EndEnrolmentForm(forms.Form):
    ends_on = PolishDateField(label="Ostatni dzień na liście", required=False)
    is_mistake = forms.BooleanField(
        label="Zapis był pomyłką – usuń go",
        required=False,
        help_text="Można, dopóki nikt nie oznaczył przy nim obecności.",
    )

    def clean(self):
        cleaned = super().clean()
        if not cleaned.get("is_mistake") and not cleaned.get("ends_on") and not self.errors:
            self.add_error("ends_on", "Podaj ostatni dzień albo zaznacz pomyłkę.")
        return cleaned


class GuestForm(forms.Form):
    name = LineField(
        label="Kto", max_length=100, help_text="np. kandydatka, syn uczestnika, pracownik PUP"
    )


class SearchForm(forms.Form):
    szukaj = LineField(label="Szukaj osoby", max_length=60, required=False)


def visible_people(user):
    return Person.objects.visible_to(user)
