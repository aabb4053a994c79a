"""Whether the program can work with the database of DATABASE_URL. Runs inside .venv."""

import os
import sys

from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection

OLDEST_SERVER = 150000  # as PostgreSQL counts its versions

REASONS = {
    "authentication failed": "serwer nie przyjął nazwy użytkownika albo hasła",
    "no password supplied": "serwer chce hasła, a w adresie go nie ma",
    "Connection refused": "pod tym adresem i portem nic nie odpowiada",
    "timeout": "serwer nie odpowiedział w ciągu kilku sekund",
    "resolve": "nie ma serwera o takiej nazwie",
    "Name or service not known": "nie ma serwera o takiej nazwie",
    "invalid response": "pod tym adresem odpowiada coś innego niż PostgreSQL",
    "No such file or directory": "pod tym adresem nic nie odpowiada",
}


def main() -> str:
    """Why not, in words for a person; empty when all is well. The password is never repeated."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "kis.settings"
    os.environ.setdefault("PGCONNECT_TIMEOUT", "5")
    try:
        connection.ensure_connection()
    except ImproperlyConfigured as error:
        return str(error)
    except OperationalError as error:
        return f"Nie można użyć bazy z DATABASE_URL: {reason(str(error))}."
    if connection.pg_version < OLDEST_SERVER:
        return "Baza z DATABASE_URL: potrzebny jest PostgreSQL 15 lub nowszy."
    return ""


def reason(message: str) -> str:
    if 'database "' in message and "does not exist" in message:
        return "na tym serwerze nie ma takiej bazy; załóż ją poleceniem createdb"
    return next(
        (text for sign, text in REASONS.items() if sign in message), message.splitlines()[0]
    )


if __name__ == "__main__":
    sys.exit(main() or 0)
