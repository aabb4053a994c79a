"""The one row of navigation; a role sees only its own."""

from dataclasses import dataclass

from django.urls import reverse

# title, explanation, address by name, right
ITEMS = [
    ("Pulpit", "", "desk:start", None),
    ("Osoby", "", "participants:list", "participants.view_register"),
    ("Kontrakty", "", "contracts:register", "contracts.view_contract"),
    ("PSU", "prace społecznie użyteczne", "psu:start", "psu.view_psu"),
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
    return {
        "navigation": [
            Item(title, hint, reverse(name), _is_here(request.path, reverse(name)))
            for title, hint, name, right in ITEMS
            if right is None or user.has_perm(right)
        ]
    }


def _is_here(path: str, item: str) -> bool:
    """A person's tabs belong to the register, whichever app owns them; the desk is the root alone."""
    return path == item if item == "/" else path.startswith(item)
