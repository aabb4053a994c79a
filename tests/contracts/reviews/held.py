"""Reviews of contracts, held through the act."""

import datetime

from django.utils import timezone

from contracts.models import Action, Goal
from contracts.reviews.holding import hold, note_attempt
from tests.contracts import made
from tests.contracts.written import whole_draft

D = datetime.date
HELD_ON = D(2027, 1, 12)


def at_noon_of(day):
    return timezone.make_aware(datetime.datetime.combine(day, datetime.time(12)))


def signed_whole(person, on=made.SIGNED_ON, **facts):
    """A whole contract, signed that day on a print of the day before."""
    draft = whole_draft(person, **{"number": "27/2026", **facts})
    printed = made.lock(draft, printed_on=on - datetime.timedelta(days=1))
    return made.sign(printed, on=on)


def actions_of(contract):
    return list(
        Action.objects.filter(goal__contract=contract).order_by("goal__position", "position")
    )


def all_going_on(contract, **others):
    """Every action under way, but those named by their number on the sheet: a2=("reached", "")."""
    results = {}
    for number, action in enumerate(actions_of(contract), start=1):
        results[action.pk] = others.get(f"a{number}", ("going_on", ""))
    return results


def held(contract, *, on=HELD_ON, by=None, **facts):
    """A periodic review without changes; `a1`, `a2`: results of actions by their number."""
    results = {
        name: facts.pop(name) for name in list(facts) if name[0] == "a" and name[1:].isdigit()
    }
    is_final = facts.get("is_final", False)
    if is_final:
        goals = Goal.objects.filter(contract=contract)
        facts.setdefault("goal_results", {goal.pk: ("reached", "") for goal in goals})
    return hold(
        contract,
        **{
            "by": by or contract.worker,
            "at": at_noon_of(on),
            "on": on,
            "results": all_going_on(contract, **results),
            "presence": "present",
            "conclusions": "Warsztat trwa, rozmowy z doradcą umówiono.",
            "what_next": "unchanged",
            "next_on": None if is_final else on + datetime.timedelta(days=59),
            **facts,
        },
    )


LONG_AGO = D(2020, 3, 10)


def reviewed_long_ago(contract, by):
    """A row of each kind that reviews make, for the table of pages and for a person's history."""
    planned = contract.planned_reviews.first()
    at = at_noon_of(LONG_AGO)
    note_attempt(planned, on=LONG_AGO, way="phone", outcome="nie odbiera", by=by, at=at)
    change = {"side": "person", "text": "Kurs obsługi kasy", "deadline": D(2021, 3, 1)}
    review = held(contract, on=LONG_AGO, by=by, is_final=True, what_next="annex", changes=[change])
    review.sheet, review.sheet_code = kept(by), "AAAA"
    review.save(update_fields=["sheet", "sheet_code"])
    review.keep_scan(kept(by))
    return {"review": review, "planned_review": planned}


def kept(by):
    facts = {"kind": "review", "name": "o.pdf", "content_type": "application/pdf"}
    return made.Document.objects.keep(content=b"%PDF-", by=by, **facts)
