"""What is entered of an authorisation, and how one ends."""

from django import forms

from kis.accounts.models import Authorisation, User
from kis.lib.forms import PastDateField, PolishDateField
from kis.lib.versions import VersionedModelForm


class AuthorisationForm(VersionedModelForm):
    """Until the paper is signed everything; of a signed one only the pledge that still lacks."""

    class Meta:
        model = Authorisation
        fields = [
            *("user", "number", "position", "scope", "starts_on", "ends_on"),
            *("granted_on", "granted_by", "pledge_signed_on"),
        ]
        field_classes = {
            "starts_on": PolishDateField,
            "ends_on": PolishDateField,
            "granted_on": PastDateField,
            "pledge_signed_on": PastDateField,
        }
        widgets = {"scope": forms.Textarea(attrs={"rows": 3, "data-kis-wide": ""})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            del self.fields["user"]
        else:
            self.fields["user"].queryset = User.objects.active()
        if self.instance.granted_on:
            for name in set(self.fields) - {"pledge_signed_on", "row_version"}:
                del self.fields[name]

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("granted_on") and not cleaned.get("granted_by"):
            self.add_error("granted_by", "Napisz, kto podpisał upoważnienie.")
        return cleaned

    def _get_validation_exclusions(self):
        # The constraints ask of whom it is, and whether it counts: no fields of this form.
        asked = {"user", "voided_at", "revoked_at", "starts_on", "ends_on", "number"}
        # What was not understood is told once, by its field.
        return super()._get_validation_exclusions() - (asked - set(self.errors))


class RevokeForm(forms.Form):
    warns = True

    reason = forms.CharField(
        label="Powód", widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )


class VoidForm(RevokeForm):
    reason = forms.CharField(
        label="Powód unieważnienia", widget=forms.Textarea(attrs={"rows": 3}), max_length=500
    )
