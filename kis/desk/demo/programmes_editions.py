"""Editions of the demonstration: one of each programme, and the personal assistance of the year before.

Rooms of kis.programmes find theirs with `edition_of_kind`.
"""

import datetime
from types import SimpleNamespace

import pghistory

from kis.programmes import editing
from kis.programmes.models import Edition, EditionNumber, Group, Kind

Code, Cost, Degree = EditionNumber.Code, Edition.Cost, Group.Degree
FUND = "Fundusz Solidarnościowy"
ASSISTANCE = "Asystent osobisty osoby z niepełnosprawnością"
COSTS = [Cost.TICKETS, Cost.OWN_CAR, Cost.TAXI, Cost.EVENTS, Cost.INSURANCE]


def edition_of_kind(kind: str, today: datetime.date) -> Edition:
    """The one that lasts today."""
    return Edition.objects.on(today).get(kind=kind)


def open_editions(staff: SimpleNamespace, today: datetime.date) -> None:
    """Each lasts a calendar year; this year's assistance is a copy of last year's."""
    with pghistory.context(user=staff.koordynatorka.pk):
        earlier = _assistance(staff, today.year - 1)
        _copy(earlier, staff, today.year)
        _respite(staff, today.year)
        _day_room(staff, today.year)
        _project(staff, today.year)
        _durability(staff, today.year)


def _begin(kind, name, staff, year, *, run_by, **facts) -> Edition:
    edition = Edition(kind=kind, name=name, **_year(year), **facts)
    editing.begin(edition, by=staff.koordynatorka)
    _run(edition, staff, run_by)
    return edition


def _run(edition: Edition, staff, login: str) -> None:
    user = getattr(staff, login)
    editing.name_staff(edition, user, since=edition.starts_on, by=staff.koordynatorka)


def _year(year: int) -> dict[str, datetime.date]:
    return {"starts_on": datetime.date(year, 1, 1), "ends_on": datetime.date(year, 12, 31)}


def _number(edition: Edition, staff, code: str, value) -> None:
    row = EditionNumber(edition=edition, code=code, value=value)
    editing.confirm(row, source=edition.source, by=staff.koordynatorka)


def _group(edition: Edition, staff, name: str, **facts) -> None:
    row = Group(edition=edition, name=name, **facts)
    editing.confirm(row, source=edition.source, by=staff.koordynatorka)


def _assistance(staff, year: int) -> Edition:
    edition = _begin(
        Kind.ASSISTANCE,
        f"{ASSISTANCE}, edycja {year}",
        staff,
        year,
        run_by="programy",
        funding=FUND,
        contract_number=f"AOON/17/{year}",
        source=f"Przykład demonstracyjny, nie przepis: program dla JST na {year} r., część IV",
        eligible_costs=COSTS,
    )
    for code, value in [
        (Code.PROVIDER_HOURS, 12),
        (Code.HOUR_RATE, 50),
        (Code.KM_RATE, "1.15"),
        (Code.PLACES, 14),
        (Code.BUDGET, 310000),
    ]:
        _number(edition, staff, code, value)
    for name, degree, is_coupled, hours in [
        ("stopień znaczny, niepełnosprawność sprzężona", Degree.SEVERE, True, 840),
        ("stopień znaczny", Degree.SEVERE, False, 720),
        ("stopień umiarkowany, niepełnosprawność sprzężona", Degree.MODERATE, True, 480),
        ("stopień umiarkowany", Degree.MODERATE, False, 360),
    ]:
        _group(
            edition,
            staff,
            name,
            degree=degree,
            is_coupled=is_coupled,
            age_from=16,
            hours_limit=hours,
        )
    _group(
        edition,
        staff,
        "dzieci od 2 do 16 lat",
        degree=Degree.CHILD,
        age_from=2,
        age_to=16,
        hours_limit=360,
    )
    return edition


def _copy(earlier: Edition, staff, year: int) -> Edition:
    """Compared with the new text, but the rate and one group: the warnings are to be seen."""
    edition = editing.copied(earlier)
    edition.name = f"{ASSISTANCE}, edycja {year}"
    edition.starts_on, edition.ends_on = _year(year).values()
    edition.funding, edition.contract_number = FUND, f"AOON/9/{year}"
    edition.source = f"Przykład demonstracyjny, nie przepis: program dla JST na {year} r., część IV"
    editing.begin_copy(edition, by=staff.koordynatorka)
    _run(edition, staff, "programy")
    for row in [
        *edition.numbers.exclude(code=Code.HOUR_RATE),
        *edition.groups.exclude(degree=Degree.CHILD),
    ]:
        editing.confirm(row, source=edition.source, by=staff.koordynatorka)
    return edition


def _respite(staff, year: int) -> None:
    edition = _begin(
        Kind.RESPITE,
        f"Opieka wytchnieniowa, edycja {year}",
        staff,
        year,
        run_by="programy",
        funding=FUND,
        contract_number=f"OW/4/{year}",
        source=f"Przykład demonstracyjny, nie przepis: program dla JST na {year} r., część V",
    )
    for code, value in [
        (Code.HOUR_RATE, 50),
        (Code.DAY_RATE, 800),
        (Code.PLACES, 8),
        (Code.BUDGET, 96000),
    ]:
        _number(edition, staff, code, value)
    limits = {"hours_limit": 240, "days_limit": 14}
    _group(
        edition,
        staff,
        "opiekunowie osób ze znacznym stopniem",
        degree=Degree.SEVERE,
        age_from=16,
        **limits,
    )
    _group(
        edition,
        staff,
        "opiekunowie dzieci od 2 do 16 lat",
        degree=Degree.CHILD,
        age_from=2,
        age_to=16,
        **limits,
    )


def _day_room(staff, year: int) -> None:
    edition = _begin(
        Kind.DAY_ROOM,
        f"Świetlica na plus {year}",
        staff,
        year,
        run_by="swietlica",
        funding="budżet gminy",
        source="Regulamin organizacyjny świetlicy (przykład)",
    )
    _number(edition, staff, Code.PLACES, 24)


def _project(staff, year: int) -> None:
    edition = _begin(
        Kind.PROJECT,
        "Aktywny Klub Integracji Społecznej szansą na zatrudnienie",
        staff,
        year,
        run_by="programy",
        funding="Fundusze Europejskie, EFS+",
        contract_number=f"FE.09/{year}/12",
        source="Umowa o dofinansowanie projektu (przykład)",
    )
    for code, value in [(Code.LEAVING_DAYS, 28), (Code.PLACES, 20), (Code.BUDGET, 240000)]:
        _number(edition, staff, code, value)


def _durability(staff, year: int) -> None:
    _begin(
        Kind.DURABILITY,
        "Kierunek Przyszłość – trwałość, świetlica CAS na Wzgórzu",
        staff,
        year,
        run_by="swietlica",
        source="Umowa o dofinansowanie, zasady trwałości (przykład)",
    )
