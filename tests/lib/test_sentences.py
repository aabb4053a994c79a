import pytest
from django.template import engines

from kis.lib.sentences import full_stop


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        *[
            ("Anna Żak: 5 godz.", "Anna Żak: 5 godz."),
            ("5 osób", "5 osób."),
            ("Dom sp. z o.o. ", "Dom sp. z o.o."),
        ],
        *[
            ("Kiedy?", "Kiedy?"),
            ("i tak dalej…", "i tak dalej…"),
            ("(biblioteka)", "(biblioteka)."),
        ],
    ],
)
def test_a_sentence_has_one_full_stop_whatever_it_ends_with(text, ended):
    assert full_stop(text) == ended
    assert engines["django"].from_string("{{ text|full_stop }}").render({"text": text}) == ended


def test_nothing_is_no_sentence():
    assert engines["django"].from_string("{{ text|full_stop }}").render({"text": ""}) == ""
