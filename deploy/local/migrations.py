"""All migrations of this checkout as one fingerprint: a database that was made by others is made anew."""

import hashlib

from deploy.local.environment import TOP


def fingerprint(*more: str) -> str:
    """`more`: what else the database depends on."""
    files = [*sorted(TOP.glob("*/migrations/*.py")), *sorted(TOP.glob("kis/*/migrations/*.py"))]
    parts = [str(path.relative_to(TOP)).encode() + path.read_bytes() for path in files]
    return hashlib.sha256(b"".join([*parts, *map(str.encode, more)])).hexdigest()
