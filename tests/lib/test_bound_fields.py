"""How forms ask for what they lack."""

import importlib
import pkgutil

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from kis.accounts.models import User
from participants.models import Person

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
    assert User.objects.count() == 9


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
