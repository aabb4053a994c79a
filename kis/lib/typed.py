"""What people type and paste, read as they see it: without the signs that nobody sees."""

import re
import unicodedata

# Beside the format signs (zero-width, byte order, direction, soft hyphen), which Unicode names so.
UNSEEN = frozenset("\u034f\u115f\u1160\u2800\u3164\ufe0e\ufe0f")
# Between thousands alone: 2 5 may have been meant as 2,5.
THOUSANDS = re.compile(r"(?<=[0-9])\s(?=[0-9]{3}(?![0-9]))")


def seen(text: str) -> str:
    """The text as it is seen: what is pasted from a page or a message often brings unseen signs along."""
    if text.isascii():
        return text
    return "".join(
        sign for sign in text if unicodedata.category(sign) != "Cf" and sign not in UNSEEN
    )


def one_line(text: str) -> str:
    """As it is seen, each letter one sign, and a plain space for every other one and for several."""
    return " ".join(unicodedata.normalize("NFC", seen(text)).split())


def plain_number(text: str, units: tuple[str, ...] = ()) -> str:
    """Without the spaces between thousands, however wide, and a unit behind: 1 234,50 zł is 1234,50."""
    number = THOUSANDS.sub("", seen(text).strip())
    if not units:
        return number
    unit = "|".join(map(re.escape, units))
    return re.sub(rf"(?<=[0-9])\s*(?:{unit})\.?$", "", number, flags=re.IGNORECASE)
