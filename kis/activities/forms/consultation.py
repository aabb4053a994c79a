import datetime

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kis.activities.models import ActivityKind, AttendanceMonth, Consultation, Enrolment
from kis.lib.forms import LineField, PastDateField, WholeNumberField
from kis.lib.periods import covering
from kis.lib.versions import VersionedModelForm
from participants.models import Person

WHO_READS = "Czyta ją tylko osoba, która ją wpisała, i jej następca w tych zajęciach."


class ConsultationForm(VersionedModelForm):
    """`is_own`: of a leader, who is the specialist. In a group the person is one of its list."""

    day = PastDateField(label="Dzień")
    minutes = WholeNumberField(label="Ile minut", min_value=1)
    correction_reason = LineField(
        label="Powód poprawki",
        max_length=300,
        required=False,
        help_text="Potrzebny w miesiącu, który zatwierdzono i otwarto ponownie.",
    )

    class Meta:
        model = Consultation
        fields = [
            *("person", "kind", "day", "minutes", "specialist", "note"),
            "correction_reason",
        ]
        widgets = {"note": forms.Textarea(attrs={"rows": 4, "data-kis-wide": ""})}
        help_texts = {"note": WHO_READS}

    def __init__(self, *args, is_own: bool, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        row = self.instance
        if row.activity_id:
            del self.fields["kind"]
        else:
            kinds = ActivityKind.objects.filter(recorded_as=ActivityKind.RecordedAs.MEETINGS)
            self.fields["kind"].queryset = kinds.filter(covering(on, "valid_from", "valid_to"))
            self.fields["kind"].required = True
        if row.person_id:
            del self.fields["person"]
        else:
            enrolled = Enrolment.objects.filter(activity=row.activity_id).values("person")
            people = Person.objects.filter(pk__in=enrolled, merged_into=None)
            self.fields["person"].queryset = people.in_polish_order()
        if is_own:
            del self.fields["specialist"]
        # Asked only where there is such a month.
        reopened = AttendanceMonth.objects.filter(state="open", reopened_at__isnull=False)
        if not reopened.exists():
            del self.fields["correction_reason"]

    def clean(self):
        cleaned = super().clean()
        person, day = cleaned.get("person"), cleaned.get("day")
        if person and day and not self._is_enrolled(person, day):
            raise ValidationError(
                {"day": "Tego dnia ta osoba nie jest zapisana na te zajęcia. Popraw dzień."}
            )
        return cleaned

    def _is_enrolled(self, person: Person, day: datetime.date) -> bool:
        files = Person.objects.files_of(person.pk)
        rows = Enrolment.objects.on(day).filter(activity=self.instance.activity_id)
        return rows.filter(person__in=files).exists()

    def save(self, commit=True):
        self.instance.written_at = timezone.now()
        return super().save(commit)
