"""What else may have been meant: a word or a number with one typing error.

Similarity by trigrams does not do here: it puts exchanged letters (kowlaski) as far away as another name, and
weighs each of fifty thousand half-similar people.
"""

import string
from itertools import pairwise


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
