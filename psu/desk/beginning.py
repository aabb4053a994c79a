"""What work begins with: candidates, lists of the PUP, the plan of needs, who may not work yet."""

import datetime

from django.db.models import DateField, Exists, OuterRef, Subquery, Value
from django.db.models.functions import Cast
from django.urls import reverse

from kis.lib.dates import add_months, month_name, month_of
from kis.lib.work import asked
from participants.desk import door
from psu.models import Agreement, Candidate, NeedsPlan, PupList, Referral, Regime
from psu.models.pup_list import due_on
from psu.pay_lists.waiting import referrals_in


def candidates(people, user, on):
    return asked(Candidate.objects.waiting(), person="person", day="put_forward_on")


def tell_candidate(row, user) -> dict:
    return {
        "what": "kandydat(ka) na listę PUP",
        "url": reverse("psu:eligible_list_new"),
        "action": "Dodaj do listy",
    }


def needs_plan(people, user, on):
    """The plan that is due by 31 January, from December until autumn brings the next one: a row or none.

    Where no agreement held since the year before there is nothing to plan from.
    """
    year = on.year + (on.month == PLANNED_FROM)
    plans = NeedsPlan.objects.filter(plan_year=year)
    since = datetime.date(year - 1, 1, 1)
    found = Agreement.objects.within(since, datetime.date(year, 12, 31)).annotate(
        plan=Subquery(plans.values("pk")),
        due_on=Cast(Value(datetime.date(year, 1, 31)), DateField()),
    )
    if PLANNED_UNTIL < on.month < PLANNED_FROM:
        found = found.filter(pk=None)
    unsent = found.exclude(Exists(plans.filter(sent_on__isnull=False)))
    return asked(unsent, person=None, day="due_on", plan="plan")[:1]


PLANNED_FROM, PLANNED_UNTIL = 12, 9  # months


def tell_needs_plan(row, user) -> dict:
    plan = row.facts["plan"]
    if plan:
        url = reverse("psu:needs_plan", args=[plan])
    else:
        is_writer = user.has_perm("psu.write_needs_plan")
        url = reverse("psu:needs_plan_new" if is_writer else "psu:needs_plans")
    return {
        "who": f"Plan potrzeb na {row.day.year} rok",
        "what": "do PUP i kierownika do 31 stycznia",
        "url": url,
        "action": "Otwórz",
    }


def pup_lists(people, user, on):
    """Of agreements of the previous act that held in the month before: its list, due by the 10th."""
    month = add_months(on.replace(day=1), -1)
    came = PupList.objects.filter(agreement=OuterRef("pk"), month=month)
    held = Agreement.objects.within(*month_of(month)).filter(regime__code=Regime.Code.OLD)
    due = Cast(Value(due_on(month)), DateField())
    waiting = held.filter(~Exists(came)).annotate(due_on=due)
    return asked(waiting, person=None, day="due_on", agreement="number")


def tell_pup_list(row, user) -> dict:
    month = add_months(row.day.replace(day=1), -1)
    may_note = user.has_perm("psu.write_agreement")
    return {
        "who": f"Porozumienie {row.facts['agreement']}",
        "what": f"wykaz z PUP za {month_name(month)}",
        "url": reverse("psu:pup_list", args=[row.number, month])
        if may_note
        else reverse("psu:agreement", args=[row.number]),
        "action": "Odnotuj" if may_note else "Otwórz",
    }


READINESS = ("ohs_on", "medical", "medical_on", "medical_until")


def not_ready(people, user, on):
    facts = {"place": "place__name"} | {name: name for name in READINESS}
    return asked(referrals_in("czekaja", on), person="person", day="starts_on", **facts)


def tell_not_ready(row, user) -> dict:
    # The model says what is missing: the same words as in the person's file.
    referral = Referral(**{name: _read(Referral, name, row.facts) for name in READINESS})
    missing = " i ".join(referral.missing_to_work(max(row.on, row.day)))
    right, name = "psu.write_referral", "psu:referral_edit"
    return {
        "what": f"skierowanie bez {missing}",
        "detail": row.facts["place"],
        **door(user, row, right, name, "Uzupełnij", numbers=[row.number]),
    }


def _read(model, name: str, facts: dict):
    return model._meta.get_field(name).to_python(facts[name])
