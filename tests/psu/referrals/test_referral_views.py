import datetime

import pytest
import time_machine
from django.urls import reverse

from participants.models import Area, BankAccount, Participation
from psu.models import Agreement, Referral
from tests.factories import PersonFactory
from tests.psu.factories import (
    AgreementFactory,
    ReferralFactory,
    WorkPlaceFactory,
    new_regime,
    work,
)

TODAY = datetime.date(2026, 11, 23)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-23 12:00", tick=False):
        yield


@pytest.fixture
def place(users):
    return WorkPlaceFactory(name="Biblioteka")


@pytest.fixture
def agreement(place):
    return AgreementFactory(place=place)


@pytest.fixture
def typed(agreement, place):
    return {
        "basis": "unemployed",
        "number": "PUP.632.44.2026",
        "issued_on": "20.11.2026",
        "agreement": agreement.pk,
        "place": place.pk,
        "kind": agreement.kinds.get().pk,
        "starts_on": "1.12.2026",
        "ends_on": "28.02.2027",
        "planned_days_0": "5",
        "planned_days_2": "2:30",
        "medical": "not_needed",
        "ohs_on": "1.12.2026",
        "payment": "account",
        "account_number": "PL 61 1090 1014 0000 0712 1981 2874",
        "account_owner": "Danuta Żak",
    }


def new_url(person):
    return reverse("psu:referral_new", args=[person.pk])


def test_a_referral_opens_the_area_and_keeps_plan_and_payment(client_of, users, person, typed):
    page = client_of(users.worker).post(new_url(person), typed, follow=True).content.decode()

    referral = Referral.objects.get()
    assert referral.planned_days == {"0": "5", "2": "2.5"}
    assert referral.entered_by == users.worker
    area = person.areas.get(kind=Area.Kind.PSU)
    assert (area.starts_on, area.ends_on) == (referral.starts_on, referral.ends_on)
    account = BankAccount.objects.get(person=person)
    assert account.number == "61109010140000071219812874"
    assert "Wpisano skierowanie PUP.632.44.2026." in page
    assert "PSU: Biblioteka, od 1.12.2026 do 28.02.2027" in page


@pytest.mark.parametrize(
    "number",
    [
        *("61-1090-1014-0000-0712-1981-2874", "61.10901014.0000071219812874"),
        *("\u200e61\xa01090 1014 0000 0712\u202f1981 2874", "pl61109010140000071219812874"),
    ],
)
def test_an_account_is_kept_as_its_digits_however_it_was_typed(
    number, client_of, users, person, typed
):
    response = client_of(users.worker).post(new_url(person), typed | {"account_number": number})

    assert response.status_code == 302
    assert BankAccount.objects.get(person=person).number == "61109010140000071219812874"


@pytest.mark.parametrize("typed_hours", ["02:30:00", "2:30", "2,5"])
def test_hours_of_the_plan_are_taken_from_a_spreadsheet(
    typed_hours, client_of, users, person, typed
):
    client_of(users.worker).post(new_url(person), typed | {"planned_days_2": typed_hours})

    assert Referral.objects.get().planned_days == {"0": "5", "2": "2.5"}


def test_no_participation_in_the_club_is_asked_for(client_of, users, typed):
    graduate = PersonFactory(responsible=users.worker)

    client_of(users.coordinator).post(new_url(graduate), typed)

    assert not Participation.objects.filter(person=graduate).exists()
    assert graduate.referrals.exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"planned_days_4": "3"}, "Plan daje 10,5 godz. w tygodniu. Limit tygodnia: 10."),
        ({"monthly_hours": "20"}, "Plan daje 30 godz. w czterech tygodniach. Limit miesiąca: 20."),
        (
            {"planned_days_0": "5 dni", "planned_days_2": "U", "planned_days_4": "30"},
            "Wpisz godziny od 0,25 do 24, co 0,25, albo zostaw puste: poniedziałek, środa, piątek.",
        ),
        ({"account_number": "61109010140000071219812875"}, "To nie jest numer polskiego rachunku"),
        ({"account_number": ""}, "Wpisz numer rachunku albo wybierz kasę."),
        ({"ends_on": "30.11.2026"}, "Skierowanie nie może się skończyć przed początkiem."),
        ({"weekly_hours": "12"}, "Porozumienie pozwala najwyżej na 10"),
        ({"starts_on": "31.11.2026"}, "Nie ma takiej daty: 31.11.2026."),
    ],
)
def test_what_is_wrong_is_said_beside_the_field(client_of, users, person, typed, changes, sentence):
    response = client_of(users.worker).post(new_url(person), typed | changes)

    assert response.status_code == 200
    assert sentence in response.content.decode()
    assert 'value="PUP.632.44.2026"' in response.content.decode()
    assert not Referral.objects.exists()


@pytest.fixture
def of_today(place):
    """An agreement of the new act, without a limit of the month."""
    return AgreementFactory(
        place=place, regime=new_regime(), signed_on=datetime.date(2025, 6, 1), number="5/2026"
    )


PROGRAMME = "uczestnik kontraktu lub programu"


def test_people_of_programmes_are_sent_under_an_agreement_of_the_old_act_alone(
    client_of, users, person, typed, agreement, of_today
):
    client = client_of(users.worker)
    typed |= {"basis": "programme"}

    page = client.post(new_url(person), typed | {"agreement": of_today.pk}).content.decode()
    assert "tylko na podstawie porozumień podpisanych do 31.05.2025" in page
    assert not Referral.objects.exists()

    client.post(new_url(person), typed)
    assert Referral.objects.get().agreement == agreement


def test_where_only_agreements_of_today_can_be_chosen_the_second_basis_is_not_asked(
    client_of, users, person, agreement, of_today
):
    client = client_of(users.worker)
    assert PROGRAMME in client.get(new_url(person)).content.decode()

    Agreement.objects.filter(pk=agreement.pk).update(ends_on=datetime.date(2026, 8, 22))
    assert PROGRAMME not in client.get(new_url(person)).content.decode()


def test_a_referral_of_today_does_not_offer_the_second_basis(
    client_of, users, person, of_today, place
):
    referral = ReferralFactory(person=person, place=place, agreement=of_today)
    page = client_of(users.worker).get(reverse("psu:referral_edit", args=[referral.pk]))
    assert PROGRAMME not in page.content.decode()


def test_a_plan_is_judged_by_the_week_where_the_agreement_limits_no_month(
    client_of, users, person, typed, of_today
):
    """March 2027 has five Mondays and five Wednesdays: fifty hours."""
    typed |= {"agreement": of_today.pk, "planned_days_2": "5"}
    typed |= {"starts_on": "1.03.2027", "ends_on": "31.03.2027"}
    page = client_of(users.worker).post(new_url(person), typed, follow=True).content.decode()

    assert Referral.objects.exists()
    assert "limit miesiąca" not in page


def test_months_over_the_limit_are_named_and_it_is_saved(client_of, users, person, typed):
    typed |= {"planned_days_2": "5", "starts_on": "1.03.2027", "ends_on": "31.03.2027"}
    page = client_of(users.worker).post(new_url(person), typed, follow=True).content.decode()

    assert "W marcu 2027 plan daje 50 godz., limit miesiąca to 40." in page
    assert Referral.objects.exists()


def test_days_without_the_agreement_are_named_and_it_is_saved(
    client_of, users, person, typed, agreement
):
    """A referral over New Year, of an agreement for the year."""
    Agreement.objects.update(
        starts_on=datetime.date(2026, 12, 20), ends_on=datetime.date(2026, 12, 31)
    )
    typed |= {"starts_on": "15.12.2026", "ends_on": "31.03.2027"}
    page = client_of(users.worker).post(new_url(person), typed, follow=True).content.decode()

    assert "obowiązuje od 20.12.2026, a skierowanie od 15.12.2026." in page
    assert "obowiązuje do 31.12.2026, a skierowanie do 31.03.2027." in page
    assert Referral.objects.exists()


def test_the_same_referral_twice_is_a_sentence(client_of, users, person, typed):
    client = client_of(users.worker)
    client.post(new_url(person), typed)

    page = client.post(new_url(person), typed).content.decode()

    assert "To skierowanie jest już wpisane." in page
    assert Referral.objects.count() == 1


@pytest.fixture
def referral(person, place, agreement):
    return ReferralFactory(person=person, place=place, agreement=agreement, number="PUP.1")


def edited(referral, **changes):
    return {
        "row_version": referral.version,
        "basis": referral.basis,
        "number": referral.number,
        "issued_on": "1.01.2025",
        "place": referral.place_id,
        "kind": referral.kind_id,
        "starts_on": "1.01.2025",
        "ends_on": "31.12.2027",
        "status_checked_on": "2.01.2025",
        "no_benefit_checked_on": "2.01.2025",
        "assistance_confirmed_on": "2.01.2025",
        "medical": "not_needed",
        "ohs_on": "1.01.2025",
        "payment": "cash",
    } | changes


def test_a_stale_edit_shows_both_plans(client_of, users, referral):
    opened = edited(referral, planned_days_0="5")
    Referral.objects.filter(pk=referral.pk).update(planned_days={"1": "4"})
    url = reverse("psu:referral_edit", args=[referral.pk])

    page = client_of(users.worker).post(url, opened).content.decode()

    assert "wt 4 godz." in page
    assert "pn 5 godz." in page
    referral.refresh_from_db()
    assert referral.planned_days == {"1": "4"}


def test_the_training_does_not_move_behind_hours(client_of, users, referral):
    work(referral, datetime.date(2025, 5, 6))
    url = reverse("psu:referral_edit", args=[referral.pk])

    page = client_of(users.worker).post(url, edited(referral, ohs_on="7.05.2025")).content.decode()

    assert "szkolenie BHP musi być najpóźniej tego dnia" in page


def test_a_referral_ends_early_with_a_reason_and_not_before_hours(client_of, users, referral):
    work(referral, datetime.date(2026, 11, 20))
    client, url = client_of(users.worker), reverse("psu:referral_end", args=[referral.pk])

    before = client.post(url, {"last_day": "19.11.2026", "reason": "praca"}).content.decode()
    client.post(url, {"last_day": "20.11.2026", "reason": "praca"})

    assert "Jest już wpis z 20.11.2026" in before
    referral.refresh_from_db()
    assert (referral.ended_on, referral.end_reason) == (datetime.date(2026, 11, 20), "praca")


def test_news_of_a_lost_status_wants_the_coordinators_decision(client_of, users, person, referral):
    work(referral, datetime.date(2026, 11, 20))
    client_of(users.worker).post(
        reverse("psu:news_new", args=[person.pk]),
        {
            "what": "status_lost",
            "starts_on": "14.11.2026",
            "letter": "PUP, pismo z 20.11",
            "received_on": "23.11.2026",
        },
    )
    news = person.status_news.get()
    url = reverse("psu:news_decide", args=[news.pk])
    client = client_of(users.coordinator)

    refused = client.post(url, {"row_version": news.version, "pay": "pay", "pay_reason": ""})
    client.post(
        url, {"row_version": news.version, "pay": "pay", "pay_reason": "pracowała w dobrej wierze"}
    )

    assert "Podaj powód decyzji." in refused.content.decode()
    news.refresh_from_db()
    assert (news.pay, news.pay_decided_by) == ("pay", users.coordinator)


def test_news_cannot_have_come_tomorrow(client_of, users, person, referral):
    typed = {
        "what": "status_lost",
        "starts_on": "14.11.2026",
        "letter": "PUP, pismo z 20.11",
        "received_on": "24.11.2026",
    }
    page = client_of(users.worker).post(reverse("psu:news_new", args=[person.pk]), typed)
    assert "Dnia 24.11.2026 jeszcze nie było." in page.content.decode()
    assert not person.status_news.exists()


def test_the_tab_shows_referrals_and_months(client_of, users, person, referral):
    work(referral, datetime.date(2026, 11, 16), "5")
    work(referral, datetime.date(2026, 11, 17), "0", outcome="excused")
    Referral.objects.create(
        person=person,
        basis="unemployed",
        number="PUP.2",
        issued_on=TODAY,
        agreement=referral.agreement,
        place=referral.place,
        kind=referral.kind,
        starts_on=datetime.date(2028, 1, 1),
        ends_on=datetime.date(2028, 2, 1),
        entered_by=users.worker,
    )
    page = client_of(users.worker).get(reverse("psu:person", args=[person.pk])).content.decode()

    assert "Może pracować" in page
    assert "Czeka na BHP / badanie" in page
    assert "PSU: Biblioteka, brak szkolenia BHP" in page
    assert "listopad 2026" in page


@pytest.mark.parametrize("count", [1, 6])
def test_queries_of_the_tab_do_not_grow(
    client_of, users, centre, person, place, agreement, count, django_assert_max_num_queries
):
    for number in range(count):
        referral = ReferralFactory(person=person, place=place, agreement=agreement)
        work(referral, datetime.date(2026, number + 1, 5))
    client = client_of(users.coordinator)

    with django_assert_max_num_queries(13):
        client.get(reverse("psu:person", args=[person.pk]))


def test_a_mistake_is_voided_by_a_second_person_with_a_reason(client_of, users, person, referral):
    url = reverse("psu:referral_void", args=[referral.pk])
    assert referral.entered_by == users.coordinator

    own = client_of(users.coordinator).post(url, {"reason": "zła osoba"}).content.decode()
    client_of(users.worker).post(url, {"reason": "zła osoba"})

    assert "Wpis unieważnia druga osoba" in own
    assert not person.referrals.exists()
    page = client_of(users.worker).get(reverse("psu:person", args=[person.pk])).content.decode()
    assert "Wpis unieważniony" in page
    assert 'class="voided"' in page


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("referral_void", {"reason": "inna osoba"}),
        ("referral_end", {"last_day": "d", "reason": "inna osoba"}),
    ],
)
def test_a_window_on_a_referral_voided_meanwhile_says_so(client_of, users, referral, name, typed):
    referral.void(by=users.worker, reason="pomyłka")
    client, url = client_of(users.worker), reverse(f"psu:{name}", args=[referral.pk])

    assert "Ten wpis unieważniono" in client.get(url, follow=True).content.decode()
    sent = client.post(url, typed).content.decode()
    assert "unieważniony" in sent
    assert "inna osoba" in sent


def test_a_referral_with_days_is_not_voided(client_of, users, referral):
    work(referral, datetime.date(2025, 5, 6))

    page = client_of(users.worker).post(
        reverse("psu:referral_void", args=[referral.pk]), {"reason": "zła osoba"}
    )

    assert "są wpisane dni: nie można go unieważnić" in page.content.decode()


@pytest.mark.parametrize(
    ("ends_on", "is_offered"),
    [("2026-11-23", True), ("2026-11-22", True), ("2026-08-23", True), ("2026-08-22", False)],
)
def test_an_agreement_that_ended_within_three_months_is_offered_and_marked(
    client_of, users, person, place, ends_on, is_offered
):
    """Today is 23 November 2026: a referral may be entered late."""
    ended = datetime.date.fromisoformat(ends_on)
    AgreementFactory(place=place, number="7/2026", ends_on=ended)

    page = client_of(users.worker).get(new_url(person)).content.decode()

    assert ("7/2026 (10 godz. w tygodniu" in page) == is_offered
    assert ("skończone" in page) == (is_offered and ended < TODAY)


def test_the_next_step_is_a_page_that_the_reader_may_open(client_of, users, person, typed):
    sheet = reverse("psu:sheet", args=[typed["place"], datetime.date(2026, 12, 1)])

    page = client_of(users.worker).post(new_url(person), typed, follow=True).content.decode()
    assert "Godziny wpisuje opiekun PSU w miejscu pracy albo koordynator KIS." in page
    assert sheet not in page

    typed["number"] = "PUP.632.45.2026"
    page = client_of(users.coordinator).post(new_url(person), typed, follow=True).content.decode()
    assert "Następny krok: karta miesiąca." in page
    assert sheet in page
