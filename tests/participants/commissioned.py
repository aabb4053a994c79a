"""Stays of art. 200, made around the act: for tests of what holds them and of what counts them."""

from datetime import date

from participants.models import CommissionLimit, LabourOfficePeriod, Participation

FIRST, LAST = date(2026, 3, 1), date(2026, 8, 31)  # the last day that law lets it have
REGISTERED_SINCE = date(2024, 6, 1)
PAPERS = {
    "agreement_number": "UmRS/3/2026",
    "agreement_on": date(2026, 2, 2),
    "referral_number": "SK/118/2026",
    "referral_on": date(2026, 2, 24),
}


def limits(**facts) -> CommissionLimit:
    given = {"longest_months": 6, "hours_a_day": 4, "valid_from": date(2025, 6, 1), **facts}
    return CommissionLimit.objects.create(source="art. 200", **given)


def registered(person, starts_on=REGISTERED_SINCE, ends_on=None, **facts) -> LabourOfficePeriod:
    return LabourOfficePeriod.objects.create(
        person=person, starts_on=starts_on, ends_on=ends_on, **facts
    )


def row(person, **facts) -> Participation:
    """The row alone."""
    given = {
        "kind": "commissioned",
        "starts_on": FIRST,
        "planned_end_on": LAST,
        "rules_version": "1",
        "rules_read_on": FIRST,
        "begun_by": person.responsible,
        **PAPERS,
        **facts,
    }
    return Participation.objects.create(person=person, **given)


def commissioned(person, **facts) -> Participation:
    """With its limits and a registration."""
    if not CommissionLimit.objects.exists():
        limits()
    registered(person)
    return row(person, **facts)
