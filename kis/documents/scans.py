"""A scan in a form: the field that checks it, and its keeping."""

from django import forms

from kis.documents.models import Document
from kis.documents.uploads import LIMIT_MB, check_upload

SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


class ScanField(forms.FileField):
    """A checked scan, or nothing; its `checked_type` is what the bytes are."""

    default_error_messages = {
        "empty": "Ten plik jest pusty. Zeskanuj albo zapisz go jeszcze raz i dodaj. Pozostałe pola zostały."
    }
    widget = forms.FileInput(attrs={"accept": ",".join(SUFFIXES)})

    def __init__(self, **options):
        help_text = f"PDF, JPEG albo PNG, najwyżej {LIMIT_MB} MB."
        super().__init__(**{"label": "Skan", "required": False, "help_text": help_text, **options})

    def clean(self, data, initial=None):
        file = super().clean(data, initial)
        if file:
            file.checked_type = check_upload(file)
        return file


def keep_scan(file, *, kind: str, name: str, by) -> Document | None:
    """Keep a file of a ScanField, None where there was none; `name`, without its suffix, is about nobody."""
    if not file:
        return None
    return Document.objects.keep(
        kind=kind,
        name=f"{name}.{SUFFIXES[file.checked_type]}",
        content=file.read(),
        content_type=file.checked_type,
        by=by,
    )
