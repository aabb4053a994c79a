"""The copy on paper: first what art. 15 ust. 1 asks, then everything that is held."""

from django.conf import settings

from kis.accounts.models import Centre
from kis.lib.pdf import render_paper
from kis.privacy.copy.gathering import COMPLAINT, DECISIONS, RIGHTS, Copy


def copy_paper(copy: Copy) -> bytes:
    """Raises Refused where it takes too long."""
    return render_paper(
        "privacy/copy_print.html",
        {
            "centre": Centre.objects.current(),
            "copy": copy,
            "rights": RIGHTS,
            "complaint": COMPLAINT,
            "decisions": DECISIONS,
        },
        name=f"Kopia danych osobowych, karta nr {copy.person.pk}",
        made_at=copy.at,
        seconds=settings.WORKER_PAPER_SECONDS,
    )
