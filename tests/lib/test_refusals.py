import re

import pytest
from django import forms
from django.apps import apps
from django.db import IntegrityError, connection
from django.db.models import ProtectedError, RestrictedError
from django.utils.module_loading import import_string

from kis.documents.models import NumberSeries, PaperText
from kis.lib.guards import Guard
from kis.lib.refusals import CONSTRAINTS, SENTENCES, Refused, refusals, refused_by_database

REFUSES = re.compile(r"CONSTRAINT = '(\w+)'")


def guards():
    for model in apps.get_models():
        for guard in getattr(model._meta, "triggers", []):
            if isinstance(guard, Guard):
                yield model, guard


def names_of_guards():
    return {
        name
        for model, guard in guards()
        for name in REFUSES.findall(guard.compile(model).install_sql)
    }


def test_every_refusal_of_a_guard_has_a_sentence_and_no_sentence_is_left_over():
    assert names_of_guards() == set(SENTENCES)


def test_a_name_says_the_same_whichever_guard_refuses_by_it():
    said = {}
    for _, guard in guards():
        named = guard.sentences
        for name, words in (import_string(named) if isinstance(named, str) else named).items():
            assert said.setdefault(name, words) == words, name


def test_every_constraint_of_ours_speaks_polish():
    ours = ("documents", "journal", "accounts", "participants", "contracts", "psu")
    for model in apps.get_models():
        if model._meta.app_label not in ours:
            continue
        for constraint in model._meta.constraints:
            sentence = CONSTRAINTS[constraint.name]
            assert "Constraint" not in sentence, constraint.name
            assert "Ograniczenie" not in sentence, constraint.name
            assert sentence.endswith("."), constraint.name


def series_twice():
    NumberSeries.objects.create(kind="próba", year=2026)
    NumberSeries.objects.create(kind="próba", year=2026)


@pytest.mark.django_db
def test_a_refused_constraint_is_its_sentence_and_the_transaction_lives_on():
    with (
        pytest.raises(Refused, match="Ta seria numerów już jest") as refused,
        refused_by_database(),
    ):
        series_twice()

    assert refused.value.__cause__ is None, "the values of the row are not carried along"
    assert not NumberSeries.objects.exists()


@pytest.mark.django_db
def test_a_check_is_its_sentence_too():
    with pytest.raises(Refused, match="nie może przestać obowiązywać"), refused_by_database():
        PaperText.objects.create(key="a", title="A", valid_from="2026-02-01", valid_to="2026-01-31")


@pytest.mark.django_db
def test_a_fault_that_is_no_refusal_of_ours_stays_a_fault():
    with pytest.raises(IntegrityError), refused_by_database(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO documents_numberseries (kind, year) VALUES ('próba', NULL)")


@pytest.mark.django_db
def test_a_sentence_may_be_made_of_the_facts_of_the_refusal(monkeypatch):
    monkeypatch.setitem(SENTENCES, "too_much", lambda facts: f"Zostało {facts['left']} godz.")
    with pytest.raises(Refused, match=r"Zostało 2 godz\."), refused_by_database():
        raise_in_database("too_much", '{"left": 2}')


def raise_in_database(name, detail):
    with connection.cursor() as cursor:
        cursor.execute(
            f"DO $$ BEGIN RAISE EXCEPTION '{name}' USING ERRCODE = 'check_violation', "
            f"CONSTRAINT = '{name}', DETAIL = '{detail}'; END; $$"
        )


@pytest.mark.django_db
@pytest.mark.parametrize("on_delete", [ProtectedError, RestrictedError])
def test_a_deletion_that_django_refuses_names_the_kinds_and_no_values(on_delete):
    rows = [NumberSeries(kind="Kowalski", year=1), NumberSeries(kind="Nowak", year=2)]
    with pytest.raises(Refused) as refused, refused_by_database():
        raise on_delete("Cannot delete Kowalski", rows)
    assert str(refused.value) == (
        "Nie można tego usunąć: korzystają z tego inne wpisy (serie numerów). Zostaw ten wpis albo usuń "
        "najpierw tamte."
    )
    assert refused.value.__cause__ is None


class NumberForm(forms.Form):
    number = forms.CharField()


@pytest.mark.django_db
def test_a_refusal_is_an_error_of_the_form_and_what_was_typed_stays():
    form = NumberForm({"number": "27/2026"})
    assert form.is_valid()
    with refusals(form):
        series_twice()

    assert not form.is_valid()
    assert form.non_field_errors() == ["Ta seria numerów już jest."]
    assert 'value="27/2026"' in str(form["number"])


@pytest.mark.django_db
def test_an_act_that_refuses_is_an_error_of_the_form_and_leaves_nothing_behind():
    form = NumberForm({"number": "27/2026"})
    with refusals(form):
        NumberSeries.objects.create(kind="próba", year=2026)
        raise Refused("Tego nie wolno.")

    assert form.non_field_errors() == ["Tego nie wolno."]
    assert not NumberSeries.objects.exists()
