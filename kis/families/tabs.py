"""The tabs of a family's page, in their order, and what the frame around each of them shows."""

from django.shortcuts import render
from django.urls import reverse

from kis.families.scope import FamilyFile

# title, address by name
TABS = [
    ("Przegląd", "families:family"),
    ("Członkowie", "families:members"),
    ("Plan", "families:plan"),
    ("Wizyty", "families:visits"),
    ("Prośby", "families:requests"),
    ("Oceny", "families:assessments"),
    ("Historia", "desk:family_history"),
]


def family_page(
    request, file: FamilyFile, template: str, current: str, context: dict | None = None
):
    """`current` is the name of the tab's address."""
    tabs = [
        {"title": title, "url": reverse(name, args=[file.family.pk]), "current": name == current}
        for title, name in TABS
    ]
    frame = {
        "family": file.family,
        "file": file,
        "cooperation": file.cooperation,
        "assignment": file.assignment,
        "tabs": tabs,
    }
    return render(request, template, frame | (context or {}))
