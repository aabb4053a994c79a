import datetime

import pytest
from django.core.management import call_command

from contracts.models import SocialContract
from kis.accounts.models import Centre, User
from participants.models import Participation, Person
from psu.models import PayList, PersonMonth, Referral

pytestmark = pytest.mark.django_db


@pytest.mark.usefixtures("as_program")  # the acts need no more than the program's own role has
@pytest.mark.parametrize(
    "day",
    ["2026-11-22", "2027-01-01", "2028-02-29", "2027-06-30"],
)
def test_the_demonstration_loads_on_any_day_and_shows_every_state(day, settings, capsys):
    settings.DEMO = True
    call_command("demo", "--on", day)
    assert Person.objects.count() >= 20
    assert Referral.objects.count() >= 8
    assert Referral.objects.values("place").distinct().count() >= 2
    assert set(SocialContract.objects.values_list("state", flat=True)) == set(
        SocialContract.State.values
    )
    assert SocialContract.objects.filter(origin="paper").exists()
    assert Participation.objects.filter(outcome="finished").exists()
    assert set(PersonMonth.objects.values_list("state", flat=True)) >= {"open", "closed"}
    assert PayList.objects.filter(approved_on=None).exists()
    assert PayList.objects.exclude(refund_settled_on=None).exists()
    assert not PersonMonth.objects.filter(month__gt=datetime.date.fromisoformat(day)).exists()


def test_a_second_loading_changes_nothing_and_names_the_logins(settings, capsys, centre):
    settings.DEMO = True
    call_command("demo")
    assert Centre.objects.count() == 1
    assert not User.objects.exists()
    told = capsys.readouterr().out
    assert all(login in told for login in ("socjalna", "koordynatorka", "ksiegowa", "kontrola"))


def test_without_demo_nothing_is_loaded(settings):
    settings.DEMO = False
    with pytest.raises(Exception, match="DEMO=1"):
        call_command("demo")
    assert not Person.objects.exists()
