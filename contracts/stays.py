"""Acts on a participation that has begun: it is prolonged, it ends, and what follows its end."""

import datetime

from contracts.certificates import issue
from kis.lib.dates import add_months, polish
from kis.lib.refusals import Refused, refused_by_database
from participants.models import Break, Certificate, FollowUp, Participation, Prolongation
from participants.stay_guards import SENTENCES

# Asked of everybody who left alive, so many months after the last day.
ASKED_AFTER = (3, 12)
DEATH = Participation.LeavingReason.DEATH


def _locked(participation: Participation) -> None:
    """Read anew under its lock. Raises Refused where it has ended, or was voided."""
    participation.refresh_from_db(
        from_queryset=Participation.with_voided.select_for_update(no_key=True)
    )
    if participation.voided_at:
        raise Refused(SENTENCES["stay_is_voided"])
    if participation.ends_on:
        raise Refused(f"Ten udział skończył się już {polish(participation.ends_on)}.")


def prolong(
    participation: Participation,
    *,
    until: datetime.date,
    reason: str,
    by,
    today: datetime.date,
) -> Prolongation:
    """Put the planned end off. Raises Refused for a day that is not later, or is past."""
    with refused_by_database():
        _locked(participation)
        before = participation.planned_end_on
        if until <= before:
            raise Refused(
                f"Planowany koniec to teraz {polish(before)}. Przedłużyć można tylko na późniejszy dzień."
            )
        if until < today:
            raise Refused(
                "Nowy planowany koniec już minął. Podaj dzień od dziś albo zakończ udział."
            )
        participation.planned_end_on = until
        participation.save(update_fields=["planned_end_on"])
        return Prolongation.objects.create(
            participation=participation,
            planned_before=before,
            planned_end_on=until,
            reason=reason,
            made_on=today,
            made_by=by,
        )


def end_participation(
    participation: Participation,
    *,
    ends_on: datetime.date,
    outcome: str,
    what_next: str,
    by,
    today: datetime.date,
    contract_carried_out: str = "",
    leaving_reason: str = "",
    social_effects: str = "",
    vocational_effects: str = "",
    certificate_forms: str = "",
) -> Certificate | None:
    """`ends_on` is the last day. Raises Refused for a day outside the stay, and where it has ended.

    Whether the contract was carried out is asked of every stay but that of art. 200, which has none.

    With `certificate_forms` a certificate is issued at once; never after a death. Nobody is asked about the
    dead either.
    """
    with refused_by_database():
        _locked(participation)
        if ends_on > today:
            raise Refused("Ostatni dzień udziału nie może być późniejszy niż dzisiaj.")
        if ends_on < participation.starts_on:
            raise Refused(
                f"Udział zaczął się {polish(participation.starts_on)}, nie może się skończyć wcześniej."
            )
        _end_breaks(participation, ends_on)
        facts = {
            "ends_on": ends_on,
            "outcome": outcome,
            "leaving_reason": leaving_reason,
            "contract_carried_out": contract_carried_out,
            "what_next": what_next,
            "social_effects": social_effects,
            "vocational_effects": vocational_effects,
            "ended_by": by,
        }
        for name, value in facts.items():
            setattr(participation, name, value)
        participation.save(update_fields=list(facts))
        if leaving_reason == DEATH:
            return None
        _plan_follow_ups(participation)
        if certificate_forms:
            # Last: it takes a number.
            return issue(participation, forms=certificate_forms, by=by, on=today)
        return None


def _end_breaks(participation: Participation, last: datetime.date) -> None:
    """Who does not come back from a break leaves on its last day."""
    for row in Break.objects.filter(participation=participation):
        if row.starts_on > last:
            raise Refused(
                f"Po ostatnim dniu udziału zaczyna się przerwa ({polish(row.starts_on)}). Unieważnij "
                "najpierw przerwę albo podaj późniejszy dzień."
            )
        if row.ends_on is None or row.ends_on > last:
            row.ends_on = last
            row.save(update_fields=["ends_on"])


def _plan_follow_ups(participation: Participation) -> None:
    FollowUp.objects.bulk_create(
        FollowUp(
            participation=participation,
            months=months,
            due_on=add_months(participation.ends_on, months),
        )
        for months in ASKED_AFTER
    )
