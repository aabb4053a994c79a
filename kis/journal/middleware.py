from kis.journal.models import AccessEntry
from kis.journal.record import NOTES


def write_notes(get_response):
    """Write what the view noted for the access log; without it the page is not sent."""

    def middleware(request):
        response = get_response(request)
        if notes := getattr(request, NOTES, None):
            AccessEntry.objects.bulk_create(notes)
        return response

    return middleware
