"""The history of a record: every insert, change and deletion, by whom, from its first migration on."""

import pghistory


def tracked(**options):
    """Model decorator. Generated columns must be named in `exclude`: they cannot be copied."""
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options
    )
