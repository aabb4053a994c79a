"""The one row of navigation; a role sees only its own."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

# title, explanation, address by name, app whose pages belong to it, right
ITEMS = [
    ("Pulpit", "", "desk:start", "desk", None),
    ("Osoby", "", "participants:list", "participants", "participants.view_register"),
    ("Kontrakty", "", "contracts:register", "contracts", "contracts.view_contract"),
    ("PSU", "prace społecznie użyteczne", "psu:start", "psu", "psu.view_psu"),
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
    here = request.resolver_match.app_name if request.resolver_match else ""
    items = []
    for title, hint, name, app, right in ITEMS:
        if right is None or user.has_perm(right):
            try:
                items.append(Item(title, hint, reverse(name), current=app == here))
            except NoReverseMatch:
                continue
    return {"navigation": items}
