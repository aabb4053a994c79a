"""Secrets of second factors as the database keeps them: encrypted, with keys of their own."""

import functools

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class UnreadableSecret(Exception):
    """It was encrypted with a key that the environment does not name any more."""


@functools.cache
def _box(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def encrypt(text: str) -> str:
    """With the first of the keys."""
    return _box(tuple(settings.SECOND_FACTOR_KEYS)).encrypt(text.encode()).decode()


def decrypt(text: str) -> str:
    """With any of them; raises UnreadableSecret."""
    try:
        return _box(tuple(settings.SECOND_FACTOR_KEYS)).decrypt(text.encode()).decode()
    except InvalidToken:
        raise UnreadableSecret from None


def renew(text: str) -> str:
    """The same secret under the first of the keys."""
    return encrypt(decrypt(text))
