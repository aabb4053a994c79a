"""The days of the year where people look: the desk, the person's tab, the referral's form, the consent."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from psu.models import Ceiling, Referral, YearConsent
from psu.models.year_consent import consent
from psu.years import near_the_end
from tests.factories import PersonFactory
from tests.psu.factories import AgreementFactory, ReferralFactory, new_regime
from tests.psu.guarded import day

pytestmark = pytest.mark.usefixtures("users")
JUNE = "2027-06-01 10:00"
DAY = datetime.timedelta(days=1)


@pytest.fixture
def new_agreement(place):
    Ceiling.objects.filter(regime=new_regime()).update(year_days=180)
    return AgreementFactory(
        place=place, regime=new_regime(), signed_on=day("2025-06-02"), monthly_hours=None, rate="31"
    )


def sent(agreement, place, days, *, first="2027-01-01", **facts):
    return ReferralFactory(
        agreement=agreement,
        place=place,
        starts_on=day(first),
        ends_on=day(first) + DAY * (days - 1),
        **facts,
    )


def near(on):
    return list(near_the_end(Referral.objects.not_over(day(on)), day(on)))


@pytest.mark.parametrize(("on", "told"), [("2027-05-29", []), ("2027-05-30", [150])])
def test_from_the_150th_day_the_desk_tells(new_agreement, place, on, told):
    sent(new_agreement, place, 180)
    assert [row.used for row in near(on)] == told


def test_a_person_is_told_once_with_all_referrals_together_until_there_is_a_consent(
    new_agreement, place, users
):
    first = sent(new_agreement, place, 100)
    sent(new_agreement, place, 60, first="2027-05-01", person=first.person)
    (row,) = near("2027-06-20")
    assert (row.used, row.person) == (151, first.person)
    consent(first.person, 2027, by=users.coordinator, on=day("2027-05-20"), reason="x")
    assert near("2027-06-20") == []


def test_the_old_act_knows_no_such_days(place, referral):
    assert near("2025-06-01") == []


@time_machine.travel(JUNE)
def test_the_tab_says_how_many_days_and_leads_to_the_consent(
    client_of, users, new_agreement, place
):
    referral = sent(new_agreement, place, 200)
    address = reverse("psu:year_consent_new", args=[referral.person_id, 2027])
    client = client_of(users.coordinator)
    page = client.get(reverse("psu:person", args=[referral.person_id])).text
    assert "<strong>200 z 180</strong>" in page
    assert "można pracować do 29.06.2027" in page
    assert address in page
    form = client.get(address).text
    assert "200 z 180 dni" in form
    assert "Wpisz: powód." in client.post(address, {"reason": ""}).text
    assert not YearConsent.objects.exists()
    page = client.post(address, {"reason": "PUP, pismo z 20.05.2027."}, follow=True).text
    assert "Zapisano zgodę na 2027 r." in page
    assert "PUP, pismo z 20.05.2027." in page
    again = client.post(address, {"reason": "Drugi raz."})
    assert "już wpisana" in again.text
    assert YearConsent.objects.count() == 1


@time_machine.travel(JUNE)
def test_a_second_person_voids_a_consent(client_of, users, new_agreement, place):
    referral = sent(new_agreement, place, 200)
    facts = {"by": users.worker, "on": day("2027-05-20"), "reason": "pismo"}
    given = consent(referral.person, 2027, **facts)
    address = reverse("psu:year_consent_void", args=[given.pk])
    page = client_of(users.coordinator).post(address, {"reason": "inny rok"}, follow=True).text
    assert "Zgodę unieważniono." in page
    assert "inny rok" in page
    assert "Ten wpis unieważniono" in client_of(users.coordinator).get(address, follow=True).text


@time_machine.travel(JUNE)
def test_a_person_without_referrals_of_the_new_act_has_nothing_to_consent_to(client_of, users):
    person = PersonFactory(responsible=users.worker)
    address = reverse("psu:year_consent_new", args=[person.pk, 2027])
    assert client_of(users.coordinator).get(address).status_code == 404
