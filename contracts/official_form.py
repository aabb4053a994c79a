"""The words of the official form's boxes on a day, as the centre keeps them.

A part of the form is one dated text, in each line a box and its words: `II.1 | 1. Przyczyny …`.
"""

import datetime

from contracts.form_texts import PART_1A, PART_1B, PART_2A, PART_2B
from contracts.texts import FORM_1A, FORM_1B, FORM_2A, FORM_2B, clause

_WHOLE = {FORM_1A: PART_1A, FORM_1B: PART_1B, FORM_2A: PART_2A, FORM_2B: PART_2B}


def form_words(part: str, on: datetime.date) -> dict[str, str]:
    """By box. `part`: one of the keys FORM_1A … FORM_2B of contracts.texts.

    A box that the centre's text of the day leaves out keeps the words of the regulation.
    """
    return {**_read(_WHOLE[part]), **_read(clause(part, on))}


def _read(text: str) -> dict[str, str]:
    pairs = (line.partition("|") for line in text.splitlines())
    return {box.strip(): words.strip() for box, bar, words in pairs if bar and words.strip()}
