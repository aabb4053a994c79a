"""Papers of programmes for the reference validator."""

from kis.programmes.papers import application_card
from kis.programmes.scope import EditionFile
from tests.programmes.factories import D, ProviderFactory, chooses, edition_of, takes_part

ON = D(2026, 3, 6)


def of_application(choices: int, needs: str = "dojazdy do lekarza"):
    def make(users) -> bytes:
        edition = edition_of(users)
        row = takes_part(edition, users, needs=needs, scopes=["mobility", "household"])
        for _ in range(choices):
            chooses(row, ProviderFactory(entered_by=users.coordinator))
        return application_card(EditionFile(edition, users.programmes, ON), row, ON)

    return make
