import datetime

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.management import call_command

from contracts.models import SocialContract
from kis.accounts.models import Centre, User
from kis.desk.demo.office import PASSWORD, open_office
from kis.privacy.cases import waiting
from kis.privacy.models import DataRequest, Destruction
from participants.models import Participation, Person, Restriction
from psu.models import PayList, PersonMonth, Referral, WorkEvent

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("as_program")  # the acts need no more than the program's own role has
@pytest.mark.parametrize(
    ("day", "centre", "printed"),
    [
        ("2026-11-22", "pulawy", True),
        ("2027-01-01", "starachowice", False),
        ("2028-02-29", "pulawy", False),
        ("2027-06-30", "starachowice", True),
    ],
)
def test_the_demonstration_of_each_centre_loads_on_any_day_and_shows_every_state(
    day, centre, printed, settings, monkeypatch, capsys, request
):
    settings.DEMO = True
    if not printed:  # each centre's papers are printed on one day
        request.getfixturevalue("blank_papers")
    monkeypatch.setenv("CENTRE", centre)
    call_command("demo", "--on", day)
    assert Participation.objects.count() >= 60
    assert Referral.objects.count() >= 25
    assert Referral.objects.values("place").distinct().count() == 4
    assert set(SocialContract.objects.values_list("state", flat=True)) == set(
        SocialContract.State.values
    )
    assert SocialContract.objects.filter(origin="paper").exists()
    assert Participation.objects.filter(outcome="finished").exists()
    assert Participation.objects.filter(kind="commissioned").count() == 1
    assert set(PersonMonth.objects.values_list("state", flat=True)) >= {"open", "closed"}
    assert PayList.objects.filter(approved_on=None).exists()
    assert WorkEvent.objects.waiting().exists()
    assert DataRequest.objects.open().exists()
    assert Restriction.objects.in_force().exists()
    assert Destruction.objects.get().items.filter(left_out="").count() == 2
    _, in_no_list = waiting(datetime.date.fromisoformat(day), seen=Person.objects.all(), most=1)
    assert in_no_list == 2
    assert PayList.objects.exclude(refund_settled_on=None).exists()
    towns = set(Person.objects.values_list("town", flat=True))
    assert towns == {Centre.objects.get().town}
    assert not PersonMonth.objects.filter(month__gt=datetime.date.fromisoformat(day)).exists()


def test_a_second_loading_changes_nothing_and_names_the_logins(settings, capsys, centre):
    settings.DEMO = True
    call_command("demo")
    assert Centre.objects.count() == 1
    assert not User.objects.exists()
    told = capsys.readouterr().out
    assert all(login in told for login in ("socjalna", "koordynatorka", "ksiegowa", "kontrola"))


def test_the_one_password_of_all_logins_is_hashed_once(monkeypatch):
    encode, hashed = MD5PasswordHasher.encode, []
    monkeypatch.setattr(
        MD5PasswordHasher, "encode", lambda *facts: hashed.append(facts) or encode(*facts)
    )
    staff = open_office("pulawy")
    assert len(hashed) == 1
    assert all(user.check_password(PASSWORD) for user in vars(staff).values())


def test_without_demo_nothing_is_loaded(settings):
    settings.DEMO = False
    with pytest.raises(Exception, match="DEMO=1"):
        call_command("demo")
    assert not Person.objects.exists()
