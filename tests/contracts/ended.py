"""Stays that ended, with what follows their end."""

import datetime

from contracts.certificates import issue
from contracts.stays import end_participation
from tests.participants.made import stay as finished_stay

FIRST, LAST = datetime.date(2026, 1, 5), datetime.date(2026, 7, 10)
FACTS = {"outcome": "finished", "contract_carried_out": "yes", "what_next": "training"}


def running(person, first=FIRST):
    return finished_stay(person, first)


def ended(person, *, first=FIRST, last=LAST, by=None, **facts):
    """By the act; `certificate_forms` among the facts issue a certificate on the last day."""
    stay = running(person, first)
    known = FACTS | facts
    end_participation(stay, ends_on=last, by=by or person.responsible, today=last, **known)
    return stay


def certified(person, *, by=None, on=LAST, forms="Warsztat komputerowy", **facts):
    stay = ended(person, **facts)
    return issue(stay, forms=forms, by=by or person.responsible, on=on)
