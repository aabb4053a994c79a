from django.utils.functional import SimpleLazyObject

from kis.accounts.models import Centre


def frame(request):
    """What the frame of every page shows; asked once and lazily, so that parts and papers pay nothing."""
    return {"centre": SimpleLazyObject(Centre.objects.current)}
