"""Authorisations for tests: nobody comes in without one; and inspections, without which one reads nothing."""

import datetime

from kis.accounts.models import Authorisation, Inspection

LONG_AGO = datetime.date(2000, 1, 1)
FAR_AHEAD = datetime.date(2199, 12, 31)


def authorisation(user, **facts):
    known = {
        "user": user,
        "number": f"{user.pk}/2000",
        "starts_on": LONG_AGO,
        "granted_on": LONG_AGO,
        "granted_by": "Jan Dudek, dyrektor",
        "pledge_signed_on": LONG_AGO,
        "entered_by": user,
    }
    return Authorisation(**known | facts)


def authorise(*users, **facts):
    """The last of them; each has a valid one from long ago, without an end."""
    made = Authorisation.objects.bulk_create(authorisation(user, **facts) for user in users)
    return made[-1]


def inspect(inspector, *, by, **facts):
    """An inspection that runs, of nobody yet."""
    known = {
        "authority": "Wojewoda, nr 12/2026",
        "subject": "działalność klubu",
        "period_starts_on": LONG_AGO,
        "period_ends_on": FAR_AHEAD,
        "starts_on": LONG_AGO,
        "ends_on": FAR_AHEAD,
        "entered_by": by,
    }
    return Inspection.objects.create(inspector=inspector, **known | facts)
