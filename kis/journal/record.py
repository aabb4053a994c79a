"""The one door of the access log."""

from kis.journal.models import AccessEntry

NOTES = "_journal_notes"


def record(request, act: str, *, kind: str, number: int | None = None, person: int | None = None):
    """Note that the page shows or gives out this thing.

    Written by the middleware after the view, in a transaction of its own, so that a view that fails or only
    reads keeps its note all the same. A page whose note cannot be written is not sent.
    """
    notes = getattr(request, NOTES, None)
    if notes is None:
        notes = {}
        setattr(request, NOTES, notes)
    # Somebody may stand in several rows of a page and was looked at once.
    notes.setdefault(
        (act, kind, number, person),
        AccessEntry(
            user_id=request.user.pk, act=act, kind=kind, number=number, person_number=person
        ),
    )
