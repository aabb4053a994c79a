"""Dictionaries of psu in the admin panel: searched, dated, never deleted; a refusal is a sentence."""

import pytest
from django.urls import reverse

from psu.models import Ceiling, Rate
from psu.months.closing import close, review
from tests.psu.factories import ReferralFactory, WorkPlaceFactory, old_regime, sign_list, work
from tests.psu.guarded import day
from tests.psu.months.test_closing import MAY, ON

MODELS = ["regime", "ceiling", "rate", "workkind", "workplace", "supervision"]


@pytest.fixture
def content(users, client_of):
    return client_of(users.content)


@pytest.fixture
def used_rate(users):
    """A minimum that a closed May 2025 was paid by."""
    referral = ReferralFactory()
    work(referral, day("2025-05-05"))
    sign_list(referral.place, MAY, users.coordinator)
    review(referral.agreement, MAY, by=users.coordinator, on=ON)
    close(referral.agreement, MAY, by=users.coordinator, on=ON)
    return Rate.objects.get(valid_to=None)


def fields(rate, **changed):
    facts = {
        "regime": rate.regime_id,
        "per_hour": "12,20",
        "valid_from": "2024-06-01",
        "valid_to": "",
        "source": rate.source,
        "row_version": rate.version,
    }
    return facts | changed


def change(client, row, facts):
    return client.post(reverse(f"admin:psu_{row._meta.model_name}_change", args=[row.pk]), facts)


@pytest.mark.parametrize("name", MODELS)
def test_each_dictionary_is_listed_and_searched(content, users, name):
    ReferralFactory()
    address = reverse(f"admin:psu_{name}_changelist")
    assert content.get(address, {"q": "a"}).status_code == 200
    assert content.get(reverse(f"admin:psu_{name}_add")).status_code == 200


@pytest.mark.parametrize("name", MODELS)
def test_no_dictionary_row_is_deleted(content, users, name):
    row = {"rate": Rate, "ceiling": Ceiling}.get(name)
    old_regime()
    number = row.objects.first().pk if row else 1
    address = reverse(f"admin:psu_{name}_delete", args=[number])
    assert content.post(address, {"post": "yes"}).status_code in (302, 403)
    assert row is None or row.objects.filter(pk=number).exists()


def test_a_used_rate_is_refused_by_a_sentence_and_what_was_typed_stays(content, used_rate):
    page = change(content, used_rate, fields(used_rate, per_hour="13,00"))
    assert page.status_code == 200
    assert "Z tej stawki korzysta zamknięty miesiąc (5.05.2025)." in page.content.decode()
    assert "13,00" in page.content.decode()
    used_rate.refresh_from_db()
    assert str(used_rate.per_hour) == "12.20"


def test_a_used_rate_may_end_and_a_new_one_follow(content, used_rate):
    assert change(content, used_rate, fields(used_rate, valid_to="2025-05-31")).status_code == 302
    facts = fields(
        used_rate, per_hour="12,70", valid_from="2025-06-01", source="nowe obwieszczenie"
    )
    del facts["row_version"]
    assert content.post(reverse("admin:psu_rate_add"), facts).status_code == 302
    assert Rate.objects.on(day("2025-06-01")).get().source == "nowe obwieszczenie"


def test_two_minimums_a_day_are_refused_by_a_sentence(content, used_rate):
    facts = fields(used_rate, valid_from="2025-06-01")
    page = content.post(reverse("admin:psu_rate_add"), facts)
    assert "W tym czasie obowiązuje już inna stawka minimalna." in page.content.decode()


def test_a_rate_that_ends_before_it_begins_is_refused_by_a_sentence(content, users):
    old_regime()
    rate = Rate.objects.get(valid_to=None)
    page = change(content, rate, fields(rate, valid_to="2024-05-01"))
    assert "Koniec nie może być przed początkiem." in page.content.decode()


@pytest.mark.parametrize("weekly", ["", "12"])
def test_the_ten_hours_of_the_old_act_cannot_be_typed_away(content, users, weekly):
    ceiling = old_regime().ceilings.get()
    facts = {
        "regime": ceiling.regime_id,
        "valid_from": "2005-11-01",
        "weekly_hours": weekly,
        "monthly_hours": "",
        "refund_max_percent": "60",
        "source": "x",
        "row_version": ceiling.version,
    }
    page = change(content, ceiling, facts)
    assert page.status_code == 200
    assert "Tej granicy nie można znieść ani podnieść." in page.content.decode()
    ceiling.refresh_from_db()
    assert ceiling.weekly_hours == 10


def test_a_supervision_is_added_and_two_at_a_time_are_refused(content, users):
    place = WorkPlaceFactory()
    facts = {
        "place": place.pk,
        "user": users.supervisor.pk,
        "starts_on": "2026-01-01",
        "ends_on": "",
    }
    address = reverse("admin:psu_supervision_add")
    assert content.post(address, facts).status_code == 302
    page = content.post(address, facts | {"starts_on": "2026-02-01"})
    assert "jest już w tym czasie opiekunem tego miejsca" in page.content.decode()


@pytest.mark.parametrize("name", ["coordinator", "head", "inspector"])
def test_others_read_and_do_not_write(client_of, users, name):
    old_regime()
    client = client_of(getattr(users, name))
    assert client.get(reverse("admin:psu_rate_changelist")).status_code == 200
    assert client.get(reverse("admin:psu_rate_add")).status_code == 403
