"""Editions as the list shows them."""

from django.db.models import Count, Q

from kis.lib.periods import covering

STATES = {"trwa": "Trwają", "dalej": "Nie zaczęte", "byly": "Zakończone", "wszystkie": "Wszystkie"}


def listed(rows, state: str, on):
    """Each with `taking_part` and `waiting`; one query."""
    if state == "trwa":
        rows = rows.on(on)
    elif state == "dalej":
        rows = rows.filter(starts_on__gt=on)
    elif state == "byly":
        rows = rows.filter(ends_on__lt=on)
    stands = Q(enrolments__voided_at=None)
    rows = rows.annotate(
        taking_part=Count(
            "enrolments",
            filter=stands
            & Q(enrolments__starts_on__isnull=False)
            & covering(on, "enrolments__starts_on", "enrolments__ends_on"),
        ),
        waiting=Count(
            "enrolments", filter=stands & Q(enrolments__starts_on=None, enrolments__refused_on=None)
        ),
    )
    # Counting drops the order of the model.
    return rows.order_by(*rows.model._meta.ordering)
