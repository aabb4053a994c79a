from django.contrib import admin

from kis.lib.admin import DictionaryAdmin
from participants.models import EligibilityCategory


@admin.register(EligibilityCategory)
class EligibilityCategoryAdmin(DictionaryAdmin):
    """Wordings of the act over time: a change of law is a new row of the same number."""

    list_display = ["code", "public_wording", "valid_from", "valid_to", "is_sensitive"]
    list_display_links = ["public_wording"]
    list_filter = ["code", "is_sensitive"]
    search_fields = ["public_wording", "statutory_wording", "legal_pointer"]
    fields = [
        *("code", "statutory_wording", "public_wording", "legal_pointer", "evidence_asked"),
        *("usual_validity_months", "is_sensitive", "needs_reason", "valid_from", "valid_to"),
    ]
