from kis.journal.models import AccessEntry
from kis.journal.record import NOTES


def write_notes(get_response):
    """Write what the view noted for the access log; without it the page is not sent."""

    def middleware(request):
        response = get_response(request)
        notes = list(getattr(request, NOTES, {}).values())
        if len(notes) == 1:  # most pages: without the transaction that bulk_create opens
            notes[0].save(force_insert=True)
        elif notes:
            AccessEntry.objects.bulk_create(notes)
        return response

    return middleware
