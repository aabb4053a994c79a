"""Whose meetings a month shows."""

from django import forms
from django.db.models import Exists, OuterRef

from kis.accounts.models import User
from kis.activities.forms.activity import LeaderField
from kis.activities.models import Meeting


class LeaderFilter(forms.Form):
    """Of whoever leads something in the month; anybody else is nobody's plan."""

    prowadzi = LeaderField(label="Prowadzi", queryset=None, required=False, empty_label="Cały klub")

    def __init__(self, *args, first, last, **kwargs):
        super().__init__(*args, **kwargs)
        led = Meeting.objects.between(first, last).filter(leader=OuterRef("pk"))
        self.fields["prowadzi"].queryset = User.objects.filter(Exists(led))

    @property
    def chosen(self) -> User | None:
        return self.cleaned_data.get("prowadzi") if self.is_valid() else None
