"""The office's own virus scanner, where the environment names one: clamd of ClamAV, asked over a socket.

It is asked before anything of the file is kept, and one that does not answer lets nothing in.
"""

import logging
import socket
import struct

from django.conf import settings
from django.core.exceptions import ValidationError

SECONDS = 20
INFECTED = (
    "Program antywirusowy znalazł w tym pliku coś złośliwego, więc pliku nie przyjęto. Zawiadom "
    "administratora systemu. Pozostałe pola zostały."
)
SILENT = (
    "Program antywirusowy nie sprawdził tego pliku, więc pliku nie przyjęto. Spróbuj za chwilę, a gdy to nie "
    "pomoże, zawiadom administratora systemu. Pozostałe pola zostały."
)

logger = logging.getLogger(__name__)


def check_clean(content: bytes) -> None:
    """Raises ValidationError with the sentence for the field."""
    if not settings.VIRUS_SCANNER:
        return
    try:
        answer = _asked(content)
    except OSError as error:
        answer = type(error).__name__
    if answer == "stream: OK":
        return
    # Neither the file's name nor the content: both may tell of somebody.
    logger.warning("virus scanner: %s", answer)
    raise ValidationError(INFECTED if answer.endswith(" FOUND") else SILENT)


def _asked(content: bytes) -> str:
    """By clamd's INSTREAM: chunks with their length before them, one of none at the end."""
    with _connection() as wire:
        wire.sendall(b"zINSTREAM\0")
        wire.sendall(struct.pack("!L", len(content)) + content + struct.pack("!L", 0))
        answer = b"".join(iter(lambda: wire.recv(4096), b""))
    return answer.rstrip(b"\0").decode(errors="replace")


def _connection() -> socket.socket:
    address = settings.VIRUS_SCANNER
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host, int(port)), SECONDS)
    wire = socket.socket(socket.AF_UNIX)
    wire.settimeout(SECONDS)
    try:
        wire.connect(address)
    except OSError:
        wire.close()
        raise
    return wire
