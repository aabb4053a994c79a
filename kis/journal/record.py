"""The one door of the access log."""

from kis.journal.models import AccessEntry

NOTES = "_journal_notes"


def record(request, act: str, *, kind: str, number: int | None = None, person: int | None = None):
    """Note that the page shows or gives out this thing.

    Written by the middleware after the view, in a transaction of its own, so that a view that fails or only
    reads keeps its note all the same. A page whose note cannot be written is not sent.
    """
    record_of(request, request.user, act, kind=kind, number=number, person=person)


def record_of(request, user, act, *, kind, number=None, person=None) -> None:
    """The same of a user who is not, or not any more, the one of the request; None for nobody known."""
    # The form of a login comes from a request that the middleware does not know by this object.
    request = getattr(request, "_request", request)
    notes = getattr(request, NOTES, None)
    if notes is None:
        notes = {}
        setattr(request, NOTES, notes)
    # Somebody may stand in several rows of a page and was looked at once.
    notes.setdefault(
        (act, kind, number, person),
        AccessEntry(
            user_id=user.pk if user else None,
            act=act,
            kind=kind,
            number=number,
            person_number=person,
        ),
    )
