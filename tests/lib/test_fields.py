"""How every field stands on a page: its label, its input, what is wrong with it and its help."""

import pytest
from django import forms
from django.template import engines

SHOWN = "{% load crispy_forms_filters %}{{ field|as_crispy_field }}"
COLOURS = [("r", "Czerwony"), ("b", 'Biały & "czysty"')]


class Form(forms.Form):
    name = forms.CharField(label="Nazwisko", help_text="Jak w dowodzie.")
    town = forms.CharField(required=False, widget=forms.TextInput({"class": "short", "size": 5}))
    colour = forms.ChoiceField(choices=COLOURS)
    agrees = forms.BooleanField(label="Zgoda")
    one_of = forms.ChoiceField(label="Jeden", choices=COLOURS, widget=forms.RadioSelect)
    scan = forms.FileField(required=False, help_text="PDF.")
    mark = forms.CharField(widget=forms.HiddenInput)


def shown(name, data=None, **kwargs) -> str:
    html = engines["django"].from_string(SHOWN).render({"field": Form(data, **kwargs)[name]})
    return " ".join(html.split()).replace("> <", "><")


def test_a_field_has_its_label_marked_as_required_and_its_help_tied_to_it():
    html = shown("name")
    assert '<div id="div_id_name" class="mb-3">' in html
    assert '<label for="id_name" class="form-label requiredField">Nazwisko' in html
    assert '<span class="asteriskField">*</span></label>' in html
    assert 'aria-describedby="id_name_helptext"' in html
    assert '<div id="id_name_helptext" class="form-text">Jak w dowodzie.</div>' in html
    assert 'class="form-control"' in html
    assert " required" in html


def test_a_field_that_may_stay_empty_is_not_marked_and_keeps_its_own_class_and_attributes():
    html = shown("town")
    assert "asteriskField" not in html
    assert "requiredField" not in html
    assert 'class="short form-control"' in html
    assert 'size="5"' in html


@pytest.mark.parametrize("name", ["name", "colour", "agrees", "one_of"])
def test_an_error_stands_by_its_field_and_is_tied_to_it(name):
    html = shown(name, {})
    assert f'<div id="id_{name}_error" class="invalid-feedback">' in html
    assert f'id="error_1_id_{name}"' in html
    assert "is-invalid" in html
    assert 'aria-invalid="true"' in html
    assert html.count(f'id="id_{name}_error"') == 1


def test_a_choice_shows_the_chosen_one_and_what_was_typed_harms_no_page():
    html = shown("colour", {"colour": "b"})
    assert 'class="form-select"' in html
    assert '<option value="b" selected>Biały &amp; &quot;czysty&quot;</option>' in html
    assert '<option value="r">Czerwony</option>' in html
    assert 'value="&quot;&gt;&lt;b&gt;"' in shown("name", {"name": '"><b>'})


def test_a_box_to_tick_stands_before_its_label():
    html = shown("agrees")
    assert 'class="form-check"><input' in html
    assert html.index("form-check-input") < html.index("form-check-label")
    assert '<label for="id_agrees" class="form-check-label requiredField">Zgoda' in html


def test_choices_to_tick_stand_in_a_group_with_a_name():
    html = shown("one_of", {"one_of": "b"})
    assert "<fieldset" in html
    assert '<legend class="form-label fs-6 requiredField">Jeden' in html
    assert html.count('type="radio"') == 2
    assert html.count("checked") == 1


def test_a_file_is_asked_for_with_its_help():
    html = shown("scan")
    assert 'type="file"' in html
    assert 'class="form-control"' in html
    assert '<div id="id_scan_helptext" class="form-text">PDF.</div>' in html


def test_a_hidden_field_is_nothing_but_its_input():
    assert shown("mark") == '<input type="hidden" name="mark" id="id_mark">'
