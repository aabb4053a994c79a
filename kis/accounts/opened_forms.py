"""The key of a form as it was opened in one window: text is kept under it, and it saves once by it."""

import re
import secrets
from collections.abc import Mapping

FIELD = "form_key"
KEY = re.compile(r"[A-Za-z0-9_-]{22}")


def new_key() -> str:
    """22 characters that nobody guesses."""
    return secrets.token_urlsafe(16)


def key_of(data: Mapping[str, str]) -> str:
    """The key that came with the form; empty for none, and for what the program never gave out."""
    key = data.get(FIELD, "")
    return key if KEY.fullmatch(key) else ""
