"""The two centres that the demonstration shows, and who works in them. Names of people are invented."""

import datetime
from types import SimpleNamespace

from django.contrib.auth.hashers import make_password

from kis.accounts.models import Centre, User
from kis.accounts.rights import Role

PASSWORD = "demo"  # noqa: S105 - refused by the login unless DEMO=1

CENTRES = {
    "pulawy": {
        "name": "Miejski Ośrodek Pomocy Społecznej w Puławach",
        "short_name": "MOPS Puławy",
        "municipality": "Miasto Puławy",
        "street": "ul. Leśna 17",
        "postal_code": "24-100",
        "town": "Puławy",
        "phone": "81 000 00 00",
        "club_phone": "81 000 00 23",
        "data_officer": "Ewa Przykładowa",
        "data_officer_email": "iod@mops.example",
        "data_officer_phone": "81 000 00 24",
        "labour_office": "Powiatowego Urzędu Pracy w Puławach",
        "head_name": "Jan Dudek",
        "started_on": datetime.date(2006, 1, 1),
        "legal_basis": "ustawa z dnia 13 czerwca 2003 r. o zatrudnieniu socjalnym (Dz.U. 2025 poz. 1718)",
    },
    "starachowice": {
        "name": "Miejski Ośrodek Pomocy Społecznej w Starachowicach",
        "short_name": "MOPS Starachowice",
        "municipality": "Gmina Starachowice",
        "street": "ul. Majówka 21A",
        "postal_code": "27-200",
        "town": "Starachowice",
        "phone": "41 000 00 00",
        "club_phone": "41 000 00 23",
        "data_officer": "Ewa Przykładowa",
        "data_officer_email": "iod@mops.example",
        "labour_office": "Powiatowego Urzędu Pracy w Starachowicach",
        "head_name": "Jan Dudek",
        "resolution": "Uchwała Nr V/12/08 Rady Miejskiej w Starachowicach z dnia 30 maja 2008 r. "
        "w sprawie utworzenia i prowadzenia Klubu Integracji Społecznej",
        "created_on": datetime.date(2008, 5, 30),
        "legal_basis": "ustawa z dnia 13 czerwca 2003 r. o zatrudnieniu socjalnym (Dz.U. 2025 poz. 1718)",
    },
}

# Where the people of the demonstration live and work, beside what the centre itself says.
STREETS = {
    "pulawy": ["Lubelska", "Norwida", "Kaniowczyków", "Wróblewskiego", "Słowackiego", "Dęblińska"],
    "starachowice": ["Radomska", "Staszica", "Oświatowa", "Kościelna", "Hutnicza", "Zgodna"],
}
COUNTY_OFFICES = {"pulawy": "Starosta Puławski", "starachowice": "Starosta Starachowicki"}

STAFF = [
    ("socjalna", "Anna", "Wrona", Role.SOCIAL_WORKER, "21"),
    ("socjalny2", "Piotr", "Sowa", Role.SOCIAL_WORKER, "22"),
    ("koordynatorka", "Marta", "Zając", Role.COORDINATOR, "23"),
    ("opiekun", "Zofia", "Nowak", Role.SUPERVISOR, ""),
    ("ksiegowa", "Ewa", "Lis", Role.ACCOUNTANT, "31"),
    ("kierownik", "Jan", "Dudek", Role.HEAD, "11"),
    ("merytoryczny", "Olga", "Kos", Role.CONTENT_ADMIN, "24"),
    ("admin", "Adam", "Szpak", Role.SYSTEM_ADMIN, ""),
    ("kontrola", "Iwona", "Bąk", Role.INSPECTOR, ""),
    ("prowadzaca", "Ewelina", "Wrzos", Role.LEADER, ""),
    ("iod", "Irena", "Klon", Role.DATA_OFFICER, ""),
]


def open_office(centre: str) -> SimpleNamespace:
    """Make the centre and its staff; the users by login."""
    facts = CENTRES[centre]
    Centre.objects.create(**facts)
    start = facts["phone"].rsplit(" ", 1)[0]
    hashed = make_password(PASSWORD)  # once: everybody has the same
    return SimpleNamespace(
        **{
            login: User.objects.create_hashed(
                login,
                hashed,
                first_name=first,
                last_name=last,
                phone=f"{start} {extension}" if extension else "",
                roles=[role],
            )
            for login, first, last, role, extension in STAFF
        }
    )
