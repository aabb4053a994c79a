"""The tabs of an edition's page, in their order, and what the frame around each of them shows."""

from django.shortcuts import render
from django.urls import reverse

from kis.programmes.models import Kind
from kis.programmes.models.edition import WITH_SERVICES
from kis.programmes.scope import EditionFile

# title, address by name, of which programmes
TABS = [
    ("Przegląd", "programmes:edition", tuple(Kind)),
    *[
        (title, f"programmes:{name}", (Kind.DAY_ROOM,))
        for title, name in [
            ("Świetlica teraz", "room"),
            ("Dziennik", "room_today"),
            ("Miesiąc", "room_this_month"),
            ("Plan zajęć", "room_this_week"),
            ("Dzieci", "children"),
            ("Zasady świetlicy", "room_rules"),
        ]
    ],
    ("Uczestnicy", "programmes:enrolments", tuple(Kind)),
    ("Usługi", "programmes:services", WITH_SERVICES),
    ("Koszty", "programmes:costs", WITH_SERVICES),
    ("Rozliczenia", "programmes:settlements", WITH_SERVICES),
    ("Dane i wsparcie", "programmes:project", (Kind.PROJECT,)),
    ("Liczby trwałości", "programmes:durability", (Kind.DURABILITY,)),
    ("Wskaźniki", "programmes:figures", tuple(Kind)),
    ("Liczby i zasady", "programmes:numbers", tuple(Kind)),
]


def edition_page(
    request, file: EditionFile, template: str, current: str, context: dict | None = None
):
    """`current` is the name of the tab's address."""
    tabs = [
        {"title": title, "url": reverse(name, args=[file.edition.pk]), "current": name == current}
        for title, name, kinds in TABS
        if file.edition.kind in kinds
    ]
    frame = {"edition": file.edition, "file": file, "tabs": tabs}
    return render(request, template, frame | (context or {}))
