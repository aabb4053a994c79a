from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
import time_machine
from django import forms
from django.core.exceptions import ValidationError

from kis.lib.forms import (
    HourField,
    HoursField,
    NumberField,
    OwnedModelForm,
    PastDateField,
    PercentField,
    PhoneField,
    PolishDateField,
    PostalCodeField,
)
from participants.models import Area
from tests.factories import PersonFactory

MONDAY = date(2026, 11, 23)


class DayForm(forms.Form):
    day = PolishDateField(label="dzień")


def typed(text, **options):
    with time_machine.travel(MONDAY, tick=False):
        form = DayForm({"day": text}, **options)
        form.full_clean()
    return form


@pytest.mark.parametrize(
    ("text", "day"),
    [("31.5.2027", date(2027, 5, 31)), ("d", MONDAY), ("+3m", date(2027, 2, 23))],
)
def test_a_day_may_be_typed_by_shorthand(text, day):
    assert typed(text).cleaned_data == {"day": day}


def test_a_day_that_does_not_exist_is_an_error_beside_the_field_and_stays_typed():
    form = typed("31.11.2026")

    assert form.errors["day"][0].startswith("Nie ma takiej daty: 31.11.2026.")
    assert 'value="31.11.2026"' in str(form["day"])


def test_an_empty_day_is_missing_and_no_wrong_date():
    assert typed("  ").errors.as_data()["day"][0].code == "required"


def test_today_is_the_day_in_warsaw():
    with time_machine.travel("2026-11-23 23:30+00:00", tick=False):
        assert PolishDateField().clean("d") == date(2026, 11, 24)


def test_a_day_that_was_kept_is_shown_in_polish_and_may_be_sent_back():
    form = DayForm(initial={"day": date(2027, 3, 5)})
    assert 'value="5.03.2027"' in str(form["day"])
    assert not typed("5.03.2027", initial={"day": date(2027, 3, 5)}).has_changed()


FIELDS = ["kind", "starts_on", "ends_on"]
PERIOD = {"kind": Area.Kind.PSU, "starts_on": "2026-06-01", "ends_on": ""}


class OwnedAreaForm(OwnedModelForm):
    owner = "person"

    class Meta:
        model = Area
        fields = FIELDS


@pytest.mark.django_db
def test_a_constraint_on_the_owner_is_an_error_of_the_form(users):
    person, another = PersonFactory.create_batch(2, responsible=users.worker)
    Area.objects.create(person=person, kind=Area.Kind.PSU, starts_on=date(2026, 1, 1))

    unowned = forms.modelform_factory(Area, fields=FIELDS)
    assert unowned(PERIOD, instance=Area(person=person)).is_valid(), "Django alone does not look"

    form = OwnedAreaForm(PERIOD, instance=Area(person=person))
    assert form.non_field_errors() == ["Osoba jest już w tym obszarze."]
    assert OwnedAreaForm(PERIOD, instance=Area(person=another)).is_valid()


@pytest.mark.parametrize(
    "typed",
    [
        "600 100 200",
        "600-100-200",
        "+48 600 100 200",
        "(81) 458 00 77",
        "81 458 00 77 wewn. 23",
        "",
    ],
)
def test_a_phone_number_that_can_be_dialled_is_taken_as_typed(typed):
    assert PhoneField(required=False).clean(typed) == typed


@pytest.mark.parametrize(
    "typed", ["abc", "600 100 20", "600 100 200 abc", "6001002001234567", "600+100200", "wewn. 23"]
)
def test_what_cannot_be_dialled_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="ma co najmniej 9 cyfr"):
        PhoneField(required=False).clean(typed)


@time_machine.travel(datetime(2026, 11, 23, 23, 30, tzinfo=UTC), tick=False)
def test_a_day_that_has_not_come_is_refused_where_it_must_have():
    field = PastDateField(required=False)
    assert field.clean("") is None
    assert field.clean("24.11.2026") == date(2026, 11, 24)
    with pytest.raises(ValidationError, match=r"Dnia 25\.11\.2026 jeszcze nie było\."):
        field.clean("25.11.2026")


@pytest.mark.parametrize(
    ("field", "typed", "number"),
    [
        (NumberField, "31,40 zł", "31.40"),
        (HoursField, "10 godz.", "10"),
        (HoursField, "7,5 h", "7.5"),
        (PercentField, "60%", "60"),
        (PercentField, "60 %", "60"),
    ],
)
def test_a_number_is_read_with_its_own_unit(field, typed, number):
    assert field().clean(typed) == Decimal(number)


@pytest.mark.parametrize(
    ("field", "typed"), [(NumberField, "60%"), (HoursField, "60 %"), (PercentField, "10 zł")]
)
def test_a_number_in_another_unit_is_refused(field, typed):
    with pytest.raises(ValidationError, match="Wpisz liczbę"):
        field().clean(typed)


@pytest.mark.parametrize(
    ("kept", "shown"), [("4000.00", "4000"), ("7.50", "7,5"), ("0.25", "0,25")]
)
def test_hours_are_shown_without_needless_zeros(kept, shown):
    class HoursForm(forms.Form):
        hours = HoursField(localize=True)

    assert f'value="{shown}"' in str(HoursForm(initial={"hours": Decimal(kept)})["hours"])
    assert 'value="7,50"' in str(HoursForm({"hours": "7,50"})["hours"])


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        *[("8.15", time(8, 15)), ("08:15", time(8, 15)), ("8", time(8))],
        *[("08:15:00", time(8, 15)), ("\u200b8:15\xa0", time(8, 15))],
    ],
)
def test_an_hour_is_read_as_it_is_typed_or_pasted(typed, hour):
    assert HourField().clean(typed) == hour
    assert 'value="8.15"' in HourField().widget.render("hour", time(8, 15))


@pytest.mark.parametrize("typed", ["08:15:30", "25.00", "8,15 rano", "osiem"])
def test_what_no_clock_shows_is_no_hour(typed):
    with pytest.raises(ValidationError, match=r"np\. 8\.15"):
        HourField().clean(typed)


@pytest.mark.parametrize(
    "typed", ["24-100", "24100", "24 - 100", "24\u2013100", "\u200b24-100\xa0"]
)
def test_a_postal_code_is_read_as_it_is_seen(typed):
    assert PostalCodeField().clean(typed) == "24-100"


@pytest.mark.parametrize("typed", ["2-4100", "24-10", "24-1000", "Puławy"])
def test_what_is_no_postal_code_is_refused_with_an_example(typed):
    with pytest.raises(ValidationError, match="24-100"):
        PostalCodeField().clean(typed)
