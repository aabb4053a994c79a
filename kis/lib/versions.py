"""A save that would overwrite somebody else's is refused with both values and the choice."""

from dataclasses import dataclass

from django import forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils import timezone

from kis.lib.row_history import events_of
from kis.lib.sentences import inside_a_sentence
from kis.lib.shown import shown

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Conflict:
    """One field that somebody changed since the form was opened; values as they are shown."""

    name: str
    label: str
    theirs: str
    mine: str
    choice: str = ""  # name of the radio buttons that settle it
    chosen: str = ""


class VersionedModelForm(forms.ModelForm):
    """A form over a Record. It carries the version that it was opened on.

    A stale save fails with `conflicts` (see includes/conflicts.html) until each is answered for the row
    as it is then. Fields that the others changed and this form does not hold are no conflict: they stay.
    """

    # Not named as the model's own column, which no form may edit.
    row_version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.conflicts: list[Conflict] = []
        self.answers_for: int | None = None  # the version that the shown conflicts ask about
        self.initial["row_version"] = self.instance.version

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk is None:
            return cleaned
        records = type(self.instance)._base_manager
        # Of the row's own table alone: PostgreSQL locks no optional side of a join, and others' rows stay
        # free.
        current = records.select_for_update(of=("self",), no_key=True).get(pk=self.instance.pk)
        self._take_over(current)
        self._apply_choices(cleaned, current)
        if cleaned.get("row_version") != current.version:
            self._refuse_stale(cleaned, current)
        return cleaned

    def _model_fields(self):
        known = {field.name for field in self.instance._meta.concrete_fields}
        return [name for name in self.fields if name in known]

    def _take_over(self, current):
        """What this form does not hold is saved as it is now, not as it was before the lock was got."""
        held = set(self._model_fields())
        for field in current._meta.concrete_fields:
            if field.name not in held:
                setattr(self.instance, field.attname, getattr(current, field.attname))

    @property
    def unanswered(self) -> list[Conflict]:
        """Answered ones stay in `conflicts`: the answers come back with a page shown for another fault."""
        return [conflict for conflict in self.conflicts if not conflict.chosen]

    @property
    def answers_for_name(self) -> str:
        return self.add_prefix("answers_for")

    def _choice(self, name, current) -> str:
        """The answer to a conflict, empty where it was given for an older row."""
        asked = {
            self.data.get(self.answers_for_name),
            self.data.get(self.add_prefix("row_version")),
        }
        answer = self.data.get(self.add_prefix(f"keep-{name}"), "")
        return answer if str(current.version) in {str(version) for version in asked} else ""

    def _apply_choices(self, cleaned, current):
        """Settle the conflicts shown last time."""
        for name in self._model_fields():
            if self._choice(name, current) == THEIRS:
                cleaned[name] = getattr(current, name)
                self.errors.pop(name, None)

    def _refuse_stale(self, cleaned, current):
        self.conflicts = self._conflicts_with(cleaned, current)
        self.answers_for = current.version
        if not self.unanswered:
            return
        what = ", ".join(inside_a_sentence(conflict.label) for conflict in self.unanswered)
        raise ValidationError(
            f"W tym czasie zmieniono: {what}{_by_whom(current)}. Obie wersje są poniżej, wpisany "
            "tekst został. Niczego jeszcze nie zapisano: wybierz, która wersja zostaje, i zapisz.",
            code="stale",
        )

    def _conflicts_with(self, cleaned, current) -> list[Conflict]:
        base = _row_at(current, cleaned.get("row_version"))
        return [
            Conflict(
                name=name,
                label=str(self.fields[name].label),
                theirs=self._shown(name, getattr(current, name)),
                mine=self._shown(name, cleaned[name]),
                choice=self.add_prefix(f"keep-{name}"),
                chosen=self._choice(name, current),
            )
            for name in self._model_fields()
            if name in cleaned
            and cleaned[name] != getattr(current, name)
            and (base is None or getattr(base, name, None) != getattr(current, name))
        ]

    def _shown(self, name, value) -> str:
        return shown(self.instance._meta.get_field(name), value) or "puste"


def _row_at(record, version):
    """The record's row as it was at that version, from its history."""
    return events_of(record).filter(version=version).last() if version else None


def _by_whom(record) -> str:
    event = events_of(record).select_related("pgh_context").last()
    if event is None:
        return ""
    moment = timezone.localtime(event.pgh_created_at)
    user_pk = event.pgh_context.metadata.get("user") if event.pgh_context else None
    user = get_user_model().objects.filter(pk=user_pk).first()
    return f" ({', '.join(filter(None, [str(user or ''), f'{moment:%-H.%M}']))})"
