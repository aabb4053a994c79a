"""The data of the day of start as a page tells them: groups of the form, words instead of codes."""

from kis.lib.dates import polish
from kis.programmes.forms.project import CODED, GROUPS
from kis.programmes.models import ProjectStart, Words
from kis.programmes.project.words import Dictionaries

FIELDS = {**CODED, "status_detail": Words.STATUS_DETAIL}


def start_in_words(
    start: ProjectStart, words: Dictionaries
) -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (title, [(_label(name), _value(start, name, words)) for name in names])
        for title, *names in GROUPS
        if names != ["reason"]
    ]


def _label(name: str) -> str:
    return str(ProjectStart._meta.get_field(name).verbose_name)


def _value(start: ProjectStart, name: str, words: Dictionaries) -> str:
    value = getattr(start, name)
    if name in FIELDS:
        return words.word(FIELDS[name], value)
    return value if isinstance(value, str) else polish(value) if value else ""
