"""How letters are compared, in Python and in the database."""

import pytest
from django.db import connection

from participants.words import fold, fragments

FOLDED = [
    *[("Łoś", "los"), ("ŹREBIEC-ĆMA", "zrebiec-cma"), ("gęślą jaźń", "gesla jazn"), ("Åse", "ase")],
    *[("O'Neil", "oneil"), ("O\u2019Neil", "oneil"), ("D\u02bcArc", "darc"), ("d`Arc", "darc")],
    *[("Kowalska - Nowak", "kowalska-nowak"), ("A -B- C", "a-b-c"), ("Żak \u2013 Lis", "zak-lis")],
    *[("Anna - 8105", "anna - 8105"), (" Lis ", " lis "), ("-Lis ", "-lis "), ("Lis-", "lis-")],
]


@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_marks_capitals_apostrophes_and_spaces_around_a_hyphen_do_not_count(text, folded):
    assert fold(text) == folded


@pytest.mark.django_db
@pytest.mark.parametrize(("text", "folded"), FOLDED)
def test_the_database_folds_the_same_even_with_the_empty_search_path_of_a_restore(text, folded):
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = ''")
        cursor.execute("SELECT public.fold(%s)", [text])
        assert cursor.fetchone() == (folded,)


@pytest.mark.django_db
def test_what_is_folded_may_stand_in_a_generated_column_and_an_index():
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT provolatile FROM pg_proc WHERE oid = 'public.fold(text)'::regprocedure"
        )
        assert cursor.fetchone() == ("i",), "immutable"


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        *[("kowal luk", ["kowal", "luk"]), ("o'neil", ["oneil"]), ("", []), ("%%%", ["%%%"])],
        *[("kowalska - nowak", ["kowalska-nowak"]), ("kowalska -", ["kowalska"]), ("-", ["-"])],
    ],
)
def test_words_are_asked_in_their_parts(words, parts):
    assert fragments(words) == parts
