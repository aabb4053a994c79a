import io
import random

import pikepdf
import pytest
from PIL import Image

from kis.documents.uploads import content_type_of


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
