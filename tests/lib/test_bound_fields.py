"""How forms ask for what they lack."""

import importlib
import pkgutil

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from kis.accounts.models import User
from participants.models import Person
from psu.models import Regime, WorkKind
from tests.psu.factories import old_regime

DASHES = "---------"


class Example(forms.Form):
    last_name = forms.CharField(label="Nazwisko")
    pesel = forms.CharField(label="PESEL")
    kind = forms.ChoiceField(label="Rodzaj:", choices=[("", DASHES), ("a", "A")])
    side = forms.ChoiceField(label="Kto", choices=[("a", "A")], widget=forms.RadioSelect)
    given = forms.BooleanField(label="Wydano egzemplarz")
    scan = forms.FileField(label="Skan")
    own = forms.CharField(label="Powód", error_messages={"required": "Napisz, dlaczego."})


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("last_name", "Wpisz: nazwisko."),
        ("pesel", "Wpisz: PESEL."),
        ("kind", "Wybierz: rodzaj."),
        ("side", "Wybierz: kto."),
        ("given", "Zaznacz: „Wydano egzemplarz”."),
        ("scan", "Dodaj plik: skan."),
        ("own", "Napisz, dlaczego."),
    ],
)
def test_an_empty_field_says_what_to_do(field, said):
    assert list(Example({})[field].errors) == [said]


def test_another_fault_is_told_as_it_is():
    form = Example({"kind": "x"}, {"scan": SimpleUploadedFile("pusty.pdf", b"")})
    assert "nie jest żadną z dostępnych opcji" in form["kind"].errors[0]
    assert form["scan"].errors == ["Wysłany plik jest pusty."]


class Numbers(forms.Form):
    count = forms.IntegerField(min_value=1, max_value=32767)
    sum = forms.DecimalField(max_digits=5, decimal_places=2)
    line = forms.CharField(max_length=3)
    own = forms.IntegerField(max_value=5, error_messages={"max_value": "Za dużo."})


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("count", "40000", "Wpisz najwyżej 32\xa0767."),
        ("count", "0", "Wpisz co najmniej 1."),
        ("sum", "1234567", "Ta liczba jest za długa: może mieć najwyżej 5 cyfr."),
        ("sum", "1234.5", "Ta liczba jest za długa: przed przecinkiem może mieć najwyżej 3 cyfry."),
        ("sum", "1.234", "Ta liczba jest za długa: po przecinku może mieć najwyżej 2 cyfry."),
        ("line", "abcd", "Wpisz najwyżej 3 znaki, teraz: 4."),
        ("own", "6", "Za dużo."),
    ],
)
def test_a_number_or_a_text_too_long_says_what_may_be_typed(field, typed, said):
    assert Numbers({field: typed})[field].errors[0] == said


def test_what_stands_in_another_row_already_is_told_by_its_field(db, users):
    kind = WorkKind.objects.create(name="zakupy")
    form = forms.modelform_factory(WorkKind, fields=["name"])({"name": "zakupy"})
    assert form["name"].errors == ["Ten rodzaj pracy już jest w słowniku."]
    plain = forms.modelform_factory(Regime, fields=["code"])({"code": old_regime().code})
    assert "Inny wpis ma już to samo w polu „" in plain["code"].errors[0]
    assert kind.pk


def test_the_summary_leads_to_the_field_and_says_its_name_once():
    page = render_to_string("includes/form_errors.html", {"form": Example({"kind": "x"})})
    assert '<a href="#id_last_name">Wpisz: nazwisko.</a>' in page
    assert '<a href="#id_kind">Rodzaj:</a>' in page


class PersonForm(forms.ModelForm):
    class Meta:
        model = Person
        fields = ["sex", "responsible"]


def test_no_choice_reads_as_what_to_do(db, users):
    for form, names in ((Example(), ["kind"]), (PersonForm(), ["sex", "responsible"])):
        for name in names:
            html = str(form[name])
            assert DASHES not in html
            assert ">wybierz</option>" in html
    assert User.objects.count() == len(vars(users))


def our_forms():
    for package in ("participants.forms", "contracts.forms"):
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__):
            names = vars(importlib.import_module(f"{package}.{module.name}"))
            yield from (
                form
                for form in names.values()
                if isinstance(form, type) and issubclass(form, forms.BaseForm)
            )


@pytest.mark.parametrize(
    "form", sorted(set(our_forms()), key=str), ids=lambda form: f"{form.__module__}.{form.__name__}"
)
def test_a_hint_is_a_sentence(form):
    for name, field in getattr(form, "base_fields", {}).items():
        hint = str(field.help_text)
        assert not hint or (hint[0].isupper() or hint[0].isdigit()), name
        assert not hint or hint.endswith((".", ".”")), name
