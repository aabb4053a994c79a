"""The PESEL number: typed once at registration, later in a form of its own, never sent unasked."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from kis.lib.dates import polish
from kis.lib.forms import LineField
from kis.lib.pesel import read_pesel
from kis.lib.versions import VersionedModelForm
from participants.forms.person import FIELD_CLASSES, LikelyBirth
from participants.models import Person


class PeselField(LineField):
    """Eleven digits of somebody born, however they are spaced; the check digit is the model's matter."""

    def __init__(self, **kwargs):
        super().__init__(max_length=40, **{"label": "PESEL", "required": False, **kwargs})
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self, value):
        typed = super().clean(value)
        if not typed:
            return ""
        facts = read_pesel(typed)
        if facts is None:
            raise ValidationError("Numer PESEL ma 11 cyfr. Sprawdź, czy żadnej nie brakuje.")
        if not facts.is_born(timezone.localdate()):
            raise ValidationError(
                f"Z tego numeru PESEL wynika data urodzenia {polish(facts.born_on)}, a tego dnia "
                "jeszcze nie było. Porównaj go z dokumentem."
            )
        return facts.number


def keep_pesel_field():
    return forms.BooleanField(
        label="Zostaw ten numer",
        required=False,
        help_text="Tylko gdy taki numer z błędną cyfrą naprawdę jest w dokumencie.",
    )


class PeselRules:
    """Mixin: what PESEL says fills birth date and sex; a wrong check digit stays only with a reason."""

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        facts = read_pesel(cleaned.get("pesel") or "")
        if facts is None or facts.checks or not cleaned.get("keep_pesel"):
            cleaned["pesel_kept_reason"] = ""
        elif not cleaned.get("pesel_kept_reason"):
            self.add_error("pesel_kept_reason", "Napisz, dlaczego ten numer zostaje.")
        if facts:
            cleaned["born_on"] = cleaned.get("born_on") or facts.born_on
            cleaned["sex"] = cleaned.get("sex") or facts.sex
        return cleaned


class PeselForm(LikelyBirth, PeselRules, VersionedModelForm):
    """A number added, corrected or changed; the earlier one stays in the person's history."""

    pesel = PeselField(required=True, label="Nowy numer PESEL")
    keep_pesel = keep_pesel_field()

    class Meta:
        model = Person
        fields = ["pesel", "pesel_kept_reason", "born_on", "sex"]
        field_classes = FIELD_CLASSES
        labels = {"pesel_kept_reason": "Dlaczego zostaje"}
        help_texts = {
            "born_on": "Puste pole wypełni numer PESEL.",
            "sex": "Puste pole wypełni numer PESEL.",
        }

    field_order = ["pesel", "keep_pesel", "pesel_kept_reason", "born_on", "sex"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["pesel"] = self.initial["pesel_kept_reason"] = ""

    def _shown(self, name, value):
        """A number that somebody else typed meanwhile is not sent whole."""
        return f"…{value[-4:]}" if name == "pesel" and value else super()._shown(name, value)
