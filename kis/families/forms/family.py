"""A family and who leads it."""

from django import forms
from django.db.models import Q

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.families.models import Family
from kis.lib.forms import PhoneField
from kis.lib.versions import VersionedModelForm

WORKERS = (Role.SOCIAL_WORKER,)


class FamilyForm(VersionedModelForm):
    class Meta:
        model = Family
        fields = ["name", "street", "house", "postal_code", "town", "phone", "housing"]
        field_classes = {"phone": PhoneField}
        widgets = {"housing": forms.Textarea(attrs={"rows": 3, "data-kis-wide": ""})}


class WorkerForm(VersionedModelForm):
    """Who of the social workers leads the family from now on."""

    class Meta:
        model = Family
        fields = ["social_worker"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = Q(pk=self.instance.social_worker_id)
        self.fields["social_worker"].queryset = User.objects.to_choose(*WORKERS, named=named)


class NewFamilyForm(WorkerForm, FamilyForm):
    """`user`: proposed as its social worker where the user is one."""

    class Meta(FamilyForm.Meta):
        fields = [*FamilyForm.Meta.fields, "social_worker"]

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        if Role.SOCIAL_WORKER in user.held_roles:
            self.initial["social_worker"] = user.pk
