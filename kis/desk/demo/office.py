"""The two centres that the demonstration shows, and who works in them. Names of people are invented."""

import datetime
from types import SimpleNamespace

from django.contrib.auth.hashers import make_password

from kis.accounts.models import Authorisation, Centre, Deputy, Inspection, User
from kis.accounts.rights import Role
from kis.lib.dates import DAY, add_months

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
    ("asystentka", "Joanna", "Brzoza", Role.FAMILY_ASSISTANT, "26"),
    ("asystent2", "Marek", "Dąb", Role.FAMILY_ASSISTANT, "27"),
    ("programy", "Ewa", "Klimek", Role.PROGRAMME_STAFF, "28"),
    ("swietlica", "Paweł", "Jodła", Role.PROGRAMME_STAFF, "29"),
    ("asystentka3", "Alina", "Wierzba", Role.PROGRAMME_STAFF, "30"),
]


POSITIONS = {
    Role.SOCIAL_WORKER: "pracownik socjalny",
    Role.COORDINATOR: "koordynator KIS",
    Role.SUPERVISOR: "opiekun prac społecznie użytecznych",
    Role.ACCOUNTANT: "księgowa",
    Role.HEAD: "dyrektor",
    Role.CONTENT_ADMIN: "specjalista do spraw programów",
    Role.SYSTEM_ADMIN: "informatyk",
    Role.INSPECTOR: "inspektor wojewódzki",
    Role.LEADER: "prowadząca zajęcia",
    Role.DATA_OFFICER: "inspektor ochrony danych",
    Role.FAMILY_ASSISTANT: "asystent rodziny",
    Role.PROGRAMME_STAFF: "specjalista do spraw programów",
}
# Whose runs out, so many days ahead; and who waits for the signature on a longer one.
ENDS_SOON = {"socjalny2": 11, "prowadzaca": 24}


def authorise(staff: SimpleNamespace, today: datetime.date) -> None:
    """Everybody since the year before last; two of them see the end of theirs."""
    first = datetime.date(today.year - 2, 1, 2)
    for number, (login, _, _, role, _) in enumerate(STAFF, start=1):
        days = ENDS_SOON.get(login)
        Authorisation.objects.create(
            user=getattr(staff, login),
            number=f"{number}/{first.year}",
            position=POSITIONS[role],
            starts_on=first,
            ends_on=today + days * DAY if days else None,
            granted_on=first,
            granted_by=f"{staff.kierownik}, dyrektor",
            pledge_signed_on=first,
            entered_by=staff.admin,
        )
    _prepare_next(staff, today)


def _prepare_next(staff: SimpleNamespace, today: datetime.date) -> None:
    """One that waits for the signatures on paper."""
    ends_on = today + ENDS_SOON["prowadzaca"] * DAY
    Authorisation.objects.create(
        user=staff.prowadzaca,
        number=f"1/{today.year}",
        position=POSITIONS[Role.LEADER],
        starts_on=ends_on + DAY,
        ends_on=add_months(ends_on, 12),
        entered_by=staff.admin,
    )


def inspect(staff: SimpleNamespace, today: datetime.date) -> None:
    """One of everybody, that runs."""
    Inspection.objects.create(
        inspector=staff.kontrola,
        authority="Wojewoda, upoważnienie do kontroli nr 14/2026",
        subject="prowadzenie klubu i prace społecznie użyteczne",
        period_starts_on=datetime.date(today.year - 1, 1, 1),
        period_ends_on=today,
        covers_everybody=True,
        starts_on=today - 3 * DAY,
        ends_on=add_months(today, 3),
        entered_by=staff.kierownik,
    )


def stand_in(staff: SimpleNamespace, today: datetime.date) -> None:
    """A leave that was, and one that comes."""
    for absent, deputy, first, last in (
        (staff.kierownik, staff.koordynatorka, today - 40 * DAY, today - 30 * DAY),
        (staff.socjalny2, staff.socjalna, today + 20 * DAY, today + 31 * DAY),
    ):
        by = staff.kierownik if deputy == staff.koordynatorka else staff.koordynatorka
        Deputy.objects.create(
            absent=absent,
            deputy=deputy,
            starts_on=first,
            ends_on=last,
            reason="urlop wypoczynkowy",
            entered_by=by,
        )


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
