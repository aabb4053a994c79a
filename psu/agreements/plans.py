"""Plans of referrals that a lowered limit no longer carries: a decision, told and not refused."""

import datetime

from django.contrib import messages

from kis.lib.money import hours
from kis.lib.sentences import inside_a_sentence
from psu.models import Agreement
from psu.models.agreement import AgreedTerms
from psu.rules.planning import months_over

LIMITS = {"weekly_hours", "monthly_hours"}
SHOWN = 5


def plans_over(agreement: Agreement, terms: AgreedTerms, since: datetime.date) -> list[str]:
    """A sentence for each referral that from that day on plans more than the terms allow. One query."""
    found = []
    for referral in agreement.referrals.filter(last_day__gte=since):
        over = _over(referral, terms, max(since, referral.starts_on))
        if over:
            found.append(f"Skierowanie {referral.number}: {inside_a_sentence(over[0])}")
    return found


def _over(referral, terms: AgreedTerms, first: datetime.date) -> list[str]:
    week = sum(referral.plan.values())
    if week > terms.weekly_hours:
        return [f"plan daje {hours(week)} godz. w tygodniu, limit to {hours(terms.weekly_hours)}."]
    return months_over(referral.plan, first, referral.last_day, limit=terms.monthly_hours)


def tell_plans_over(request, form, terms: AgreedTerms, since: datetime.date) -> None:
    """Behind a save that changed a limit."""
    if not LIMITS.intersection(form.changed_data):
        return
    agreement = getattr(terms, "agreement", terms)
    found = plans_over(agreement, terms, since)
    for sentence in found[:SHOWN]:
        messages.warning(request, sentence)
    if len(found) > SHOWN:
        messages.warning(request, f"Dalsze skierowania z takim planem: {len(found) - SHOWN}.")
