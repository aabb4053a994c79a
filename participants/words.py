"""Words that somebody types to find a person: their fragments, and how letters are compared."""

import re
import unicodedata

from kis.lib.typed import one_line

WITHOUT_PARTS = str.maketrans("łŁøØđĐ", "lLoOdD")  # letters that are not a letter and a mark
APOSTROPHES = "'`\u00b4\u2018\u2019\u201b\u02bb\u02bc\u2032"
WITHOUT_APOSTROPHES = dict.fromkeys(map(ord, APOSTROPHES))
DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015-"  # the plain one last, as a class of signs wants it
# Kowalska - Nowak, as it is typed at times, is Kowalska-Nowak.
BETWEEN_LETTERS = re.compile(rf"(?<=[^\W\d_])\s*[{DASHES}]\s*(?=[^\W\d_])")


def fold(text: str) -> str:
    """Lower case without marks over the letters, as the database's `fold` has the Polish ones."""
    parts = unicodedata.normalize("NFKD", text.translate(WITHOUT_PARTS))
    letters = "".join(part for part in parts if not unicodedata.combining(part)).lower()
    return BETWEEN_LETTERS.sub("-", letters.translate(WITHOUT_APOSTROPHES))


def fragments(words: str) -> list[str]:
    """What was typed, in its parts; apostrophes do not count."""
    typed = BETWEEN_LETTERS.sub("-", one_line(words).translate(WITHOUT_APOSTROPHES)).split()
    # A hyphen that is still waiting for the second surname finds nobody.
    return [part for part in typed if part.strip(DASHES)] or typed


def is_short(fragment: str) -> bool:
    """One or two letters: no index finds them inside a name."""
    return len(fragment) < 3
