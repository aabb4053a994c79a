import io
import random

import pikepdf
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from kis.documents.scans import ScanField
from kis.documents.uploads import LIMIT_MB, MB, check_upload, content_type_of


def written(save, *arguments) -> bytes:
    file = io.BytesIO()
    save(file, *arguments)
    return file.getvalue()


PICTURE = Image.new("RGB", (20, 20), "red")
WHOLE = {
    "image/png": written(PICTURE.save, "PNG"),
    "image/jpeg": written(PICTURE.save, "JPEG"),
    "application/pdf": written(pikepdf.new().save),
}


def damaged(content: bytes, seed: int) -> bytes:
    """The same file with some of its bytes changed, its end cut off or both."""
    chance = random.Random(seed)
    content = bytearray(content)
    for _ in range(chance.randint(1, 6)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content[: chance.choice([None, chance.randrange(len(content))])])


@pytest.mark.parametrize("kind", WHOLE)
def test_a_damaged_file_is_taken_for_what_it_is_or_for_nothing(kind):
    assert content_type_of(WHOLE[kind]) == kind
    for seed in range(1000):
        assert content_type_of(damaged(WHOLE[kind], seed)) in {kind, None}


@pytest.mark.parametrize("kind", WHOLE)
def test_a_judged_file_is_still_whole(kind):
    file = SimpleUploadedFile("skan", WHOLE[kind])
    assert check_upload(file) == kind
    assert file.read() == WHOLE[kind]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("skan.gif", written(PICTURE.save, "GIF"), "nie jest plikiem PDF, JPEG ani PNG. "),
        ("skan.PDF", b"GIF89a", "nie jest plikiem PDF, JPEG ani PNG, mimo nazwy. "),
        ("pusty.png", b"", "nie jest plikiem PDF, JPEG ani PNG, mimo nazwy. "),
    ],
)
def test_another_kind_of_file_is_refused_whatever_its_name(name, content, said):
    with pytest.raises(ValidationError, match=said):
        check_upload(SimpleUploadedFile(name, content))


@pytest.mark.parametrize(("bytes_over", "is_refused"), [(0, False), (1, True)])
def test_a_file_has_at_most_ten_megabytes(bytes_over, is_refused):
    file = SimpleUploadedFile("skan.png", WHOLE["image/png"])
    file.size = LIMIT_MB * MB + bytes_over
    if not is_refused:
        assert check_upload(file) == "image/png"
        return
    with pytest.raises(ValidationError, match="Plik ma 10,1 MB, a może mieć najwyżej 10 MB"):
        check_upload(file)


def test_an_empty_file_is_told_with_what_to_do():
    with pytest.raises(ValidationError, match=r"jest pusty\. Zeskanuj albo zapisz go jeszcze raz"):
        ScanField().clean(SimpleUploadedFile("skan.pdf", b""))
