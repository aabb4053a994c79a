"""For whom a backup is encrypted, and who opens it: age (pyrage), files of keys as age-keygen writes them."""

from pathlib import Path

import pyrage

from kis.lib.refusals import Refused


def recipients(path: Path) -> list:
    """Raises Refused for a file that is not there or names nobody."""
    return _read(path, "age1", pyrage.x25519.Recipient.from_str, "klucza publicznego (age1…)")


def identities(path: Path) -> list:
    """The keys that open a backup. Raises Refused."""
    what = "klucza tajnego (AGE-SECRET-KEY-1…)"
    return _read(path, "AGE-SECRET-KEY-1", pyrage.x25519.Identity.from_str, what)


def _read(path: Path, beginning: str, made, what: str) -> list:
    try:
        lines = path.read_text(encoding="utf-8").split()
        found = [made(line) for line in lines if line.startswith(beginning)]
    except (OSError, UnicodeDecodeError) as fault:
        raise Refused(f"Nie można przeczytać pliku klucza {path}.") from fault
    except (pyrage.RecipientError, pyrage.IdentityError) as fault:
        raise Refused(f"Klucz w pliku {path} jest uszkodzony.") from fault
    if not found:
        raise Refused(f"W pliku {path} nie ma {what}.")
    return found
