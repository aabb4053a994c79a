"""The monthly list of the labour office, under the act before: of each month by the 10th of the next."""

import pytest
import time_machine
from django.urls import reverse

from kis.desk.gathering import shelves
from kis.lib.work import DeskGroup
from psu.models import PupList
from tests.psu.factories import AgreementFactory, new_regime
from tests.psu.guarded import day
from tests.refused import refused

pytestmark = pytest.mark.django_db

MAY = day("2025-05-01")


@pytest.fixture(autouse=True)
def now():
    with time_machine.travel("2025-06-04 12:00", tick=False):
        yield


@pytest.fixture
def agreement(users, centre):
    return AgreementFactory(number="4/2025", starts_on=day("2025-03-15"))


def came(agreement, users, month=MAY, **facts):
    known = {"received_on": day("2025-06-04"), "referred": 3, "entered_by": users.coordinator}
    return PupList.objects.create(agreement=agreement, month=month, **(known | facts))


def address(agreement, month=MAY):
    return reverse("psu:pup_list", args=[agreement.pk, month])


def desk_rows(user, on):
    (shelf,) = shelves(user, day(on), everybody=True, groups={DeskGroup.OFFICIAL})
    return [(task.what, task.day) for task in shelf.tasks if "wykaz" in task.what]


def test_the_list_of_a_month_is_noted_and_put_right(client_of, users, agreement):
    coordinator = client_of(users.coordinator)
    page = coordinator.get(reverse("psu:agreement", args=[agreement.pk])).text
    assert page.count(">Odnotuj<span") == 3  # of March, April and May
    typed = {"received_on": "3.06.2025", "referred": "5", "refused": "1", "row_version": 1}
    coordinator.post(address(agreement), typed)
    row = PupList.objects.get()
    assert (row.referred, row.refused, row.entered_by) == (5, 1, users.coordinator)
    coordinator.post(address(agreement), typed | {"referred": "6", "row_version": row.version})
    assert PupList.objects.get().referred == 6


@pytest.mark.parametrize(
    "typed", [{"referred": ""}, {"referred": "-1"}, {"referred": "x"}, {"received_on": "5.06.2025"}]
)
def test_what_cannot_be_is_refused_and_stays_typed(client_of, users, agreement, typed):
    known = {"received_on": "3.06.2025", "referred": "5", "refused": "1", "row_version": 1}
    page = client_of(users.coordinator).post(address(agreement), known | typed).text
    assert "Nie zapisano. Popraw:" in page
    assert not PupList.objects.exists()


@pytest.mark.parametrize("month", ["2025-02-01", "2025-06-01"])
def test_a_month_that_is_not_over_or_not_the_agreements_has_none(
    client_of, users, agreement, month
):
    assert client_of(users.coordinator).get(address(agreement, day(month))).status_code == 404


def test_the_database_keeps_one_list_a_month_of_the_old_act(users, agreement):
    came(agreement, users)
    with refused("pup_list_once_a_month"):
        came(agreement, users)
    with refused("pup_list_in_agreement"):
        came(agreement, users, day("2025-02-01"))
    with refused("row_is_kept"):
        PupList.objects.update(month=day("2025-04-01"))
    newer = AgreementFactory(
        regime=new_regime(), signed_on=day("2025-06-01"), monthly_hours=None, starts_on=MAY
    )
    with refused("pup_list_old_act"):
        came(newer, users)


@pytest.mark.parametrize("on", ["2025-06-01", "2025-06-10", "2025-06-30"])
def test_the_desk_waits_for_last_months_list_until_it_is_noted(users, agreement, on):
    due = [("wykaz z PUP za maj 2025", day("2025-06-10"))]
    assert desk_rows(users.coordinator, on) == desk_rows(users.head, on) == due
    came(agreement, users)
    assert desk_rows(users.coordinator, on) == []


def test_an_agreement_of_the_act_of_today_has_no_such_lists(client_of, users, centre):
    since = day("2025-06-01")
    newer = AgreementFactory(
        regime=new_regime(), signed_on=since, starts_on=since, monthly_hours=None
    )
    page = client_of(users.coordinator).get(reverse("psu:agreement", args=[newer.pk])).text
    assert "Wykazy z PUP" not in page
    assert desk_rows(users.coordinator, "2025-07-04") == []
