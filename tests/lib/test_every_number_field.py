"""Every field of a number in the whole program reads what the program itself shows."""

from decimal import Decimal

import pytest
from django import forms
from django.contrib import admin

import kis.urls
from kis.lib.forms import NumberField, WholeNumberField
from psu.agreements.forms import AgreedRateForm, AgreementForm, AgreementPeriodForm
from psu.referrals.forms.referral import ReferralForm

# With the addresses all forms are known: each is in a module that some view needs.
ADDRESSES = kis.urls
OURS = ("kis.", "participants.", "contracts.", "psu.")


def forms_of_the_program(root=forms.BaseForm):
    for form in root.__subclasses__():
        if form.__module__.startswith(OURS):
            yield form
        yield from forms_of_the_program(form)


def numbers_of(form):
    """Fields of numbers that a person types, by name."""
    return {
        name: field
        for name, field in form.base_fields.items()
        if isinstance(field, forms.DecimalField | forms.IntegerField) and not field.widget.is_hidden
    }


def assert_reads(field):
    assert isinstance(field, NumberField | WholeNumberField)
    # A field of type number takes no space and no comma.
    assert field.widget.input_type == "text"
    for typed in ("4 000", "4\xa0000", "4\u202f000", "\u200e4 000", "4000"):
        assert field.to_python(typed) == 4000
    for typed in ("2 5", "40 00"):
        with pytest.raises(forms.ValidationError):
            field.to_python(typed)
    if isinstance(field, NumberField):
        assert field.to_python("1\xa0234,50") == Decimal("1234.5")
        assert field.to_python(f"1\xa0234,50\xa0{field.units[0]}") == Decimal("1234.5")


@pytest.mark.parametrize("form", [AgreementForm, AgreementPeriodForm, AgreedRateForm, ReferralForm])
def test_the_forms_that_ask_for_numbers_are_known_here(form):
    assert form in forms_of_the_program()
    assert numbers_of(form)


@pytest.mark.parametrize(
    "form",
    dict.fromkeys(forms_of_the_program()),
    ids=lambda form: f"{form.__module__}.{form.__name__}",
)
def test_a_number_in_a_form_is_read_with_any_space_between_thousands(form):
    for field in numbers_of(form).values():
        assert_reads(field)


def test_a_number_in_the_panel_is_read_so_too(rf, users):
    request = rf.get("/")
    request.user = users.content
    fields = {
        f"{model.__name__}.{name}": field
        for model, panel in admin.site._registry.items()
        for name, field in numbers_of(panel.get_form(request)).items()
    }
    assert {"Rate.per_hour", "Ceiling.weekly_hours", "EligibilityCategory.code"} <= set(fields)
    for field in fields.values():
        assert_reads(field)
