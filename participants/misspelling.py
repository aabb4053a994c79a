"""What else may have been meant: a word or a number with one typing error.

Similarity by trigrams does not do here: it puts exchanged letters (kowlaski) as far away as another name, and
weighs each of fifty thousand half-similar people.
"""

import string
import unicodedata
from itertools import pairwise

WITHOUT_PARTS = str.maketrans("łŁøØđĐ", "lLoOdD")  # letters that are not a letter and a mark


def fold(text: str) -> str:
    """Lower case without marks over the letters, as the database's `fold` has the Polish ones."""
    parts = unicodedata.normalize("NFKD", text.translate(WITHOUT_PARTS))
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def one_error_away(word: str) -> set[str]:
    """The word, and what differs by one sign more, fewer or another, or by two exchanged neighbours."""
    signs = string.digits if word.isdigit() else string.ascii_lowercase + "-"
    meant = {word}
    for place in range(len(word) + 1):
        before, rest = word[:place], word[place:]
        meant |= {before + sign + rest for sign in signs}
        meant |= {before + sign + rest[1:] for sign in ["", *signs] if rest}
    for place, (first, second) in enumerate(pairwise(word)):
        meant.add(word[:place] + second + first + word[place + 2 :])
    return meant
