"""How the program is: the nightly check and the e-mails; and what each user set for themselves."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from kis.desk.consistency.checking import RULES
from kis.desk.consistency.showing import SHOWN, broken_rules
from kis.desk.consistency.tasks import defer_check
from kis.desk.gathering import groups_of
from kis.desk.mailing.showing import troubles
from kis.desk.models import DataCheck, Mailing, PolicyReport
from kis.desk.settings_form import SettingsForm
from kis.desk.state import STATE, kept_in
from kis.documents.tasks import is_anybody_working
from kis.journal.leaving import ways
from kis.journal.models import HeadSent
from kis.journal.record import record
from kis.journal.words import kind_word
from kis.lib.dates import DAY
from kis.lib.posting import post_or_back
from kis.recovery.health import health

POLICY_LOOKED_BACK = 14 * DAY


@require_GET
@permission_required(STATE, raise_exception=True)
def state(request):
    now = timezone.localtime()
    last = DataCheck.objects.exclude(finished_at=None).order_by("-started_at").first()
    broken, unsent = broken_rules(request.user, now.date()), troubles(request.user, now)
    for row in [*(row for rule in broken for row in rule.findings), *unsent]:
        if row.person:
            record(request, "view", kind="state", person=row.person)
    context = {
        "last": last,
        "unanswered": [RULES[key].what for key in last.failed if key in RULES] if last else [],
        "broken": broken,
        "rules": len(RULES),
        "most": SHOWN,
        "is_anybody_working": is_anybody_working(now),
        "has_mail": settings.HAS_MAIL,
        "last_mail": Mailing.objects.filter(state=Mailing.State.SENT).first(),
        "troubles": unsent,
        "parts": health() if request.user.has_perm("recovery.view_health") else [],
        "stopped": _stopped(now.date()),
        "head_ways": [way.label for way in ways()],
        "head_sent": HeadSent.objects.first(),
        "is_head_kept_in": bool(ways()) and kept_in(now.date()).exists(),
    }
    return render(request, "desk/state.html", context)


def _stopped(on) -> list[dict]:
    """What browsers reported in the last fortnight, in words."""
    found = PolicyReport.objects.since(on - POLICY_LOOKED_BACK)[:SHOWN]
    words = dict(PolicyReport.Blocked.choices)
    return [row | {"what": words[row["blocked"]], "page": kind_word(row["page"])} for row in found]


@require_http_methods(["GET", "POST"])
def own_settings(request):
    """What each user sets for themselves."""
    form = SettingsForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, "Zapisano ustawienia.")
        return redirect("desk:settings")
    context = {
        "form": form,
        "has_desk": bool(groups_of(request.user)),
        "has_mail": settings.HAS_MAIL,
    }
    return render(request, "desk/settings.html", context)


@permission_required(STATE, raise_exception=True)
@post_or_back("desk:state")
def check_now(request):
    defer_check()
    messages.success(request, "Zlecono kontrolę danych. Wynik pojawi się na tej stronie.")
    return redirect("desk:state")
