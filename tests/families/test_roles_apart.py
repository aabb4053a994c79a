"""Nobody who decides about benefits or pays them is a family's assistant (art. 17 ust. 3 and 4)."""

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError

from kis.accounts.admin import RolesField
from kis.accounts.models import Deputy, User
from kis.accounts.rights import Role, are_apart
from tests.families.factories import D

pytestmark = pytest.mark.django_db
ASSISTANT = Role.FAMILY_ASSISTANT


@pytest.mark.parametrize(
    ("roles", "passes"),
    [
        ({ASSISTANT}, True),
        ({ASSISTANT, Role.LEADER}, True),
        ({ASSISTANT, Role.SOCIAL_WORKER}, False),
        ({ASSISTANT, Role.ACCOUNTANT}, False),
        ({Role.SOCIAL_WORKER, Role.ACCOUNTANT}, True),
    ],
)
def test_the_form_of_roles_keeps_them_apart(roles, passes):
    assert are_apart(roles) is passes
    groups = [Group.objects.get_or_create(name=role)[0].pk for role in roles]
    field = RolesField(queryset=Group.objects.all())
    if passes:
        field.clean(groups)
    else:
        with pytest.raises(forms.ValidationError, match="Asystent rodziny nie może"):
            field.clean(groups)


def test_an_assistant_stands_in_for_no_social_worker(users):
    both = User.objects.create_user("obie", roles=[ASSISTANT, Role.COORDINATOR])
    days = {"starts_on": D(2026, 6, 1), "ends_on": D(2026, 6, 5), "reason": "urlop"}
    facts = {"deputy": both, "entered_by": users.head}
    with pytest.raises(ValidationError, match="nie zastępuje pracownika socjalnego"):
        Deputy(absent=users.worker, **facts, **days).full_clean()
    Deputy(absent=users.coordinator, **facts, **days).full_clean()


def test_an_assistant_has_no_right_that_touches_benefits(users):
    rights = {right for right in users.assistant.get_all_permissions() if right.startswith("psu.")}
    assert rights == set()
    assert not users.assistant.has_perm("contracts.view_contract")
