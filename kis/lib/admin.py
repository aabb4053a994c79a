"""The admin panel's manners: no deletion, a refusal is a sentence, a stale save shows both values."""

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponseRedirect

from kis.lib.refusals import Refused, refused_by_database
from kis.lib.versions import VersionedModelForm


class _UndoTrial(Exception):
    """Rolls the trial save back."""


class TrialSaveForm(VersionedModelForm):
    """Saves once for trial and rolls back, so that what a guard refuses becomes an error of the form."""

    def _post_clean(self):
        super()._post_clean()
        if self.errors:
            return
        is_new, pk = self.instance._state.adding, self.instance.pk
        try:
            with refused_by_database(), transaction.atomic():
                self.instance.save()
                raise _UndoTrial
        except _UndoTrial:
            pass
        except Refused as refusal:
            self.add_error(None, ValidationError(str(refusal)))
        # The real save comes behind this one: a new row must be inserted then, not updated.
        self.instance._state.adding, self.instance.pk = is_new, pk


class DictionaryAdmin(admin.ModelAdmin):
    """Dated reference rows: searched, added, corrected, ended; never deleted."""

    form = TrialSaveForm
    list_per_page = 50
    # It costs a second count of the whole table.
    show_full_result_count = False

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

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What two people refuse each other between trial and save: a sentence, not a fault."""
        try:
            with refused_by_database():
                return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            messages.error(request, str(refusal))
            return HttpResponseRedirect(request.get_full_path())
