"""Who may work on a day: the pure function, what screens read of it, and the guards say the same."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from kis.lib.dates import DAY
from psu.agreements.covered import keep_from
from psu.may_work import obstacles_of, obstacles_on
from psu.models import Ceiling, Referral, StatusNews, YearConsent
from psu.models.referral import standing
from psu.models.year_consent import consent
from psu.rules.may_work import Lost, Medical, Sent, obstacles
from psu.rules.regimes import NEW_ACT
from tests.psu.agreements.test_annexes import annex
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    StatusNewsFactory,
    WorkPlaceFactory,
    new_regime,
    work,
)
from tests.psu.guarded import day
from tests.refused import name_of_refusal, refused

FIRST, LAST = day("2026-03-02"), day("2026-06-30")
READY = {"first": FIRST, "last": LAST, "agreed": (day("2026-01-01"), day("2026-12-31"))}
ON = day("2026-04-08")


def names(facts, on=ON):
    return [found.name for found in obstacles(Sent(**READY | {"ohs_on": FIRST} | facts), on)]


@pytest.mark.parametrize(
    ("facts", "on", "expected"),
    [
        ({}, FIRST - DAY, ["workday_before_referral", "workday_ohs"]),
        ({}, FIRST, []),
        ({}, LAST, []),
        ({}, LAST + DAY, ["workday_after_referral"]),
        ({"agreed": (ON, LAST)}, ON - DAY, ["workday_no_agreement"]),
        ({"agreed": (ON, LAST)}, ON, []),
        ({"agreed": (FIRST, ON)}, ON, []),
        ({"agreed": (FIRST, ON)}, ON + DAY, ["workday_no_agreement"]),
        ({"at_place": ((FIRST, ON), (LAST, LAST))}, ON, []),
        ({"at_place": ((FIRST, ON), (LAST, LAST))}, ON + DAY, ["workday_place"]),
        ({"at_place": ((FIRST, ON), (LAST, LAST))}, LAST, []),
        ({"at_place": ()}, ON, ["workday_place"]),
        ({"ohs_on": None}, ON, ["workday_ohs"]),
        ({"ohs_on": ON + DAY}, ON, ["workday_ohs"]),
        ({"ohs_on": ON}, ON, []),
        ({"medical": Medical()}, ON, ["workday_medical"]),
        ({"medical": Medical(ON, ON)}, ON - DAY, ["workday_medical"]),
        ({"medical": Medical(ON, ON)}, ON, []),
        ({"medical": Medical(ON, ON)}, ON + DAY, ["workday_medical"]),
        ({"lost": (Lost(ON, None, "x"),)}, ON - DAY, []),
        ({"lost": (Lost(ON, None, "x"),)}, ON, ["workday_status"]),
        ({"lost": (Lost(ON, ON, "x"),)}, ON + DAY, []),
        ({"lost": (Lost(ON, None, "x"), Lost(FIRST, None, "y"))}, ON, ["workday_status"]),
        ({"year_until": ON}, ON, []),
        ({"year_until": ON}, ON + DAY, ["workday_year_days"]),
    ],
)
def test_each_condition_holds_from_its_first_day_to_its_last(facts, on, expected):
    assert names(facts, on) == expected


def test_every_reason_is_told_and_the_earliest_loss_names_itself():
    sent = Sent(**READY, ohs_on=None, lost=(Lost(ON, None, "b"), Lost(FIRST, None, "a")))
    assert [found.words for found in obstacles(sent, ON)] == [
        "brak szkolenia BHP",
        "od 2.03.2026 a",
    ]


# the rows and the guards


@pytest.fixture
def of_new_act(place):
    Ceiling.objects.filter(regime=new_regime()).update(year_days=100)
    return AgreementFactory(
        place=place,
        regime=new_regime(),
        signed_on=day("2026-01-02"),
        starts_on=day("2026-01-05"),
        ends_on=day("2026-12-31"),
        monthly_hours=None,
        rate="31.40",
    )


def spoil(referral, facts):
    Referral.objects.filter(pk=referral.pk).update(**facts)


CASES = {
    "workday_before_referral": ({"starts_on": ON + DAY}, None),
    "workday_after_referral": ({"ended_on": ON - DAY, "end_reason": "x"}, None),
    "workday_no_agreement": ({"starts_on": day("2025-12-01")}, day("2026-01-04")),
    "workday_place": ({}, None),
    "workday_ohs": ({"ohs_on": ON + DAY}, None),
    "workday_medical": ({"medical": "needed"}, None),
    "workday_status": ({}, None),
    "workday_year_days": ({}, FIRST + 100 * DAY),
}


@pytest.mark.parametrize("name", CASES)
def test_the_first_obstacle_is_what_the_guard_refuses_by(of_new_act, place, users, name):
    facts, on = CASES[name]
    on = on or ON
    referral = ReferralFactory(
        agreement=of_new_act, place=place, starts_on=FIRST, ends_on=LAST, issued_on=FIRST
    )
    spoil(referral, facts)
    if name == "workday_place":
        elsewhere = WorkPlaceFactory(name="Inne miejsce")
        keep_from(annex(of_new_act, since=str(ON)), [elsewhere], of_new_act.kinds.all())
    if name == "workday_status":
        StatusNewsFactory(person=referral.person, starts_on=ON)
    referral = Referral.objects.select_related("agreement__regime").get()
    assert obstacles_on(referral, on)[0].name == name
    assert name_of_refusal(work, referral, on) == name


def test_a_consent_gives_the_year_more_days(of_new_act, place, users):
    referral = ReferralFactory(agreement=of_new_act, place=place, starts_on=FIRST, ends_on=LAST)
    late = FIRST + 100 * DAY
    assert [found.name for found in obstacles_of([referral], late)[referral.pk]] == [
        "workday_year_days"
    ]
    consent(referral.person, 2026, by=users.coordinator, on=FIRST, reason="x")
    assert YearConsent.objects.exists()
    assert obstacles_of([referral], late) == {referral.pk: []}
    work(referral, late)


@pytest.mark.parametrize("count", [1, 20])
def test_the_questions_do_not_grow_with_the_referrals(
    of_new_act, place, users, count, django_assert_num_queries
):
    for _ in range(count):
        ReferralFactory(agreement=of_new_act, place=place, starts_on=FIRST, ends_on=LAST)
    rows = list(Referral.objects.select_related("person", "agreement__regime"))
    with django_assert_num_queries(5):
        assert set(map(len, obstacles_of(rows, ON).values())) == {0}
    with django_assert_num_queries(0):
        assert obstacles_of(rows, LAST + DAY) == {}


@pytest.mark.parametrize(
    ("lost_on", "word"), [(ON, "Wstrzymane"), (ON + DAY, "Może pracować"), (None, "Może pracować")]
)
def test_who_lost_the_status_may_not_work_by_the_word_of_the_list(
    of_new_act, place, users, lost_on, word
):
    referral = ReferralFactory(agreement=of_new_act, place=place, starts_on=FIRST, ends_on=LAST)
    if lost_on:
        StatusNewsFactory(person=referral.person, starts_on=lost_on)
    assert standing(referral, ON, obstacles_of([referral], ON)[referral.pk]).word == word


@time_machine.travel("2026-04-08 10:00")
@pytest.mark.parametrize("address", ["tab", "list"])
def test_the_tab_and_the_list_say_why(client_of, users, of_new_act, place, address):
    referral = ReferralFactory(agreement=of_new_act, place=place, starts_on=FIRST, ends_on=LAST)
    StatusNewsFactory(person=referral.person, starts_on=ON)
    url = {
        "tab": reverse("psu:person", args=[referral.person_id]),
        "list": reverse("psu:referrals"),
    }[address]
    page = client_of(users.coordinator).get(url).text
    assert "Wstrzymane" in page
    assert "od 8.04.2026 nie ma statusu bezrobotnego (PUP, pismo z 20.11)" in page


# where the person lives


def test_of_the_new_act_it_is_asked_where_the_person_lives_and_of_the_old_one_it_is_not(
    of_new_act, place, agreement, users
):
    unasked = {"place": place, "residence_checked_on": None}
    new = ReferralFactory(agreement=of_new_act, **unasked)
    assert new.missing_to_close() == ["sprawdzenia, że mieszka lub przebywa w gminie"]
    assert ReferralFactory(agreement=agreement, **unasked).missing_to_close() == []


# a loss for 90 days


@pytest.mark.parametrize(
    ("cause", "first", "ends", "is_refused"),
    [
        ("refused", ON, 88, True),
        ("refused", ON, 89, False),
        ("broken_off", ON, 88, True),
        ("contract", ON, 88, True),
        ("contract", ON, None, False),
        ("", ON, 0, False),
        ("refused", NEW_ACT - DAY, 88, False),
        ("refused", NEW_ACT, 88, True),
        ("refused", NEW_ACT, 89, False),
    ],
)
def test_a_status_lost_for_such_a_cause_comes_back_behind_90_days_at_the_earliest(
    users, referral, cause, first, ends, is_refused
):
    news = StatusNewsFactory(person=referral.person, starts_on=first, cause=cause)
    news.ends_on = None if ends is None else first + ends * DAY
    if is_refused:
        with refused("status_news_lost_for_90_days"):
            news.save()
    else:
        news.save()


def test_a_benefit_has_no_cause_of_a_lost_status(users, referral):
    with refused("status_news_cause_of_a_lost_status"):
        StatusNewsFactory(
            person=referral.person, what=StatusNews.What.BENEFIT_GAINED, cause="refused"
        )


@time_machine.travel("2026-11-26 10:00")
def test_the_news_is_entered_with_its_cause_and_the_tab_says_until_when(client_of, users, referral):
    client = client_of(users.coordinator)
    typed = {"what": "status_lost", "cause": "refused", "starts_on": "24.11.2026"}
    typed |= {"letter": "PUP, pismo z 25.11", "received_on": "d"}
    url = reverse("psu:news_new", args=[referral.person_id])
    page = client.post(url, typed, follow=True).text
    assert "co najmniej do 21.02.2027" in page
    assert datetime.date(2026, 11, 24) + 89 * DAY == datetime.date(2027, 2, 21)
    news = StatusNews.objects.get()
    decide = reverse("psu:news_decide", args=[news.pk])
    form = {"pay": "", "pay_reason": "", "ends_on": "20.02.2027", "row_version": news.version}
    page = client.post(decide, form).text
    assert "Z tej przyczyny status traci się na 90 dni: wcześniej nie wraca." in page
    assert 'value="20.02.2027"' in page
