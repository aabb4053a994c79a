"""A stay that was entered by mistake is voided by a second person: still to be seen, nowhere counted."""

import datetime

import pytest
from django.urls import reverse

from contracts.certificates import issue
from contracts.participation import begin_participation, stays_in_gap
from contracts.stays import end_participation, prolong
from kis.lib.refusals import Refused
from participants import desk
from participants.models import (
    Break,
    Certificate,
    FollowUp,
    Participation,
    Prolongation,
    Rating,
)
from participants.register import PeopleGroup, look_up
from tests.contracts.ended import FACTS, FIRST, LAST, certified, ended, running
from tests.contracts.made import signed
from tests.factories import PersonFactory
from tests.participants.made import established, paper, question
from tests.psu.connections import all_together
from tests.refused import refused
from tests.told import rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("centre")]
D = datetime.date
BEGUN = {"rules_version": "1", "rules_read_on": FIRST, "declaration_signed_on": FIRST}


@pytest.fixture
def person(users):
    return PersonFactory(responsible=users.worker)


@pytest.fixture
def browser(client_of, users):
    return client_of(users.coordinator)


def void(stay, users, reason="wpisano nie tę osobę"):
    stay.void(by=users.coordinator, reason=reason)


def page_of(client, name, *arguments):
    return client.get(reverse(f"contracts:{name}", args=arguments)).content.decode()


def test_it_is_nowhere_counted_and_still_to_be_seen(person, users, browser):
    stay = running(person)
    assert [row.pk for row in look_up(users.coordinator, FIRST, group=PeopleGroup.NOW)[:9]]

    void(stay, users)

    for group in (PeopleGroup.NOW, PeopleGroup.FORMER):
        assert not look_up(users.coordinator, FIRST, group=group)[:9]
    assert not person.participations.exists()
    assert not stays_in_gap(FIRST).exists()
    page = page_of(browser, "participation", person.pk)
    assert "Wpis unieważniony" in page
    assert "wpisano nie tę osobę" in page
    assert "Zakończ udział" not in page
    assert "Rozpocznij udział w KIS" in page


def test_the_same_days_are_free_again(person, users):
    void(running(person), users)
    paper(established(person, on=FIRST), issued_on=FIRST)
    question(person, asked_on=FIRST)
    begin_participation(person, starts_on=FIRST, planned_end_on=LAST, by=users.worker, **BEGUN)
    assert Participation.objects.count() == 1
    assert Participation.with_voided.count() == 2


def test_the_contract_under_it_may_be_voided_then(person, users):
    stay, contract = running(person), person.contracts.get()
    with pytest.raises(Refused, match="trwa udział w KIS"):
        contract.void(by=users.coordinator, reason="x")
    void(stay, users)
    contract.void(by=users.coordinator, reason="x")


def test_a_stay_with_a_certificate_is_not_voided_before_it(person, users, browser):
    paper = certified(person, by=users.head)
    stay = paper.participation
    url = reverse("contracts:stay_void", args=[person.pk, stay.pk])
    page = browser.post(url, {"reason": "x"}).content.decode()
    assert "unieważnij najpierw zaświadczenie" in page
    paper.void(by=users.coordinator, reason="x")
    browser.post(url, {"reason": "pomyłka"})
    stay.refresh_from_db()
    assert stay.voided_at


def test_who_began_it_does_not_void_it(person, users, client_of):
    stay = running(person)
    client = client_of(stay.begun_by)
    url = reverse("contracts:stay_void", args=[person.pk, stay.pk])
    assert url not in page_of(client, "participation", person.pk)
    assert "druga osoba" in client.post(url, {"reason": "x"}).content.decode()


@pytest.mark.parametrize(
    "child",
    [
        lambda stay, by: Break.objects.create(
            participation=stay, starts_on=FIRST, ends_on=FIRST, reason="away", made_by=by
        ),
        lambda stay, by: Prolongation.objects.create(
            participation=stay, planned_before=FIRST, planned_end_on=LAST, reason="x",
            made_on=FIRST, made_by=by,
        ),
        lambda stay, by: Rating.objects.create(
            participation=stay, moment="start", work=3, rated_by=by
        ),
        lambda stay, by: FollowUp.objects.create(participation=stay, months=6, due_on=LAST),
        lambda stay, by: Certificate.objects.create(
            participation=stay, year=2026, number=9, facts={}, issued_on=LAST, issued_by=by
        ),
    ],
    ids=["break", "prolongation", "rating", "follow up", "certificate"],
)  # fmt: skip
def test_nothing_is_added_to_a_voided_stay(person, users, child):
    stay = ended(person)
    void(stay, users)
    with refused("stay_is_voided"):
        child(stay, users.worker)


def test_nothing_that_belongs_to_it_changes_any_more(person, users):
    stay = ended(person)
    void(stay, users)
    with refused("stay_is_voided"):
        stay.follow_ups.update(due_on=LAST)
    with refused("voided_stays"):
        Participation.with_voided.update(ends_on=LAST)


@pytest.mark.parametrize(
    "act",
    [
        lambda stay, by: prolong(stay, until=D(2027, 1, 1), reason="x", by=by, today=FIRST),
        lambda stay, by: end_participation(stay, ends_on=LAST, by=by, today=LAST, **FACTS),
        lambda stay, by: issue(stay, forms="x", by=by, on=LAST),
    ],
    ids=["prolonged", "ended", "certified"],
)
def test_an_act_from_a_window_opened_before_says_so(person, users, act):
    stay = running(person)
    void(Participation.objects.get(), users)
    with pytest.raises(Refused, match="Ten udział unieważniono"):
        act(stay, users.worker)


def test_nobody_is_asked_what_became_of_it(person, users, browser):
    stay, on = ended(person), D(2026, 10, 10)
    assert asked_about(users.worker, on)
    void(stay, users)
    assert not asked_about(users.worker, on)
    row = stay.follow_ups.first()
    page = browser.get(reverse("contracts:follow_up", args=[person.pk, row.pk]), follow=True)
    assert page.redirect_chain
    assert "Ten wpis unieważniono" in page.content.decode()


def asked_about(user, on):
    return [row for row in rows(desk, user, on) if "losy po udziale" in row.what]


@pytest.mark.django_db(transaction=True)
def test_a_certificate_and_the_voiding_at_one_moment_leave_one_of_both(person, users):
    stay = ended(person)
    done = all_together(
        [
            lambda: issue(stay, forms="x", by=users.worker, on=LAST),
            lambda: void(Participation.objects.get(), users),
        ]
    )
    is_voided = Participation.with_voided.get().voided_at is not None
    assert is_voided is not Certificate.objects.exists()
    assert sum(isinstance(one, Exception) for one in done) == 1


FORMS = {
    "break_new": {"starts_on": "6.01.2026", "reason": "illness", "note": "Szpital"},
    "prolong": {"planned_end_on": "1.12.2030", "reason": "Szpital", "row_version": 1},
    "rating_start": {"work": "2"},
    "end_stay": {
        "ends_on": "6.01.2026",
        "outcome": "finished",
        "contract_carried_out": "yes",
        "what_next": "unknown",
        "social_effects": "Szpital",
    },
    "stay_void": {"reason": "Szpital"},
}


@pytest.mark.parametrize("name", FORMS)
def test_a_window_on_a_stay_voided_meanwhile_says_so_and_keeps_what_was_typed(
    name, person, users, client_of
):
    stay = running(person)
    void(stay, users)
    address = reverse(f"contracts:{name}", args=[person.pk, stay.pk])
    client = client_of(users.coordinator)

    opened = client.get(address, follow=True)
    sent = client.post(address, FORMS[name]).content.decode()

    assert "Ten wpis unieważniono" in opened.content.decode()
    assert "unieważnion" in sent
    assert "Szpital" in sent or name == "rating_start"
    assert not Break.objects.exists()


def test_a_window_on_a_break_voided_meanwhile_says_so(person, users, browser):
    stay = running(person)
    row = Break.objects.create(
        participation=stay, starts_on=FIRST, reason="illness", made_by=users.worker
    )
    row.void(by=users.coordinator, reason="pomyłka")
    address = reverse("contracts:break_end", args=[person.pk, stay.pk, row.pk])

    assert "Ten wpis unieważniono" in browser.get(address, follow=True).content.decode()
    sent = browser.post(address, {"ends_on": "d", "row_version": 1}).content.decode()
    assert "nie można go już zmienić" in sent


def test_a_window_on_a_contract_voided_meanwhile_leads_to_it_and_says_so(person, users, client_of):
    contract = signed(person, by=users.worker)
    contract.void(by=users.coordinator, reason="pomyłka")
    address = reverse("contracts:end", args=[person.pk, contract.pk])

    client = client_of(users.worker)
    for page in (client.get(address, follow=True), client.post(address, {}, follow=True)):
        assert page.redirect_chain
        assert "Ten wpis unieważniono" in page.content.decode()
