"""Scans that people add: PDF, JPEG or PNG by their content, at most 10 MB."""

import io
import math

import pikepdf
from django.core.exceptions import ValidationError
from PIL import Image

from kis.documents.scanner import check_clean

MB = 1024 * 1024
LIMIT_MB = 10
IMAGES = {"JPEG": "image/jpeg", "PNG": "image/png"}
PDF = "application/pdf"
ENDINGS = (".pdf", ".jpg", ".jpeg", ".png")


def content_type_of(content: bytes) -> str | None:
    """What the bytes are, whatever the file's name says; None for anything but PDF, JPEG and PNG."""
    try:
        if content.startswith(b"%PDF-"):
            with pikepdf.open(io.BytesIO(content)):
                return PDF
        # Two formats named: Pillow would try every one it knows, on bytes from outside.
        with Image.open(io.BytesIO(content), formats=list(IMAGES)) as image:
            image.verify()
            return IMAGES[image.format]
    except Exception:  # damaged bytes raise whatever the reader stumbled over, IndexError too
        return None


def check_upload(file) -> str:
    """The content type of an uploaded file; raises ValidationError with the sentence for the field."""
    if file.size > LIMIT_MB * MB:
        tenths = f"{math.ceil(file.size / MB * 10) / 10:.1f}".replace(".", ",")
        raise ValidationError(
            f"Plik ma {tenths} MB, a może mieć najwyżej {LIMIT_MB} MB. "
            "Zeskanuj w odcieniach szarości albo podziel na dwa pliki. Pozostałe pola zostały."
        )
    content = file.read()
    file.seek(0)
    kind = content_type_of(content)
    if kind is None:
        is_named_so = file.name.lower().endswith(ENDINGS)
        raise ValidationError(
            f"Plik „{file.name}” nie jest plikiem PDF, JPEG ani PNG{', mimo nazwy' * is_named_so}. "
            "Zapisz go jako PDF albo zrób zdjęcie i dodaj jeszcze raz. Pozostałe pola zostały."
        )
    check_clean(content)
    return kind
