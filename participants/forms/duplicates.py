"""The question whether a person of these names, birth date or document is in the register already."""

from django import forms

from kis.lib.dates import polish
from participants.duplicates import probable_duplicates

KNOWN_ELSEWHERE = (
    "Taka osoba prawdopodobnie już jest w rejestrze, w sprawie, do której nie masz dostępu. Zanim "
    "zapiszesz, zapytaj koordynatora KIS. Jeśli to ktoś inny, zaznacz „To inna osoba” i napisz, "
    "po czym to poznać."
)
SHOWN = 5  # of probably the same people
NAMES = ("last_name", "first_name", "second_name")
COMPARED = ("pesel", "identity_number", *NAMES, "born_on")


class AsksAboutDuplicates:
    """Mixin of a person's form: who is probably the same is shown, and another one saved once told apart.

    Of an entered person only those are asked about whom the correction makes alike. The page shows the
    question with includes/duplicates.html.
    """

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.duplicates, self.known_elsewhere = user, [], False
        self.fields["other_person"] = forms.BooleanField(label="To inna osoba", required=False)

    def is_asked(self, name):
        """What tells both apart stands beside the question."""
        return super().is_asked(name) and not (name == "distinguished_by" and self.asks)

    @property
    def asks(self) -> bool:
        return bool(self.duplicates or self.known_elsewhere)

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("last_name") and cleaned.get("first_name"):
            self._look_for_duplicates(cleaned)
        return cleaned

    def _look_for_duplicates(self, cleaned):
        known = self._alike(cleaned)
        self.duplicates = list(known.visible_to(self.user).select_related("responsible"))[:SHOWN]
        self.known_elsewhere = not self.duplicates and known.exists()
        if not self.asks:
            return
        if not cleaned.get("other_person"):
            self.add_error("other_person", self._duplicate_sentence())
        elif not cleaned.get("distinguished_by"):
            self.add_error("distinguished_by", "Napisz, po czym poznać, że to inna osoba.")

    def _alike(self, cleaned):
        typed = _facts(cleaned)
        if not self.instance.pk:
            return probable_duplicates(**typed)
        before = _facts(self.initial)
        if typed == before:
            return probable_duplicates(**typed).none()
        known_before = probable_duplicates(**before).values("pk")
        return (
            probable_duplicates(**typed).exclude(pk=self.instance.pk).exclude(pk__in=known_before)
        )

    def _duplicate_sentence(self) -> str:
        if self.known_elsewhere:
            return KNOWN_ELSEWHERE
        first = self.duplicates[0]
        born = f", ur. {polish(first.born_on)}" if first.born_on else ""
        return (
            f"Taka osoba prawdopodobnie już jest: {first}{born}. Otwórz jej kartę albo zaznacz "
            "„To inna osoba” i napisz, po czym to poznać."
        )


def _facts(values) -> dict:
    """What two people are compared by; a form holds not all of it."""
    return {name: values.get(name) or (None if name == "born_on" else "") for name in COMPARED}
