"""Dictionaries of psu in the admin panel: searched, dated, never deleted; a refusal is a sentence."""

import pytest
import time_machine
from django.urls import reverse

from psu.models import Ceiling, Rate, Supervision
from psu.months.closing import close, review
from tests.psu.factories import (
    ReferralFactory,
    WorkPlaceFactory,
    new_regime,
    old_regime,
    sign_list,
    work,
)
from tests.psu.guarded import day
from tests.psu.months.test_closing import MAY, ON

MODELS = ["regime", "ceiling", "rate", "workkind", "workplace", "supervision"]


@pytest.fixture
def content(users, client_of):
    return client_of(users.content)


@pytest.fixture
def used_rate(users, centre):
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


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"per_hour": "3,14"}, "jest niższa od poprzedniej: 12,20"),
        ({"valid_from": "2005-10-31", "valid_to": "2005-11-30"}, "są w ustawie od 1.11.2005"),
        (
            {"per_hour": "11,20", "valid_from": "2022-06-01", "valid_to": "2023-05-31"},
            "jest wyższa od następnej: 10,90",
        ),
    ],
)
def test_an_unlikely_minimum_is_asked_about_and_saved_once_confirmed(
    content, users, changed, sentence
):
    old_regime()
    Rate.objects.filter(valid_to=None).update(valid_to=day("2025-05-31"))
    facts = fields(Rate.objects.first(), valid_from="2025-06-01", source="nowe obwieszczenie")
    del facts["row_version"]
    address = reverse("admin:psu_rate_add")

    page = content.post(address, facts | changed)

    assert page.status_code == 200
    assert sentence in page.content.decode()
    assert f'value="{(facts | changed)["per_hour"]}"' in page.content.decode()
    assert content.post(address, facts | changed | {"is_meant": "on"}).status_code == 302
    assert Rate.objects.filter(source="nowe obwieszczenie").exists()


def test_what_was_confirmed_once_is_not_asked_again_for_another_change(content, users):
    old_regime()
    rate = Rate.objects.get(valid_to=None)
    Rate.objects.filter(pk=rate.pk).update(per_hour="3.14")
    rate.refresh_from_db()

    assert (
        change(content, rate, fields(rate, per_hour="3,14", source="sprawdzone")).status_code == 302
    )
    rate.refresh_from_db()
    assert "jest niższa" in change(content, rate, fields(rate, per_hour="3,13")).content.decode()


def test_a_rate_that_ends_before_it_begins_is_refused_by_a_sentence(content, users):
    old_regime()
    rate = Rate.objects.get(valid_to=None)
    page = change(content, rate, fields(rate, valid_to="2024-05-01"))
    assert "Koniec nie może być przed początkiem." in page.content.decode()


@pytest.mark.parametrize("weekly", ["", "12"])
@pytest.mark.parametrize("act", [old_regime, new_regime])
def test_the_ten_hours_of_the_acts_cannot_be_typed_away(content, users, act, weekly):
    ceiling = act().ceilings.get()
    facts = {
        "regime": ceiling.regime_id,
        "valid_from": ceiling.valid_from.isoformat(),
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
    rate = reverse("admin:psu_rate_change", args=[Rate.objects.first().pk])
    assert client.get(rate).status_code == 200
    assert client.get(reverse("admin:psu_rate_add")).status_code == 403


def test_the_supervision_of_somebody_who_left_may_be_ended(content, users):
    place = WorkPlaceFactory()
    row = Supervision.objects.create(place=place, user=users.supervisor, starts_on="2026-01-01")
    type(users.supervisor).objects.filter(pk=users.supervisor.pk).update(is_active=False)
    page = content.get(reverse("admin:psu_supervision_change", args=[row.pk])).content.decode()
    assert "Zofia Nowak (konto wyłączone)" in page
    add = content.get(reverse("admin:psu_supervision_add")).content.decode()
    assert "Zofia Nowak" not in add

    facts = {"place": place.pk, "user": users.supervisor.pk, "starts_on": "2026-01-01"}
    change(content, row, facts | {"ends_on": "2026-11-22", "row_version": row.version})

    row.refresh_from_db()
    assert row.ends_on == day("2026-11-22")


def place_facts(place, **changed):
    return {"name": place.name, "kind": place.kind, "row_version": place.version, **changed}


@pytest.mark.parametrize(("last_day", "is_refused"), [("2026-11-23", True), ("2026-11-22", False)])
@time_machine.travel("2026-11-23 10:00+01:00", tick=False)
def test_a_place_where_somebody_is_still_sent_is_not_switched_off(content, last_day, is_refused):
    place = WorkPlaceFactory(name="Szkoła nr 3")
    ReferralFactory(place=place, ends_on=last_day)
    page = change(content, place, place_facts(place))

    place.refresh_from_db()
    assert place.is_active is is_refused
    if is_refused:
        text = page.content.decode()
        assert "Trwają tu skierowania PUP, osoby: 1 (najdłużej do 23.11.2026)." in text
        assert "Dopóki trwają do niego skierowania, wyłączyć go nie można." in text


def test_a_place_that_is_off_already_may_be_renamed_and_used_again(content, users):
    place = WorkPlaceFactory(name="Szkoła nr 3")
    ReferralFactory(place=place)
    type(place).objects.filter(pk=place.pk).update(is_active=False)
    place.refresh_from_db()
    change(content, place, place_facts(place, name="Szkoła nr 4"))
    place.refresh_from_db()
    assert (place.name, place.is_active) == ("Szkoła nr 4", False)

    change(content, place, place_facts(place, is_active="on"))
    place.refresh_from_db()
    assert place.is_active


def test_lists_count_their_entries_without_a_name_that_would_have_to_be_declined(content):
    old_regime()
    page = content.get(reverse("admin:psu_rate_changelist")).content.decode()

    assert "Wpisy: 2" in page
    assert "2 stawki minimalne" not in page
