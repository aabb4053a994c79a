"""Staff rows of assistants, their own limits, and their coordinator."""

import datetime

from django import forms

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.families.models import Assistant, AssistantLimit, AssistantsCoordinator
from kis.lib.forms import PastDateField, PlannedDateField, PolishDateField, WholeNumberField
from kis.lib.versions import VersionedModelForm

# Who may be named: the pages of families open to these.
MAY_COORDINATE = (Role.SOCIAL_WORKER, Role.FAMILY_ASSISTANT)


class AssistantForm(VersionedModelForm):
    class Meta:
        model = Assistant
        fields = [
            *("qualifications", "offender_register_checked_on"),
            *("employment", "starts_on", "ends_on"),
        ]
        field_classes = {
            "offender_register_checked_on": PastDateField,
            "starts_on": PolishDateField,
            "ends_on": PlannedDateField,
        }
        widgets = {"qualifications": forms.Textarea(attrs={"rows": 3, "data-kis-wide": ""})}


class NewAssistantForm(AssistantForm):
    class Meta(AssistantForm.Meta):
        fields = ["user", *AssistantForm.Meta.fields]
        help_texts = {
            "user": "Konto z rolą asystenta rodziny. Konta i role nadaje administrator systemu.",
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        accounts = User.objects.with_role(Role.FAMILY_ASSISTANT)
        self.fields["user"].queryset = accounts.filter(family_assistant=None)


class LimitForm(VersionedModelForm):
    """From a day on; a limit that was set is put right without moving its day."""

    class Meta:
        model = AssistantLimit
        fields = ["valid_from", "families", "points", "reason"]
        field_classes = {
            "valid_from": PolishDateField,
            "families": WholeNumberField,
            "points": WholeNumberField,
        }

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["valid_from"]
        else:
            self.initial.setdefault("valid_from", on)


class CoordinatorForm(VersionedModelForm):
    class Meta:
        model = AssistantsCoordinator
        fields = ["user", "starts_on", "ends_on"]
        field_classes = {"starts_on": PolishDateField, "ends_on": PlannedDateField}

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = User.objects.with_role(*MAY_COORDINATE)
        self.initial.setdefault("starts_on", on)


class CoordinatorEndForm(VersionedModelForm):
    class Meta:
        model = AssistantsCoordinator
        fields = ["ends_on"]
        field_classes = {"ends_on": PolishDateField}

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = True
        self.initial["ends_on"] = self.instance.ends_on or on
