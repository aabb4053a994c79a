"""Pierwsze kroki: what a new office still has to enter, told to each from what is there."""

import datetime
import re

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from kis.accounts.models import User
from kis.accounts.rights import Role
from kis.desk.first_steps import AGREEMENT, NEEDED_ROLES, STEPS, look_up, missing
from psu.models import Rate, Regime, WorkKind, WorkPlace
from tests.psu.factories import AgreementFactory, old_regime

pytestmark = pytest.mark.django_db
ON = datetime.date(2026, 11, 23)
PAGE = "/pierwsze-kroki/"
ROW = re.compile(r"<li>(.*?)</li>", re.DOTALL)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 10:00+01:00", tick=False):
        yield


@pytest.fixture
def law(db):
    """A confirmed rate of this year, of the law that is signed under today."""
    facts = {"code": Regime.Code.NEW, "name": "nowe", "signed_from": "2025-06-01", "source": "-"}
    regime = Regime.objects.create(**facts)
    return Rate.objects.create(
        regime=regime, per_hour="31.40", valid_from="2026-01-01", source="Dz.U. 2025 poz. 1242"
    )


def conclude_agreement():
    """With its kind of work, and a place."""
    WorkPlace.objects.create(name="Biblioteka", kind=WorkPlace.Kind.COMMUNITY)
    return AgreementFactory()


def rows(client):
    """Of each step its title, whether it is done, and where its button leads."""
    page = client.get(PAGE).content.decode()
    found = {}
    for row in ROW.findall(page[page.index('<ol class="tasks') :]):
        title = re.search(r"<strong>\d\. (.*?)</strong>", row)[1]
        link = re.search(r'href="([^"]+)"', row)
        found[title] = ("Gotowe" in row, link[1] if link else "")
    return found


def undone():
    return [title for title, what in missing(look_up(ON)).items() if what]


def test_in_an_empty_database_all_is_to_do_and_each_thing_done_is_seen(law, users, request):
    User.objects.exclude(username="system").update(is_active=False)
    done = {"Stawki minimalne", "Upoważnienia"}  # the only account that is left has its own
    assert undone() == [kind.title for kind in STEPS if kind.title not in done]
    User.objects.update(is_active=True)
    assert "Konta i role" not in undone()
    request.getfixturevalue("centre")
    assert "Dane ośrodka" not in undone()
    WorkKind.objects.create(name="opieka nad grobami")
    assert "Rodzaje pracy" not in undone()
    WorkPlace.objects.create(name="Biblioteka", kind=WorkPlace.Kind.COMMUNITY)
    assert undone() == [AGREEMENT]
    AgreementFactory()
    assert undone() == []


def test_an_account_that_nobody_authorised_is_told_until_somebody_does(law, users, centre):
    assert "Upoważnienia" not in undone()
    users.worker.authorisations.get().revoke(by=users.head, reason="x")
    assert missing(look_up(ON))["Upoważnienia"] == "upoważnień niektórych kont"
    User.objects.filter(pk=users.worker.pk).update(is_active=False)
    assert "Upoważnienia" not in undone()


def test_what_is_undone_again_is_told_again(law, users, centre):
    conclude_agreement()
    assert undone() == []
    User.objects.filter(username="accountant").update(is_active=False)
    assert missing(look_up(ON))["Konta i role"] == "kont z rolą: księgowość"


def test_one_person_may_have_all_roles(law):
    User.objects.create_user("jedna", "hasło-do-testów", roles=NEEDED_ROLES)
    assert "Konta i role" not in undone()


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, ""),
        (
            {"source": "wyliczone, do sprawdzenia"},
            "potwierdzenia stawek, przy których stoi „do sprawdzenia”",
        ),
        ({"valid_from": "2027-01-01"}, "stawki na dziś"),
        ({"valid_to": "2026-11-22"}, "stawki na dziś"),
    ],
)
def test_rates_are_done_when_todays_is_there_and_none_is_to_be_confirmed(law, changes, said):
    Rate.objects.filter(pk=law.pk).update(**changes)
    assert missing(look_up(ON))["Stawki minimalne"] == said


def test_old_rates_that_hold_no_more_are_nobodys_work(law):
    Rate.objects.create(
        regime=old_regime(),
        per_hour="6.20",
        valid_from="2006-06-01",
        valid_to="2007-05-31",
        source="wyliczone, do sprawdzenia",
    )
    assert "Stawki minimalne" not in undone()


@pytest.mark.parametrize(
    ("name", "links"),
    [
        (
            "system",
            {
                "Konta i role": "/administracja/accounts/user/add/",
                "Upoważnienia": "/upowaznienia/",
            },
        ),
        (
            "content",
            {
                "Dane ośrodka": "/administracja/accounts/centre/add/",
                "Rodzaje pracy": "/administracja/psu/workkind/add/",
                "Miejsca PSU": "/administracja/psu/workplace/add/",
                "Stawki minimalne": "/administracja/psu/rate/",
            },
        ),
        ("coordinator", {}),
    ],
)
def test_each_role_sees_all_steps_and_the_doors_that_open_to_it(client_of, users, name, links):
    User.objects.filter(username="head").update(is_active=False)
    client = client_of(getattr(users, name))
    found = rows(client)
    assert list(found) == [kind.title for kind in STEPS]
    assert {title: link for title, (done, link) in found.items() if link} == links
    assert all(client.get(link).status_code == 200 for link in links.values())


def test_the_agreement_waits_for_places_and_kinds_and_is_the_coordinators(client_of, users):
    page = client_of(users.coordinator).get(PAGE).content.decode()
    assert "Najpierw: Rodzaje pracy, Miejsca PSU." in page
    WorkKind.objects.create(name="opieka nad grobami")
    WorkPlace.objects.create(name="Biblioteka", kind=WorkPlace.Kind.COMMUNITY)
    assert rows(client_of(users.coordinator))[AGREEMENT] == (False, "/psu/porozumienia/nowe/")
    assert rows(client_of(users.content))[AGREEMENT] == (False, "")


def test_who_does_a_step_is_named_and_a_role_that_nobody_has_is_said(client_of, users):
    page = client_of(users.system).get(PAGE).content.decode()
    assert "Kto: administrator merytoryczny (Olga Kos)." in page
    User.objects.filter(username="content").update(is_active=False)
    page = client_of(users.system).get(PAGE).content.decode()
    assert "Kto: administrator merytoryczny (nikt nie ma jeszcze tej roli)." in page


@pytest.mark.parametrize("name", ["system", "content", "coordinator"])
def test_the_desk_leads_there_until_all_is_done(client_of, users, law, centre, name):
    client = client_of(getattr(users, name))
    assert f'href="{PAGE}"' in client.get("/").content.decode()
    conclude_agreement()
    assert f'href="{PAGE}"' not in client.get("/").content.decode()
    assert "Wszystko gotowe" in client.get(PAGE).content.decode()
    assert {title: done for title, (done, _) in rows(client).items() if not done} == {}


def test_the_desk_names_ones_own_next_step_before_that_of_others(client_of, users):
    User.objects.filter(username="head").update(is_active=False)
    assert "Teraz: Konta i role." in client_of(users.system).get("/").content.decode()
    assert "Teraz: Dane ośrodka." in client_of(users.content).get("/").content.decode()
    coordinators = client_of(users.coordinator).get("/").content.decode()
    assert "Teraz: Konta i role – administrator systemu." in coordinators


def test_the_panel_leads_back_to_them_until_all_is_done(client_of, users, law, centre):
    link, panel = f'<a href="{PAGE}">', "/administracja/"
    assert link in client_of(users.content).get(panel).content.decode()
    assert link not in client_of(users.inspector).get(panel).content.decode()
    conclude_agreement()
    assert link not in client_of(users.content).get(panel).content.decode()


@pytest.mark.parametrize("name", ["worker", "head", "accountant", "inspector"])
def test_others_are_not_told_of_it(client_of, users, name):
    assert PAGE not in client_of(getattr(users, name)).get("/").content.decode()


def test_nothing_of_it_is_kept_and_a_whole_office_costs_no_more_questions(
    client_of, users, law, centre
):
    conclude_agreement()
    client = client_of(users.system)
    counts = []
    for number in (0, 20):
        for each in range(number):
            User.objects.create_user(f"konto{each}", roles=list(Role))
        with CaptureQueriesContext(connection) as asked:
            client.get(PAGE)
        counts.append(len(asked))
        assert all(query["sql"].startswith(("SELECT", "SAVEPOINT", "RELEASE")) for query in asked)
    assert counts[0] == counts[1] <= 7, counts
