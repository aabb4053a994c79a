"""The one row of navigation; a role sees only its own, a PSU supervisor two tabs instead of a desk."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from kis.accounts.rights import Role
from kis.desk.first_steps import FIRST_STEPS, progress

# title, explanation, address by name, right
ITEMS = [
    ("Pulpit", "", "desk:start", None),
    ("Osoby", "", "participants:list", "participants.view_register"),
    ("Kontrakty", "", "contracts:register", "contracts.view_contract"),
    ("Zajęcia", "plan i obecność", "activities:timetable", "activities.open_classes"),
    ("PSU", "prace społecznie użyteczne", "psu:start", "psu.view_psu"),
    ("Dziś", "wizyty u rodzin", "families:today", "families.work"),
    ("Rodziny", "asystenci rodziny", "families:list", "families.open_families"),
    ("Programy", "edycje i usługi", "programmes:list", "programmes.open_programmes"),
    ("Sprawozdania", "", "reports:start", "reports.open_reports"),
    ("Dziś", "praca dzisiaj", "psu:today", "psu.look_after_place"),
    ("Miesiąc", "praca w miesiącu", "psu:own_month", "psu.look_after_place"),
]


@dataclass(frozen=True)
class Item:
    title: str
    hint: str
    url: str
    current: bool


def navigation(request) -> dict:
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    found = [
        (title, hint, reverse(name))
        for title, hint, name, right in ITEMS
        if (user.has_perm(right) if right else user.roles != {Role.SUPERVISOR})
    ]
    here = _here(request.path, [url for _, _, url in found])
    return {
        "navigation": [Item(title, hint, url, url == here) for title, hint, url in found],
        "first_steps_wait": SimpleLazyObject(lambda: _first_steps_wait(user)),
    }


def _first_steps_wait(user) -> bool:
    """For whom something of the first hour is still to be done. At most one query."""
    return user.has_perm(FIRST_STEPS) and not progress(user, timezone.localdate()).is_over


def _here(path: str, items: list[str]) -> str:
    """The item whose page this is, the nearest one: the desk is the root alone, and a person's tabs belong
    to the register, whichever app owns them.
    """
    return max(
        (item for item in items if item != "/" and path.startswith(item)), key=len, default=path
    )
