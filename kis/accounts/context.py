from kis.accounts.models import Centre


def frame(request):
    """What the frame of every page shows; asked lazily, so that parts and papers pay nothing."""
    return {"centre": Centre.objects.current}
