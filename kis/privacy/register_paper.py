"""The register of processing activities (art. 30 ust. 1 RODO) on paper."""

import datetime

from django.utils import timezone

from kis.accounts.models import Centre
from kis.lib.pdf import render_paper
from kis.privacy.models import ProcessingActivity


def register_paper(*, at: datetime.datetime) -> bytes:
    on = timezone.localdate(at)
    return render_paper(
        "privacy/register_print.html",
        {
            "centre": Centre.objects.current(),
            "activities": ProcessingActivity.objects.on(on),
            "on": on,
        },
        name="Rejestr czynności przetwarzania",
        made_at=at,
    )
