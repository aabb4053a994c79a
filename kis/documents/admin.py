from django.contrib import admin

from kis.documents.models import PaperText
from kis.lib.admin import DictionaryAdmin


@admin.register(PaperText)
class PaperTextAdmin(DictionaryAdmin):
    list_display = ["title", "key", "valid_from", "valid_to", "source"]
    search_fields = ["title", "key", "text"]
