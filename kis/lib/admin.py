"""The admin panel's manners: no deletion, a refusal is a sentence, a stale save shows both values.

Rows that hold from a day to a day are worded anew by a next row: `DatedAdmin`.
"""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from kis.lib.dates import DAY, polish
from kis.lib.forms import NumberField, WholeNumberField
from kis.lib.posting import nothing_saved
from kis.lib.refusals import Refused, refused_by_database
from kis.lib.row_history import Act, acts_on
from kis.lib.versions import VersionedModelForm


class _UndoTrial(Exception):
    """Rolls the trial save back."""


class TrialSaveForm(VersionedModelForm):
    """Saves once for trial and rolls back, so that what a guard refuses becomes an error of the form."""

    def make_room(self) -> None:
        """What must change in other rows first; within the trial, and once more before the save."""

    def _post_clean(self):
        is_new, pk = self.instance._state.adding, self.instance.pk
        try:
            with refused_by_database(), transaction.atomic():
                if not self.errors:
                    self.make_room()
                super()._post_clean()
                if not self.errors:
                    self.instance.save()
                raise _UndoTrial
        except _UndoTrial:
            pass
        except Refused as refusal:
            self.add_error(None, ValidationError(str(refusal)))
        # The real save comes behind this one: a new row must be inserted then, not updated.
        self.instance._state.adding, self.instance.pk = is_new, pk


def _number_input(mode: str) -> AdminTextInputWidget:
    return AdminTextInputWidget({"class": "vIntegerField", "inputmode": mode})


class Explained:
    """Above a list and its forms: how it works. `explanation` is a sentence or a few."""

    explanation = ""

    def changelist_view(self, request, extra_context=None):
        told = {"explanation": self.explanation}
        return super().changelist_view(request, told | (extra_context or {}))

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        told = {"explanation": self.explanation} | (extra_context or {})
        return super().changeform_view(request, object_id, form_url, told)


class KeptHistory:
    """The history by what the database kept, with both values: Django's own log names the fields alone."""

    def acts_on(self, row: models.Model) -> list[Act]:
        return acts_on(row)

    def history_view(self, request, object_id, extra_context=None):
        row = self.get_object(request, object_id)
        told = {"acts": self.acts_on(row)} if row else {}
        return super().history_view(request, object_id, told | (extra_context or {}))


class DictionaryAdmin(Explained, KeptHistory, admin.ModelAdmin):
    """Dated reference rows: searched, added, corrected, ended; never deleted."""

    form = TrialSaveForm
    # 12,20 and 1 234 as they are written here; a field of type number takes neither.
    formfield_overrides = {
        models.DecimalField: {"form_class": NumberField, "widget": _number_input("decimal")},
        models.IntegerField: {"form_class": WholeNumberField, "widget": _number_input("numeric")},
    }
    list_per_page = 50

    def has_delete_permission(self, request, obj=None):
        return False

    # Django's one action deletes the chosen rows.
    def get_actions(self, request):
        return {}

    def get_fields(self, request, obj=None):
        """Like Django's, the hidden version included."""
        return [
            *[name for name in super().get_fields(request, obj) if name != "row_version"],
            "row_version",
        ]

    def save_model(self, request, obj, form, change):
        form.make_room()
        super().save_model(request, obj, form, change)

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What two people refuse each other between trial and save: a sentence, not a fault."""
        try:
            with refused_by_database():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return nothing_saved(HttpResponseRedirect(request.get_full_path()))


class DatedForm(TrialSaveForm):
    """A row that holds from `valid_from` to `valid_to`.

    With `previous` it is the next wording of that one, which then ends the day before. An end that touches
    somebody is asked about first.
    """

    previous = None
    one_thing: tuple[str, ...] = ()  # fields by which two rows are wordings of the same

    end_is_meant = forms.BooleanField(
        label="Tak ma się skończyć",
        required=False,
        help_text="Potrzebne, gdy koniec kogoś dotyczy: program powie po zapisaniu, kogo.",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.previous is None or self.instance.pk:
            return
        asked_for = {"valid_from", "valid_to", *(kwargs.get("initial") or {})}
        for field in self.previous._meta.concrete_fields:
            if field.name in self.fields and field.name not in asked_for:
                self.initial[field.name] = field.value_from_object(self.previous)
        for name in self.one_thing:
            self.fields[name].disabled = True

    def undone_by_end(self, last_day) -> str:
        """Why the row may not end then, in a sentence; empty where it may. The guard's part is not asked."""
        return ""

    def touched_by_end(self, last_day) -> str:
        """Whom or what it touches that the row ends then, in a sentence; empty where nobody is touched."""
        raise NotImplementedError

    def clean(self):
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("valid_to") and "valid_to" in self.changed_data:
            self._judge_end(cleaned["valid_to"], is_meant=cleaned.get("end_is_meant"))
        return cleaned

    def _judge_end(self, last_day, *, is_meant):
        if undone := self.undone_by_end(last_day):
            self.add_error("valid_to", undone)
        elif not is_meant and (touched := self.touched_by_end(last_day)):
            self.add_error("end_is_meant", f"{touched} Jeśli tak ma być, zaznacz to i zapisz.")

    def make_room(self):
        """The wording until now ends the day before. Raises Refused."""
        first = self.cleaned_data.get("valid_from")
        if self.previous is None or self.instance.pk or first is None:
            return
        rows = type(self.previous)._base_manager.select_for_update(no_key=True)
        previous = rows.get(pk=self.previous.pk)
        if first <= previous.valid_from:
            raise Refused(
                f"Dotychczasowe brzmienie obowiązuje od {polish(previous.valid_from)}, więc nowe musi się "
                "zacząć później."
            )
        if previous.valid_to is None or previous.valid_to >= first:
            previous.valid_to = first - DAY
            previous.save(update_fields=["valid_to"])


class DatedAdmin(DictionaryAdmin):
    """*Nowe brzmienie od dnia…* makes the next row and ends the one before it; its form is a DatedForm."""

    PREVIOUS = "zamiast"  # in the address of the next wording: the number of the one before

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change, **kwargs)
        form.previous = None if obj else self._previous(request)
        return form

    def _previous(self, request):
        number = request.GET.get(self.PREVIOUS, "")
        is_number = number.isascii() and number.isdecimal() and len(number) < 10
        return self.get_queryset(request).filter(pk=number).first() if is_number else None

    def get_fields(self, request, obj=None):
        """Only of a row that is there already an end is confirmed and are its uses counted."""
        left_out = set()
        if obj is None or not self.has_change_permission(request, obj):
            left_out.add("end_is_meant")
        if obj is None:
            left_out |= set(self.readonly_fields)
        return [name for name in super().get_fields(request, obj) if name not in left_out]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        told = dict(extra_context or {})
        if object_id and self.has_add_permission(request):
            add = reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_add")
            told["next_wording"] = f"{add}?{urlencode({self.PREVIOUS: object_id})}"
        elif previous := self._previous(request):
            told["title"] = f"Nowe brzmienie: {previous}"
        return super().changeform_view(request, object_id, form_url, told)
