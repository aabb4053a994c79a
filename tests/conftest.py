import datetime
import gc
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client, override_settings
from hypothesis import HealthCheck, settings as hypothesis_settings

from kis.accounts.models import Centre, User
from kis.accounts.rights import Role
from kis.lib import pdf
from tests.accounts.authorised import authorise, inspect
from tests.factories import PersonFactory
from tests.scene import with_records
from tests.waiting import check_what_waits

# How fast the machine is at that moment is not what these tests ask about.
hypothesis_settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
hypothesis_settings.load_profile("any machine")


pytest_plugins = ["tests.databases"]


# Beside the browser's journeys, what takes many times as long as another test.
LONG = {
    *[
        "test_bench.py",
        "test_demo.py",
        "test_grants.py",
        "test_prepare.py",
        "test_rule_and_guard_agree.py",
    ],
    *["test_voided_nowhere.py", "test_withheld.py", "test_workers.py"],
}


def place_of(item) -> int:
    if "/browser/" in str(item.path):
        return 0
    return 1 if item.path.name in LONG else 2


@pytest.hookimpl(trylast=True)  # after they were put in random order
def pytest_collection_modifyitems(items):
    """The long ones first: at the end no worker sits with one while the others are idle."""
    items.sort(key=place_of)


def pytest_collection_finish():
    """Ten thousand tests stay until the end: they are not looked through at each collection of garbage."""
    gc.collect()
    gc.freeze()


FAST_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def fast_passwords(settings):
    settings.PASSWORD_HASHERS = FAST_HASHERS


PASSWORD = "hasło-do-testów"
STAFF = {
    "worker": ("Anna", "Wrona", Role.SOCIAL_WORKER),
    "colleague": ("Piotr", "Sowa", Role.SOCIAL_WORKER),
    "coordinator": ("Marta", "Zając", Role.COORDINATOR),
    "supervisor": ("Zofia", "Nowak", Role.SUPERVISOR),
    "accountant": ("Ewa", "Lis", Role.ACCOUNTANT),
    "head": ("Jan", "Dudek", Role.HEAD),
    "content": ("Olga", "Kos", Role.CONTENT_ADMIN),
    "system": ("Adam", "Szpak", Role.SYSTEM_ADMIN),
    "inspector": ("Iwona", "Bąk", Role.INSPECTOR),
    "leader": ("Ewelina", "Wrzos", Role.LEADER),
    "officer": ("Irena", "Klon", Role.DATA_OFFICER),
    "assistant": ("Joanna", "Brzoza", Role.FAMILY_ASSISTANT),
    "programmes": ("Ewa", "Klimek", Role.PROGRAMME_STAFF),
}


def staff():
    """All at once: every other test begins with them."""
    password = make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(username=name, password=password, first_name=first, last_name=last)
        for name, (first, last, _) in STAFF.items()
    )
    groups = dict(Group.objects.values_list("name", "pk"))
    User.groups.through.objects.bulk_create(
        User.groups.through(user=user, group_id=groups[role])
        for user, (*_, role) in zip(users, STAFF.values(), strict=True)
    )
    authorise(*users)
    told = SimpleNamespace(**{user.username: user for user in users})
    inspect(told.inspector, by=told.coordinator)
    return told


@pytest.fixture
def users(db):
    """One person of each role; `worker` leads the case of `person`, `colleague` leads none."""
    return staff()


@pytest.fixture
def client_of():
    """A logged-in client: `client_of(users.worker).get(…)`."""

    def login(user):
        client = Client()
        client.force_login(user)
        return client

    return login


def open_centre():
    return Centre.objects.create(
        name="Miejski Ośrodek Pomocy Społecznej w Puławach",
        short_name="MOPS Puławy",
        municipality="Miasto Puławy",
        street="ul. Leśna 17",
        postal_code="24-100",
        town="Puławy",
        phone="81 000 00 00",
        head_name="Jan Dudek",
    )


@pytest.fixture
def centre(db):
    return open_centre()


@pytest.fixture
def on():
    """A day that tests give to rules."""
    return datetime.date(2026, 11, 23)


@pytest.fixture
def person(users):
    """A person in the club whose case `worker` leads."""
    return PersonFactory(responsible=users.worker)


@pytest.fixture
def scene(users, centre):
    """A person inside the scope and one outside it, each with a record of every kind."""
    return SimpleNamespace(inside=with_records(users), outside=with_records(users, area="families"))


def clients_of(users):
    """As `client_of`, with one login a user: to log in takes as long as most pages.

    Each time it is another client, so that nothing of an answer comes along.
    """
    sessions = {user: session_of(user) for user in users}

    def client_of(user):
        client = Client()
        client.cookies[settings.SESSION_COOKIE_NAME] = sessions[user]
        return client

    return client_of


def session_of(user):
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """`users`, `scene` and `client_of` for a module that only asks: made once, around each transaction."""
    made = transaction.atomic()
    with django_db_blocker.unblock(), override_settings(PASSWORD_HASHERS=FAST_HASHERS):
        made.__enter__()
        users = staff()
        open_centre()
        inside, outside = with_records(users), with_records(users, area="families")
        client_of = clients_of(vars(users).values())
        # Else each test of the module would check these rows again: what is checked in it is rolled back.
        check_what_waits()
    yield SimpleNamespace(users=users, inside=inside, outside=outside, client_of=client_of)
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        made.__exit__(None, None, None)


@pytest.fixture
def role(db):
    """A role of the database without any right yet. Gone with the test's transaction."""
    name = f"program_of_{connection.settings_dict['NAME']}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name}")
    return name


@pytest.fixture
def as_program(role):
    """From here on the test's transaction has the rights that the program has in production."""
    call_command("grants", role=role)
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {role}")


@pytest.fixture
def blank_papers(monkeypatch):
    """For who makes many papers and reads none: most of that time would be the press's."""
    monkeypatch.setattr(pdf, "_press", lambda pages, seconds, title="": (b"%PDF-1.7\n%%EOF\n", []))
