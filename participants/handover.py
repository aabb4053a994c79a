"""Handing a case over to another worker."""

from datetime import date

from django.db import transaction

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.lib.dates import polish
from kis.lib.refusals import Refused
from participants.models import CaseAccess, Person

CASE_LEADERS = (Role.SOCIAL_WORKER, Role.COORDINATOR)


@transaction.atomic
def hand_over(
    person,
    *,
    to: User,
    by: User,
    on: date,
    reason: str,
    keep_until: date,
    led_by: User | None = None,
) -> Person:
    """Make `to` lead the case; the worker until now may write in it through `keep_until`.

    The row of that access also keeps the reason. Raises Refused; with `led_by` also where somebody else
    leads it by now.
    """
    # Read behind the lock: of two who hand the case over at once the second sees the first one's worker.
    person = Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if led_by and person.responsible != led_by:
        raise Refused(
            f"Sprawę osoby {person} prowadzi już {person.responsible}. Otwórz stronę na nowo."
        )
    if not reason.strip():
        raise Refused("Napisz, dlaczego sprawa przechodzi do innego pracownika.")
    if to == person.responsible:
        raise Refused(f"Tę sprawę już prowadzi {to}. Wybierz inną osobę.")
    if not User.objects.with_role(*CASE_LEADERS).filter(pk=to.pk).exists():
        raise Refused("Sprawę może prowadzić pracownik socjalny albo koordynator.")
    if keep_until < on:
        raise Refused(f"Dostęp dotychczasowego pracownika kończy się najwcześniej {polish(on)}.")
    CaseAccess.objects.create(
        person=person,
        user=person.responsible,
        why=CaseAccess.Why.HAND_OVER,
        reason=reason.strip(),
        starts_on=on,
        ends_on=keep_until,
        given_by=by,
    )
    person.responsible = to
    person.save(update_fields=["responsible"])
    return person
