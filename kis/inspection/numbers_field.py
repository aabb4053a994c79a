"""Files by their numbers, as they stand in their addresses."""

import re

from django import forms
from django.core.exceptions import ValidationError


class FileNumbersField(forms.CharField):
    """Gives the numbers; `most` is how many it takes at once."""

    def __init__(self, *, most: int, too_many: str, **kwargs):
        super().__init__(**kwargs)
        self.most, self.too_many = most, too_many

    def clean(self, value) -> list[int]:
        words = [word for word in re.split(r"[\s,;]+", super().clean(value)) if word]
        if not all(word.isascii() and word.isdecimal() and len(word) < 10 for word in words):
            raise ValidationError("Wpisz same numery kart, np. 12, 15, 40.")
        if len(words) > self.most:
            raise ValidationError(self.too_many)
        return [int(word) for word in words]


def refuse_unreadable(numbers: list[int], found) -> str:
    """Why the numbers are not taken; empty where each is a file of these."""
    missing = sorted(set(numbers) - {person.pk for person in found})
    if not missing:
        return ""
    return f"Nie ma takich kart albo nie możesz ich czytać: {', '.join(map(str, missing))}."
