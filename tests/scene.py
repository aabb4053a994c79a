"""The table's pages, and two people with a record of every kind that an address takes."""

import importlib
from types import SimpleNamespace

from django.urls import reverse

from tests.factories import PersonFactory

APPS = [
    *("accounts", "participants", "contracts", "psu", "activities", "families"),
    "programmes",
    *("reports", "inspection", "imports", "oversight", "recovery", "privacy", "desk", "entry"),
]
ACCESS = [importlib.import_module(f"tests.{app}.access") for app in APPS]
PAGES = [page for module in ACCESS for page in module.PAGES]


def with_records(users, area="kis"):
    facts = {"person": PersonFactory(responsible=users.worker, area=area)}
    for module in ACCESS:
        facts |= module.records(SimpleNamespace(**facts), users)
    return SimpleNamespace(**facts)


def address(page, records):
    return reverse(page.name, args=page.arguments(records) if page.arguments else [])


def status(client_of, user, method, url):
    return getattr(client_of(user), method)(url).status_code


def user_of(users, role):
    return next(user for user in vars(users).values() if role in user.roles)
