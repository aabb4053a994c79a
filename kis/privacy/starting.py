"""Whether the web program may start: not on a database in which erased people stand again."""

from django.db import OperationalError, ProgrammingError, connection

from kis.lib.refusals import Refused
from kis.privacy.erasing.acts import waiting

REPLAY = (
    "W bazie są dane, które już usunięto (wróciły z kopią zapasową): {}. Uruchom: manage.py "
    "replay_erasures (albo manage.py prepare), potem program."
)


def why_not_yet() -> str:
    """A sentence, empty for a sound database. One that cannot be asked is told of by each page."""
    try:
        count = len(waiting())
    except Refused as refusal:
        return str(refusal)
    except (OperationalError, ProgrammingError):
        return ""
    finally:
        # The processes of the server are parted after this: none takes a connection along.
        connection.close()
    return REPLAY.format(count) if count else ""
