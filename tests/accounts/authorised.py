"""Authorisations for tests: nobody comes in without one."""

import datetime

from kis.accounts.models import Authorisation

LONG_AGO = datetime.date(2000, 1, 1)


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
