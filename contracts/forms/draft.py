"""The contract's own fields in a draft: those of its type, under the headings of the paper."""

import datetime
from operator import attrgetter

from django import forms
from django.db.models import Q

from contracts.models import SocialContract
from contracts.sections import BOXES, GOALS, label
from contracts.texts import labour_groups
from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.forms import PhoneField, PlannedDateField, PolishDateField
from kis.lib.versions import VersionedModelForm

FOR_SIGNATURE = "Potrzebne do podpisania."
AGREED_ELSEWHERE = ("agreed_elsewhere_on", "agreed_elsewhere_with")
HEAD = (
    *("worker", "worker_phone", "ends_on", "interpreter", "read_out_by", "guardian"),
    *AGREED_ELSEWHERE,
)
LABOUR = ("labour_group", "pup_referral_number", "pup_referral_on", "insured_from")
ARRANGEMENTS = ("handing_over", "club_activities", "extra_arrangements", "own_words")
ALWAYS_NEEDED = {"worker_phone", "ends_on", "main_goal", "handing_over"}
ONLY_B = {*LABOUR, "past_actions", "failure_reasons", "effects_to_support"}


def _texts(contract_type: str) -> list[str]:
    """Fields of part II in their order; the main goal stands where goals do."""
    return ["main_goal" if field == GOALS else field for _, field, _ in BOXES[contract_type]]


class DraftForm(VersionedModelForm):
    """The fields of the contract's type. Only its form is compulsory: a draft may be saved half-done."""

    class Meta:
        model = SocialContract
        fields = [
            *HEAD,
            *LABOUR,
            *("causes", "strengths", "limits", "past_actions"),
            *("failure_reasons", "effects_to_support", "main_goal", *ARRANGEMENTS),
        ]
        field_classes = {
            "ends_on": PlannedDateField,
            "agreed_elsewhere_on": PolishDateField,
            "pup_referral_on": PolishDateField,
            "insured_from": PolishDateField,
            "worker_phone": PhoneField,
        }

    def __init__(self, *args, on: datetime.date, **kwargs):
        super().__init__(*args, **kwargs)
        contract_type = self.instance.type
        for name in {*self._of_other_type(contract_type), *self._of_homeless()}:
            del self.fields[name]
        self._word(contract_type)
        self.fields["worker"].queryset = User.objects.to_choose(
            Role.SOCIAL_WORKER, named=Q(pk=self.instance.worker_id)
        )
        self.fields["worker"].label_from_instance = attrgetter("name_to_choose")
        if "labour_group" in self.fields:
            self._offer_groups(on)

    @staticmethod
    def _of_other_type(contract_type) -> set[str]:
        return set() if contract_type == SocialContract.Type.B else ONLY_B

    def _of_homeless(self) -> tuple[str, ...]:
        """Left out where nobody is homeless and nothing was entered before."""
        contract = self.instance
        is_asked = contract.person.is_homeless or any(
            getattr(contract, name) for name in AGREED_ELSEWHERE
        )
        return () if is_asked else AGREED_ELSEWHERE

    def _word(self, contract_type):
        for name, field in self.fields.items():
            if heading := label(contract_type, name):
                field.label = heading
            if name in ALWAYS_NEEDED or label(contract_type, name):
                field.help_text = " ".join(filter(None, [field.help_text, FOR_SIGNATURE]))
            if isinstance(field.widget, forms.Textarea):
                field.widget.attrs["rows"] = 3

    def _offer_groups(self, on):
        groups = labour_groups(on)
        if self.instance.labour_group and self.instance.labour_group not in groups:
            groups.insert(0, self.instance.labour_group)
        self.fields["labour_group"].widget = forms.Select(
            choices=[("", "wybierz"), *((group, group) for group in groups)]
        )

    def fields_of(self, names) -> list:
        return [self[name] for name in names if name in self.fields]

    @property
    def head_fields(self):
        return self.fields_of(HEAD)

    @property
    def labour_fields(self):
        return self.fields_of(LABOUR)

    @property
    def text_fields(self):
        names = _texts(self.instance.type)
        return [self[name] for name in names]

    @property
    def arrangement_fields(self):
        return self.fields_of(ARRANGEMENTS)
