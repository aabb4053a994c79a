from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse
from django.views.decorators.http import require_safe

from kis.recovery.health import health


# Without a transaction: its connection may be the very one that stands still.
@transaction.non_atomic_requests
@login_not_required
@require_safe
def works(request):
    """For a monitor: one word and its code. What is wrong the stranger is not told."""
    is_good = all(part.is_good for part in health())
    return HttpResponse(
        "ok\n" if is_good else "degraded\n",
        content_type="text/plain; charset=utf-8",
        status=200 if is_good else 503,
    )
