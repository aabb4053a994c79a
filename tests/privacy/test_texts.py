"""No text about a person is forgotten by the erasure: each goes, or stands here with why it stays."""

import pytest
from django.db import models

from kis.privacy.erasing.rules import assignments
from kis.privacy.held import HELD, ONLY_NUMBERS, PROJECT_CODES
from participants.models import CaseOpening
from tests.privacy.leading import leading_to_a_person

CODES_OF_PROJECTS = {
    ("ProjectStart", name): "kod odpowiedzi ze słownika, potrzebny do wskaźników"
    for name in PROJECT_CODES
}
STAYS = CODES_OF_PROJECTS | {
    ("Support", "kind"): "kod ze słownika: rodzaj wsparcia",
    ("Support", "detail"): "kod ze słownika: rodzaj wsparcia",
    ("Situation", "situations"): "kody ze słownika, potrzebne do wskaźników",
    ("Participation", "rules_version"): "brzmienie regulaminu, to samo dla wszystkich",
    ("SocialContract", "number"): "numer z serii: statystyka i numeracja bez przerw",
    ("Print", "code"): "kod wydruku, nic o nikim",
    ("AnnexPrint", "code"): "kod wydruku, nic o nikim",
    ("AccompanyingRequest", "for_whom"): "numery wpisów o członkach rodziny, nic o nikim",
    ("Review", "sheet_code"): "kod wydruku, nic o nikim",
    ("Party", "stands_for"): "numer, po którym ta sama osoba liczy się raz",
    ("Referral", "planned_days"): "dni i godziny według planu",
    ("PayLine", "kind_name"): "rodzaj pracy, rozliczany z urzędem pracy",
    ("DestructionItem", "symbol"): "kategoria archiwalna, dowód brakowania",
    ("DestructionItem", "left_out"): "dlaczego pominięto w spisie: dowód brakowania",
    ("Erasure", "consent"): "numer zgody archiwum, dowód brakowania",
    ("Erasure", "page_sha256"): "skrót strony w miejscu pism",
    ("Erasure", "by"): "rola w bazie",
    ("Enrolment", "scopes"): "zakres wsparcia z listy, jak wybór: liczby programu",
    ("Presence", "meals"): "posiłki z listy, jak wybór: liczby programu",
    ("Provider", "name"): "strona umowy z ośrodkiem, która ma własny termin",
    ("Provider", "phone"): "strona umowy z ośrodkiem, która ma własny termin",
    ("Provider", "qualifications"): "strona umowy z ośrodkiem, która ma własny termin",
    ("Provider", "contract_number"): "strona umowy z ośrodkiem, która ma własny termin",
}
# Hold no words of anybody. Whatever is none of them is taken for words.
NO_WORDS = (
    *(models.DateField, models.TimeField, models.DurationField, models.IntegerField),
    *(models.DecimalField, models.FloatField, models.BooleanField, models.AutoField),
)


def words_of(model) -> list[models.Field]:
    return [
        field
        for field in model._meta.concrete_fields
        if not (field.is_relation or field.choices or isinstance(field, NO_WORDS))
        # Made by the database of columns that go.
        and not isinstance(field, models.GeneratedField)
    ]


GO = {
    (held.model.__name__, field.name)
    for held in HELD
    if held.is_of_erasure
    for field in held.model._meta.concrete_fields
    if field.column in assignments(held)
}
WORDS = {
    (model.__name__, field.name)
    for model in leading_to_a_person()
    if model._meta.label not in ONLY_NUMBERS
    for field in words_of(model)
}


def test_each_goes_or_is_told_why_it_stays():
    assert sorted(WORDS - GO - set(STAYS)) == []


def test_nothing_that_stays_is_told_in_vain():
    assert sorted(set(STAYS) - WORDS) == []
    assert sorted(set(STAYS) & GO) == []


@pytest.mark.parametrize("name", ["reason", "review_note"])
def test_why_somebody_opened_the_case_goes(name):
    assert (CaseOpening.__name__, name) in GO


def test_models_of_numbers_alone_have_no_words():
    found = {
        (model.__name__, field.name)
        for model in leading_to_a_person()
        if model._meta.label in ONLY_NUMBERS
        for field in words_of(model)
    }
    assert found == set()
