"""How the program is: the nightly check and what it found."""

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from kis.desk.consistency.checking import RULES
from kis.desk.consistency.showing import SHOWN, broken_rules
from kis.desk.consistency.tasks import defer_check
from kis.desk.models import DataCheck
from kis.desk.state import STATE
from kis.documents.tasks import is_anybody_working
from kis.lib.posting import post_or_back


@require_GET
@permission_required(STATE, raise_exception=True)
def state(request):
    now = timezone.localtime()
    last = DataCheck.objects.exclude(finished_at=None).order_by("-started_at").first()
    context = {
        "last": last,
        "unanswered": [RULES[key].what for key in last.failed if key in RULES] if last else [],
        "broken": broken_rules(request.user, now.date()),
        "rules": len(RULES),
        "most": SHOWN,
        "is_anybody_working": is_anybody_working(now),
    }
    return render(request, "desk/state.html", context)


@permission_required(STATE, raise_exception=True)
@post_or_back("desk:state")
def check_now(request):
    defer_check()
    messages.success(request, "Zlecono kontrolę danych. Wynik pojawi się na tej stronie.")
    return redirect("desk:state")
