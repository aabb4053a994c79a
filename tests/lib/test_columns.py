"""Columns of names and numbers: kept as they are seen, whoever writes; to a question they are plain ones."""

import pytest
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, Concat

from participants.models import BankAccount, Person

pytestmark = pytest.mark.django_db


def test_a_name_is_cleaned_on_every_way_into_its_column(person):
    Person.objects.filter(pk=person.pk).update(first_name="\u202aAn\u200bna\u202c\xa0 Maria")
    person.refresh_from_db()
    assert person.first_name == "Anna Maria"

    person.last_name = "Ko\ufeffwal"
    person.save(update_fields=["last_name"])
    person.refresh_from_db()
    assert person.last_name == "Kowal"


def test_names_are_joined_with_words_as_plain_columns_are(person):
    joined = Concat("last_name", Value(" "), F("first_name"), Value(" "), "town", "phone")
    known = Person.objects.annotate(joined=joined, known=Coalesce("town", "street", Value("-")))

    assert known.filter(joined__startswith=f"{person.last_name} {person.first_name}").exists()
    assert known.order_by("joined", "last_name").values_list("joined", flat=True)[0]


def test_a_migration_knows_a_plain_column():
    for column in (Person._meta.get_field("last_name"), BankAccount._meta.get_field("number")):
        assert column.deconstruct()[1] == "django.db.models.CharField"
        assert isinstance(column, models.CharField)
